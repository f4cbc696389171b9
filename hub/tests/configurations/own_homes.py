"""Users of the system in containers, each with the home that they have on the host."""

c = get_config()

c.JupyterHub.spawner_class = "dockerspawner.SystemUserSpawner"
c.SystemUserSpawner.host_homedir_format_string = "/srv/homes/{username}"
c.SystemUserSpawner.run_as_root = True
c.DockerSpawner.image = "registry.example.org/lab:3"
c.DockerSpawner.volumes = {"/srv/homes/{username}": "/home/{username}", "/srv/data": "/data"}
c.DockerSpawner.host_ip = "0.0.0.0"
c.DockerSpawner.links = {"jupyterhub": "jupyterhub"}
c.Spawner.mem_limit = "10G"
c.Spawner.cpu_limit = 1


def quota(spawner):
    spawner.extra_host_config = {"storage_opt": {"size": "10G"}}
    spawner.volumes["/srv/quota"] = "/quota"


c.Spawner.pre_spawn_hook = quota
