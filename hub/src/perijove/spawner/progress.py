"""The progress of one start, kept so that a page opened late shows it from the beginning."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import TypedDict

from perijove.backend.protocol import Progress

#: Pulling an image sends a line for each percent; a page needs the last ones only.
_KEPT_EVENTS = 200

#: Each phase owns a stretch of the bar, so that the bar never moves backwards.
_STRETCHES: dict[str, tuple[int, int]] = {
    "queued": (0, 5),
    "pulling": (5, 60),
    "creating": (60, 70),
    "starting": (70, 80),
    "waiting": (80, 95),
}


class ProgressEvent(TypedDict, total=False):
    """An event as JupyterHub sends it to the page; `phase` is ours.

    `key` stands for a message that each reader gets in their language.
    """

    progress: int
    message: str
    phase: str
    key: str


class ProgressLog:
    """The events of one spawn: written by `start`, read by any number of pages."""

    def __init__(self) -> None:
        self._events: deque[tuple[int, ProgressEvent]] = deque(maxlen=_KEPT_EVENTS)
        self._count = 0
        self._percent = 0
        self._done = False
        self._changed = asyncio.Event()

    def add(self, step: Progress) -> None:
        """Note a step of the start."""
        begin, end = _STRETCHES.get(step.phase, (self._percent, self._percent))
        within = min(100.0, max(0.0, step.percent or 0.0)) / 100
        self._percent = max(self._percent, round(begin + (end - begin) * within))
        event = ProgressEvent(progress=self._percent, message=step.message)
        if step.phase:
            event["phase"] = step.phase
        self._push(event)

    def note(self, key: str) -> None:
        """Note one of the strings, which moves no bar, such as a wait."""
        self._push(ProgressEvent(progress=self._percent, key=key))

    def finish(self) -> None:
        """No more events will come."""
        self._done = True
        self._wake()

    async def events(self, t: Callable[[str], str]) -> AsyncIterator[ProgressEvent]:
        """Everything so far, then everything to come; ends when the spawn has ended.

        `t` gives the text of a key.
        """
        seen = 0
        while True:
            changed = self._changed
            for number, event in list(self._events):
                if number > seen:
                    seen = number
                    yield _with_message(event, t)
            if self._done and seen == self._count:
                return
            if changed is self._changed:
                await changed.wait()

    def _push(self, event: ProgressEvent) -> None:
        self._count += 1
        self._events.append((self._count, event))
        self._wake()

    def _wake(self) -> None:
        # A fresh event per change: a reader that holds the old one wakes, and none misses a change.
        self._changed.set()
        self._changed = asyncio.Event()


def _with_message(event: ProgressEvent, t: Callable[[str], str]) -> ProgressEvent:
    if "key" not in event:
        return event
    return ProgressEvent(progress=event["progress"], message=t(event["key"]))
