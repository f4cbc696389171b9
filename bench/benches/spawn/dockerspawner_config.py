"""A plain JupyterHub with DockerSpawner, as its documentation suggests; same image and volumes."""

import os

c = get_config()  # noqa: F821 -- JupyterHub's
env = os.environ

c.JupyterHub.bind_url = f"http://127.0.0.1:{env['BENCH_PORT']}/"
c.JupyterHub.hub_bind_url = f"http://{env['BENCH_GATEWAY']}:{env['BENCH_HUB_PORT']}"
c.JupyterHub.db_url = "sqlite:///jupyterhub.sqlite"
c.JupyterHub.cleanup_servers = False
# The hub's own limit would reject users; the alternative must serve all of them as well.
c.JupyterHub.concurrent_spawn_limit = 0
# Respond to a start immediately, like Perijove.
c.JupyterHub.tornado_settings = {"slow_spawn_timeout": 0}
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{env['BENCH_PROXY_API_PORT']}"

c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.services = [{"name": "bench", "api_token": env["BENCH_TOKEN"]}]
c.JupyterHub.load_roles = [
    {"name": "bench", "scopes": ["admin:users", "admin:servers"], "services": ["bench"]}
]

label = env["BENCH_LABEL"]
volumes = {"home": "/home/jovyan", "workspace": "/home/jovyan/work", "cache": "/home/jovyan/.cache"}
c.JupyterHub.spawner_class = "dockerspawner.DockerSpawner"
c.DockerSpawner.image = "perijove/tiny:test"
c.DockerSpawner.network_name = env["BENCH_NETWORK"]
c.DockerSpawner.use_internal_ip = True
c.DockerSpawner.remove = True
c.DockerSpawner.prefix = label
c.DockerSpawner.extra_create_kwargs = {"labels": {label: "1"}}
c.DockerSpawner.volumes = {
    **{f"{label}-{{username}}-{name}": mount for name, mount in volumes.items()},
    f"{label}-shared": "/mnt/shared",
}
c.Spawner.start_timeout = 300
