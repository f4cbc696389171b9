"""An image as root that makes its user while it starts."""

c = get_config()

c.JupyterHub.spawner_class = "dockerspawner.DockerSpawner"
c.DockerSpawner.cmd = ["sh", "-c", "useradd -m $USER && exec start-notebook.py"]
c.DockerSpawner.extra_create_kwargs = {
    "user": "root",
    "environment": {"USER": "{username}"},
    "hostname": "lab",
}
c.DockerSpawner.environment = {"CHOWN_HOME": "yes", "NB_UID": "1000"}
c.DockerSpawner.volumes = {"jupyterhub-user-{username}": "/home/{username}"}
