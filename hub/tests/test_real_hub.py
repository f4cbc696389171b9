"""A real JupyterHub with Perijove: accounts, scopes, starts, restarts."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import re
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import pytest_asyncio

from .browser import Browser
from .fake_backend import FakeBackend, failed, ready, step
from .real_hub import SERVICE_TOKEN, RealHub, TinyServer

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADMIN, ADMIN_PASSWORD = "root-ada", "correct-horse-7"
PERSON, PERSON_PASSWORD = "grace", "battery-staple-7"


class World:
    """The hub, the fake backend, a lab and a service that only say who they are."""

    def __init__(self, hub: RealHub, backend: FakeBackend, lab: TinyServer) -> None:
        self.hub, self.backend, self.lab = hub, backend, lab

    async def admin(self) -> Browser:
        browser = self.hub.browser()
        await browser.sign_up(ADMIN, ADMIN_PASSWORD)  # refused, and harmless, the second time
        page = await browser.sign_in(ADMIN, ADMIN_PASSWORD)
        assert page.path == "/services/perijove/", page.text[-2000:]
        return browser

    async def person(self) -> Browser:
        browser = self.hub.browser()
        await browser.sign_up(PERSON, PERSON_PASSWORD)
        await self.approve(PERSON, "1")
        page = await browser.sign_in(PERSON, PERSON_PASSWORD)
        assert page.path == "/services/perijove/", page.text[-2000:]
        return browser

    async def approve(self, name: str, authorized: str) -> None:
        admin = await self.admin()
        page = await admin.submit(
            f"/hub/authorize/{name}", {"authorized": authorized}, form="/hub/change-password"
        )
        assert page.path == "/hub/authorize"

    async def start_lab(self, browser: Browser, name: str) -> dict[str, Any]:
        """Start the person's server; returns what the backend was asked."""
        self.backend.starts = [[step("creating", None, "Creating"), ready(self.lab.url)]]
        await browser.get(f"/hub/spawn/{name}")
        for _ in range(100):
            page = await browser.get(f"/user/{name}/", follow=False)
            if page.status == 200 and page.text == "lab":
                body = self.backend.asked("POST")[-1].body
                assert isinstance(body, dict)
                return body
            await asyncio.sleep(0.1)
        raise AssertionError(f"the lab did not start: {self.hub.log[-3000:]}")

    async def stop_lab(self, name: str) -> None:
        await self.hub.api(f"/users/{name}/server", method="DELETE")
        for _ in range(100):
            model = await self.hub.api(f"/users/{name}")
            assert isinstance(model, dict)
            if not model["server"] and not model["pending"]:
                return
            await asyncio.sleep(0.1)
        raise AssertionError("the lab did not stop")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world() -> AsyncIterator[World]:
    with tempfile.TemporaryDirectory(prefix="pj-") as folder:
        backend = FakeBackend()
        await backend.listen_tcp()
        lab = await TinyServer("lab").listen()
        service = await TinyServer("service").listen()
        hub = RealHub.with_fake(Path(folder), backend, service.url)
        await hub.start()
        try:
            yield World(hub, backend, lab)
        finally:
            await hub.stop()
            for server in (backend, lab, service):
                await server.close()


