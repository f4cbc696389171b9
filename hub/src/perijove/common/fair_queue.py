"""A queue in which owners take turns, however many requests each of them brings.

Start-time fair queueing, as in the backend's `platform/fair-queue.ts`: the requests of one owner
are one turn apart, and those who were away begin at the present turn.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import Counter


class FullQueueError(Exception):
    """So many wait already, of this owner or in all, that this one would wait too long."""


class FairQueue:
    """Lets `limit` in at a time. Use it on one event loop only."""

    def __init__(self, limit: int, longest: int, longest_of_one: int) -> None:
        self._limit, self._longest, self._longest_of_one = limit, longest, longest_of_one
        self._waiting: list[tuple[bool, int, int, str, asyncio.Future[None]]] = []
        self._counts: Counter[str] = Counter()
        self._last: dict[str, int] = {}
        self._current = self._arrivals = self._held = 0

    async def enter(self, owner: str, *, first: bool = False) -> None:
        """Wait for a place, and `leave` it afterwards; FullQueueError without waiting.

        `first` goes before all who are not, however many they are.
        """
        if len(self._waiting) >= self._longest or self._counts[owner] >= self._longest_of_one:
            raise FullQueueError
        if self._held < self._limit and not self._waiting:
            self._held += 1
            return
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._arrivals += 1
        turn = self._last[owner] = max(self._current, self._last.get(owner, -1) + 1)
        heapq.heappush(self._waiting, (not first, turn, self._arrivals, owner, place))
        self._counts[owner] += 1
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self.leave()  # it was given just now, and nobody is there to use it
            else:
                self._drop(place)
            raise

    def leave(self) -> None:
        """Give the place to the next one."""
        self._held -= 1
        while self._waiting and self._held < self._limit:
            _, self._current, _, owner, place = heapq.heappop(self._waiting)
            self._forget(owner)
            if place.done():
                continue  # cancelled in this very moment
            self._held += 1
            place.set_result(None)
        if not self._waiting:
            self._last.clear()
            self._current = 0

    def _drop(self, place: asyncio.Future[None]) -> None:
        for index, entry in enumerate(self._waiting):
            if entry[4] is place:
                del self._waiting[index]
                heapq.heapify(self._waiting)
                self._forget(entry[3])
                return

    def _forget(self, owner: str) -> None:
        self._counts[owner] -= 1
        if self._counts[owner] <= 0:
            del self._counts[owner]
