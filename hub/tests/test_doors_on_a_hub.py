"""JupyterHub's own interface leads nobody round our rules: real roles and tokens on a real hub."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from .browser import Page
from .fake_backend import FakeBackend, ready
from .real_hub import HUB_FOLDER, SERVICE_TOKEN, RealHub, TinyServer

pytestmark = pytest.mark.asyncio(loop_scope="module")

POWER, PROPERTIES = "docker-privileged", {"perijove": {"limits": {"cpuCores": 64}}}

#: Who tries, each with a token of their own.
ACTORS = ("root", "narrow", "tess", "gus", "pia", "mia", "acc", "backend")

CONFIG = """
c = get_config()
c.JupyterHub.load_groups = {
    "class-a": {"users": ["ben"]},
    "tutors": {"users": ["tess", "tom"]},
    "docker-sock": {"users": ["cem"]},
}
c.JupyterHub.services = [{"name": name, "api_token": f"token-of-{name}-0123456789"}
                         for name in ("gus", "pia", "mia", "acc")]
c.JupyterHub.load_roles = [
    {"name": "students", "users": ["ann", "tom", "dan"], "scopes": ["self"]},
    {
        "name": "tutor",
        "scopes": [
            "list:users!group=class-a", "list:users!user=ann", "groups!group=class-a",
            "delete:groups!group=class-a", "access:servers!group=class-a",
            "servers!group=class-a", "tokens!group=class-a", "delete:users!group=class-a",
        ],
        "groups": ["tutors"],
    },
    {"name": "filler", "scopes": ["groups", "list:users"], "services": ["gus"]},
    {"name": "ours", "scopes": ["custom:perijove:admin"], "services": ["pia"]},
    {
        "name": "class-accounts",
        "scopes": ["admin:users!group=class-a", "tokens!group=class-a"],
        "services": ["mia"],
    },
    {
        "name": "all-accounts",
        "scopes": ["admin:users", "tokens", "admin:services", "proxy", "admin:groups"],
        "services": ["acc"],
    },
]
"""


class Doors:
    """The hub, and a token for everybody who tries."""

    def __init__(self, hub: RealHub, tokens: dict[str, str], backend: FakeBackend) -> None:
        self.hub, self.tokens, self.backend = hub, tokens, backend

    async def call(
        self, who: str, method: str, path: str, body: Any = None, **headers: str
    ) -> Page:
        sent = {"Authorization": f"token {self.tokens[who]}"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.hub.browser().call(method, f"/hub/api{path}", headers=sent, body=body)

    async def groups(self, user: str) -> set[str]:
        return set((await self.call("backend", "GET", f"/users/{user}")).json()["groups"])

    async def members(self, group: str) -> set[str]:
        return set((await self.call("backend", "GET", f"/groups/{group}")).json()["users"])

    def told(self, about: str) -> list[dict[str, Any]]:
        """What the audit log heard about somebody or something, as often as it heard it."""
        reports = [one for one in self.backend.requests if one.path == "/internal/v1/events"]
        lines = [line for one in reports for line in one.body["events"]]
        return [line for line in lines if line["subject"] == about]

    async def heard(self, about: str, count: int) -> list[str]:
        """Those lines, once there are so many."""
        for _ in range(50):
            if len(self.told(about)) >= count:
                break
            await asyncio.sleep(0.1)
        await asyncio.sleep(0.2)  # none comes after them
        return [
            f"{line['actor']} {line['action']} {line['result']} {line['details']}"
            for line in self.told(about)
        ]

    async def token_id(self, who: str) -> str:
        return str((await self.call(who, "GET", "/user")).json()["token_id"])


async def _token(hub: RealHub, name: str, **body: Any) -> str:
    page = await hub.browser().call(
        "POST",
        f"/hub/api/users/{name}/tokens",
        body={"auth": {"username": name, "password": "a-good-password-1"}, **body},
    )
    assert page.status == 201, page.text
    return str(page.json()["token"])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def doors() -> AsyncIterator[Doors]:
    with tempfile.TemporaryDirectory(prefix="pj-") as folder:
        backend = FakeBackend()
        await backend.listen_tcp()
        service = await TinyServer("service").listen()
        config = Path(folder) / "own_config.py"
        shipped = HUB_FOLDER / "jupyterhub_config.py"
        config.write_text(f"{CONFIG}\n{shipped.read_text()}")
        hub = RealHub.with_fake(
            Path(folder),
            backend,
            service.url,
            {"JUPYTERHUB_ADMIN": "root", "PERIJOVE_NAMED_SERVERS": "2"},
            config=config,
        )
        await hub.start()
        try:
            await hub.browser().sign_up("root", "a-good-password-1")
            await hub.browser().sign_in("root", "a-good-password-1")
            for name in ("tess", "tom", "ann", "ben", "cem", "dan"):
                await hub.accounts("PATCH", f"/{name}", {"password": "a-good-password-1"})
            tokens = {
                "backend": SERVICE_TOKEN,
                "root": await _token(hub, "root"),
                "narrow": await _token(hub, "root", scopes=["groups", "list:users"]),
                "tess": await _token(hub, "tess"),
                **{name: f"token-of-{name}-0123456789" for name in ("gus", "pia", "mia", "acc")},
            }
            yield Doors(hub, tokens, backend)
        finally:
            await hub.stop()
            await backend.close()
            await service.close()


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
async def test_nobody_gets_a_token_of_somebody_above_them(
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
    # Somebody always can.
    assert (await doors.call("root", "PATCH", "/users/root", {"admin": False})).status == 409


async def test_users_are_made_by_a_right_over_everybody(doors: Doors) -> None:
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


async def test_all_that_has_refused_nothing_still_works(doors: Doors) -> None:
    assert (await doors.call("root", "GET", "/users")).status == 200
    assert (await doors.call("gus", "POST", "/groups/class-a/users", {"users": []})).status == 200
    await asyncio.sleep(0)
    assert "Traceback" not in doors.hub.log, doors.hub.log[-3000:]


async def test_what_is_done_by_this_door_is_in_the_audit_log(doors: Doors) -> None:
    group, user = "/groups/noted", "/users/noted-user"
    await doors.call("root", "POST", user, {})
    await doors.call("root", "PATCH", user, {"admin": True})
    await doors.call("root", "PATCH", user, {"admin": False})
    await doors.call("acc", "PATCH", user, {"admin": True})
    await doors.call("root", "PATCH", user, {"name": "renamed"})
    made = await doors.call("root", "POST", f"{user}/tokens", {"note": "ci", "expires_in": 60})
    await doors.call("root", "DELETE", f"{user}/tokens/{made.json()['id']}")
    await doors.call("root", "DELETE", user)
    assert await doors.heard("noted-user", 8) == [
        "root user.create ok {}",
        "root user.admin ok {'admin': True}",
        "root user.admin ok {'admin': False}",
        "acc user.admin refused {'admin': True}",
        "root user.rename refused {'to': 'renamed'}",
        "root user.token ok {'note': 'ci', 'expires_in': 60}",
        f"root user.token_revoke ok {{'id': '{made.json()['id']}'}}",
        "root user.delete ok {}",
    ]
    (line,) = [one for one in doors.told("noted-user") if one["actor"] == "acc"]
    assert (line["actorKind"], line["address"]) == ("service", "127.0.0.1")

    await doors.call("root", "POST", group, {"users": ["ann"]})
    await doors.call("gus", "POST", f"{group}/users", {"users": ["root"]})
    await doors.call("root", "DELETE", f"{group}/users", {"users": ["ann"]})
    await doors.call("root", "PUT", f"{group}/properties", {"theme": "dark", **PROPERTIES})
    await doors.call("root", "DELETE", group)
    assert await doors.heard("noted", 7) == [
        "root group.create ok {}",
        "root group.add ok {'users': 'ann'}",
        "gus group.add refused {'users': 'root'}",
        "root group.remove ok {'users': 'ann'}",
        "root group.limits ok {'limits': '{\"cpuCores\": 64}'}",
        "root group.properties ok {'keys': 'theme'}",
        "root group.delete ok {}",
    ]


async def _is_ready(doors: Doors, name: str, wanted: bool) -> None:
    for _ in range(100):
        servers = (await doors.call("root", "GET", "/users/ben")).json()["servers"]
        now = servers.get(name, {})
        if bool(now.get("ready")) is wanted and not now.get("pending"):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{servers}\n{doors.hub.log[-3000:]}")


async def test_servers_and_shares_of_this_door_are_in_the_audit_log(doors: Doors) -> None:
    lab = await TinyServer("lab").listen()
    for name, path, body in (("", "server", None), ("second", "servers/second", {"remove": True})):
        doors.backend.starts = [[ready(lab.url)]]
        await doors.call("root", "POST", f"/users/ben/{path}", {})
        await _is_ready(doors, name, True)
        await doors.call("root", "DELETE", f"/users/ben/{path}", body)
        await _is_ready(doors, name, False)
    share = {"user": "ann"}
    assert (await doors.call("root", "POST", "/shares/ben/", share)).status == 200
    assert (await doors.call("root", "PATCH", "/shares/ben/", share)).status == 200
    told = await doors.heard("ben", 4)
    assert [line for line in told if " server." in line or " share." in line] == [
        "root server.start ok {}",
        "root server.stop ok {}",
        "root share.grant ok {'user': 'ann'}",
        "root share.revoke ok {'user': 'ann'}",
    ]
    assert await doors.heard("ben/second", 3) == [
        "root server.start ok {}",
        "root server.stop ok {}",
        "root server.remove ok {}",
    ]
    await lab.close()


async def test_the_backend_tells_itself_what_it_asks_for(doors: Doors) -> None:
    before = len(doors.told("quiet"))
    await doors.call("backend", "POST", "/groups/quiet", {})
    await doors.call("backend", "POST", "/groups/quiet/users", {"users": ["ann"]})
    await doors.call("backend", "DELETE", "/groups/quiet")
    # Nor is it told of strangers, whom nobody can name.
    await doors.hub.browser().call("POST", "/hub/api/groups/quiet", body={})
    await asyncio.sleep(0.5)
    assert len(doors.told("quiet")) == before
