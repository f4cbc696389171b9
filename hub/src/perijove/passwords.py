"""Password hashes, computed beside the event loop.

One bcrypt hash takes a fifth of a second. On the hub's only event loop, a class that signs in at
nine o'clock would stop the hub for everyone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import bcrypt

_T = TypeVar("_T")

#: bcrypt reads no more than this, and refuses longer passwords rather than cut them silently.
LONGEST_PASSWORD_BYTES = 72


class PasswordHasher:
    """Hashes and compares in two threads; bcrypt lets go of the interpreter meanwhile."""

    def __init__(self, rounds: int) -> None:
        self._rounds = rounds
        self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="bcrypt")
        # Compared against when there is no such user, so that the answer takes as long.
        self._nobody = bcrypt.hashpw(b"nobody", bcrypt.gensalt(rounds))

    async def hash(self, password: str) -> bytes:
        """A new salted hash; ValueError for a password that bcrypt cannot take."""
        return await self._run(bcrypt.hashpw, password.encode(), bcrypt.gensalt(self._rounds))

    async def matches(self, password: str, hashed: bytes | None) -> bool:
        """Whether the password is the hashed one. `None` never matches, and takes as long."""
        secret = password.encode()
        if len(secret) > LONGEST_PASSWORD_BYTES or b"\0" in secret:
            secret, hashed = b"", None
        same = await self._run(bcrypt.checkpw, secret, hashed or self._nobody)
        return bool(same) and hashed is not None

    async def _run(self, function: Callable[[bytes, bytes], _T], first: bytes, second: bytes) -> _T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, function, first, second)
