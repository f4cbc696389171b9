"""Servers that start and stop by JupyterHub's own doors: who did it is told, and to their owner."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest

from .browser import Browser
from .fake_backend import ready
from .real_hub import SERVICE_TOKEN
from .world import ADMIN, CULLER_TOKEN, USER, World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def lines(world: World, about: str, count: int) -> list[str]:
    """What the audit log heard of a server, once there are so many lines, and no more."""
    told: list[dict[str, Any]] = []
    for _ in range(100):
        reports = [one for one in world.backend.requests if one.path == "/internal/v1/events"]
        told = [line for one in reports for line in one.body["events"]]
        told = [e for e in told if e["subject"] == about and e["action"].startswith("server.")]
        if len(told) >= count:
            break
        await asyncio.sleep(0.1)
    await asyncio.sleep(0.2)
    return [f"{e['actor']} {e.get('actorKind', 'user')} {e['action']} {e['result']}" for e in told][
        count - 1 :
    ]


def asked_to_stop(world: World) -> str:
    """The last stop that the backend was asked for, with who it was."""
    return world.backend.asked("DELETE")[-1].path


async def is_ready(world: World, wanted: bool) -> None:
    for _ in range(100):
        model: Any = await world.hub.api(f"/users/{USER}")
        if bool(model["server"]) is wanted and not model["pending"]:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(world.hub.log[-3000:])


async def start_by(world: World, browser: Browser, path: str) -> None:
    world.backend.starts = [[ready(world.lab.url)]]
    page = await browser.get(path)
    if page.status == 424:
        # It does not run any more: its page starts it.
        links = re.findall(rf'href="(/hub/spawn/{USER}[^"]*)"', page.text)
        assert links, page.text[-2000:]
        await browser.get(links[0].replace("&amp;", "&"))
    await is_ready(world, True)


async def test_starts_by_address_and_stops_by_whomever_are_told_once(world: World) -> None:
    user, admin = await world.user(), await world.admin()
    server = f"/hub/api/users/{USER}/server"

    await start_by(world, user, f"/user/{USER}/lab/tree/a.ipynb")
    assert await lines(world, USER, 1) == [f"{USER} user server.start ok"]
    headers = {"Authorization": f"token {CULLER_TOKEN}"}
    assert (await world.hub.browser().call("DELETE", server, headers=headers)).status in (202, 204)
    await is_ready(world, False)
    assert await lines(world, USER, 2) == ["idle-culler service server.stop ok"]
    assert asked_to_stop(world) == f"/internal/v1/servers/{USER}?by=idle-culler&kind=service"

    await start_by(world, user, "/hub/user-redirect/lab/tree/a.ipynb")
    assert await lines(world, USER, 3) == [f"{USER} user server.start ok"]
    # As the button of /hub/admin does.
    cookie = {"X-XSRFToken": await admin.xsrf("/hub/change-password")}
    assert (await admin.call("DELETE", server, headers=cookie)).status in (202, 204)
    await is_ready(world, False)
    assert await lines(world, USER, 4) == [f"{ADMIN} user server.stop ok"]
    assert asked_to_stop(world) == f"/internal/v1/servers/{USER}?by={ADMIN}&kind=user"

    await world.start_lab(admin, USER)
    assert await lines(world, USER, 5) == [f"{ADMIN} user server.start ok"]
    # Our own pages, for whom the backend writes it down itself and knows why.
    headers = {"Authorization": f"token {SERVICE_TOKEN}"}
    await world.hub.browser().call("DELETE", server, headers=headers)
    await is_ready(world, False)
    assert asked_to_stop(world) == f"/internal/v1/servers/{USER}"
    assert len(await lines(world, USER, 5)) == 1


@pytest.mark.parametrize("method", ["POST", "DELETE"])
async def test_servers_that_are_not_ones_own_are_told_as_refused(world: World, method: str) -> None:
    user = await world.user()
    cookie = {"X-XSRFToken": await user.xsrf("/hub/change-password")}
    page = await user.call(method, f"/hub/api/users/{ADMIN}/server", headers=cookie)
    assert page.status in (403, 404)
    action = {"POST": "server.start", "DELETE": "server.stop"}[method]
    count = 1 if method == "POST" else 3
    assert (await lines(world, ADMIN, count))[-1] == f"{USER} user {action} refused"
    if method == "POST":
        assert (await user.get(f"/hub/spawn/{ADMIN}")).status in (403, 404)
        assert (await lines(world, ADMIN, 2))[-1] == f"{USER} user {action} refused"
