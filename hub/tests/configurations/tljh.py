"""As The Littlest JupyterHub sets itself up: a unit of systemd for each user of the system."""

c = get_config()

c.JupyterHub.spawner_class = "tljh.user_creating_spawner.UserCreatingSpawner"
c.JupyterHub.hub_port = 15001
c.JupyterHub.cleanup_servers = False
c.UserCreatingSpawner.user_groups = {"teachers": ["ada"]}
c.SystemdSpawner.extra_paths = ["/opt/lab/bin"]
c.SystemdSpawner.default_shell = "/bin/bash"
c.SystemdSpawner.unit_name_template = "jupyter-{USERNAME}"
c.SystemdSpawner.username_template = "jupyter-{USERNAME}"
c.SystemdSpawner.isolate_tmp = True
c.SystemdSpawner.mem_limit = "2G"
c.Spawner.cpu_limit = 1.5
c.Spawner.cmd = ["/opt/lab/bin/jupyterhub-singleuser"]
c.Spawner.default_url = "/tree"
c.Authenticator.admin_users = {"ada"}
