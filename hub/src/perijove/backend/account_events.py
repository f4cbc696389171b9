"""Tells the backend that an account changed, without waiting for it.

The backend reads all accounts every half minute anyway. The event only updates open pages at once,
so one that cannot be delivered is dropped.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from .client import InternalClient
from .protocol import BackendAwayError, BackendRefusedError

#: More than these at once are dropped: the backend reads everything soon.
_MOST_UNDER_WAY = 50
_SECONDS = 5.0


class AccountEvents:
    """Sends the names of accounts that changed."""

    def __init__(self, client: Callable[[], InternalClient | None], log: logging.Logger) -> None:
        self._client, self._log = client, log
        self._under_way: dict[str, asyncio.Task[None]] = {}

    def publish(self, name: str) -> None:
        """Say that this account changed; returns at once."""
        client = self._client()
        if client is None or name in self._under_way or len(self._under_way) >= _MOST_UNDER_WAY:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return  # at the start of the hub the backend does not listen yet
        task = loop.create_task(self._send(client, name))
        self._under_way[name] = task
        task.add_done_callback(lambda _: self._under_way.pop(name, None))

    async def _send(self, client: InternalClient, name: str) -> None:
        try:
            await client.account_changed(name, seconds=_SECONDS)
        except (BackendAwayError, BackendRefusedError, OSError) as error:
            self._log.debug("The backend was not told about %s: %s", name, error)
