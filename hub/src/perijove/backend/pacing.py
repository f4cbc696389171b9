"""One after the other through a narrow place, so that nobody else has to wait for all of them.

When a class of thirty starts its servers in the same second, the hub has thirty pieces of work
that wait for nothing: records, a token and an OAuth client for each. The event loop would do them
in one go and answer nobody for a second or more. Here each takes its turn, and between two of them
the loop serves whoever asked meanwhile. All of them together take no longer.
"""

from __future__ import annotations

import asyncio
import random


class Turnstile:
    """Lets one task through at a time, each in a turn of the event loop of its own."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    async def pass_through(self) -> None:
        """Wait for a turn; what follows runs until its first wait before anyone else's turn."""
        async with self._lock:
            # One round of the loop, in which everything that is ready gets served.
            await asyncio.sleep(0)


def spread(seconds: float) -> float:
    """Add up to a quarter, so that a hundred waiting starts do not all return at once."""
    return seconds * (1 + random.random() / 4)  # noqa: S311 -- no secret
