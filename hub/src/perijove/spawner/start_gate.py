"""Lets one start after the other do its work on the event loop.

When a class of thirty starts its servers in the same second, the hub has thirty pieces of work
that wait for nothing: records, a token and an OAuth client for each. The event loop would do them
in one go and answer no request for a second or more. Here each start waits for its turn, and
between two of them the loop serves other requests. All of them together take no longer.
"""

from __future__ import annotations

import asyncio


class StartGate:
    """Lets one task through at a time, each in a turn of the event loop of its own."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    async def wait_turn(self) -> None:
        """Wait for a turn; what follows runs until its first wait before anyone else's turn."""
        async with self._lock:
            # One round of the loop, in which everything that is ready gets served.
            await asyncio.sleep(0)
