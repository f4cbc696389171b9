"""A lab's session, for the programs in it: when it stops, and how to extend it.

A lab always reaches its hub, whatever else its network allows. So it asks here, with the token in
its environment; JupyterHub says whose server that is, and the backend decides.
"""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from jupyterhub.apihandlers.base import APIHandler
from tornado import web

from perijove.backend.protocol import BackendAwayError, BackendRefusedError
from perijove.config.service import SESSION_SCOPE
from perijove.config.strings import StringsMixin
from perijove.spawner.spawner import PerijoveSpawner

_LONGEST_BODY = 1024


class _AwayError(web.HTTPError):
    """503 with a time; JupyterHub clears the headers of a failed answer and takes these."""

    def __init__(self, message: str, retry_after: float | None) -> None:
        super().__init__(503, message)
        self.headers = {"Retry-After": str(math.ceil(retry_after or 5))}


class LabSession(StringsMixin, APIHandler):
    """/hub/api/perijove/session"""

    async def get(self) -> None:
        """When the server stops, and what is left of the allowance."""
        await self._answer(lambda spawner: spawner.session())

    async def post(self) -> None:
        """Extend by `{"hours": 2}`; answers what was granted."""
        hours = self._hours()
        await self._answer(lambda spawner: spawner.extend_session(hours))

    def _hours(self) -> float:
        if len(self.request.body) > _LONGEST_BODY:
            raise web.HTTPError(413, self.t("refusals.session.tooLong"))
        body = self.get_json_body()
        hours = body.get("hours") if isinstance(body, dict) else None
        if isinstance(hours, bool) or not isinstance(hours, int | float):
            raise web.HTTPError(422, self.t("refusals.session.noHours"))
        if not math.isfinite(hours) or not 0 < hours <= 8760:
            raise web.HTTPError(422, self.t("refusals.session.badHours"))
        return float(hours)

    def _spawner(self) -> PerijoveSpawner:
        """The one server whose token this is."""
        user = self.current_user
        filters = self.parsed_scopes.get(SESSION_SCOPE, {})
        servers = filters.get("server", set()) if isinstance(filters, dict) else set()
        if user is None or len(servers) != 1:
            raise web.HTTPError(403, self.t("refusals.session.onlyLabs"))
        owner, _, name = next(iter(servers)).partition("/")
        if owner != getattr(user, "name", None) or name not in user.spawners:
            raise web.HTTPError(404, self.t("refusals.noServer"))
        spawner = user.spawners[name]
        if not isinstance(spawner, PerijoveSpawner):
            raise web.HTTPError(404, self.t("refusals.session.serverElsewhere"))
        return spawner

    async def _answer(self, ask: Callable[[PerijoveSpawner], Awaitable[Mapping[str, Any]]]) -> None:
        try:
            answer = await ask(self._spawner())
        except BackendRefusedError as error:
            raise web.HTTPError(error.status, error.text_in(self.strings)) from error
        except BackendAwayError as error:
            raise _AwayError(self.t("refusals.session.away"), error.retry_after) from error
        self.finish(dict(answer))


def handlers() -> list[tuple[str, type[LabSession]]]:
    """Entries for `JupyterHub.extra_handlers`."""
    return [("/api/perijove/session", LabSession)]
