"""Names of servers at a real hub: JupyterHub 6 takes slugs, and lets servers be edited."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from jupyterhub import version_info

from .browser import Page
from .fake_backend import ready, step
from .real_hub import SERVICE_TOKEN
from .test_audit_log_on_a_hub import heard, told
from .world import USER, World, opened

pytestmark = pytest.mark.asyncio(loop_scope="module")

SIX = version_info >= (6,)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world() -> AsyncIterator[World]:
    """A world where each user may have three servers beside the default one."""
    with tempfile.TemporaryDirectory(prefix="pj-") as folder:
        async with opened(Path(folder), {"PERIJOVE_NAMED_SERVERS": "3"}) as made:
            await made.user()
            yield made


async def ask(world: World, method: str, server: str, body: Any = None) -> Page:
    headers = {"Authorization": f"token {SERVICE_TOKEN}"}
    path = f"/hub/api/users/{USER}/servers/{server}"
    world.backend.starts = [[step("creating", None, "Creating"), ready(world.lab.url)]]
    return await world.hub.browser().call(method, path, headers=headers, body=body)


async def servers(world: World) -> dict[str, Any]:
    page = await world.hub.browser().call(
        "GET",
        f"/hub/api/users/{USER}?include_stopped_servers",
        headers={"Authorization": f"token {SERVICE_TOKEN}"},
    )
    found: dict[str, Any] = page.json()["servers"]
    return found


async def test_the_backend_hears_which_names_are_taken(world: World) -> None:
    headers = {"Authorization": f"token {SERVICE_TOKEN}"}
    address = "/hub/api/perijove/named-servers"
    page = await world.hub.browser().call("GET", address, headers=headers)
    assert page.json() == {"allowed": True, "limit": 3, "optionsForm": False, "slugs": SIX}


async def test_a_server_starts_as_the_backend_asks(world: World) -> None:
    """With a display name only where the hub said that it keeps one."""
    body = {"display_name": "Big data", "user_options": {"image": "x"}} if SIX else {"image": "x"}
    page = await ask(world, "POST", "big-data", body)
    assert page.status in (201, 202), page.text
    for _ in range(100):
        asked = [request.body for request in world.backend.asked("POST")]
        options = [body["options"] for body in asked if "options" in body]
        if options:
            break
        await asyncio.sleep(0.1)
    assert options == [{"image": "x"}]
    names = [body["displayName"] for body in asked if "options" in body]
    assert names == ["Big data" if SIX else None]
    if SIX:
        assert (await servers(world))["big-data"]["display_name"] == "Big data"
    assert (await ask(world, "DELETE", "big-data", {"remove": True})).status in (202, 204)


@pytest.mark.skipif(not SIX, reason="JupyterHub 5 takes any name and edits no server")
async def test_a_server_keeps_its_name_and_changes_what_it_is_called(world: World) -> None:
    assert (await ask(world, "PUT", "one", {"display_name": "First"})).status == 201
    page = await ask(world, "PATCH", "one", {"name": "two"})
    assert page.status == 409, page.text
    assert "The server one cannot be renamed" in page.text
    assert (await ask(world, "PATCH", "one", {"display_name": "Second"})).status == 200
    found = await servers(world)
    assert found["one"]["display_name"] == "Second"
    assert "two" not in found
    assert (await ask(world, "PUT", "Not%20a%20slug")).status == 400
    assert (await ask(world, "DELETE", "one", {"remove": True})).status == 204


async def test_what_is_said_of_a_server_is_bounded_and_can_be_seen(world: World) -> None:
    """It goes along with every list of users, and JupyterHub asks for neither."""
    large = {"display_name": "Large", "user_options": {"note": "x" * 70_000}}
    for method in ("POST", "PUT", "PATCH") if SIX else ("POST",):
        assert (await ask(world, method, "large", large)).status == 413
        for title in ("gpj.\u202egnp", "t" * 256):
            page = await ask(world, method, "large", {"display_name": title})
            assert page.status == 400, page.text
    assert "large" not in await servers(world)


@pytest.mark.skipif(not SIX, reason="JupyterHub 5 has no such scope")
async def test_the_default_server_keeps_its_name_as_well(world: World) -> None:
    headers = {"Authorization": f"token {SERVICE_TOKEN}"}
    path = f"/hub/api/users/{USER}/server"
    page = await world.hub.browser().call("PATCH", path, headers=headers, body={"name": "mine"})
    assert page.status == 409, page.text


@pytest.mark.skipif(not SIX, reason="JupyterHub 5 edits no server")
async def test_what_others_edit_is_in_the_audit_log(world: World) -> None:
    browser = await world.user()
    headers = {"X-XSRFToken": await browser.xsrf("/hub/change-password")}
    path = f"/hub/api/users/{USER}/servers/mine"
    for method, body in (("PUT", {"display_name": "Mine"}), ("PATCH", {"display_name": "My own"})):
        assert (await browser.call(method, path, headers=headers, body=body)).status < 300
    await heard(world, "server.change", USER)
    lines = [event for event in told(world) if event["action"].startswith("server.c")]
    assert [(line["action"], line["subject"], line["details"]) for line in lines] == [
        ("server.create", f"{USER}/mine", {"displayName": "Mine"}),
        ("server.change", f"{USER}/mine", {"keys": "display_name", "displayName": "My own"}),
    ]
