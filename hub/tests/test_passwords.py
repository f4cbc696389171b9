"""Passwords are hashed beside the event loop, and batches stand behind people who sign in."""

from __future__ import annotations

import asyncio
import threading

import bcrypt
import pytest

from perijove import passwords
from perijove.passwords import BusyHashingError, PasswordHasher


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the threads in which something was hashed."""
    seen: list[str] = []
    original = bcrypt.hashpw

    def hashed(password: bytes, salt: bytes) -> bytes:
        seen.append(threading.current_thread().name)
        return original(password, salt)

    monkeypatch.setattr(bcrypt, "hashpw", hashed)
    return seen


async def test_no_password_is_hashed_on_the_event_loop(threads: list[str]) -> None:
    hasher = PasswordHasher(4)
    threads.clear()  # the one for nobody is made at the start
    await hasher.hash("a-good-password-1")
    await hasher.hash("a-good-password-1", batch=True)
    assert threads[0].startswith("bcrypt_")
    assert threads[1].startswith("bcrypt-batch_")


async def test_nobody_who_signs_in_waits_behind_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = PasswordHasher(4)
    open_up = threading.Event()
    original = bcrypt.hashpw

    def slow(password: bytes, salt: bytes) -> bytes:
        open_up.wait(30)
        return original(password, salt)

    monkeypatch.setattr(bcrypt, "hashpw", slow)
    batch = [asyncio.ensure_future(hasher.hash(f"password-{n}", batch=True)) for n in range(20)]
    await asyncio.sleep(0)
    # Every thread of the batch is taken; this one is answered all the same.
    assert not await hasher.matches("a-guess", None)
    assert not any(task.done() for task in batch)
    open_up.set()
    assert len(await asyncio.gather(*batch)) == 20


async def test_a_queue_that_nobody_would_wait_for_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(passwords, "_LONGEST_QUEUE", 3)
    hasher = PasswordHasher(4)
    tasks = [asyncio.ensure_future(hasher.hash(f"password-{n}", batch=True)) for n in range(5)]
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [isinstance(result, BusyHashingError) for result in results].count(True) == 2
