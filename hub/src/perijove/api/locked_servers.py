"""Stops the servers of a disabled user, including those that are still starting."""

from __future__ import annotations

import asyncio
from typing import Any

from perijove.access.revoke import is_locked

#: How long a start or a stop under way is waited for; JupyterHub stops no server in between.
_LONGEST_WAIT_SECONDS = 900
_LOOK_SECONDS = 1.0


def stop_servers(handler: Any, user: Any) -> None:
    """Stop everything that this user runs; returns at once.

    The proxy removes the route before the server stops: it cannot be reached from then on.
    """
    for name in [name for name, spawner in user.spawners.items() if spawner.active]:
        task = asyncio.ensure_future(_stop(handler, user, name))
        _under_way.add(task)
        task.add_done_callback(_under_way.discard)


#: An event loop keeps no hold of its tasks.
_under_way: set[asyncio.Task[None]] = set()


async def _stop(handler: Any, user: Any, name: str) -> None:
    for _ in range(_LONGEST_WAIT_SECONDS):
        spawner = user.spawners.get(name)
        if spawner is None or not spawner.active or not is_locked(handler.db, user.name):
            return
        if not spawner.pending:
            try:
                await handler.stop_single_user(user, name)
            except Exception:
                handler.log.exception("The server of %s, who is locked out, goes on", user.name)
            return
        await asyncio.sleep(_LOOK_SECONDS)
