"""One at a time for each key."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager


class KeyedLock:
    """Runs tasks with the same key one after another."""

    def __init__(self) -> None:
        self._locks: dict[Hashable, asyncio.Lock] = {}
        self._using: Counter[Hashable] = Counter()

    def waiting(self, key: Hashable) -> int:
        """How many hold or wait for the key."""
        return self._using[key]

    @asynccontextmanager
    async def of(self, key: Hashable) -> AsyncIterator[None]:
        """Wait for the turn, and give it on at the end."""
        lock = self._locks.setdefault(key, asyncio.Lock())
        self._using[key] += 1
        try:
            async with lock:
                yield
        finally:
            self._using[key] -= 1
            if not self._using[key]:
                del self._using[key], self._locks[key]
