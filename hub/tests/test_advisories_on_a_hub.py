"""What JupyterHub's security advisories describe, tried on a real hub with our configuration.

`docs/security-asvs.md` lists the advisories and what holds for each.
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from .browser import Page
from .fake_backend import FakeBackend
from .real_hub import HUB_FOLDER, RealHub, TinyServer

pytestmark = pytest.mark.asyncio(loop_scope="module")

PASSWORD = "a-good-password-1"
BOSS, FILTERED, USERS_ADMIN = "boss-" + "0" * 32, "filtered-" + "0" * 32, "users-" + "0" * 32

#: Who may share their own server, and services with rights over one group only.
CONFIG = f"""
c = get_config()
c.JupyterHub.load_groups = {{
    "class-a": {{"users": []}}, "class-b": {{"users": []}}, "sharers": {{"users": []}}
}}
c.JupyterHub.services = [
    {{"name": "boss", "api_token": "{BOSS}"}},
    {{"name": "filtered", "api_token": "{FILTERED}"}},
    {{"name": "users-admin", "api_token": "{USERS_ADMIN}"}},
]
c.JupyterHub.load_roles = [
    {{
        "name": "boss",
        "scopes": ["admin:users", "admin:groups", "admin:servers", "tokens", "shares"],
        "services": ["boss"],
    }},
    {{
        "name": "filtered",
        "scopes": ["admin:users!group=class-a", "admin:groups!group=class-a"],
        "services": ["filtered"],
    }},
    {{"name": "users-admin", "scopes": ["admin:users"], "services": ["users-admin"]}},
    {{
        "name": "sharer",
        "scopes": ["shares!user", "read:users:name", "read:groups:name"],
        "groups": ["sharers"],
    }},
]
"""


class Setup:
    def __init__(self, hub: RealHub) -> None:
        self.hub = hub
        self.tokens: dict[str, str] = {}

    async def call(self, token: str, method: str, path: str, body: object = None) -> Page:
        headers = {"Authorization": f"token {token}"}
        address = f"/hub/api{path}"
        return await self.hub.browser().call(method, address, headers=headers, body=body)

    async def add(self, name: str, *groups: str) -> None:
        """An authorised user in these groups, with a token of their own."""
        await self.hub.browser().sign_up(name, PASSWORD)
        assert (await self.hub.accounts("PATCH", f"/{name}", {"authorized": True})).status == 200
        for group in groups:
            put = await self.call(BOSS, "POST", f"/groups/{group}/users", {"users": [name]})
            assert put.status == 200, put.text
        made = await self.call(BOSS, "POST", f"/users/{name}/tokens", {"note": "test"})
        assert made.status == 201, made.text
        self.tokens[name] = made.json()["token"]

    async def model(self, name: str) -> dict[str, Any]:
        page = await self.call(BOSS, "GET", f"/users/{name}")
        assert page.status == 200, page.text
        found: dict[str, Any] = page.json()
        return found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def setup() -> AsyncIterator[Setup]:
    with tempfile.TemporaryDirectory(prefix="pj-") as folder:
        backend, service = FakeBackend(), await TinyServer("service").listen()
        await backend.listen_tcp()
        config = Path(folder) / "own_config.py"
        config.write_text(f"{CONFIG}\n{(HUB_FOLDER / 'jupyterhub_config.py').read_text()}")
        hub = RealHub.with_fake(Path(folder), backend, service.url, config=config)
        await hub.start()
        made = Setup(hub)
        try:
            await made.add("owner", "sharers")
            await made.add("guest")
            await made.add("pupil", "class-a")
            await made.add("outsider", "class-b")
            yield made
        finally:
            await hub.stop()
            await backend.close()
            await service.close()


async def test_the_hub_is_at_least_the_one_that_closes_all_known_holes() -> None:
    found = tuple(int(part) for part in version("jupyterhub").split(".")[:3])
    assert found >= (5, 5, 1)


async def test_nobody_shares_unless_an_operator_lets_them(setup: Setup) -> None:
    for path in ("/shares/guest/", "/share-codes/guest/"):
        body = {"user": "outsider"} if path.startswith("/shares") else {}
        page = await setup.call(setup.tokens["guest"], "POST", path, body)
        assert page.status in (403, 404), (path, page.text)


#: What a user who shares their own server might ask for beside it.
TOO_MUCH = [
    "admin:users",
    "admin-ui",
    "servers",
    "tokens",
    "access:servers",
    "access:servers!user=outsider",
    "access:servers!server=outsider/",
    "access:services",
    "custom:perijove:admin",
    "custom:perijove:notify",
    "groups!group=class-a",
    "shares!server=outsider/",
]


@pytest.mark.parametrize("scope", TOO_MUCH)
async def test_a_share_grants_nothing_but_the_server_that_is_shared(
    setup: Setup, scope: str
) -> None:
    """User-initiated sharing: GHSA-c4gm-pwx9-9w8j."""
    for path, to in (("/shares/owner/", {"user": "guest"}), ("/share-codes/owner/", {})):
        page = await setup.call(setup.tokens["owner"], "POST", path, {**to, "scopes": [scope]})
        if page.status < 300:
            # Taken, it was narrowed to the one server.
            assert all(one.endswith("!server=owner/") for one in page.json()["scopes"]), page.text
        else:
            assert page.status in (400, 403, 404), page.text


async def test_whatever_was_shared_the_guest_acts_for_nobody(setup: Setup) -> None:
    for scope in TOO_MUCH:
        share = {"user": "guest", "scopes": [scope]}
        await setup.call(setup.tokens["owner"], "POST", "/shares/owner/", share)
    guest = setup.tokens["guest"]
    for method, path, body in (
        ("GET", "/users/owner/tokens", None),
        ("POST", "/users/owner/tokens", {"note": "stolen"}),
        ("POST", "/users/guest/tokens", {"scopes": ["admin:users"]}),
        ("PATCH", "/users/owner", {"name": "renamed"}),
        ("DELETE", "/users/owner", None),
        ("POST", "/users/newcomer", None),
        ("POST", "/groups/class-a/users", {"users": ["guest"]}),
        ("POST", "/shares/outsider/", {"user": "guest"}),
        ("DELETE", "/users/outsider/server", None),
    ):
        page = await setup.call(guest, method, path, body)
        assert page.status in (400, 403, 404), (method, path, page.status, page.text)


async def test_nobody_shares_or_takes_back_what_is_anothers(setup: Setup) -> None:
    owner = setup.tokens["owner"]
    for method, path, body in (
        ("POST", "/shares/outsider/", {"user": "owner"}),
        ("PATCH", "/shares/outsider/", {"user": "owner"}),
        ("DELETE", "/shares/outsider/", None),
        ("GET", "/shares/outsider/", None),
        ("POST", "/share-codes/outsider/", {}),
        ("GET", "/share-codes/outsider/", None),
        ("GET", "/users/guest/shared", None),
    ):
        page = await setup.call(owner, method, path, body)
        assert page.status in (403, 404), (method, path, page.text)


async def test_rights_over_one_group_reach_nobody_outside_it(setup: Setup) -> None:
    """Filtered admin scopes: GHSA-69wv-m5fw-2fhp."""
    before = await setup.model("outsider")
    for method, path, body in (
        ("POST", "/users/newcomer", None),
        ("POST", "/users", {"usernames": ["newcomer"]}),
        ("PATCH", "/users/outsider", {"name": "renamed"}),
        ("PATCH", "/users/outsider", {"admin": True}),
        ("DELETE", "/users/outsider", None),
        ("POST", "/groups/class-new", None),
        ("POST", "/groups", {"groups": ["class-new"]}),
        ("DELETE", "/groups/class-b", None),
        ("PUT", "/groups/class-b/properties", {"a": 1}),
        ("POST", "/groups/class-b/users", {"users": ["pupil"]}),
        ("DELETE", "/groups/class-b/users", {"users": ["outsider"]}),
        ("GET", "/users/outsider", None),
    ):
        page = await setup.call(FILTERED, method, path, body)
        assert page.status in (400, 403, 404, 409), (method, path, page.status, page.text)
    assert await setup.model("outsider") == before
    listed = await setup.call(FILTERED, "GET", "/users")
    assert [user["name"] for user in listed.json()] == ["pupil"]
    for gone in ("/users/newcomer", "/groups/class-new"):
        assert (await setup.call(BOSS, "GET", gone)).status == 404


async def test_who_may_change_users_makes_no_administrator(setup: Setup) -> None:
    """`admin:users` made full administrators: GHSA-9x4q-3gxw-849f."""
    for token in (FILTERED, USERS_ADMIN):
        await setup.call(token, "PATCH", "/users/pupil", {"admin": True})
        assert not (await setup.model("pupil"))["admin"]
    page = await setup.call(USERS_ADMIN, "POST", "/users", {"usernames": ["chief"], "admin": True})
    if page.status < 300:
        assert not any(user["admin"] for user in page.json())


async def test_no_form_is_taken_without_the_token_of_its_page(setup: Setup) -> None:
    """XSRF with `no-cors`: CVE-2026-40864, and cookies of other paths: CVE-2024-28233."""
    browser = setup.hub.browser()
    await browser.sign_in("owner", PASSWORD)
    for mode, site in (
        ("no-cors", "cross-site"),
        ("no-cors", "same-site"),
        ("no-cors", "same-origin"),
        ("navigate", "cross-site"),
        ("cors", "same-origin"),
    ):
        headers = {"Sec-Fetch-Mode": mode, "Sec-Fetch-Site": site}
        for path in ("/hub/spawn/owner", "/hub/accept-share", "/hub/change-password"):
            page = await browser.post(path, {"code": "x"}, headers=headers)
            assert page.status == 403, (mode, site, path, page.status)
    # A token that another page planted for a longer path is not the hub's.
    browser.plant("_xsrf", "planted", "/hub/spawn")
    page = await browser.post("/hub/spawn/owner", {"_xsrf": "planted"})
    assert page.status == 403


@pytest.mark.parametrize(
    "wanted", ["//evil.example/", "https://evil.example/", "/\\evil.example", "///evil.example"]
)
async def test_signing_in_leads_to_no_other_host(setup: Setup, wanted: str) -> None:
    browser = setup.hub.browser()
    page = await browser.get("/hub/login?next=" + wanted.replace("\\", "%5C"))
    xsrf = await browser.xsrf("/hub/login")
    fields = {"username": "guest", "password": PASSWORD, "_xsrf": xsrf}
    page = await browser.post("/hub/login?next=" + wanted.replace("\\", "%5C"), fields)
    assert page.url.startswith(setup.hub.origin), page.url
