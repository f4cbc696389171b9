"""A form whose choice DockerSpawner itself followed, by the name of its field."""

c = get_config()

c.JupyterHub.spawner_class = "dockerspawner.DockerSpawner"
c.DockerSpawner.options_form = '<select name="image"><option>lab:1</option></select>'
c.DockerSpawner.options_from_form = lambda data: {"image": data["image"][0]}
c.DockerSpawner.allowed_images = "*"
