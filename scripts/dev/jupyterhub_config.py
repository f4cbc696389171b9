"""The hub of the dev mode: Perijove's own, and its labs read the extensions that are at work."""

import os
from pathlib import Path

c = get_config()  # noqa: F821

# The end of the dev mode is the end of its labs; a hub that crashes leaves them alone.
c.JupyterHub.cleanup_servers = True
c.Spawner.environment = {"JUPYTER_PATH": os.environ["PERIJOVE_DEV_EXTENSIONS"]}
load_subconfig(str(Path(__file__).parents[2] / "hub" / "jupyterhub_config.py"))  # noqa: F821
