"""Password hashes, computed beside the event loop.

One bcrypt hash takes a fifth of a second. On the hub's only event loop, a class that signs in at
nine o'clock would stop the hub for everyone.
"""

from __future__ import annotations

import asyncio
import enum
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

import bcrypt

from perijove.common.fair_queue import FairQueue, FullQueueError

_T = TypeVar("_T")

#: bcrypt reads no more than this, and refuses longer passwords rather than cut them silently.
LONGEST_PASSWORD_BYTES = 72

#: How far threads step back for sign-ins and the event loop: those for strangers a little, on a
#: machine that is busy with labs too; those that make many accounts further.
_SIGN_UP_NICENESS, _BATCH_NICENESS = 5, 15


class BusyHashingError(Exception):
    """So many passwords wait to be hashed already that this one would wait too long."""


class Work(enum.Enum):
    """Why a password is hashed. Each purpose has its own threads, so none waits for another."""

    #: A user signs in, or changes their password.
    SIGN_IN = "sign-in"
    #: A stranger asks for an account: logins come first.
    SIGN_UP = "sign-up"
    #: Accounts that an administrator makes by the hundred.
    BATCH = "batch"


class PasswordHasher:
    """Hashes and compares in threads; bcrypt lets go of the interpreter meanwhile."""

    def __init__(self, rounds: int) -> None:
        self._rounds = rounds
        cores = max(1, os.cpu_count() or 1)
        self._threads = {
            # Behind 200 an answer would come after half a minute. A quarter of that for one
            # address: a class behind one of them signs in at once.
            Work.SIGN_IN: _Threads("bcrypt", 2, niceness=0, longest=200, longest_of_one=60),
            Work.SIGN_UP: _Threads(
                "bcrypt-sign-up", 1, niceness=_SIGN_UP_NICENESS, longest=60, longest_of_one=30
            ),
            Work.BATCH: _Threads(
                "bcrypt-batch", cores, _BATCH_NICENESS, longest=200, longest_of_one=200
            ),
        }
        # Compared against when there is no such user, so that the answer takes as long.
        self._nobody = bcrypt.hashpw(b"nobody", bcrypt.gensalt(rounds))

    async def hash(self, password: str, work: Work = Work.SIGN_IN, *, owner: str = "") -> bytes:
        """A new salted hash; ValueError for a password that bcrypt cannot take.

        `owner` is for whom it waits, such as an address: owners take turns.
        """
        salt = bcrypt.gensalt(self._rounds)
        return await self._threads[work].run(
            bcrypt.hashpw, password.encode(), salt, owner=owner, first=False
        )

    def hash_now(self, password: str) -> bytes:
        """The same, on this thread: only before the event loop runs."""
        return bcrypt.hashpw(password.encode(), bcrypt.gensalt(self._rounds))

    async def matches(
        self, password: str, hashed: bytes | None, *, owner: str = "", first: bool = False
    ) -> bool:
        """Whether the password is the hashed one. `None` never matches, and takes as long.

        `first` is for those who have signed in from there before: strangers wait behind them.
        """
        secret = password.encode()
        if len(secret) > LONGEST_PASSWORD_BYTES or b"\0" in secret:
            secret, hashed = b"", None
        threads, against = self._threads[Work.SIGN_IN], hashed or self._nobody
        same = await threads.run(bcrypt.checkpw, secret, against, owner=owner, first=first)
        return bool(same) and hashed is not None


class _Threads:
    """A few threads with a queue that has an end."""

    def __init__(
        self, name: str, count: int, niceness: int, *, longest: int, longest_of_one: int
    ) -> None:
        self._queue = FairQueue(count, longest, longest_of_one)
        self._pool = ThreadPoolExecutor(
            max_workers=count,
            thread_name_prefix=name,
            initializer=partial(_step_back, niceness),
        )

    async def run(
        self,
        function: Callable[[bytes, bytes], _T],
        left: bytes,
        right: bytes,
        *,
        owner: str,
        first: bool,
    ) -> _T:
        try:
            await self._queue.enter(owner, first=first)
        except FullQueueError as error:
            raise BusyHashingError from error
        work = asyncio.get_running_loop().run_in_executor(self._pool, function, left, right)
        # The place is free when the thread is, not when the caller has gone away.
        work.add_done_callback(lambda _: self._queue.leave())
        return await asyncio.shield(work)


def _step_back(niceness: int) -> None:
    # Linux gives every thread a priority of its own. Elsewhere this would slow the whole hub.
    if niceness and os.uname().sysname == "Linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), niceness)
