"""Strangers who ask for accounts: they get what sign-ins leave, and a limited number of rows."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from .browser import Page
from .fake_backend import FakeBackend
from .real_hub import FakeLab, RealHub, TinyServer
from .world import World

pytestmark = pytest.mark.asyncio(loop_scope="module")

PASSWORD = "seeded-password-7"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def small() -> AsyncIterator[World]:
    """A hub on which three requests may wait."""
    with tempfile.TemporaryDirectory(prefix="pj-") as folder:
        backend, service = FakeBackend(), await TinyServer("service").listen()
        await backend.listen_tcp()
        settings = {"JUPYTERHUB_ADMIN_PASSWORD": PASSWORD, "PERIJOVE_SIGNUP_MAX_PENDING": "3"}
        hub = RealHub.with_fake(Path(folder), backend, service.url, settings)
        await hub.start()
        try:
            yield World(hub, backend, FakeLab("lab"))
        finally:
            await hub.stop()
            await backend.close()
            await service.close()


async def told(world: World, reason: str) -> list[dict[str, Any]]:
    await world.hub.browser().sign_in("root-ada", PASSWORD)  # the last line, told at any rate
    for _ in range(100):
        reports = [r for r in world.backend.requests if r.path == "/internal/v1/events"]
        lines = [event for request in reports for event in request.body["events"]]
        if lines and (lines[-1]["action"], lines[-1]["result"]) == ("user.sign_in", "ok"):
            return [e for e in lines if e["details"].get("reason") == reason]
        await asyncio.sleep(0.1)
    raise AssertionError("the log heard nothing")


async def asks(world: World, name: str) -> Page:
    return await world.hub.browser().sign_up(name, "a-good-password-1")


async def test_only_so_many_requests_wait_and_administrators_hear_of_it_once(
    small: World,
) -> None:
    assert [(await asks(small, f"guest-{n}")).status for n in range(3)] == [200] * 3
    for number in range(3):
        page = await asks(small, f"late-{number}")
        assert (page.status, page.headers["retry-after"]) == (503, "3600")
        assert "no account was created" in page.text
    assert (await small.hub.accounts("GET", "/late-0")).json()["account"] is None
    (line,) = await told(small, "full")
    assert (line["action"], line["actor"], line["result"]) == ("user.sign_up", "unknown", "refused")
    # Approved users do not wait any more, and accounts disabled later are no requests.
    await small.approve("guest-0")
    await small.hub.accounts("PATCH", "/guest-0", {"authorized": False})
    assert (await asks(small, "late-0")).status == 200
    assert (await asks(small, "late-1")).status == 503


async def test_one_address_uses_up_its_own_budget_and_is_told_when_to_come_again(
    small: World,
) -> None:
    statuses = [(await asks(small, f"a/../{number}")).status for number in range(300)]
    assert statuses[0] == 400
    assert statuses[-1] == 429
    page = await asks(small, "late-2")
    assert page.status == 429
    assert int(page.headers["retry-after"]) > 0
    assert len(await told(small, "too_many")) == 1
    # It is no budget of sign-ins: those who are at the same address come in.
    page = await small.hub.browser().sign_in("root-ada", PASSWORD)
    assert page.path == "/services/perijove/"


async def test_a_sign_in_does_not_wait_for_sign_ups(world: World) -> None:
    browser = await world.user()
    # Each browser is a thread of the test's; as they come, six of them would stand in line here.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(40))
    crowd = [asyncio.ensure_future(asks(world, f"crowd-{number}")) for number in range(8)]
    await asyncio.sleep(1)  # they have their forms, and wait for their hashes
    await browser.get("/hub/logout")
    page = await browser.sign_in("grace", "battery-staple-7")
    assert page.path == "/services/perijove/"
    # In one line with them it would have been the last; the bench `sign-in` has the time it takes.
    assert not all(task.done() for task in crowd)
    pages = await asyncio.gather(*crowd)
    assert [page.status for page in pages] == [200] * 8
