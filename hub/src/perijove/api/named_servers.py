"""JupyterHub's settings for starts and named servers, which its own API does not tell."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from jupyterhub.apihandlers import APIHandler
from jupyterhub.scopes import needs_scope
from traitlets import TraitError

#: Below /hub, beside JupyterHub's own interface.
ADDRESS = "/api/perijove/named-servers"


class NamedServerRules(APIHandler):
    """GET /hub/api/perijove/named-servers"""

    @needs_scope("read:hub")
    async def get(self) -> None:
        """Whether there may be any, how many one user may have (null is no known limit), and
        whether new names are slugs, as from JupyterHub 6 on.
        """
        limit = self.named_server_limit_per_user
        # A limit may be a function of who asks. Then only JupyterHub itself can tell, at the start.
        known = limit if isinstance(limit, int) and limit > 0 else None
        self.write(
            {
                "allowed": bool(self.allow_named_servers),
                "limit": known,
                "optionsForm": has_options_form(self.settings),
                "slugs": find_spec("jupyterhub.slugs") is not None,
            }
        )


def has_options_form(settings: Mapping[str, Any]) -> bool:
    """Whether a start by a user begins with a form; one by a function may be empty for some."""
    try:
        spawner = settings["spawner_class"](config=settings["config"])
    except (TraitError, TypeError, ValueError):
        return False  # then no start goes well, and the hub says why
    return bool(spawner.options_form)
