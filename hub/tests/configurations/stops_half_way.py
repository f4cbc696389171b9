"""A variable that is not there."""

import os

c = get_config()

c.JupyterHub.spawner_class = "dockerspawner.DockerSpawner"
c.DockerSpawner.mem_limit = "lots"
c.DockerSpawner.image = os.environ["AN_IMAGE_THAT_NOBODY_NAMED"]
c.DockerSpawner.remove = True
