"""What ends what: each event against each credential, on a real hub.

One row per event, one column per credential. `-` has ended, `+` goes on.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio

from .stolen_credentials import (
    CREDENTIALS,
    NEW_PASSWORD,
    PASSWORD,
    Victim,
    create_victim,
    hub_cookie,
    owner_of,
    what_is_left,
)
from .world import ADMIN, World

pytestmark = pytest.mark.asyncio(loop_scope="module")


MATRIX = {
    # event:                here there  page-h page-t lab-h lab-t  own  server
    "own password": "-    -      -      -      -     -      +    +",
    "own password, tokens": "-    -      -      -      -     -      -    +",
    "password given": "-    -      -      -      -     -      -    +",
    "locked out": "-    -      -      -      -     -      -    -",
    "rights lost": "+    +      +      +      +     +      +    +",
    "deleted": "-    -      -      -      -     -      -    -",
    "renamed": "+    +      +      +      -     -      +    -",
    "signed out here": "-    +      -      +      -     +      +    +",
    "signed out there": "-    -      +      -      +     -      +    +",
    "signed out everywhere": "-    -      -      -      -     -      +    +",
}


@pytest_asyncio.fixture(autouse=True, scope="module", loop_scope="module")
async def an_administrator(world: World) -> None:
    """At least one administrator must remain."""
    await world.admin()


# -- the events ------------------------------------------------------------------------------------


async def own_password(world: World, who: Victim, **more: str) -> None:
    fields = {
        "old_password": PASSWORD,
        "new_password": NEW_PASSWORD,
        "new_password_confirmation": NEW_PASSWORD,
        **more,
    }
    page = await who.browser.submit("/hub/change-password", fields)
    assert "has been changed" in page.text
    # The user who changed it is signed in again and notices nothing.
    assert (await who.browser.get("/hub/token")).path == "/hub/token"
    assert hub_cookie(who.browser) not in who.cookie.values()


async def own_password_and_tokens(world: World, who: Victim) -> None:
    await own_password(world, who, end_tokens="1")


async def password_given(world: World, who: Victim) -> None:
    await patch(world, who, password=NEW_PASSWORD, must_change_password=True)


async def locked_out(world: World, who: Victim) -> None:
    await patch(world, who, authorized=False)


async def rights_lost(world: World, who: Victim) -> None:
    await patch(world, who, admin=True)
    await patch(world, who, admin=False)


async def deleted(world: World, who: Victim) -> None:
    await world.stop_lab(who.name)
    await world.hub.api(f"/users/{who.name}", method="DELETE")


async def renamed(world: World, who: Victim) -> None:
    await world.stop_lab(who.name)
    path = f"/perijove/users/{who.name}/rename"
    answer: Any = await world.hub.api(path, method="POST", body={"name": f"{who.name}-b"})
    assert answer == {"name": f"{who.name}-b"}
    assert await owner_of(world, who.tokens["own"]) == f"{who.name}-b"


async def signed_out_here(world: World, who: Victim) -> None:
    await who.browser.get("/hub/logout")


async def signed_out_there(world: World, who: Victim) -> None:
    headers = {"Authorization": f"token {who.tokens['page here']}"}
    path = "/hub/api/perijove/sign-ins"
    found = (await world.hub.browser().call("GET", path, headers=headers)).json()["sign_ins"]
    (other,) = [one["id"] for one in found if not one["current"]]
    page = await world.hub.browser().call("DELETE", f"{path}/{other}", headers=headers)
    assert page.status == 200, page.text


async def signed_out_everywhere(world: World, who: Victim) -> None:
    headers = {"Authorization": f"token {who.tokens['page here']}"}
    page = await world.hub.browser().call("DELETE", "/hub/api/perijove/sign-ins", headers=headers)
    assert page.status == 200, page.text


async def patch(world: World, who: Victim, **body: Any) -> None:
    page = await world.hub.accounts("PATCH", f"/{who.name}", body)
    assert page.status == 200, page.text


EVENTS: dict[str, Callable[[World, Victim], Awaitable[None]]] = {
    "own password": own_password,
    "own password, tokens": own_password_and_tokens,
    "password given": password_given,
    "locked out": locked_out,
    "rights lost": rights_lost,
    "deleted": deleted,
    "renamed": renamed,
    "signed out here": signed_out_here,
    "signed out there": signed_out_there,
    "signed out everywhere": signed_out_everywhere,
}


@pytest.mark.parametrize("event", list(MATRIX))
async def test_what_ends_what(world: World, event: str) -> None:
    who = await create_victim(world)
    assert set((await what_is_left(world, who)).values()) == {"+"}
    before = await changes(world)
    await EVENTS[event](world, who)
    assert await what_is_left(world, who) == dict(
        zip(CREDENTIALS, MATRIX[event].split(), strict=True)
    )
    # The backend, which remembers for a while whose a token is, hears of every one of them.
    after = await changes(world, before)
    assert after["names"] is None or who.name in after["names"], after


async def changes(world: World, since: Any = None) -> Any:
    query = f"?epoch={since['epoch']}&since={since['number']}" if since else ""
    return await world.hub.api(f"/perijove/access-changes{query}")


# -- what else an ended account cannot do ----------------------------------------------------------


async def test_the_servers_of_a_locked_user_are_stopped_and_none_starts(world: World) -> None:
    who = await create_victim(world)
    await locked_out(world, who)
    end = time.monotonic() + 5
    while True:
        model: Any = await world.hub.api(f"/users/{who.name}")
        if not model["server"] and not model["pending"]:
            break
        assert time.monotonic() < end, model
        await asyncio.sleep(0.1)
    answer: Any = await world.hub.api(f"/users/{who.name}/server", method="POST")
    assert answer["status"] == 403
    model = await world.hub.api(f"/users/{who.name}")
    assert (model["server"], model["pending"]) == (None, None)
    await patch(world, who, authorized=True)
    assert (await who.browser.sign_in(who.name, PASSWORD)).path == "/services/perijove/"
    await world.start_lab(who.browser, who.name)
    await world.stop_lab(who.name)


async def test_no_token_can_be_made_for_who_may_not_sign_in(world: World) -> None:
    who, admin = await create_victim(world), await world.admin()
    path = f"/hub/api/users/{who.name}/tokens"
    auth = {"username": who.name, "password": PASSWORD}

    async def by_password() -> int:
        return (await world.hub.browser().call("POST", path, body={"auth": auth})).status

    headers = {"X-XSRFToken": await admin.xsrf("/hub/change-password")}

    async def by_administrator() -> int:
        return (await admin.call("POST", path, body={}, headers=headers)).status

    assert (await by_password(), await by_administrator()) == (201, 201)
    await patch(world, who, authorized=False)
    assert (await by_password(), await by_administrator()) == (403, 403)
    await patch(world, who, authorized=True)
    await patch(world, who, password=PASSWORD, must_change_password=True)
    # The password is right, but good for nothing but to be replaced.
    assert await by_password() == 403


async def test_nobody_who_is_locked_out_lets_themselves_in(world: World) -> None:
    who = await create_victim(world, admin=True)
    body = {"authorized": True}
    page = await world.hub.accounts("PATCH", f"/{who.name}", body, token=who.tokens["own"])
    assert page.status == 200, page.text  # they may: nothing changes
    await locked_out(world, who)
    for token in who.tokens.values():
        page = await world.hub.accounts("PATCH", f"/{who.name}", body, token=token)
        assert page.status == 403
    for place in ("here", "there"):
        headers = {"Cookie": f"jupyterhub-hub-login={who.cookie[place]}"}
        page = await world.hub.browser().get(
            f"/hub/authorize/{who.name}", follow=False, headers=headers
        )
        assert page.status != 200
    model = (await world.hub.accounts("GET", f"/{who.name}")).json()
    assert model["account"]["authorized"] is False


async def test_rights_that_are_lost_are_lost_to_every_token_at_once(world: World) -> None:
    who = await create_victim(world, admin=True)
    kinds = ("own", "page here")

    async def may() -> list[bool]:
        pages = [
            await world.hub.browser().call(
                "GET", "/hub/api/users", headers={"Authorization": f"token {who.tokens[kind]}"}
            )
            for kind in kinds
        ]
        return [page.status == 200 and ADMIN in page.text for page in pages]

    assert await may() == [True, True]
    before = await changes(world)
    headers = {"X-XSRFToken": await (admin := await world.admin()).xsrf("/hub/change-password")}
    # Through JupyterHub's own API.
    page = await admin.call(
        "PATCH", f"/hub/api/users/{who.name}", body={"admin": False}, headers=headers
    )
    assert page.status == 200, page.text
    assert await may() == [False, False]
    assert who.name in (await changes(world, before))["names"]


async def test_tokens_that_are_deleted_on_jupyterhubs_page_are_told_of(world: World) -> None:
    who = await create_victim(world)
    headers = {"X-XSRFToken": await who.browser.xsrf("/hub/change-password")}
    path = f"/hub/api/users/{who.name}/tokens"
    listed = (await who.browser.call("GET", path, headers=headers)).json()["api_tokens"]
    (mine,) = [token["id"] for token in listed if token["note"] == "mine"]
    before = await changes(world)
    assert (await who.browser.call("DELETE", f"{path}/{mine}", headers=headers)).status == 204
    assert (await changes(world, before))["names"] == [who.name]
    rung = [r for r in world.backend.requests if r.path == "/internal/v1/access/changed"]
    assert rung


async def test_a_page_ends_what_its_browser_was_given(world: World) -> None:
    """As the backend does when a user signs out of its pages."""
    who = await create_victim(world)
    headers = {"Authorization": f"token {who.tokens['page here']}"}
    path = "/hub/api/perijove/sign-ins/current"
    assert (await world.hub.browser().call("DELETE", path, headers=headers)).status == 200
    left = await what_is_left(world, who)
    assert [left[kind] for kind in ("page here", "lab here")] == ["-", "-"]
    assert [left[kind] for kind in ("page there", "lab there", "own", "server")] == ["+"] * 4


async def test_a_sign_in_gets_a_session_that_nobody_chose(world: World) -> None:
    who = await create_victim(world)
    browser = world.hub.browser()
    await browser.get("/hub/login")
    planted = {"Cookie": "jupyterhub-session-id=planted"}
    await browser.get("/hub/login", headers=planted)
    await browser.sign_in(who.name, PASSWORD)
    sessions = [c.value for c in browser.cookies if c.name == "jupyterhub-session-id"]
    assert sessions
    assert "planted" not in sessions


async def test_who_asks_too_late_or_another_hub_forgets_all_users(world: World) -> None:
    now = await changes(world)
    assert now["names"] is None
    assert (await changes(world, now))["names"] == []
    assert (await changes(world, {**now, "epoch": "another"}))["names"] is None
    assert (await changes(world, {**now, "number": now["number"] + 1}))["names"] is None
    who = await create_victim(world)
    page = await world.hub.browser().call(
        "GET",
        "/hub/api/perijove/access-changes",
        headers={"Authorization": f"token {who.tokens['own']}"},
    )
    assert page.status == 403


async def test_a_name_that_programs_use_cannot_be_signed_up_for(world: World) -> None:
    admin = await world.admin()
    headers = {"X-XSRFToken": await admin.xsrf("/hub/change-password")}
    made = await admin.call("POST", "/hub/api/users/robot", body={}, headers=headers)
    assert made.status == 201, made.text
    token = await admin.call("POST", "/hub/api/users/robot/tokens", body={}, headers=headers)
    await world.hub.browser().sign_up("robot", PASSWORD)
    assert (await world.hub.accounts("GET", "/robot")).json()["account"] is None
    # Nobody who asks for an account can end what the program holds.
    assert await owner_of(world, token.json()["token"]) == "robot"


async def test_what_has_ended_stays_ended_when_the_hub_is_started_again(world: World) -> None:
    """Last of all: JupyterHub forgets, when it ends, which token a running server has."""
    who, gone = await create_victim(world), await create_victim(world)
    await signed_out_here(world, gone)
    before = await changes(world)
    await world.hub.stop()
    await world.hub.start()
    assert (await changes(world, before))["names"] is None
    assert (await what_is_left(world, gone))["here"] == "-"
    left = await what_is_left(world, who)
    assert set(left.values()) == {"+"}
    await world.stop_lab(who.name)
    assert (await what_is_left(world, who))["server"] == "-"
