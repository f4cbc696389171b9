"""The audit log hears who comes and goes at a real hub, and nobody waits for it."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest

import perijove

from .browser import Page
from .world import ADMIN, World, oauth_token

pytestmark = pytest.mark.asyncio(loop_scope="module")

PASSWORD = "a-good-password-1"


def told(world: World) -> list[dict[str, Any]]:
    reports = [
        request for request in world.backend.requests if request.path == "/internal/v1/events"
    ]
    return [event for request in reports for event in request.body["events"]]


async def heard(world: World, action: str, actor: str, count: int = 1) -> list[dict[str, Any]]:
    """The events of one kind about a user, once there are so many."""
    for _ in range(100):
        lines = [e for e in told(world) if e["action"] == action and e["actor"] == actor]
        if len(lines) >= count:
            return lines
        await asyncio.sleep(0.1)
    raise AssertionError(f"{action} of {actor} was not told: {told(world)}")


async def test_coming_going_and_asking_for_an_account_are_told(world: World) -> None:
    browser = world.hub.browser()
    await browser.sign_up("grace", PASSWORD)
    (line,) = await heard(world, "user.sign_up", "grace")
    assert (line["result"], line["details"]) == ("ok", {"state": "waiting", "two_factor": False})
    await browser.sign_in("grace", PASSWORD)
    (line,) = await heard(world, "user.sign_in", "grace")
    assert (line["result"], line["details"]) == ("refused", {"reason": "not_approved"})
    await world.approve("grace")
    await browser.sign_in("grace", "wrong-guess-1")
    await browser.sign_in("grace", PASSWORD)
    lines = await heard(world, "user.sign_in", "grace", 3)
    assert [(e["result"], e["details"]) for e in lines[1:]] == [
        ("refused", {"reason": "password"}),
        ("ok", {}),
    ]
    assert {e["address"] for e in lines} == {"127.0.0.1"}
    await browser.get("/hub/logout")
    assert len(await heard(world, "user.sign_out", "grace")) == 1
    # Nobody is signed in any more: there is nothing to tell.
    await browser.get("/hub/logout")
    await browser.sign_in("grace", PASSWORD)
    await heard(world, "user.sign_in", "grace", 4)
    assert len(await heard(world, "user.sign_out", "grace")) == 1


async def test_a_new_password_is_told_and_so_is_a_guess_at_the_old_one(world: World) -> None:
    browser = world.hub.browser()
    await browser.sign_up("changing", PASSWORD)
    await world.approve("changing")
    await browser.sign_in("changing", PASSWORD)
    form = {"new_password": "a-new-password-1", "new_password_confirmation": "a-new-password-1"}
    await browser.submit("/hub/change-password", {**form, "old_password": "wrong-guess-1"})
    await browser.submit("/hub/change-password", {**form, "old_password": PASSWORD})
    lines = await heard(world, "user.password", "changing", 2)
    assert [(e["result"], e["details"]) for e in lines] == [
        ("refused", {"reason": "password"}),
        ("ok", {}),
    ]


async def test_a_lockout_is_told_once(world: World) -> None:
    browser = world.hub.browser()
    await browser.sign_up("target", PASSWORD)
    for number in range(12):
        await browser.sign_in("target", f"wrong-guess-{number}")
    (line,) = await heard(world, "user.lockout", "target")
    assert (line["result"], line["details"]) == ("refused", {"seconds": 60})
    assert len(await heard(world, "user.sign_in", "target", 10)) == 10


async def ask_for_token(world: World, name: str, password: str) -> Page:
    """JupyterHub's own API: a token for the password, without a page of ours."""
    body = {"auth": {"username": name, "password": password}}
    return await world.hub.browser().call("POST", f"/hub/api/users/{name}/tokens", body=body)


async def test_a_password_tried_at_the_api_counts_and_is_told_like_one_at_the_page(
    world: World,
) -> None:
    browser = world.hub.browser()
    await browser.sign_up("scripted", PASSWORD)
    await world.approve("scripted")
    assert (await ask_for_token(world, "scripted", PASSWORD)).status == 201
    (line,) = await heard(world, "user.sign_in", "scripted")
    assert (line["result"], line["address"]) == ("ok", "127.0.0.1")
    (line,) = await heard(world, "user.token", "scripted")
    assert (line["result"], line["subject"]) == ("ok", "scripted")
    for number in range(12):
        assert (await ask_for_token(world, "scripted", f"wrong-guess-{number}")).status == 403
    (line,) = await heard(world, "user.lockout", "scripted")
    assert (line["result"], line["details"]) == ("refused", {"seconds": 60})
    lines = await heard(world, "user.sign_in", "scripted", 11)
    assert [e["details"] for e in lines[1:]] == [{"reason": "password"}] * 10
    # It is one count: the page makes them wait as well, and the right password opens neither.
    assert (await browser.sign_in("scripted", PASSWORD)).status == 429
    assert (await ask_for_token(world, "scripted", PASSWORD)).status == 403
    assert len(await heard(world, "user.sign_in", "scripted", 11)) == 11


