"""JupyterHub's side of Perijove: `perijove.configure(c)` in a jupyterhub_config.py."""

from .authenticator import PerijoveAuthenticator
from .configure import configure
from .environment import ConfigurationError, Settings
from .spawner import PerijoveSpawner

__version__ = "0.1.0"

__all__ = [
    "ConfigurationError",
    "PerijoveAuthenticator",
    "PerijoveSpawner",
    "Settings",
    "configure",
]
