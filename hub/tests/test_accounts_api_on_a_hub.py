"""The interface through which the backend keeps accounts, on a real JupyterHub."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from .browser import Page
from .world import ADMIN, World

pytestmark = pytest.mark.asyncio(loop_scope="module")

NAMES_TABLE = json.loads((Path(__file__).parent / "user_names.json").read_text())
GIVEN = "given-by-an-admin-1"
OWN = "only-mine-to-know-1"


async def make(world: World, name: str, **more: Any) -> Page:
    return await world.hub.accounts("POST", "", {"name": name, "password": GIVEN, **more})


async def names_of(world: World, body: Any) -> Any:
    return await world.hub.api("/perijove/account-names", method="POST", body=body)


def code(page: Page) -> tuple[int, str]:
    return page.status, page.json().get("code")


async def test_an_account_that_was_made_can_be_used_at_once(world: World) -> None:
    await world.admin()
    page = await make(world, "Made-One", email="one@example.org")
    assert page.status == 201
    assert page.json()["user"] == {"name": "made-one", "admin": False}
    assert page.json()["account"]["authorized"] is True
    page = await world.hub.browser().sign_in("made-one", GIVEN)
    assert page.path == "/services/perijove/"


async def test_what_cannot_be_made_is_refused_and_leaves_nothing(world: World) -> None:
    await world.admin()
    await make(world, "taken")
    for name, status, reason in [
        ("taken", 409, "name_taken"),
        ("TAKEN", 409, "name_taken"),
        ("a b", 422, "bad_name"),
        ("../up", 422, "bad_name"),
        ("x" * 65, 422, "bad_name"),
        ("", 422, "bad_name"),
    ]:
        assert code(await make(world, name)) == (status, reason)
    page = await world.hub.accounts("POST", "", {"name": "weak", "password": "short"})
    assert code(page) == (422, "weak_password")
    assert code(await make(world, "mail", email="no address")) == (422, "bad_email")
    page = await world.hub.accounts("POST", "", {"name": 7})
    assert code(page) == (400, "bad_request")
    page = await world.hub.accounts("POST", "", {"name": "x", "password": "y" * 20_000})
    assert code(page) == (413, "payload_too_large")
    for name in ("weak", "mail", "x"):
        assert (await world.hub.accounts("GET", f"/{name}")).json()["user"] is None
        assert (await world.hub.accounts("GET", f"/{name}")).json()["account"] is None


async def test_names_are_judged_beforehand_as_they_are_when_accounts_are_made(
    world: World,
) -> None:
    await world.admin()
    given = [case["given"] for kind in ("names", "refused") for case in NAMES_TABLE[kind]]
    judged = await names_of(world, {"names": given})
    assert len(judged["names"]) == len(given)
    for name, answer in zip(given, judged["names"], strict=True):
        # A password that is too weak is told after the name: nothing is hashed or made.
        weak = await world.hub.accounts("POST", "", {"name": name, "password": "x"})
        expected = (422, "weak_password") if answer["may_be"] else (422, "bad_name")
        assert code(weak) == expected, (name, answer)
    bad: list[Any] = [[], {"names": "ada"}, {"names": [7]}, {"names": ["x" * 1025]}]
    assert [(await names_of(world, body))["code"] for body in bad] == ["bad_request"] * 4


@pytest.mark.parametrize(
    "given",
    [
        "\u0130pek",
        "\u0e13\u0e31\u0e10\u0e27\u0e38\u0e12\u0e34",
        "\u0939\u093f\u0928\u094d\u0926\u0940",
    ],
)
async def test_a_name_of_any_script_signs_in_and_has_a_server(world: World, given: str) -> None:
    await world.admin()
    page = await make(world, given)
    assert page.status == 201
    name = page.json()["name"]
    browser = world.hub.browser()
    page = await browser.sign_in(given, GIVEN)
    assert page.path == "/services/perijove/"
    user = await world.hub.api(f"/users/{quote(name)}")
    assert isinstance(user, dict)
    assert user["name"] == name
    page = await browser.get("/hub/home")
    assert page.status == 200


async def test_of_two_at_once_one_wins(world: World) -> None:
    await world.admin()
    pages = await asyncio.gather(*(make(world, "racer") for _ in range(4)))
    assert sorted(page.status for page in pages) == [201, 409, 409, 409]


async def test_a_given_password_opens_nothing_but_the_page_to_replace_it(world: World) -> None:
    await world.admin()
    await make(world, "newcomer", must_change_password=True)
    browser = world.hub.browser()
    page = await browser.sign_in("newcomer", GIVEN)
    assert page.status == 200
    assert "Choose your password" in page.text
    # Not signed in: no cookie, and every page asks for the sign-in.
    assert (await browser.get("/hub/home")).path == "/hub/login"
    form = {"new_password": OWN, "new_password_confirmation": OWN}
    differing = await browser.fill(page, {**form, "new_password_confirmation": "else"})
    assert differing.status == 400
    same = await browser.fill(page, {"new_password": GIVEN, "new_password_confirmation": GIVEN})
    assert "the password that you were given" in same.text
    weak = await browser.fill(page, {"new_password": "a", "new_password_confirmation": "a"})
    assert weak.status == 400
    assert (await browser.get("/hub/home")).path == "/hub/login"
    done = await browser.fill(page, form)
    assert done.path == "/services/perijove/"
    # The ticket is used up, the given password is gone, and nobody asks again.
    again = await world.hub.browser().fill(page, {**form, "new_password": "x" * 12})
    assert again.status in (400, 403)
    assert (await world.hub.browser().sign_in("newcomer", GIVEN)).status == 403
    page = await world.hub.browser().sign_in("newcomer", OWN)
    assert page.path == "/services/perijove/"


async def test_a_made_up_ticket_is_refused(world: World) -> None:
    browser = world.hub.browser()
    for ticket in ("", "x", "2|1:0|10:1|23:perijove-first-password|4:YQ==|00"):
        page = await browser.submit(
            "/hub/first-password",
            {"ticket": ticket, "new_password": OWN, "new_password_confirmation": OWN},
            form="/hub/login",
        )
        assert page.status == 400


async def test_a_new_password_ends_what_was_open(world: World) -> None:
    await world.admin()
    await make(world, "moved-out")
    browser = world.hub.browser()
    await browser.sign_in("moved-out", GIVEN)
    assert (await browser.get("/hub/token")).status == 200
    await world.hub.accounts("PATCH", "/moved-out", {"password": OWN})
    assert (await browser.get("/hub/token")).path == "/hub/login"


async def test_a_request_is_approved_or_discarded_and_an_account_is_not(world: World) -> None:
    await world.admin()
    for name in ("asks-1", "asks-2"):
        await world.hub.browser().sign_up(name, GIVEN)
    page = await world.hub.accounts("PATCH", "/asks-1", {"authorized": True})
    assert page.json()["account"]["authorized"] is True
    assert code(await world.hub.accounts("DELETE", "/asks-1")) == (409, "not_pending")
    assert (await world.hub.accounts("DELETE", "/asks-2")).status == 200
    assert code(await world.hub.accounts("DELETE", "/asks-2")) == (404, "no_account")
    page = await world.hub.browser().sign_in("asks-1", GIVEN)
    assert page.path == "/services/perijove/"
    page = await world.hub.browser().sign_in("asks-2", GIVEN)
    assert page.status == 403


async def test_the_last_administrator_stays_one(world: World) -> None:
    await world.admin()
    page = await world.hub.accounts("PATCH", f"/{ADMIN}", {"admin": False})
    assert code(page) == (409, "admin_by_configuration")
    page = await world.hub.accounts("PATCH", f"/{ADMIN}", {"authorized": False})
    assert code(page) == (409, "last_administrator")


async def test_administrators_are_made_and_unmade(world: World) -> None:
    await world.admin()
    await make(world, "deputy", admin=True)
    model: Any = await world.hub.api("/users/deputy")
    assert model["admin"] is True
    assert "admin" in model["roles"]
    await world.hub.accounts("PATCH", "/deputy", {"admin": False})
    model = await world.hub.api("/users/deputy")
    assert model["admin"] is False
    assert "admin" not in model["roles"]


async def test_it_is_for_tokens_that_administer_all_users(world: World) -> None:
    user = await world.user()
    xsrf = await user.xsrf("/hub/change-password")
    headers = {"X-XSRFToken": xsrf, "Referer": world.hub.origin}
    assert (await user.call("GET", "/hub/api/perijove/accounts", headers=headers)).status == 403
    for token in ("made-up", ""):
        assert (await world.hub.accounts("GET", "", token=token)).status == 403
    page = await world.hub.browser().call("POST", "/hub/api/perijove/accounts", body={})
    assert page.status == 403


async def test_all_users_are_read_page_by_page(world: World) -> None:
    await world.admin()
    await asyncio.gather(*(make(world, f"reader-{number}") for number in range(5)))
    names: list[str] = []
    after, more = "", True
    while more:
        page = (await world.hub.accounts("GET", f"?limit=2&after={quote(after)}")).json()
        assert page["kept"] is True
        names += [account["name"] for account in page["accounts"]]
        after, more = names[-1], page["more"]
    assert names == sorted(set(names))
    assert {f"reader-{number}" for number in range(5)} <= set(names)
    assert (await world.hub.accounts("GET", "?limit=many")).status == 400


async def test_names_with_lines_in_them_never_reach_the_log(world: World) -> None:
    for name in ("a\nforged line of the log", "x" * 900, "\x1b[31mred"):
        page = await world.hub.browser().sign_in(name, "whatever-it-is")
        assert page.status in (403, 429)
    assert "forged" not in world.hub.log
    assert "x" * 65 not in world.hub.log
    assert "[31mred" not in world.hub.log


async def test_known_and_unknown_names_are_answered_alike(world: World) -> None:
    await world.admin()
    known = await world.hub.browser().sign_in(ADMIN, "not-the-password")
    unknown = await world.hub.browser().sign_in("nobody-at-all", "not-the-password")
    assert known.status == unknown.status == 403
    assert "Invalid username or password" in known.text
    assert "Invalid username or password" in unknown.text
