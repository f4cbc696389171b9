"""A list of images to choose from, GPUs, and a command after the start."""

c = get_config()

c.JupyterHub.spawner_class = "docker"
c.DockerSpawner.allowed_images = {"Python": "lab-python:1", "R": "lab-r:1"}
c.DockerSpawner.pull_policy = "always"
c.DockerSpawner.extra_host_config = {"runtime": "nvidia", "shm_size": "2g"}
c.DockerSpawner.post_start_cmd = "sh -c 'pip install --user course'"
c.DockerSpawner.args = ["--FileCheckpoints.checkpoint_dir=/tmp/checkpoints"]
c.DockerSpawner.start_timeout = 180
c.DockerSpawner.name_template = "{prefix}-{username}-{servername}"
c.DockerSpawner.environment = {"COURSE": "physics"}
