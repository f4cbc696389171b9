"""Records in the audit log who opened whose lab, and what was done through JupyterHub's API.

A lab sends every visitor without a cookie of its own to the hub, which asks them to sign in, checks
that they can open this lab, and sends them back with a code. A visit begins there, by a button of
ours or by a typed address. JupyterHub has no hook for it, but Tornado calls `log_function` for
every answered request; JupyterHub's own request log uses it as well.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from jupyterhub import orm
from jupyterhub.apihandlers.auth import OAuthAuthorizeHandler
from jupyterhub.log import log_request
from tornado.log import app_log

from perijove.backend.audit_log import Result, record

from .api_audit import Done, done_by

#: Pending records: without a reference a task may be collected before it has run.
_under_way: set[asyncio.Task[None]] = set()


def log_function(settings: dict[str, Any]) -> Callable[[Any], None]:
    """`log_function` for Tornado's application: what it does already, and these reports."""
    given: Callable[[Any], None] = settings.get("log_function", log_request)

    def log(handler: Any) -> None:
        given(handler)
        try:
            visit, done = _visit(handler), done_by(handler)
        except Exception:
            app_log.exception("An answer was not told to the audit log")
            return
        if visit is not None:
            visitor, server = visit
            _tell(record(handler, "server.enter", actor=visitor, subject=server))
        if done is not None:
            _tell(_report_all(handler, *done))

    return log


async def _report_all(handler: Any, actor: str, result: Result, lines: list[Done]) -> None:
    kind = "service" if isinstance(handler.current_user, orm.Service) else "user"
    for action, subject, details in lines:
        more: dict[str, Any] = {"result": result, "kind": kind, "known": True, **details}
        await record(handler, action, actor=actor, subject=subject, **more)


def _tell(line: Coroutine[Any, Any, None]) -> None:
    task = asyncio.ensure_future(line)
    _under_way.add(task)
    task.add_done_callback(_under_way.discard)


def _visit(handler: Any) -> tuple[str, str] | None:
    """Who was sent on to whose server by this answer; None for everything else."""
    if not isinstance(handler, OAuthAuthorizeHandler) or handler.get_status() != 302:
        return None
    # A refusal leads back as well, and a stranger to the sign-in: neither carries a code.
    if "code=" not in handler._headers.get("Location", ""):
        return None
    client = handler.oauth_provider.fetch_by_client_id(handler.get_argument("client_id"))
    visitor, spawner = handler.current_user, client.spawner if client else None
    if visitor is None or spawner is None or spawner.user.name == visitor.name:
        return None
    return visitor.name, "/".join(filter(None, [spawner.user.name, spawner.name]))
