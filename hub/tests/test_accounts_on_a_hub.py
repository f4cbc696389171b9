"""Accounts on a real JupyterHub: sign up, approval, sign in, passwords."""

from __future__ import annotations

import asyncio

import pytest

from .world import ADMIN, World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_first_administrator_signs_up_and_is_in(world: World) -> None:
    await world.admin()
    model = await world.hub.api(f"/users/{ADMIN}")
    assert isinstance(model, dict)
    assert model["admin"] is True


async def test_all_others_wait_for_approval(world: World) -> None:
    browser = world.hub.browser()
    page = await browser.sign_up("waiting", "a-good-password-1")
    assert page.status == 200
    assert "You can sign in after an administrator has approved" in page.text
    page = await browser.sign_in("waiting", "a-good-password-1")
    assert page.status == 403
    assert "has not approved this account yet" in page.text
    page = await browser.sign_in("waiting", "another-password")
    assert "Invalid username or password" in page.text
    await world.approve("waiting")
    page = await browser.sign_in("waiting", "a-good-password-1")
    assert page.path == "/services/perijove/"


async def test_approval_never_happens_on_get(world: World) -> None:
    browser = world.hub.browser()
    await browser.sign_up("patient", "a-good-password-1")
    admin = await world.admin()
    await admin.get("/hub/authorize/patient")
    await admin.get("/hub/discard/patient")
    page = await browser.sign_in("patient", "a-good-password-1")
    assert "has not approved this account yet" in page.text
    page = await admin.post("/hub/authorize/patient", {"authorized": "1"})
    assert page.status == 403  # no XSRF token


async def test_the_addresses_of_approval_lead_administrators_to_our_page(world: World) -> None:
    admin = await world.admin()
    for path, query in [
        ("/hub/authorize", "show=pending"),
        ("/hub/authorize/patient", "show=pending&search=patient"),
        ("/hub/discard/patient", "show=pending&search=patient"),
        ("/hub/change-password/patient", "search=patient"),
    ]:
        page = await admin.get(path, follow=False)
        assert page.headers["location"] == f"/services/perijove/users?{query}"
    user = await world.user()
    assert (await user.get("/hub/authorize")).status == 403
    xsrf = await admin.xsrf("/hub/change-password")
    for action in ("authorize", "discard"):
        page = await admin.post(f"/hub/{action}/patient", {"authorized": "1", "_xsrf": xsrf})
        assert page.status == 405


async def test_the_backend_hears_of_a_sign_up_at_once(world: World) -> None:
    await world.hub.browser().sign_up("loud", "a-good-password-1")
    for _ in range(50):
        if {"name": "loud"} in [request.body for request in world.backend.asked("POST")]:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("nobody told the backend")


@pytest.mark.parametrize(
    "name", ["a/../b", "../b", "..", "a b", "a\nb", "", "x" * 65, "x" * 2000, "<b>", "a,b", "a%2fb"]
)
async def test_a_bad_name_is_refused_and_nothing_changes(world: World, name: str) -> None:
    page = await world.hub.browser().sign_up(name, "a-good-password-1")
    assert page.status == 400
    users = await world.hub.api("/users")
    assert isinstance(users, list)
    assert name not in [user["name"] for user in users]
    page = await world.hub.browser().sign_in(name, "a-good-password-1")
    assert page.status in (400, 403)


async def test_weak_and_impossible_passwords_are_refused(world: World) -> None:
    for password in ("short", "password", "p" * 73, ""):
        page = await world.hub.browser().sign_up("eve", password)
        assert page.status == 400
    page = await world.hub.browser().sign_in(ADMIN, "p" * 500)
    assert page.status == 403


async def test_a_name_is_given_once_even_to_two_at_once(world: World) -> None:
    pages = await asyncio.gather(
        *(world.hub.browser().sign_up("twin", f"a-good-password-{n}") for n in range(3))
    )
    assert sorted(page.status for page in pages) == [200, 409, 409]


async def test_a_password_can_be_changed(world: World) -> None:
    browser = world.hub.browser()
    await browser.sign_up("changing", "a-good-password-1")
    await world.approve("changing")
    await browser.sign_in("changing", "a-good-password-1")
    form = {"new_password": "a-new-password-1", "new_password_confirmation": "a-new-password-1"}
    page = await browser.submit("/hub/change-password", {**form, "old_password": "wrong"})
    assert page.status == 403
    page = await browser.submit(
        "/hub/change-password", {**form, "old_password": "a-good-password-1"}
    )
    assert page.status == 200
    again = world.hub.browser()
    assert (await again.sign_in("changing", "a-good-password-1")).status == 403
    assert (await again.sign_in("changing", "a-new-password-1")).path == "/services/perijove/"
