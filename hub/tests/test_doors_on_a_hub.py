"""JupyterHub's own interface leads nobody round our rules: real roles and tokens on a real hub."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from urllib.parse import quote

import pytest

from .doors import ACTORS, POWER, PROPERTIES, Doors

pytestmark = pytest.mark.asyncio(loop_scope="module")

CLEAR_NAMES = json.loads((Path(__file__).parent / "clear_names.json").read_text())


@pytest.mark.parametrize("who", [who for who in ACTORS if who != "root"])
async def test_power_over_the_host_takes_an_administrator(doors: Doors, who: str) -> None:
    before = await doors.members(POWER)
    users = {"users": ["ben"]}
    for method, path, body in (
        ("POST", f"/groups/{POWER}/users", users),
        ("DELETE", "/groups/docker-sock/users", {"users": ["cem"]}),
        ("DELETE", f"/groups/{POWER}", None),
        ("POST", "/groups", {"groups": [POWER], **users}),
        ("PATCH", "/users/ben", {"groups": [POWER]}),
        ("PATCH", "/users/cem", {"groups": []}),
    ):
        page = await doors.call(who, method, path, body)
        assert 400 <= page.status < 500, (who, method, path, page.text)
    assert await doors.members(POWER) == before
    assert await doors.groups("cem") == {"docker-sock"}


async def test_an_administrator_fills_and_empties_such_a_group(doors: Doors) -> None:
    users = {"users": ["ann"]}
    assert (await doors.call("root", "POST", f"/groups/{POWER}/users", users)).status == 200
    assert "ann" in await doors.members(POWER)
    assert (await doors.call("root", "DELETE", f"/groups/{POWER}/users", users)).status == 200
    assert await doors.members(POWER) == set()
    # And keeps it: nobody makes it again with members of their choice.
    assert (await doors.call("root", "DELETE", f"/groups/{POWER}")).status == 409


@pytest.mark.parametrize(
    ("who", "user", "group", "status"),
    [
        ("tess", "root", "class-a", 403),  # an administrator
        ("tess", "tess", "class-a", 403),  # oneself
        ("tess", "cem", "class-a", 403),  # power over the host
        ("tess", "dan", "class-a", 403),  # whom one does not see
        ("tess", "ben", "tutors", 404),  # not one's own group
        ("tess", "ann", "class-a", 200),
        ("gus", "root", "class-a", 403),
        ("gus", "cem", "class-a", 403),
        ("gus", "tom", "class-a", 403),  # a tutor holds more than gus does
        ("gus", "dan", "tutors", 403),  # the group's role gives more than gus holds
        ("gus", "dan", "class-a", 200),
        ("narrow", "root", "class-a", 403),
        ("narrow", "dan", "tutors", 403),
        ("backend", "dan", "tutors", 403),  # for nobody
        ("root", "dan", "tutors", 200),
        ("root", "root", "class-a", 200),
    ],
)
async def test_nobody_comes_into_a_group_by_a_way_up(
    doors: Doors, who: str, user: str, group: str, status: int
) -> None:
    before = await doors.groups(user)
    page = await doors.call(who, "POST", f"/groups/{group}/users", {"users": [user]})
    assert page.status == status, page.text
    assert await doors.groups(user) == (before | {group} if status == 200 else before)
    if status == 200:
        await doors.call("root", "DELETE", f"/groups/{group}/users", {"users": [user]})


async def test_one_refused_name_leaves_all_of_them_out(doors: Doors) -> None:
    names = {"users": ["ann", "root"]}
    page = await doors.call("tess", "POST", "/groups/class-a/users", names)
    assert page.status == 403
    assert "root" in page.json()["message"]
    page = await doors.call("acc", "POST", "/groups", {"groups": ["new-1", "new-2"], **names})
    assert page.status == 403
    # Nothing waits for the next one who saves something.
    await doors.call("root", "POST", "/groups/other", {})
    await doors.call("root", "DELETE", "/groups/other")
    assert "ann" not in await doors.members("class-a")
    for name in ("new-1", "new-2"):
        assert (await doors.call("backend", "GET", f"/groups/{name}")).status == 404


@pytest.mark.parametrize(
    ("holder", "user", "group", "status"),
    [
        ("root", "ann", POWER, 200),
        ("root", "root", "class-a", 200),
        ("narrow", "ann", POWER, 403),
        ("pia", "ann", POWER, 403),
        ("pia", "ann", "class-a", 200),
        ("pia", "root", "class-a", 403),
        ("pia", "tess", "class-a", 403),
        ("tess", "root", "class-a", 403),
        ("tess", "ann", "class-a", 200),
        (None, "ann", POWER, 403),
    ],
)
async def test_the_backend_is_held_to_the_rules_of_those_for_whom_it_asks(
    doors: Doors, holder: str | None, user: str, group: str, status: int
) -> None:
    named = {"Perijove_On_Behalf": await doors.token_id(holder)} if holder else {}
    path, body = f"/groups/{group}/users", {"users": [user]}
    page = await doors.call("backend", "POST", path, body, **named)
    assert page.status == status, page.text
    if status == 403:
        assert page.headers["perijove-refusal"] == "rights"
    assert (user in await doors.members(group)) is (status == 200)
    await doors.call("root", "DELETE", path, body)


@pytest.mark.parametrize("name", ["a0", "a999999", "b1", "1e3", "a" + "9" * 40, ""])
async def test_a_made_up_holder_of_a_token_is_nobody(doors: Doors, name: str) -> None:
    body = {"users": ["ann"]}
    for group in (POWER, "class-a"):
        path = f"/groups/{group}/users"
        page = await doors.call("backend", "POST", path, body, Perijove_On_Behalf=name)
        assert page.status == 403, page.text


async def test_limits_are_for_administrators(doors: Doors) -> None:
    path = "/groups/class-a/properties"
    assert (await doors.call("tess", "PUT", path, PROPERTIES)).status == 403
    assert (await doors.call("narrow", "PUT", path, PROPERTIES)).status == 403
    assert (await doors.call("backend", "PUT", path, PROPERTIES)).status == 200
    # Who changes what others keep there leaves ours as it is.
    page = await doors.call("tess", "PUT", path, {"theme": "dark"})
    assert page.json()["properties"] == {"theme": "dark", **PROPERTIES}
    none = {"perijove": None}
    assert (await doors.call("tess", "PUT", path, none)).status == 403
    assert (await doors.call("root", "PUT", path, {})).json()["properties"] == {}


async def test_a_group_whose_roles_give_rights_is_deleted_by_administrators(doors: Doors) -> None:
    assert (await doors.call("acc", "DELETE", "/groups/tutors")).status == 403
    assert (await doors.call("acc", "POST", "/groups/mine", {"users": ["dan"]})).status == 201
    assert (await doors.call("acc", "DELETE", "/groups/mine")).status == 204


@pytest.mark.parametrize(
    ("who", "user", "status"),
    [
        ("mia", "ben", 201),
        ("mia", "root", 403),
        ("mia", "cem", 403),
        ("acc", "dan", 201),
        ("acc", "root", 403),
        ("acc", "cem", 403),
        ("acc", "tess", 403),  # who looks after a class, which acc does not
        ("tess", "ben", 201),
        ("root", "cem", 201),
    ],
)
async def test_no_user_gets_a_token_of_a_user_with_more_scopes(
    doors: Doors, who: str, user: str, status: int
) -> None:
    await doors.call("root", "POST", "/groups/class-a/users", {"users": [user]})
    page = await doors.call(who, "POST", f"/users/{user}/tokens", {})
    assert page.status == status, page.text
    if status == 201:
        token = f"/users/{user}/tokens/{page.json()['id']}"
        assert (await doors.call(who, "DELETE", token)).status == 204
    if user != "ben":
        await doors.call("root", "DELETE", "/groups/class-a/users", {"users": [user]})


async def test_nor_by_a_password_of_their_own(doors: Doors) -> None:
    await doors.call("root", "POST", "/groups/class-a/users", {"users": ["root"]})
    auth = {"username": "tess", "password": "a-good-password-1"}
    page = await doors.hub.browser().call("POST", "/hub/api/users/root/tokens", body={"auth": auth})
    assert page.status == 403
    own = await doors.call("root", "GET", "/users/root/tokens")
    own_ids = {token["id"] for token in own.json()["api_tokens"]}
    for token in own_ids:
        assert (await doors.call("tess", "DELETE", f"/users/root/tokens/{token}")).status == 403
    await doors.call("root", "DELETE", "/groups/class-a/users", {"users": ["root"]})


async def test_accounts_above_are_out_of_reach(doors: Doors) -> None:
    for user in ("root", "cem", "tess"):
        await doors.call("root", "POST", "/groups/class-a/users", {"users": [user]})
        for who, method, path, body in (
            ("acc", "PATCH", f"/users/{user}", {"auth_state": {}}),
            ("acc", "DELETE", f"/users/{user}", None),
            ("mia", "PATCH", f"/users/{user}", {"admin": False}),
            ("mia", "DELETE", f"/users/{user}", None),
            ("tess", "DELETE", f"/users/{user}", None),
            ("acc", "POST", f"/perijove/users/{user}/rename", {"name": "mallory"}),
            ("tess", "POST", f"/perijove/users/{user}/rename", {"name": "mallory"}),
            ("acc", "PATCH", f"/perijove/accounts/{user}", {"password": "a-new-password-9"}),
        ):
            page = await doors.call(who, method, path, body)
            assert page.status in (400, 403), (who, method, path, page.text)
            assert (await doors.call("backend", "GET", f"/users/{user}")).status == 200
        await doors.call("root", "DELETE", "/groups/class-a/users", {"users": [user]})


async def test_administrators_are_made_and_unmade_by_administrators(doors: Doors) -> None:
    for who in ("acc", "mia"):
        page = await doors.call(who, "PATCH", "/users/ben", {"admin": True})
        assert page.status == 403, page.text
    scopes = ["admin:users!group=class-a"]
    filtered = await doors.call("root", "POST", "/users/root/tokens", {"scopes": scopes})
    doors.tokens["filtered"] = filtered.json()["token"]
    # The token's owner administers; the token does not.
    assert (await doors.call("filtered", "PATCH", "/users/ben", {"admin": True})).status == 403
    assert (await doors.call("backend", "GET", "/users/ben")).json()["admin"] is False
    assert (await doors.call("root", "PATCH", "/users/ben", {"admin": True})).status == 200
    assert (await doors.call("root", "PATCH", "/users/ben", {"admin": False})).status == 200
    # An administrator always can.
    assert (await doors.call("root", "PATCH", "/users/root", {"admin": False})).status == 409


async def test_creating_users_takes_a_scope_over_all_users(doors: Doors) -> None:
    for path, body in (("/users", {"usernames": ["new"]}), ("/users/new", {})):
        assert (await doors.call("mia", "POST", path, body)).status == 403
    assert (await doors.call("acc", "POST", "/users/new", {"admin": True})).status == 403
    assert (await doors.call("backend", "GET", "/users/new")).status == 404
    assert (await doors.call("acc", "POST", "/users/new", {})).status == 201
    assert (await doors.call("acc", "DELETE", "/users/new")).status == 204


async def test_services_and_the_proxy_are_for_administrators(doors: Doors) -> None:
    service = {"admin": True, "api_token": "a-token-of-my-choice-0123456789"}
    assert (await doors.call("acc", "POST", "/services/mine", service)).status == 403
    elsewhere = {"api_url": "http://127.0.0.1:1"}
    assert (await doors.call("acc", "PATCH", "/proxy", elsewhere)).status == 403
    assert (await doors.call("root", "POST", "/services/mine", {"display": False})).status == 201
    assert (await doors.call("acc", "DELETE", "/services/mine")).status == 403
    assert (await doors.call("root", "DELETE", "/services/mine")).status == 200


async def test_what_a_server_wrote_is_for_its_owner_and_administrators(doors: Doors) -> None:
    page = await doors.call("tess", "GET", "/perijove/servers/ben/log")
    assert page.status == 403, page.text
    # As JupyterHub has it, nobody learns by this whether a server exists.
    assert (await doors.call("gus", "GET", "/perijove/servers/ben/log")).status == 403
    assert (await doors.call("root", "GET", "/perijove/servers/ben/log")).status in (200, 404)


@pytest.mark.parametrize(
    "given",
    ["UPPER2", "up per", "a\u202eb", "a\u200bb", "cafe\u0301", "\u212bngstr\u00f6m", "a.", ""],
)
async def test_users_are_made_as_they_sign_in_or_not_at_all(doors: Doors, given: str) -> None:
    before = {user["name"] for user in (await doors.call("root", "GET", "/users")).json()}
    pages = [await doors.call("root", "POST", "/users", {"usernames": [given, "with-it"]})]
    if given:
        pages.append(await doors.call("root", "POST", f"/users/{quote(given)}", {}))
    after = {user["name"] for user in (await doors.call("root", "GET", "/users")).json()}
    spelled = {
        "UPPER2": "upper2",
        "cafe\u0301": "caf\u00e9",
        "\u212bngstr\u00f6m": "\u00e5ngstr\u00f6m",
    }
    if given in spelled:
        assert after - before == {spelled[given], "with-it"}
        # The second is told that it is there: it is the same.
        assert [page.status for page in pages] == [201, 409]
        for name in (spelled[given], "with-it"):
            await doors.call("root", "DELETE", f"/users/{quote(name)}")
    else:
        assert after == before
        assert {page.status for page in pages} <= {400}


@pytest.mark.parametrize(("name", "clear"), [case for case in CLEAR_NAMES if case[0]])
async def test_groups_and_servers_have_names_that_look_like_no_other(
    doors: Doors, name: str, clear: bool
) -> None:
    made = [await doors.call("root", "POST", "/groups", {"groups": [name]})]
    if clear:
        await doors.call("root", "DELETE", f"/groups/{quote(name)}")
    if "/" not in name and name not in (".", ".."):
        made.append(await doors.call("root", "POST", f"/groups/{quote(name)}", {}))
        server = f"/users/ann/servers/{quote(name)}"
        page = await doors.call("root", "POST", server, {})
        # JupyterHub 6 refuses more by itself: what is no slug.
        assert ("Nothing was created" in page.text) is not clear, page.text
        await doors.call("root", "DELETE", server, {"remove": True})
    assert {page.status for page in made} == {201 if clear else 400}
    groups = (await doors.call("root", "GET", "/groups")).json()
    assert (name in [group["name"] for group in groups]) is (clear and len(made) == 2)
    await doors.call("root", "DELETE", f"/groups/{quote(name)}")


async def test_all_that_has_refused_nothing_still_works(doors: Doors) -> None:
    assert (await doors.call("root", "GET", "/users")).status == 200
    assert (await doors.call("gus", "POST", "/groups/class-a/users", {"users": []})).status == 200
    await asyncio.sleep(0)
    assert "Traceback" not in doors.hub.log, doors.hub.log[-3000:]
