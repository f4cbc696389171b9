"""What the backend shows a lab when it asks for busy kernels: worth nothing anywhere else."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from .browser import Page
from .real_hub import SERVICE_TOKEN
from .world import USER, World, scopes_of, service_token

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def ask(world: World, target: str = USER, token: str = SERVICE_TOKEN) -> Page:
    headers = {"Authorization": f"token {token}"}
    path = f"/hub/api/perijove/lab-tokens/{target}"
    return await world.hub.browser().call("POST", path, headers=headers)


async def test_the_backend_itself_opens_no_lab(world: World) -> None:
    scopes = await scopes_of(world, SERVICE_TOKEN)
    assert not {scope for scope in scopes if scope.startswith(("access:servers", "shares"))}


async def test_a_token_for_a_lab_opens_that_lab_alone_and_not_for_long(world: World) -> None:
    user = await world.user()
    assert (await ask(world)).status == 404, "nothing runs yet"
    await world.start_lab(user, USER)
    try:
        before = await world.hub.api(f"/users/{USER}")
        page = await ask(world)
        assert page.status == 201, page.text
        token, seconds = page.json()["token"], page.json()["expires_in"]
        assert 0 < seconds <= 60
        model = await world.hub.api("/user", token=token)
        assert isinstance(model, dict)
        assert model["name"] == USER
        own = f"!user={USER}"
        identity = {"read:users:name", "read:users:groups"}
        left = {
            scope
            for scope in model["scopes"]
            if scope.removesuffix(own) not in identity or not scope.endswith(own)
        }
        assert left == {f"access:servers!server={USER}/"}

        # As a lab that keeps what it hears would try it.
        for method, path in [
            ("GET", "/users"),
            ("GET", f"/users/{USER}/tokens"),
            ("POST", f"/users/{USER}/tokens"),
            ("DELETE", f"/users/{USER}/server"),
            ("POST", f"/users/{USER}/server"),
            ("GET", "/groups"),
            ("GET", "/services"),
            ("GET", "/proxy"),
            ("POST", f"/perijove/lab-tokens/{USER}"),
            ("GET", "/perijove/session"),
            ("GET", "/perijove/sign-ins"),
            ("GET", "/perijove/accounts/"),
            ("PATCH", f"/users/{USER}"),
            ("POST", f"/users/{USER}/activity"),
        ]:
            refused = await world.hub.browser().call(
                method, f"/hub/api{path}", headers={"Authorization": f"token {token}"}, body={}
            )
            assert refused.status in (403, 404), (method, path, refused.text)

        # The question is no use of the server, and no trace of it piles up.
        after = await world.hub.api(f"/users/{USER}")
        assert isinstance(before, dict)
        assert isinstance(after, dict)
        assert after["last_activity"] == before["last_activity"]
        for _ in range(3):
            assert (await ask(world)).status == 201
        assert await tokens_with_an_end(world) == 1
        assert (
            await world.hub.browser().call("GET", "/hub/api/user", headers=bearer(token))
        ).status == 403
    finally:
        await world.stop_lab(USER)
    assert (await ask(world)).status == 404


async def test_nobody_else_gets_one(world: World) -> None:
    user = await world.user()
    await world.start_lab(user, USER)
    try:
        body = await start_of(world)
        page_token = await service_token(world, await world.admin())
        made = await world.hub.browser().call("POST", "/hub/api/perijove/lab-tokens/x")
        assert made.status == 403
        for token in ("made-up", body["env"]["JUPYTERHUB_API_TOKEN"], page_token):
            assert (await ask(world, token=token)).status == 403
        for target in ("nobody", f"{USER}/nothing", f"{USER}/..", "%2e%2e"):
            assert (await ask(world, target)).status in (403, 404)
    finally:
        await world.stop_lab(USER)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"token {token}"}


async def start_of(world: World) -> dict[str, Any]:
    body = world.backend.asked("POST")[-1].body
    assert isinstance(body, dict)
    return body


async def tokens_with_an_end(world: World) -> int:
    """Read from the hub's database: the backend may not list tokens."""
    with sqlite3.connect(world.hub.data / "hub" / "jupyterhub.sqlite") as database:
        query = "select count(*) from api_tokens where expires_at is not null and scopes like ?"
        return int(database.execute(query, (f'%access:servers!server={USER}/"]',)).fetchone()[0])
