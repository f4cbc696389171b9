"""The hub of the dev mode: Perijove's own, whose labs load the extensions from their sources."""

import os
from pathlib import Path

c = get_config()  # noqa: F821

# The labs stop with the dev mode; a crash of the hub does not stop them.
c.JupyterHub.cleanup_servers = True
c.Spawner.environment = {"JUPYTER_PATH": os.environ["PERIJOVE_DEV_EXTENSIONS"]}
load_subconfig(str(Path(__file__).parents[2] / "hub" / "jupyterhub_config.py"))  # noqa: F821
