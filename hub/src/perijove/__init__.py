"""JupyterHub's side of Perijove: `perijove.configure(c)` in a jupyterhub_config.py."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .authenticator import PerijoveAuthenticator
    from .config.settings import ConfigurationError, Settings
    from .configure import configure
    from .spawner import PerijoveSpawner

__version__ = "0.1.0"

__all__ = [
    "ConfigurationError",
    "PerijoveAuthenticator",
    "PerijoveSpawner",
    "Settings",
    "configure",
]

# Loaded when asked for: `perijove.supervise` must not load JupyterHub first, because the hub gives
# its services ten seconds to answer.
_HOMES = {
    "ConfigurationError": "config.settings",
    "PerijoveAuthenticator": "authenticator",
    "PerijoveSpawner": "spawner",
    "Settings": "config.settings",
    "configure": "configure",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    # Named again: importing the module `configure` has put the module itself there.
    globals()[name] = value
    return value
