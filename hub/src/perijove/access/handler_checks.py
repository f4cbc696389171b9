"""Runs our checks in every handler of JupyterHub, after authentication and before the work.

JupyterHub has no hook at that point. Its route table is a list of patterns and classes; each class
is replaced by a subclass, so JupyterHub is not changed and no route is left out. `account_guard`
checks before a request runs, `group_guard` while it runs, and `api_audit` records what it did.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from jupyterhub import apihandlers, handlers, orm

from perijove.backend.protocol import StoppedBy

from .account_guard import check
from .actors import by_backend

#: The handler of JupyterHub's that answers now; each request has a context of its own.
_current_handler: ContextVar[Any] = ContextVar("perijove_acting", default=None)

_checked_classes: dict[type[Any], type[Any]] = {}


def current_handler() -> Any:
    """The handler of JupyterHub's own that does what happens now; None for everything else."""
    return _current_handler.get()


def asked_by() -> StoppedBy | None:
    """Who asks JupyterHub for what happens now; None for the backend, which knows, and for nobody.

    Such as jupyterhub-idle-culler, a service of the operator's: the server's owner reads its name.
    """
    handler = current_handler()
    caller = None if handler is None else handler.current_user
    if caller is None or by_backend(handler):
        return None
    return StoppedBy(str(caller.name), "service" if isinstance(caller, orm.Service) else "user")


class CheckedHandler:
    """What every handler of JupyterHub's gets."""

    #: Servers that this request started and stopped, as (action, owner, name).
    perijove_servers: list[tuple[str, str, str]]

    async def prepare(self: Any) -> None:
        """As JupyterHub does; then it is known who asks."""
        self.perijove_servers = []
        await super().prepare()  # type: ignore[misc]
        _current_handler.set(self)
        if not self._finished:
            check(self)

    async def spawn_single_user(
        self: Any, user: Any, server_name: str = "", *rest: Any, **options: Any
    ) -> Any:
        """As JupyterHub does, whichever page or address it was; 6 also gives the name to show."""
        self.perijove_servers.append(("server.start", user.name, server_name))
        return await super().spawn_single_user(  # type: ignore[misc]
            user, server_name, *rest, **options
        )

    async def stop_single_user(self: Any, user: Any, server_name: str = "") -> Any:
        """As JupyterHub does."""
        self.perijove_servers.append(("server.stop", user.name, server_name))
        return await super().stop_single_user(user, server_name)  # type: ignore[misc]


def check_stock_handlers() -> None:
    """Look at all that JupyterHub's own addresses do, in this process; harmless twice."""
    for table in (handlers.default_handlers, apihandlers.default_handlers):
        table[:] = [(entry[0], checked(entry[1]), *entry[2:]) for entry in table]


def checked(handler: type[Any]) -> type[Any]:
    """That class with a look at what it does; it keeps its name, which metrics and logs show."""
    if issubclass(handler, CheckedHandler):
        return handler
    if handler not in _checked_classes:
        same = {name: handler.__dict__.get(name) for name in ("__module__", "__doc__")}
        _checked_classes[handler] = type(handler.__name__, (CheckedHandler, handler), same)
    return _checked_classes[handler]