async def oauth_token(browser: Browser, client_id: str, secret: str, callback: str) -> str:
    """What a service or a lab does to get a token of the person: OAuth with PKCE."""
    verifier = "v" * 64
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
    query = {
        "client_id": client_id,
        "redirect_uri": callback,
        "response_type": "code",
        "state": "state",
        "code_challenge": challenge.decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    page = await browser.get(f"/hub/api/oauth2/authorize?{urlencode(query)}", follow=False)
    assert page.status == 302, page.text[-2000:]
    (code,) = parse_qs(urlsplit(page.headers["location"]).query)["code"]
    answer = await browser.post(
        "/hub/api/oauth2/token",
        {
            "client_id": client_id,
            "client_secret": secret,
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": callback,
            "code_verifier": verifier,
        },
    )
    assert answer.status == 200, answer.text
    return str(answer.json()["access_token"])


async def scopes_of(world: World, token: str) -> set[str]:
    model = await world.hub.api("/user", token=token)
    assert isinstance(model, dict)
    return set(model["scopes"])


async def service_token(world: World, browser: Browser) -> str:
    return await oauth_token(
        browser, "service-perijove", SERVICE_TOKEN, "/services/perijove/oauth_callback"
    )


async def test_the_first_administrator_signs_up_and_is_in(world: World) -> None:
    await world.admin()
    model = await world.hub.api(f"/users/{ADMIN}")
    assert isinstance(model, dict)
    assert model["admin"] is True


async def test_everybody_else_waits_for_approval(world: World) -> None:
    browser = world.hub.browser()
    page = await browser.sign_up("waiting", "a-good-password-1")
    assert page.status == 200
    assert "An administrator will look at your request" in page.text
    page = await browser.sign_in("waiting", "a-good-password-1")
    assert page.status == 403
    assert "has not approved this account yet" in page.text
    page = await browser.sign_in("waiting", "another-password")
    assert "Invalid username or password" in page.text
    await world.approve("waiting", "1")
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


async def test_approval_is_for_administrators(world: World) -> None:
    person = await world.person()
    xsrf = await person.xsrf("/hub/change-password")
    assert (await person.get("/hub/authorize")).status == 403
    for action in ("authorize", "discard"):
        page = await person.post(f"/hub/{action}/patient", {"authorized": "1", "_xsrf": xsrf})
        assert page.status == 403


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
    await world.approve("changing", "1")
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


async def test_an_administrators_token_on_our_pages_may_administer(world: World) -> None:
    token = await service_token(world, await world.admin())
    scopes = await scopes_of(world, token)
    assert {"admin-ui", "access:services!service=perijove"} <= scopes
    model = await world.hub.api(f"/users/{ADMIN}")
    assert isinstance(model, dict)
    assert model["admin"] is True


async def test_a_persons_token_loses_the_scopes_they_do_not_hold(world: World) -> None:
    token = await service_token(world, await world.person())
    scopes = await scopes_of(world, token)
    assert "access:services!service=perijove" in scopes
    assert not {"admin-ui", "custom:perijove:notify", "custom:perijove:admin"} & scopes
    model = await world.hub.api("/user", token=token)
    assert isinstance(model, dict)
    assert model["name"] == PERSON


async def test_a_lab_token_names_its_owner_and_can_do_no_more(world: World) -> None:
    for browser, name in ((await world.admin(), ADMIN), (await world.person(), PERSON)):
        asked = await world.start_lab(browser, name)
        token = await oauth_token(
            browser,
            asked["env"]["JUPYTERHUB_CLIENT_ID"],
            asked["env"]["JUPYTERHUB_API_TOKEN"],
            f"/user/{name}/oauth_callback",
        )
        scopes = await scopes_of(world, token)
        assert "access:services!service=perijove" in scopes
        others = {scope for scope in scopes if not scope.startswith(("read:users", "access:"))}
        assert others == set()
        await world.stop_lab(name)


async def test_a_start_sends_what_the_lab_needs(world: World) -> None:
    asked = await world.start_lab(await world.person(), PERSON)
    env = asked["env"]
    assert env["JUPYTERHUB_USER"] == PERSON
    assert env["JUPYTERHUB_SERVICE_PREFIX"] == f"/user/{PERSON}/"
    assert env["JUPYTERHUB_DEFAULT_URL"] == "/lab"
    assert all(isinstance(value, str) for value in env.values())
    assert "PATH" not in env
    assert asked["command"] == ["jupyterhub-singleuser"]
    assert (asked["groups"], asked["admin"], asked["port"]) == ([], False, 8888)
    await world.stop_lab(PERSON)
    assert [request.path for request in world.backend.asked("DELETE")][-1] == (
        f"/internal/v1/servers/{PERSON}"
    )


async def test_progress_reaches_the_page(world: World) -> None:
    person = await world.person()
    world.backend.starts = [
        [
            step("pulling", 42, "Pulling: 42 %"),
            1.5,
            step("waiting", 0, "Waiting"),
            ready(world.lab.url),
        ]
    ]
    page = await person.get(f"/hub/spawn/{PERSON}")
    assert page.path == f"/hub/spawn-pending/{PERSON}"
    found = re.search(r'EventSource\("([^"]+)"\)|data-progress-url="([^"]+)"', page.text)
    assert found, page.text
    url = (found.group(1) or found.group(2)).replace("&amp;", "&")
    stream = await person.get(url)
    events = [json.loads(line[6:]) for line in stream.text.splitlines() if line.startswith("data:")]
    assert {"progress": 28, "message": "Pulling: 42 %", "phase": "pulling"} in events
    assert events[-1]["ready"] is True
    assert [event["progress"] for event in events] == sorted(e["progress"] for e in events)
    await world.stop_lab(PERSON)


async def test_a_failed_start_is_explained(world: World) -> None:
    person = await world.person()
    world.backend.starts = [[failed("image_not_found", "There is no image named nowhere:1.")]]
    page = await person.get(f"/hub/spawn/{PERSON}")
    for _ in range(50):
        if "There is no image named nowhere:1." in page.text:
            break
        await asyncio.sleep(0.1)
        page = await person.get(f"/hub/spawn-pending/{PERSON}")
    assert "There is no image named nowhere:1." in page.text


async def test_a_lab_lives_through_a_restart_of_the_hub(world: World) -> None:
    await world.start_lab(await world.person(), PERSON)
    stops = len(world.backend.asked("DELETE"))
    await world.hub.stop()
    await world.hub.start()
    person = world.hub.browser()
    await person.sign_in(PERSON, PERSON_PASSWORD)
    for _ in range(50):
        page = await person.get(f"/user/{PERSON}/", follow=False)
        if page.text == "lab":
            break
        await asyncio.sleep(0.2)
    assert page.text == "lab"
    assert len(world.backend.asked("DELETE")) == stops
    await world.stop_lab(PERSON)


async def test_remembered_addresses_lead_to_our_pages(world: World) -> None:
    person = await world.person()
    for page in ("activity", "notifications", "settings", "volumes"):
        answer = await person.get(f"/hub/{page}", follow=False)
        assert answer.status == 302
        assert answer.headers["location"] == f"/services/perijove/{page}"
    answer = await person.get("/hub/", follow=False)
    assert answer.headers["location"] == "/services/perijove/"
    stranger = await world.hub.browser().get("/hub/activity", follow=False)
    assert stranger.headers["location"].startswith("/hub/login")


async def test_the_backend_may_do_its_work_and_no_more(world: World) -> None:
    users = await world.hub.api("/users")
    assert isinstance(users, list)
    assert {"admin", "groups", "servers", "last_activity"} <= set(users[0])
    assert isinstance(await world.hub.api("/groups"), list)
    page = await world.hub.browser().post(
        "/hub/api/users/mallory", {}, headers={"Authorization": f"token {SERVICE_TOKEN}"}
    )
    assert page.status == 403
