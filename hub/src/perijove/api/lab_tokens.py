"""Tokens with which the backend asks labs what their kernels do.

A lab's process sees every header that reaches it, so what the backend shows there is as good as
published. This one opens the very server that is asked, which its owner can do anyway, and ends by
itself.
"""

from __future__ import annotations

from typing import Any

from jupyterhub import orm
from jupyterhub.apihandlers.base import APIHandler
from tornado import web

from perijove.config.service import LAB_ACTIVITY_SCOPE, SERVICE_NAME
from perijove.config.strings import StringsMixin

#: Seconds. A lab answers within five, or is not believed.
LIFETIME = 60


class LabToken(StringsMixin, APIHandler):
    """POST /hub/api/perijove/lab-tokens/USER or …/USER/SERVER"""

    async def prepare(self) -> None:
        """Only the backend can call this: a role that grants the scope is not enough."""
        await super().prepare()
        caller = self.current_user
        ours = isinstance(caller, orm.Service) and caller.name == SERVICE_NAME
        if not ours or LAB_ACTIVITY_SCOPE not in self.expanded_scopes:
            raise web.HTTPError(403, self.t("refusals.labTokens.onlyBackend"))

    async def post(self, user_name: str, server_name: str | None) -> None:
        """A token for a server that runs; 404 without one."""
        name = server_name or ""
        user = self.find_user(user_name)
        if user is None or name not in user.spawners or not user.spawners[name].ready:
            raise web.HTTPError(404, self.t("refusals.noServer"))
        scope = f"access:servers!server={user.name}/{name}"
        self._forget_former(user, scope)
        token = user.new_api_token(
            # JupyterHub counts no use of a token with such a note as use by its owner.
            note=f"Server at {user.spawners[name].server.base_url}",
            expires_in=LIFETIME,
            scopes=[scope],
        )
        self.set_status(201)
        self.finish({"token": token, "expires_in": LIFETIME})

    def _forget_former(self, user: Any, scope: str) -> None:
        """One is enough: JupyterHub clears away what has ended once an hour."""
        for token in user.api_tokens:
            if token.expires_at is not None and token.scopes == [scope]:
                self.db.delete(token)


HANDLERS: list[tuple[str, type[APIHandler]]] = [
    (r"/api/perijove/lab-tokens/([^/]+)(?:/([^/]+))?", LabToken),
]
