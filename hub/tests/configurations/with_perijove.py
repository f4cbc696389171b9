"""Nothing in it is lost: Perijove's two lines, and settings that are JupyterHub's."""

import perijove

c = get_config()

c.JupyterHub.allow_named_servers = True
c.Spawner.mem_limit = "2G"
c.Spawner.args = ["--allow-root"]
c.Spawner.default_url = "/lab"

perijove.configure(c)
