"""A usual deployment of JupyterHub with Docker Compose: one image, one volume for each user."""

import os

c = get_config()

c.JupyterHub.spawner_class = "dockerspawner.DockerSpawner"
c.DockerSpawner.image = os.environ.get("DOCKER_NOTEBOOK_IMAGE", "registry.example.org/lab:3")
c.DockerSpawner.cmd = "start-singleuser.py"
c.DockerSpawner.network_name = os.environ.get("DOCKER_NETWORK_NAME", "hub-net")
c.DockerSpawner.use_internal_ip = True
work = os.environ.get("DOCKER_NOTEBOOK_DIR", "/home/jovyan/work")
c.DockerSpawner.notebook_dir = work
c.DockerSpawner.volumes = {"jupyterhub-user-{username}": work}
c.DockerSpawner.remove = True
c.DockerSpawner.debug = True
c.JupyterHub.hub_ip = "jupyterhub"
c.JupyterHub.hub_port = 8080
c.JupyterHub.db_url = "sqlite:////data/jupyterhub.sqlite"
c.Authenticator.allow_all = True
c.JupyterHub.authenticator_class = "nativeauthenticator.NativeAuthenticator"
c.NativeAuthenticator.open_signup = True
c.Authenticator.admin_users = {"root-ada"}
