"""Calls that are repeated while the backend is away."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from .protocol import BackendAwayError

FIRST_RETRY_SECONDS = 0.25
LONGEST_RETRY_SECONDS = 5.0

_T = TypeVar("_T")


async def retry_while_away(
    call: Callable[[], Awaitable[_T]], *, seconds: float, log: logging.Logger, name: str
) -> _T:
    """Repeat the call while the backend is away, for at most so long; then BackendAwayError."""
    deadline = time.monotonic() + seconds
    delay = FIRST_RETRY_SECONDS
    while True:
        try:
            return await call()
        except BackendAwayError as error:
            pause = with_jitter(max(delay, error.retry_after or 0))
            if time.monotonic() + pause > deadline:
                raise
            log.info("Waiting for the backend (%s): %s", name, error)
            await asyncio.sleep(pause)
            delay = min(LONGEST_RETRY_SECONDS, delay * 2)


def with_jitter(seconds: float) -> float:
    """Add up to a quarter, so that a hundred waiting starts do not all return at once."""
    return seconds * (1 + random.random() / 4)  # noqa: S311 -- no secret
