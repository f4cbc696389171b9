"""A course with an exchange for all, data to read, and more memory for some groups."""

c = get_config()


def prepare(spawner):
    spawner.environment["GREETING"] = f"Hello {spawner.user.name}"
    if spawner.user.name.startswith("big-"):
        spawner.mem_limit = "8G"


c.JupyterHub.spawner_class = "dockerspawner.DockerSpawner"
c.DockerSpawner.volumes = {
    "course-{username}": "/home/jovyan/work",
    "course-exchange": "/srv/exchange",
    "course-data": {"bind": "/mnt/shared", "mode": "ro"},
}
c.DockerSpawner.read_only_volumes = {"/etc/course": "/etc/course"}
c.DockerSpawner.mounts = [
    {"type": "volume", "source": "cache-{username}", "target": "/home/jovyan/.cache"}
]
c.DockerSpawner.pre_spawn_hook = prepare
c.DockerSpawner.mem_guarantee = "512M"
c.Spawner.group_overrides = {
    "big": {"groups": ["big"], "spawner_override": {"mem_limit": "4G"}},
    "gpu": {"groups": ["gpu"], "spawner_override": {"extra_host_config": {"runtime": "nvidia"}}},
}
