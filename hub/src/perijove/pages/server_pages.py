"""Why a server stopped, and its log, for the hub's pages; read from the backend."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from jupyterhub.apihandlers.base import APIHandler
from tornado import web

from perijove.access.actors import actor_of
from perijove.access.refuse import refuse
from perijove.backend.protocol import BackendAwayError, BackendRefusedError
from perijove.config.strings import StringsMixin
from perijove.spawner.spawner import PerijoveSpawner

_LOG_LINES = 200


class ServerLog(StringsMixin, APIHandler):
    """/hub/api/perijove/servers/NAME/log, and .../NAME/SERVER/log for a named server"""

    async def get(self, user_name: str, server_name: str = "") -> None:
        """The last lines, oldest first; none when there is no log."""
        actor = actor_of(self)
        # As at the backend: the scope to start a server does not include its log.
        own = self.has_scope(f"custom:perijove:logs!user={user_name}")
        if not (own or (actor is not None and actor.administers)):
            refuse(self, "refusals.doors.log")
        user = self.find_user(user_name)
        if user is None or server_name not in user.spawners:
            raise web.HTTPError(404, self.t("refusals.noServer"))
        spawner = user.spawners[server_name]
        lines: list[str] = []
        if isinstance(spawner, PerijoveSpawner):
            try:
                lines = await spawner.log_lines(_LOG_LINES)
            except BackendRefusedError as error:
                if error.status != 404:
                    raise web.HTTPError(error.status, error.text_in(self.strings)) from error
            except BackendAwayError as error:
                raise web.HTTPError(503, self.t("refusals.away")) from error
        self.finish({"lines": lines})


def stop_reason(_visitor: Any = None) -> Callable[[Any, str], Awaitable[str]]:
    """For `JupyterHub.template_vars`: why a server stopped; '' when that is unknown."""
    return _stop_reason


async def _stop_reason(user: Any, server_name: str) -> str:
    spawner = user.spawners[server_name]
    return await spawner.stop_reason() if isinstance(spawner, PerijoveSpawner) else ""


HANDLERS: list[tuple[str, type[APIHandler]]] = [
    (r"/api/perijove/servers/([^/]+)/log", ServerLog),
    (r"/api/perijove/servers/([^/]+)/([^/]+)/log", ServerLog),
]
