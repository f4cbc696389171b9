"""Several hosts, with volumes from a driver."""

c = get_config()

c.JupyterHub.spawner_class = "dockerspawner.SwarmSpawner"
c.SwarmSpawner.extra_placement_spec = {"constraints": ["node.role==worker"]}
c.SwarmSpawner.volume_driver = "local"
c.SwarmSpawner.network_name = "swarm-net"
c.SwarmSpawner.http_timeout = 120
c.JupyterHub.internal_ssl = True
