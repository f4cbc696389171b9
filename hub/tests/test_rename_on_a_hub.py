"""Renaming and deleting accounts on a real JupyterHub."""

from __future__ import annotations

import pytest

from .browser import Page
from .real_hub import SERVICE_TOKEN
from .world import ADMIN, World, scopes_of, service_token

pytestmark = pytest.mark.asyncio(loop_scope="module")

PASSWORD = "a-good-password-1"


async def rename(world: World, former: str, name: object, token: str = SERVICE_TOKEN) -> Page:
    return await world.hub.browser().call(
        "POST",
        f"/hub/api/perijove/users/{former}/rename",
        headers={"Authorization": f"token {token}"},
        body={"name": name},
    )


async def create_user(world: World, name: str) -> None:
    browser = world.hub.browser()
    await browser.sign_up(name, PASSWORD)
    await world.approve(name)
    page = await browser.sign_in(name, PASSWORD)
    assert page.path == "/services/perijove/"


async def test_a_renamed_user_signs_in_under_the_new_name_only(world: World) -> None:
    await create_user(world, "lise")
    before = await world.hub.api("/users/lise")
    answer = await rename(world, "lise", "Lise-Meitner")
    assert (answer.status, answer.json()) == (200, {"name": "lise-meitner"})
    after = await world.hub.api("/users/lise-meitner")
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert after["created"] == before["created"]
    page = await world.hub.browser().sign_in("lise-meitner", PASSWORD)
    assert page.path == "/services/perijove/"
    assert (await world.hub.browser().sign_in("lise", PASSWORD)).status == 403


async def test_an_open_page_goes_on_with_what_is_their_own(world: World) -> None:
    await create_user(world, "grete")
    browser = world.hub.browser()
    await browser.sign_in("grete", PASSWORD)
    token = await service_token(world, browser)
    before = await scopes_of(world, token)
    assert (await rename(world, "grete", "grete-hermann")).status == 200
    new = {scope.replace("user=grete", "user=grete-hermann") for scope in before}
    assert await scopes_of(world, token) == new


async def test_their_lab_answers_at_the_new_address(world: World) -> None:
    await create_user(world, "emmy")
    browser = world.hub.browser()
    await browser.sign_in("emmy", PASSWORD)
    await world.start_lab(browser, "emmy")
    running = await rename(world, "emmy", "emmy-noether")
    assert (running.status, running.json()["code"]) == (409, "server_running")
    await world.stop_lab("emmy")
    assert (await rename(world, "emmy", "emmy-noether")).status == 200
    body = await world.start_lab(browser, "emmy-noether")
    assert body["env"]["JUPYTERHUB_SERVICE_PREFIX"] == "/user/emmy-noether/"
    assert world.backend.asked("POST")[-1].path == "/internal/v1/servers/emmy-noether"
    await world.stop_lab("emmy-noether")


async def test_a_name_in_use_or_requested_is_refused(world: World) -> None:
    await create_user(world, "rosa")
    await world.hub.browser().sign_up("waits", PASSWORD)
    for name in (ADMIN, "waits"):
        answer = await rename(world, "rosa", name)
        assert (answer.status, answer.json()["code"]) == (409, "name_taken")
    assert (await rename(world, "nobody", "other")).status == 404
    same = await rename(world, "rosa", "rosa")
    assert (same.status, same.json()) == (200, {"name": "rosa"})


@pytest.mark.parametrize("name", ["", "a/b", "..", "a b", "x" * 65, 7, None])
async def test_a_name_that_cannot_be_is_refused(world: World, name: object) -> None:
    await create_user(world, "ida")
    assert (await rename(world, "ida", name)).status == 400
    page = await world.hub.browser().sign_in("ida", PASSWORD)
    assert page.path == "/services/perijove/"


async def test_whom_the_configuration_names_keeps_that_name(world: World) -> None:
    await world.admin()
    answer = await rename(world, ADMIN, "another-name")
    assert (answer.status, answer.json()["code"]) == (409, "account_protected")


async def test_a_page_of_an_administrator_cannot_rename_by_itself(world: World) -> None:
    await create_user(world, "otto")
    token = await service_token(world, await world.admin())
    assert (await rename(world, "otto", "otto-2", token)).status == 403
    assert (await rename(world, "otto", "otto-2", "no-token")).status == 403


async def as_an_administrator(world: World, name: str, body: object) -> Page:
    """What JupyterHub's own page of users sends."""
    browser = await world.admin()
    xsrf = await browser.xsrf("/hub/change-password")
    return await browser.call(
        "PATCH",
        f"/hub/api/users/{name}",
        headers={"X-XSRFToken": xsrf, "Referer": f"{world.hub.origin}/hub/admin"},
        body=body,
    )


async def test_the_hubs_own_page_leads_to_ours_and_the_name_stays(world: World) -> None:
    await create_user(world, "marie")
    answer = await as_an_administrator(world, "marie", {"name": "marie-curie"})
    assert answer.status == 409, answer.text
    assert "page Users of Perijove" in answer.json()["message"]
    model = await world.hub.api("/users/marie")
    assert isinstance(model, dict)
    assert model["name"] == "marie"
    assert (await world.hub.browser().sign_in("marie", PASSWORD)).path == "/services/perijove/"
    assert (await rename(world, "marie", "marie-curie")).status == 200


@pytest.mark.parametrize("first", ["admin", "name"])
async def test_a_refused_name_takes_everything_else_of_its_request_along(
    world: World, first: str
) -> None:
    user = f"whole-{first}"
    await create_user(world, user)
    body = {"admin": True, "name": "another-name"}
    wanted = {first: body[first], **body}
    assert (await as_an_administrator(world, user, wanted)).status == 409
    # What was only set would be saved with the next thing that anybody saves.
    await create_user(world, f"{user}-later")
    model = await world.hub.api(f"/users/{user}")
    assert isinstance(model, dict)
    assert (model["name"], model["admin"], model["roles"]) == (user, False, ["user"])


async def test_the_hubs_own_page_still_changes_everything_else(world: World) -> None:
    await create_user(world, "lynn")
    for body in ({"admin": True}, {"admin": False, "name": "lynn"}):
        answer = await as_an_administrator(world, "lynn", body)
        assert answer.status == 200, answer.text
        assert (answer.json()["name"], answer.json()["admin"]) == ("lynn", body["admin"])


async def test_the_old_name_is_free_for_a_new_user(world: World) -> None:
    await create_user(world, "max")
    assert (await rename(world, "max", "max-born")).status == 200
    await create_user(world, "max")
    assert (await rename(world, "max", "max-born")).json()["code"] == "name_taken"


async def test_a_deleted_account_leaves_no_password_behind(world: World) -> None:
    await create_user(world, "hans")
    answer = await world.hub.browser().call(
        "DELETE", "/hub/api/users/hans", headers={"Authorization": f"token {SERVICE_TOKEN}"}
    )
    assert answer.status == 204
    assert (await world.hub.browser().sign_in("hans", PASSWORD)).status == 403
    page = await world.hub.browser().sign_up("hans", "another-password-2")
    assert "You can sign in after an administrator has approved" in page.text
