"""What was written years ago, and never touched again."""

c = get_config()

c.JupyterHub.spawner_class = "dockerspawner.DockerSpawner"
c.DockerSpawner.container_image = "lab:2018"
c.DockerSpawner.remove_containers = False
c.DockerSpawner.image_whitelist = {"lab": "lab:2018"}
c.DockerSpawner.hub_ip_connect = "10.0.0.5"
c.DockerSpawner.escape = "legacy"
c.DockerSpawner.volumes = {"jupyterhub-user-{username}": "/home/jovyan"}
c.DockerSpawner.extra_create_kwargs.update({"command": "start-singleuser.sh"})
c.DockerSpawner.extra_host_config = {"network_mode": "old-net"}
c.DockerSpawner.client_kwargs = {"base_url": "tcp://name:secret-of-the-engine@docker:2376"}
