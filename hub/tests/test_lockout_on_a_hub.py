"""Wrong passwords on a real hub: pauses that a restart does not forgive."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from http.cookiejar import Cookie
from pathlib import Path

import pytest
import pytest_asyncio

from .browser import Browser, Page
from .fake_backend import FakeBackend
from .real_hub import RealHub, TinyServer

pytestmark = pytest.mark.asyncio(loop_scope="module")

PASSWORD = "seeded-password-7"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hub() -> AsyncIterator[RealHub]:
    with tempfile.TemporaryDirectory(prefix="pj-") as folder:
        backend, service = FakeBackend(), await TinyServer("service").listen()
        await backend.listen_tcp()
        settings = {
            "JUPYTERHUB_ADMIN_PASSWORD": PASSWORD,
            "JUPYTERHUB_SIGNUP_ENABLED": "0",
            # As with a proxy of the operator's on this machine: its header chooses the address.
            "PERIJOVE_TRUSTED_PROXIES": "127.0.0.1",
        }
        hub = RealHub.with_fake(Path(folder), backend, service.url, settings)
        await hub.start()
        try:
            yield hub
        finally:
            await hub.stop()
            await backend.close()
            await service.close()


async def sign_in(browser: Browser, password: str, address: str, name: str = "root-ada") -> Page:
    fields = {"username": name, "password": password, "_xsrf": await browser.xsrf("/hub/login")}
    return await browser.post("/hub/login", fields, headers={"X-Forwarded-For": address})


async def test_the_seeded_administrator_signs_in_and_nobody_signs_up(hub: RealHub) -> None:
    page = await sign_in(hub.browser(), PASSWORD, "203.0.113.1")
    assert page.path == "/services/perijove/"
    assert (await hub.browser().get("/hub/signup")).status == 404
    assert "Sign up" not in (await hub.browser().get("/hub/login")).text


async def test_guessing_meets_a_pause_that_outlives_the_hub(hub: RealHub) -> None:
    at_home = hub.browser()
    assert (await sign_in(at_home, PASSWORD, "203.0.113.1")).path == "/services/perijove/"
    guesser = hub.browser()
    statuses = [(await sign_in(guesser, f"guess-{n}", "203.0.113.66")).status for n in range(10)]
    assert statuses == [403] * 10
    page = await sign_in(guesser, PASSWORD, "203.0.113.66")
    assert page.status == 429
    assert "Too many failed attempts" in page.text
    assert int(page.headers["retry-after"]) > 0
    # A name that nobody has is treated alike.
    for n in range(10):
        await sign_in(hub.browser(), f"guess-{n}", "203.0.113.66", "nobody-here")
    page = await sign_in(hub.browser(), "guess", "203.0.113.66", "nobody-here")
    assert page.status == 429

    await hub.stop()
    await hub.start()
    page = await sign_in(hub.browser(), PASSWORD, "203.0.113.66")
    assert page.status == 429
    # The user's own browser is known, and gets in, from the same address.
    at_home.cookies.clear("127.0.0.1", "/hub/", "jupyterhub-hub-login")
    page = await sign_in(at_home, PASSWORD, "203.0.113.66")
    assert page.path == "/services/perijove/"


def mark_in(browser: Browser) -> Cookie:
    (mark,) = [cookie for cookie in browser.cookies if cookie.name == "perijove-device"]
    return mark


async def lock_out(hub: RealHub, mark: str, address: str) -> None:
    stranger = hub.browser()
    stranger.plant("perijove-device", mark, "/hub/")
    for n in range(10):
        await sign_in(stranger, f"guess-{n}", address)
    assert (await sign_in(stranger, PASSWORD, address)).status == 429


async def test_a_stranger_plants_no_mark_and_reuses_none(hub: RealHub) -> None:
    browser = hub.browser()
    browser.plant("perijove-device", "0123456789abcdef", "/hub/")
    await sign_in(browser, PASSWORD, "203.0.113.20")
    first = mark_in(browser)
    assert first.value != "0123456789abcdef"
    assert (first.path, first.has_nonstandard_attr("HttpOnly")) == ("/hub/", True)
    await lock_out(hub, "0123456789abcdef", "203.0.113.71")
    browser.cookies.clear("127.0.0.1", "/hub/", "jupyterhub-hub-login")
    # The user has the stranger's address: only their browsers differ.
    page = await sign_in(browser, PASSWORD, "203.0.113.71")
    assert page.path == "/services/perijove/", page.text
    # A copy of the mark from before is worth nothing either.
    assert mark_in(browser).value != first.value
    await lock_out(hub, str(first.value), "203.0.113.72")
    browser.cookies.clear("127.0.0.1", "/hub/", "jupyterhub-hub-login")
    page = await sign_in(browser, PASSWORD, "203.0.113.72")
    assert page.path == "/services/perijove/", page.text


async def test_the_password_of_the_administrator_is_nowhere_to_be_read(hub: RealHub) -> None:
    assert PASSWORD not in hub.log
