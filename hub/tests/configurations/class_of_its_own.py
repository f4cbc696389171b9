"""A class that is written in the configuration itself."""

from jupyterhub.spawner import LocalProcessSpawner

c = get_config()


class NodeSpawner(LocalProcessSpawner):
    """Chooses where a server runs."""


c.JupyterHub.spawner_class = NodeSpawner
c.NodeSpawner.cpu_limit = 2
c.NodeSpawner.node_name = "gpu-1"
c.LocalProcessSpawner.popen_kwargs = {"nice": 5}
c.KubeSpawner.mem_limit = "1G"
