"""Passwords are hashed beside the event loop, and batches wait behind users who sign in."""

from __future__ import annotations

import asyncio
import threading

import bcrypt
import pytest

from perijove.accounts.password_hasher import BusyHashingError, PasswordHasher, Work


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
    await hasher.hash("a-good-password-1", Work.SIGN_UP)
    await hasher.hash("a-good-password-1", Work.BATCH)
    assert [name.rpartition("_")[0] for name in threads] == [
        "bcrypt",
        "bcrypt-sign-up",
        "bcrypt-batch",
    ]


@pytest.mark.parametrize("work", [Work.BATCH, Work.SIGN_UP])
async def test_nobody_who_signs_in_waits_behind_new_accounts(
    monkeypatch: pytest.MonkeyPatch, work: Work
) -> None:
    hasher = PasswordHasher(4)
    open_up = threading.Event()
    original = bcrypt.hashpw

    def slow(password: bytes, salt: bytes) -> bytes:
        open_up.wait(30)
        return original(password, salt)

    monkeypatch.setattr(bcrypt, "hashpw", slow)
    new = [asyncio.ensure_future(hasher.hash(f"password-{n}", work)) for n in range(20)]
    await asyncio.sleep(0)
    # Every thread of theirs is taken; this one is answered all the same.
    assert not await hasher.matches("a-guess", None)
    assert not any(task.done() for task in new)
    open_up.set()
    assert len(await asyncio.gather(*new)) == 20


async def test_a_queue_that_nobody_would_wait_for_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hasher = PasswordHasher(4)
    tasks = [asyncio.ensure_future(hasher.matches(f"password-{n}", None)) for n in range(300)]
    results = await asyncio.gather(*tasks, return_exceptions=True)
    # Two are at work and sixty may wait: they are all the same stranger.
    assert [isinstance(result, BusyHashingError) for result in results].count(True) == 238


async def test_who_is_known_goes_before_strangers(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher, order, gate = PasswordHasher(4), list[bytes](), threading.Event()

    def slow(password: bytes, hashed: bytes) -> bool:
        gate.wait(30)
        order.append(password)
        return False

    monkeypatch.setattr(bcrypt, "checkpw", slow)

    def attempt(name: str, *, first: bool) -> asyncio.Future[bool]:
        return asyncio.ensure_future(hasher.matches(name, None, owner=name[0], first=first))

    tasks = [attempt(f"a{n}", first=False) for n in range(6)]
    tasks += [attempt("b0", first=False), attempt("k0", first=True)]
    await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(*tasks)
    # The known one before all who wait, the others by turns.
    assert order.index(b"k0") < order.index(b"b0") < order.index(b"a4")
