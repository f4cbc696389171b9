"""The login sessions of a user on a real hub, and ending them."""

from __future__ import annotations

from typing import Any

import pytest

from .browser import Browser
from .world import ADMIN, USER, USER_PASSWORD, World, service_token

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "/hub/api/perijove/sign-ins"


async def sign_ins(browser: Browser, token: str) -> list[dict[str, Any]]:
    page = await browser.call("GET", PATH, headers={"Authorization": f"token {token}"})
    assert page.status == 200, page.text
    found: list[dict[str, Any]] = page.json()["sign_ins"]
    return found


async def delete(browser: Browser, token: str, name: str = "") -> int:
    headers = {"Authorization": f"token {token}"}
    return (await browser.call("DELETE", f"{PATH}{name}", headers=headers)).status


async def is_known(world: World, token: str) -> bool:
    headers = {"Authorization": f"token {token}"}
    return (await world.hub.browser().call("GET", "/hub/api/user", headers=headers)).status == 200


async def is_signed_in(browser: Browser) -> bool:
    return (await browser.get("/hub/token")).path == "/hub/token"


async def test_each_browser_is_listed_with_what_it_has_open(world: World) -> None:
    first, second = await world.user(), await world.user()
    one, two = await service_token(world, first), await service_token(world, second)
    found = await sign_ins(first, one)
    assert [entry["current"] for entry in found].count(True) == 1
    assert len(found) == 2
    for entry in found:
        assert entry["uses"] == [{"kind": "pages", "name": ""}]
        assert entry["since"].endswith("Z")
    mine = next(entry for entry in found if entry["current"])
    theirs = next(entry for entry in await sign_ins(second, two) if entry["current"])
    assert mine["id"] != theirs["id"]
    # The number of a session is a cookie: nobody learns it here.
    values = [cookie.value for cookie in first.cookies if cookie.value]
    assert not [value for value in values if value in str(found)]
    assert await delete(first, one) == 200


async def test_one_browser_is_signed_out_and_the_other_goes_on(world: World) -> None:
    here, there = await world.user(), await world.user()
    mine, theirs = await service_token(world, here), await service_token(world, there)
    other = next(entry for entry in await sign_ins(here, mine) if not entry["current"])
    assert await delete(here, mine, f"/{other['id']}") == 200
    assert not await is_known(world, theirs)
    assert not await is_signed_in(there)
    assert await is_known(world, mine)
    assert await delete(here, mine, f"/{other['id']}") == 404
    assert len(await sign_ins(here, mine)) == 1
    assert await delete(here, mine) == 200


async def test_signing_out_everywhere_leaves_the_lab_running(world: World) -> None:
    here, there = await world.user(), await world.user()
    body = await world.start_lab(here, USER)
    labs_own: str = body["env"]["JUPYTERHUB_API_TOKEN"]
    made: Any = await here.call(
        "POST",
        f"/hub/api/users/{USER}/tokens",
        body={"note": "a script of mine"},
        headers={"X-XSRFToken": await here.xsrf("/hub/change-password")},
    )
    script = made.json()["token"]
    tokens = [await service_token(world, browser) for browser in (here, there)]
    assert await delete(here, tokens[0]) == 200
    for browser, token in zip((here, there), tokens, strict=True):
        assert not await is_known(world, token)
        assert not await is_signed_in(browser)
    # What no browser holds goes on: the lab itself, and the tokens of programs.
    assert await is_known(world, labs_own)
    assert await is_known(world, script)
    model: Any = await world.hub.api(f"/users/{USER}")
    assert model["servers"][""]["ready"] is True
    page = await here.sign_in(USER, USER_PASSWORD)
    assert page.path == "/services/perijove/"
    await world.stop_lab(USER)


async def test_nothing_but_our_own_page_can_ask(world: World) -> None:
    browser = await world.user()
    mine = await service_token(world, browser)
    xsrf = await browser.xsrf("/hub/change-password")
    for method, path in (("GET", PATH), ("DELETE", PATH), ("DELETE", f"{PATH}/abc")):
        # A cookie is not enough, with whatever goes along.
        page = await browser.call(method, path, headers={"X-XSRFToken": xsrf})
        assert page.status == 403
    made: Any = await browser.call(
        "POST", f"/hub/api/users/{USER}/tokens", body={}, headers={"X-XSRFToken": xsrf}
    )
    assert await delete(browser, made.json()["token"]) == 403
    assert await is_known(world, mine)
    # The page of another user signs out only that user.
    admin = await world.admin()
    theirs = await service_token(world, admin)
    own = next(entry for entry in await sign_ins(browser, mine) if entry["current"])
    assert await delete(admin, theirs, f"/{own['id']}") == 404
    assert await delete(admin, theirs) == 200
    assert await is_known(world, mine)
    assert (await world.hub.api(f"/users/{ADMIN}")) is not None
