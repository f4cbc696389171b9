"""A hub, the fake backend behind it, a lab, and the users."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest_asyncio

from .browser import Browser
from .fake_backend import FakeBackend, ready, step
from .real_hub import HUB_FOLDER, SERVICE_TOKEN, FakeLab, RealHub, TinyServer

ADMIN, ADMIN_PASSWORD = "root-ada", "correct-horse-7"
USER, USER_PASSWORD = "grace", "battery-staple-7"

CULLER_TOKEN = "token-of-the-culler-0123456789"

#: Members of "tutors" look after the group "class-a"; a culler of the operator's runs beside ours.
TUTORS = f"""
c = get_config()
c.JupyterHub.services = [{{"name": "idle-culler", "api_token": "{CULLER_TOKEN}"}}]
c.JupyterHub.load_groups = {{"class-a": {{"users": []}}, "tutors": {{"users": []}}}}
c.JupyterHub.load_roles = [
    {{
        "name": "culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle-culler"],
    }},
    {{
        "name": "tutor",
        "scopes": [
            "list:users!group=class-a",
            "groups!group=class-a",
            "servers!group=class-a",
            "custom:perijove:notify!group=class-a",
        ],
        "groups": ["tutors"],
    }},
]
"""


class World:
    """The hub, the fake backend, a lab and a service that only say who they are."""

    def __init__(self, hub: RealHub, backend: FakeBackend, lab: FakeLab) -> None:
        self.hub, self.backend, self.lab = hub, backend, lab

    async def admin(self) -> Browser:
        browser = self.hub.browser()
        await browser.sign_up(ADMIN, ADMIN_PASSWORD)  # refused, and harmless, the second time
        page = await browser.sign_in(ADMIN, ADMIN_PASSWORD)
        assert page.path == "/services/perijove/", page.text[-2000:]
        return browser

    async def user(self) -> Browser:
        browser = self.hub.browser()
        await browser.sign_up(USER, USER_PASSWORD)
        await self.approve(USER)
        page = await browser.sign_in(USER, USER_PASSWORD)
        assert page.path == "/services/perijove/", page.text[-2000:]
        return browser

    async def change_members(self, method: str, group: str, name: str) -> None:
        """`POST` or `DELETE` a member as administrator: what roles give, holders alone give."""
        admin = await self.admin()
        headers = {"X-XSRFToken": await admin.xsrf("/hub/change-password")}
        path = f"/hub/api/groups/{group}/users"
        page = await admin.call(method, path, headers=headers, body={"users": [name]})
        assert page.status == 200, page.text

    async def approve(self, name: str) -> None:
        page = await self.hub.accounts("PATCH", f"/{name}", {"authorized": True})
        assert page.status == 200, page.text

    async def start_lab(self, browser: Browser, name: str, base: str = "/") -> dict[str, Any]:
        """Start the user's server; returns what the backend was asked."""
        self.backend.starts = [[step("creating", None, "Creating"), ready(self.lab.url)]]
        await browser.get(f"{base}hub/spawn/{name}")
        for _ in range(100):
            page = await browser.get(f"{base}user/{name}/")
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


@asynccontextmanager
async def opened(
    folder: Path,
    settings: dict[str, str] | None = None,
    config: Path = HUB_FOLDER / "jupyterhub_config.py",
) -> AsyncIterator[World]:
    """A world in that folder, which may hold what an earlier hub left there."""
    backend = FakeBackend()
    await backend.listen_tcp()
    lab = await FakeLab().listen()
    service = await TinyServer("service").listen()
    hub = RealHub.with_fake(folder, backend, service.url, settings, config)
    await hub.start()
    try:
        yield World(hub, backend, lab)
    finally:
        await hub.stop()
        for server in (backend, lab, service):
            await server.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world() -> AsyncIterator[World]:
    with tempfile.TemporaryDirectory(prefix="pj-") as folder:
        config = Path(folder) / "own_config.py"
        # Not by load_subconfig, which hides from a file what stands before it.
        shipped = HUB_FOLDER / "jupyterhub_config.py"
        config.write_text(f"{TUTORS}\n{shipped.read_text()}")
        async with opened(Path(folder), config=config) as made:
            yield made


async def oauth_token(browser: Browser, client_id: str, secret: str, callback: str) -> str:
    """What a service or a lab does to get a token of the user: OAuth with PKCE."""
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
    address = f"/hub/api/oauth2/authorize?{urlencode(query)}"
    page = await browser.get(address, follow=False)
    if page.status == 200:
        # Another user's lab: JupyterHub asks whether it may know who opens it.
        form = re.findall(r'type="hidden" name="([^"]+)"\s+value="([^"]*)"', page.text)
        typed = {"Content-Type": "application/x-www-form-urlencoded"}
        page = await browser.call("POST", address, headers=typed, body=urlencode(form).encode())
        led = page.url
    else:
        assert page.status == 302, page.text[-2000:]
        led = page.headers["location"]
    (code,) = parse_qs(urlsplit(led).query)["code"]
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
