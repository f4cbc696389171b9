"""Limits that a function gives to each user, and resources by a call-back of Docker's."""

c = get_config()


def memory(spawner):
    return {"ada": "4G"}.get(spawner.user.name, "1G")


c.JupyterHub.spawner_class = "dockerspawner.DockerSpawner"
c.DockerSpawner.mem_limit = memory
c.DockerSpawner.cpu_limit = lambda spawner: 2.5
c.DockerSpawner.cpu_guarantee = 1.0
c.DockerSpawner.extra_host_config = lambda spawner: {"shm_size": "1g"}
