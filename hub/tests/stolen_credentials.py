"""A user with every kind of credential, and a check of which ones still work."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import dataclass
from typing import Any

from .browser import Browser
from .world import World, oauth_token, service_token

PASSWORD, NEW_PASSWORD = "battery-staple-7", "another-horse-8"
_numbers = itertools.count()


@dataclass
class Victim:
    """A user with every kind of credential, all copied by a thief."""

    name: str
    browser: Browser
    cookie: dict[str, str]
    tokens: dict[str, str]


# The columns. "here" is the browser in which the event happens, "there" another one.
CREDENTIALS = ["here", "there", "page here", "page there", "lab here", "lab there", "own", "server"]


async def create_victim(world: World, *, admin: bool = False) -> Victim:
    name = f"rev{next(_numbers)}"
    body = {"name": name, "password": PASSWORD, "admin": admin}
    made = await world.hub.accounts("POST", "", body)
    assert made.status == 201, made.text
    here, there = world.hub.browser(), world.hub.browser()
    for browser in (here, there):
        assert (await browser.sign_in(name, PASSWORD)).path == "/services/perijove/"
    if hub_cookie(here) == hub_cookie(there):
        # Signed in the same second, they are the same; what ends one would end the other.
        await asyncio.sleep(1)
        there = world.hub.browser()
        await there.sign_in(name, PASSWORD)
    env = (await world.start_lab(here, name))["env"]
    tokens = {"own": await own_token(here, name), "server": env["JUPYTERHUB_API_TOKEN"]}
    for place, browser in (("here", here), ("there", there)):
        tokens[f"page {place}"] = await service_token(world, browser)
        tokens[f"lab {place}"] = await oauth_token(
            browser,
            env["JUPYTERHUB_CLIENT_ID"],
            env["JUPYTERHUB_API_TOKEN"],
            env["JUPYTERHUB_OAUTH_CALLBACK_URL"],
        )
    cookie = {"here": hub_cookie(here), "there": hub_cookie(there)}
    return Victim(name, here, cookie, tokens)


def hub_cookie(browser: Browser) -> str:
    (found,) = [c.value for c in browser.cookies if c.name == "jupyterhub-hub-login"]
    assert found
    return found


async def own_token(browser: Browser, name: str) -> str:
    headers = {"X-XSRFToken": await browser.xsrf("/hub/change-password")}
    made: Any = await browser.call(
        "POST", f"/hub/api/users/{name}/tokens", body={"note": "mine"}, headers=headers
    )
    return str(made.json()["token"])


async def cookie_opens(world: World, cookie: str) -> bool:
    """With nothing else of the browser that it was stolen from."""
    headers = {"Cookie": f"jupyterhub-hub-login={cookie}"}
    page = await world.hub.browser().get("/hub/token", follow=False, headers=headers)
    return page.status == 200


async def owner_of(world: World, token: str) -> str | None:
    page = await world.hub.browser().call(
        "GET", "/hub/api/user", headers={"Authorization": f"token {token}"}
    )
    return str(page.json()["name"]) if page.status == 200 else None


async def what_is_left(world: World, who: Victim) -> dict[str, str]:
    left = {place: await cookie_opens(world, cookie) for place, cookie in who.cookie.items()}
    for kind, token in who.tokens.items():
        left[kind] = await owner_of(world, token) is not None
    return {kind: "+" if left[kind] else "-" for kind in CREDENTIALS}
