"""Password hashes, computed beside the event loop.

One bcrypt hash takes a fifth of a second. On the hub's only event loop, a class that signs in at
nine o'clock would stop the hub for everyone.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

import bcrypt

_T = TypeVar("_T")

#: bcrypt reads no more than this, and refuses longer passwords rather than cut them silently.
LONGEST_PASSWORD_BYTES = 72

#: Hashes that may wait for a thread. Behind so many, an answer would come after half a minute.
_LONGEST_QUEUE = 200

#: How far a thread that makes many accounts steps back: sign-ins and the event loop go first.
_BATCH_NICENESS = 15


class BusyHashingError(Exception):
    """So many passwords wait to be hashed already that this one would wait too long."""


class PasswordHasher:
    """Hashes and compares in threads; bcrypt lets go of the interpreter meanwhile.

    Accounts made in batches have threads of their own, so that nobody who signs in waits behind
    five hundred new accounts.
    """

    def __init__(self, rounds: int) -> None:
        self._rounds = rounds
        self._sign_ins = _Threads("bcrypt", 2, niceness=0)
        self._batches = _Threads("bcrypt-batch", max(1, os.cpu_count() or 1), _BATCH_NICENESS)
        # Compared against when there is no such user, so that the answer takes as long.
        self._nobody = bcrypt.hashpw(b"nobody", bcrypt.gensalt(rounds))

    async def hash(self, password: str, *, batch: bool = False) -> bytes:
        """A new salted hash; ValueError for a password that bcrypt cannot take."""
        threads = self._batches if batch else self._sign_ins
        return await threads.run(bcrypt.hashpw, password.encode(), bcrypt.gensalt(self._rounds))

    def hash_now(self, password: str) -> bytes:
        """The same, on this thread: only before the event loop runs."""
        return bcrypt.hashpw(password.encode(), bcrypt.gensalt(self._rounds))

    async def matches(self, password: str, hashed: bytes | None) -> bool:
        """Whether the password is the hashed one. `None` never matches, and takes as long."""
        secret = password.encode()
        if len(secret) > LONGEST_PASSWORD_BYTES or b"\0" in secret:
            secret, hashed = b"", None
        same = await self._sign_ins.run(bcrypt.checkpw, secret, hashed or self._nobody)
        return bool(same) and hashed is not None


class _Threads:
    """A few threads with a queue that has an end."""

    def __init__(self, name: str, count: int, niceness: int) -> None:
        self._pool = ThreadPoolExecutor(
            max_workers=count,
            thread_name_prefix=name,
            initializer=partial(_step_back, niceness),
        )
        self._queued = 0

    async def run(self, function: Callable[[bytes, bytes], _T], first: bytes, second: bytes) -> _T:
        if self._queued >= _LONGEST_QUEUE:
            raise BusyHashingError
        self._queued += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._pool, function, first, second)
        finally:
            self._queued -= 1


def _step_back(niceness: int) -> None:
    # Linux gives every thread a priority of its own. Elsewhere this would slow the whole hub.
    if niceness and os.uname().sysname == "Linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), niceness)