async def test_a_call_of_the_api_without_a_password_is_no_try(world: World) -> None:
    before = len(told(world))
    for body in ({}, {"auth": None}, {"auth": "text"}, {"auth": {"username": ["a"]}}):
        page = await world.hub.browser().call("POST", "/hub/api/users/grace/tokens", body=body)
        assert page.status == 403
    await world.hub.browser().sign_in("last-of-all", PASSWORD)
    for _ in range(100):
        if len(told(world)) > before:
            break
        await asyncio.sleep(0.1)
    assert [e["action"] for e in told(world)[before:]] == ["user.sign_in"]
    assert "Error authenticating" not in world.hub.log


async def test_pages_report_no_decisions() -> None:
    # The code that decides records it, so that no route to a decision is without an event.
    folder = Path(perijove.__file__).parent
    reporting = {file.name for file in folder.rglob("*.py") if "login_audit" in file.read_text()}
    assert reporting <= {
        "authenticator.py",
        "configure.py",
        "login.py",
        "native_accounts.py",
        "sign_up.py",
    }


async def test_what_is_no_name_of_an_account_is_not_kept(world: World) -> None:
    browser = world.hub.browser()
    await browser.sign_in("my-secret-password", PASSWORD)
    await browser.sign_in("w" * 900, PASSWORD)
    await browser.sign_in("v" * 5000, PASSWORD)
    await browser.sign_up("a/../b", PASSWORD)
    await heard(world, "user.sign_in", "unknown", 2)
    (line,) = await heard(world, "user.sign_up", "unknown")
    assert (line["subject"], line["details"]) == ("unknown", {"reason": "bad_name"})
    everything = str(told(world))
    for secret in ("my-secret-password", "www", "vvv", PASSWORD, "wrong-guess"):
        assert secret not in everything
    # JupyterHub names who failed to sign in, cut to a bearable length.
    assert re.search(r"w{65}|v{65}", world.hub.log) is None


async def test_a_name_that_is_taken_is_told_of_the_stranger(world: World) -> None:
    await world.hub.browser().sign_up("grace", "another-password-1")
    lines = await heard(world, "user.sign_up", "unknown", 2)
    assert (lines[-1]["subject"], lines[-1]["details"]) == ("grace", {"reason": "name_taken"})


async def test_what_the_backend_asks_for_is_told_by_the_backend_alone(world: World) -> None:
    await world.hub.browser().sign_up("asked", PASSWORD)
    admin = await world.admin()
    made: Any = await admin.call(
        "POST",
        f"/hub/api/users/{ADMIN}/tokens",
        body={"scopes": ["admin:users"]},
        headers={"X-XSRFToken": await admin.xsrf("/hub/change-password")},
    )
    token = made.json()["token"]
    await world.approve("asked")  # as the backend does
    await world.hub.accounts("PATCH", "/asked", {"password": "given-to-them-1"}, token=token)
    (line,) = await heard(world, "user.password", ADMIN)
    assert (line["subject"], line["result"]) == ("asked", "ok")
    assert "user.authorize" not in [event["action"] for event in told(world)]


async def test_nobody_waits_for_a_backend_that_is_away(world: World) -> None:
    browser = world.hub.browser()
    await browser.sign_up("patient", PASSWORD)
    await world.approve("patient")
    await heard(world, "user.sign_up", "patient")
    world.backend.failures = [(503, {}, b"{}")] * 1000
    page = await browser.sign_in("patient", PASSWORD)
    assert page.path == "/services/perijove/"
    await heard(world, "user.sign_in", "patient")  # arrived, and was turned away
    world.backend.failures = []
    before = len(told(world))
    for _ in range(100):
        if "patient" in [event["actor"] for event in told(world)[before:]]:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("the line was lost")


async def test_an_administrator_who_opens_a_lab_by_its_address_is_told(world: World) -> None:
    admin, owner = await world.admin(), world.hub.browser()
    for name, browser in (("owner", owner), ("nosy", nosy := world.hub.browser())):
        await browser.sign_up(name, PASSWORD)
        await world.approve(name)
        await browser.sign_in(name, PASSWORD)
    asked = await world.start_lab(owner, "owner")
    lab = (
        asked["env"]["JUPYTERHUB_CLIENT_ID"],
        asked["env"]["JUPYTERHUB_API_TOKEN"],
        "/user/owner/oauth_callback",
    )
    await oauth_token(owner, *lab)  # in one's own lab nobody is a visitor
    query = f"client_id={lab[0]}&redirect_uri={lab[2]}&response_type=code&state=s"
    address = f"/hub/api/oauth2/authorize?{query}"
    # A stranger is asked to sign in, and another user is refused: neither gets in.
    assert (await world.hub.browser().get(address)).path == "/hub/login"
    assert (await nosy.get(address)).status == 403

    # JupyterHub asks its visitors whether they mean it; to be asked is no visit yet.
    question = await admin.get(address)
    assert question.status == 200
    assert "server.enter" not in [event["action"] for event in told(world)]
    answer = await admin.submit(address, {"scopes": "identify"})
    assert answer.path == "/user/owner/oauth_callback"
    (line,) = await heard(world, "server.enter", ADMIN)
    assert (line["subject"], line["result"], line["address"]) == ("owner", "ok", "127.0.0.1")
    assert {e["actor"] for e in told(world) if e["action"] == "server.enter"} == {ADMIN}
    await world.stop_lab("owner")
