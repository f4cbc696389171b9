"""A real hub answers only to its hosts, and knows the address of the client."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from .browser import Browser
from .fake_backend import FakeBackend
from .real_hub import SERVICE_TOKEN, RealHub, TinyServer

pytestmark = pytest.mark.asyncio(loop_scope="module")

FOREIGN = {"Host": "evil.example"}
PASSWORD = "a-good-password-1"

PATHS = [
    "/",
    "/hub/",
    "/hub/login",
    "/hub/signup",
    "/hub/home",
    "/hub/logout",
    "/hub/nowhere",
    "/hub/health",
    "/hub/metrics",
    "/hub/static/css/style.min.css",
    "/hub/api",
    "/hub/api/users",
    "/hub/api/perijove/accounts",
    "/hub/spawn",
    "/user/root-ada/",
    "/%2e%2e/hub/login",
]


@asynccontextmanager
async def hub_with(settings: dict[str, str]) -> AsyncIterator[tuple[RealHub, FakeBackend]]:
    with tempfile.TemporaryDirectory(prefix="pj-") as folder:
        backend, service = FakeBackend(), await TinyServer("service").listen()
        await backend.listen_tcp()
        hub = RealHub.with_fake(Path(folder), backend, service.url, settings)
        await hub.start()
        try:
            yield hub, backend
        finally:
            await hub.stop()
            await backend.close()
            await service.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def listed() -> AsyncIterator[tuple[RealHub, FakeBackend]]:
    async with hub_with({"PERIJOVE_ALLOWED_HOSTS": ".example.org"}) as both:
        yield both


@pytest.mark.parametrize("path", PATHS)
async def test_no_address_answers_to_a_foreign_host(
    listed: tuple[RealHub, FakeBackend], path: str
) -> None:
    hub, _ = listed
    for browser in (hub.browser(), Browser(hub.hub_origin)):
        page = await browser.get(path, headers=FOREIGN)
        assert page.status == 421, (path, page.text[:200])
        assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_no_method_does_anything_for_a_foreign_host(
    listed: tuple[RealHub, FakeBackend], method: str
) -> None:
    hub, _ = listed
    headers = {**FOREIGN, "Authorization": f"token {SERVICE_TOKEN}"}
    page = await hub.browser().call(method, "/hub/api/groups/made", headers=headers)
    assert page.status == 421
    if method not in ("HEAD",):
        assert page.json()["code"] == "host_not_allowed"
        assert "PERIJOVE_ALLOWED_HOSTS" in page.json()["message"]
    groups = await hub.api("/groups")
    assert isinstance(groups, list)
    assert "made" not in [group["name"] for group in groups]


async def test_a_user_reads_why_and_the_name_is_text(
    listed: tuple[RealHub, FakeBackend],
) -> None:
    hub, _ = listed
    page = await hub.browser().get("/hub/login", headers=FOREIGN)
    assert "evil.example" in page.text
    assert "password" not in page.text
    page = await hub.browser().get("/hub/login", headers={"Host": "<b>evil</b>"})
    assert page.status in (400, 421)
    assert "<b>" not in page.text


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost:8000", "[::1]:8000", "10.1.2.3", "hub.example.org:443"]
)
async def test_its_hosts_are_answered(listed: tuple[RealHub, FakeBackend], host: str) -> None:
    hub, _ = listed
    page = await hub.browser().get("/hub/login", headers={"Host": host})
    assert page.status == 200
    assert ".example.org" in hub.log


async def test_a_program_that_sends_no_host_is_answered(
    listed: tuple[RealHub, FakeBackend],
) -> None:
    hub, _ = listed
    reader, writer = await asyncio.open_connection("127.0.0.1", int(hub.hub_origin.split(":")[2]))
    writer.write(b"GET /hub/health HTTP/1.0\r\n\r\n")
    assert b" 200 " in await reader.readline()
    writer.close()


async def test_the_address_is_the_browsers_whatever_it_says_of_itself(
    listed: tuple[RealHub, FakeBackend],
) -> None:
    hub, backend = listed
    browser = hub.browser()
    fields = {"username": "nobody", "password": "x", "_xsrf": await browser.xsrf("/hub/login")}
    for forwarded in ("203.0.113.66", "203.0.113.66, 127.0.0.1", "::1", "127.0.0.1, ::1"):
        await browser.post("/hub/login", fields, headers={"X-Forwarded-For": forwarded})
    for _ in range(100):
        told = [
            event["address"]
            for request in backend.requests
            if request.path == "/internal/v1/events"
            for event in request.body["events"]
        ]
        if len(told) >= 4:
            break
        await asyncio.sleep(0.1)
    assert told == ["127.0.0.1"] * 4


async def test_without_a_list_a_hub_is_strict_until_it_has_an_administrator() -> None:
    async with hub_with({}) as (hub, _):
        browser = hub.browser()
        assert (await browser.get("/hub/login", headers=FOREIGN)).status == 421
        page = await browser.sign_up("root-ada", PASSWORD)
        assert "Your account is ready" in page.text
        # Nobody said under which name its users come: an update must not shut them out.
        assert (await browser.get("/hub/login", headers=FOREIGN)).status == 200
        assert "Set PERIJOVE_ALLOWED_HOSTS" in hub.log
