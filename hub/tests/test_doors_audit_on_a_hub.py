"""What is done by JupyterHub's own interface is in the audit log, done or refused."""

from __future__ import annotations

import asyncio

import pytest

from .doors import PROPERTIES, Doors
from .fake_backend import ready
from .real_hub import TinyServer

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_what_is_done_by_this_door_is_in_the_audit_log(doors: Doors) -> None:
    group, user = "/groups/noted", "/users/noted-user"
    await doors.call("root", "POST", user, {})
    await doors.call("root", "PATCH", user, {"admin": True})
    await doors.call("root", "PATCH", user, {"admin": False})
    await doors.call("acc", "PATCH", user, {"admin": True})
    await doors.call("root", "PATCH", user, {"name": "renamed"})
    made = await doors.call("root", "POST", f"{user}/tokens", {"note": "ci", "expires_in": 60})
    await doors.call("root", "DELETE", f"{user}/tokens/{made.json()['id']}")
    await doors.call("root", "DELETE", user)
    assert await doors.heard("noted-user", 8) == [
        "root user.create ok {}",
        "root user.admin ok {'admin': True}",
        "root user.admin ok {'admin': False}",
        "acc user.admin refused {'admin': True}",
        "root user.rename refused {'to': 'renamed'}",
        "root user.token ok {'note': 'ci', 'expires_in': 60}",
        f"root user.token_revoke ok {{'id': '{made.json()['id']}'}}",
        "root user.delete ok {}",
    ]
    (line,) = [one for one in doors.told("noted-user") if one["actor"] == "acc"]
    assert (line["actorKind"], line["address"]) == ("service", "127.0.0.1")

    await doors.call("root", "POST", group, {"users": ["ann"]})
    await doors.call("gus", "POST", f"{group}/users", {"users": ["root"]})
    await doors.call("root", "DELETE", f"{group}/users", {"users": ["ann"]})
    await doors.call("root", "PUT", f"{group}/properties", {"theme": "dark", **PROPERTIES})
    await doors.call("root", "DELETE", group)
    assert await doors.heard("noted", 7) == [
        "root group.create ok {}",
        "root group.add ok {'users': 'ann'}",
        "gus group.add refused {'users': 'root'}",
        "root group.remove ok {'users': 'ann'}",
        "root group.limits ok {'limits': '{\"cpuCores\": 64}'}",
        "root group.properties ok {'keys': 'theme'}",
        "root group.delete ok {}",
    ]


async def _is_ready(doors: Doors, name: str, wanted: bool) -> None:
    for _ in range(100):
        servers = (await doors.call("root", "GET", "/users/ben")).json()["servers"]
        now = servers.get(name, {})
        if bool(now.get("ready")) is wanted and not now.get("pending"):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{servers}\n{doors.hub.log[-3000:]}")


async def test_servers_and_shares_of_this_door_are_in_the_audit_log(doors: Doors) -> None:
    lab = await TinyServer("lab").listen()
    for name, path, body in (("", "server", None), ("second", "servers/second", {"remove": True})):
        doors.backend.starts = [[ready(lab.url)]]
        await doors.call("root", "POST", f"/users/ben/{path}", {})
        await _is_ready(doors, name, True)
        await doors.call("root", "DELETE", f"/users/ben/{path}", body)
        await _is_ready(doors, name, False)
    share = {"user": "ann"}
    assert (await doors.call("root", "POST", "/shares/ben/", share)).status == 200
    assert (await doors.call("root", "PATCH", "/shares/ben/", share)).status == 200
    told = await doors.heard("ben", 4)
    assert [line for line in told if " server." in line or " share." in line] == [
        "root server.start ok {}",
        "root server.stop ok {}",
        "root share.grant ok {'user': 'ann'}",
        "root share.revoke ok {'user': 'ann'}",
    ]
    assert await doors.heard("ben/second", 3) == [
        "root server.start ok {}",
        "root server.stop ok {}",
        "root server.remove ok {}",
    ]
    await lab.close()


async def test_the_backend_tells_itself_what_it_asks_for(doors: Doors) -> None:
    before = len(doors.told("quiet"))
    await doors.call("backend", "POST", "/groups/quiet", {})
    await doors.call("backend", "POST", "/groups/quiet/users", {"users": ["ann"]})
    await doors.call("backend", "DELETE", "/groups/quiet")
    # Nor is it told of strangers, whom nobody can name.
    await doors.hub.browser().call("POST", "/hub/api/groups/quiet", body={})
    await asyncio.sleep(0.5)
    assert len(doors.told("quiet")) == before
