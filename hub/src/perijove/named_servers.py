"""What this JupyterHub allows of named servers, for the backend: its own API does not tell."""

from __future__ import annotations

from jupyterhub.apihandlers import APIHandler
from jupyterhub.scopes import needs_scope

#: Below /hub, beside JupyterHub's own interface.
ADDRESS = "/api/perijove/named-servers"


class NamedServerRules(APIHandler):
    """GET /hub/api/perijove/named-servers"""

    @needs_scope("read:hub")
    async def get(self) -> None:
        """Whether there may be any, and how many one person may have; null is no known limit."""
        limit = self.named_server_limit_per_user
        # A limit may be a function of who asks. Then only JupyterHub itself can tell, at the start.
        known = limit if isinstance(limit, int) and limit > 0 else None
        self.write({"allowed": bool(self.allow_named_servers), "limit": known})
