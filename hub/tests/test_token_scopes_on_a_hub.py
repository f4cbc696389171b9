"""Which scopes a token of each kind really carries, as a real JupyterHub answers.

`token_scopes.json` holds them, and the backend's tests of every route and every kind of token make
their tokens from the same file: so what is refused there is refused to real tokens.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jupyterhub import version_info

from .browser import Browser
from .real_hub import SERVICE_TOKEN
from .world import ADMIN, USER, World, oauth_token, scopes_of, service_token

pytestmark = pytest.mark.asyncio(loop_scope="module")


def _known(scopes: list[str]) -> list[str]:
    """Without those that only JupyterHub 6 knows."""
    return [one for one in scopes if version_info >= (6,) or not one.startswith("start:servers")]


CASES: dict[str, dict[str, list[str]]] = {
    who: {kind: _known(scopes) for kind, scopes in kinds.items()}
    for who, kinds in json.loads((Path(__file__).parent / "token_scopes.json").read_text()).items()
}
#: What a user asks for who wants a program to look at their server and to do no more.
NARROW = ["access:services!service=perijove", "read:servers!user"]


async def own_token(browser: Browser, name: str, scopes: list[str] | None = None) -> str:
    """A token as the page _Token_ makes it; without scopes it may do all that its owner may."""
    answer = await browser.call(
        "POST",
        f"/hub/api/users/{name}/tokens",
        body={} if scopes is None else {"scopes": scopes},
        headers={"X-XSRFToken": await browser.xsrf("/hub/change-password")},
    )
    assert answer.status == 201, answer.text
    return str(answer.json()["token"])


async def lab_token(browser: Browser, env: dict[str, str], owner: str) -> str:
    """The token that the page of that lab gets, of the user who opens it."""
    return await oauth_token(
        browser,
        env["JUPYTERHUB_CLIENT_ID"],
        env["JUPYTERHUB_API_TOKEN"],
        f"/user/{owner}/oauth_callback",
    )


async def carried(world: World, token: str, me: str) -> list[str]:
    """The scopes of a token, with names taken out."""
    return sorted(
        scope.replace(f"server={USER}/", "server={lab}")
        .replace(f"server={me}/", "server={lab}")
        .replace(f"user={me}", "user={me}")
        for scope in await scopes_of(world, token)
    )


async def _tokens_of(world: World, who: str, browser: Browser, name: str) -> None:
    asked = await world.start_lab(browser, name)
    try:
        found = {
            "page": await carried(world, await service_token(world, browser), name),
            "own": await carried(world, await own_token(browser, name), name),
            "narrow": await carried(world, await own_token(browser, name, NARROW), name),
            "lab": await carried(world, await lab_token(browser, asked["env"], name), name),
            "environment": await carried(world, asked["env"]["JUPYTERHUB_API_TOKEN"], name),
        }
    finally:
        await world.stop_lab(name)
    assert found == CASES[who]


async def test_tokens_of_a_user(world: World) -> None:
    await _tokens_of(world, "user", await world.user(), USER)


async def test_tokens_of_a_tutor(world: World) -> None:
    await world.user()
    await world.change_members("POST", "tutors", USER)
    try:
        await _tokens_of(world, "tutor", await world.user(), USER)
    finally:
        await world.change_members("DELETE", "tutors", USER)


async def test_tokens_of_an_administrator(world: World) -> None:
    await _tokens_of(world, "admin", await world.admin(), ADMIN)


async def test_an_administrators_token_in_the_lab_of_another_user(world: World) -> None:
    asked = await world.start_lab(await world.user(), USER)
    try:
        token = await lab_token(await world.admin(), asked["env"], USER)
        found = {"lab": await carried(world, token, ADMIN)}
        assert found == CASES["visitor"]
    finally:
        await world.stop_lab(USER)


async def test_the_backends_own_token(world: World) -> None:
    found = await carried(world, SERVICE_TOKEN, "perijove")
    assert sorted(found) == CASES["backend"]["service"]
    # None of those by which a token enters the interface that the backend serves.
    assert not [scope for scope in found if scope.startswith("access:services")]
    assert not {"custom:perijove:admin", "custom:perijove:notify"} & set(found)
