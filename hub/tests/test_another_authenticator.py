"""Perijove beside an authenticator that keeps its users elsewhere."""

from __future__ import annotations

import re
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from .fake_backend import FakeBackend
from .real_hub import HUB_FOLDER, RealHub, TinyServer
from .test_pages_on_a_hub import check_scripts

pytestmark = pytest.mark.asyncio(loop_scope="module")

CONFIG = f"""
from jupyterhub.auth import DummyAuthenticator
c = get_config()
c.JupyterHub.authenticator_class = DummyAuthenticator
c.DummyAuthenticator.allow_all = True
c.JupyterHub.services = [{{"name": "grades", "url": "SERVICE_URL", "display": True}}]
exec(compile(open({str(HUB_FOLDER / "jupyterhub_config.py")!r}).read(), "shipped", "exec"))
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hub() -> AsyncIterator[RealHub]:
    with tempfile.TemporaryDirectory(prefix="pj-") as folder:
        backend, service = FakeBackend(), await TinyServer("service").listen()
        config = Path(folder) / "config.py"
        config.write_text(CONFIG.replace("SERVICE_URL", service.url))
        await backend.listen_tcp()
        hub = RealHub.with_fake(Path(folder), backend, service.url, config=config)
        await hub.start()
        try:
            yield hub
        finally:
            await hub.stop()
            await backend.close()
            await service.close()


async def test_users_sign_in_as_their_authenticator_says(hub: RealHub) -> None:
    page = await hub.browser().sign_in("anybody", "anything")
    assert page.path == "/services/perijove/"


async def test_their_sign_in_runs_no_script_but_ours(hub: RealHub) -> None:
    check_scripts(await hub.browser().get("/hub/login"))


async def test_services_that_the_hub_lists_are_in_a_menu(hub: RealHub) -> None:
    browser = hub.browser()
    await browser.sign_in("root-ada", "anything")
    page = await browser.get("/hub/token")
    assert re.search(r">Services</button>.*?href=\"/services/grades/\">grades</a>", page.text, re.S)
    # A user who cannot open it does not see it, nor an empty menu.
    other = hub.browser()
    await other.sign_in("anybody", "anything")
    assert ">Services<" not in (await other.get("/hub/token")).text


async def test_there_is_no_sign_up_and_no_password_to_change(hub: RealHub) -> None:
    browser = hub.browser()
    await browser.sign_in("root-ada", "anything")
    for path in ("/hub/signup", "/hub/change-password", "/hub/authorize", "/hub/first-password"):
        assert (await browser.get(path)).status == 404
    page = await browser.get("/hub/token")
    assert "Change password" not in page.text
    assert "Sign-ups" not in page.text


async def test_the_interface_says_that_accounts_are_kept_elsewhere(hub: RealHub) -> None:
    assert (await hub.accounts("GET")).json() == {"kept": False}
    page = await hub.accounts("POST", "", {"name": "grace", "password": "a-good-password-1"})
    assert (page.status, page.json()["code"]) == (409, "accounts_elsewhere")
    page = await hub.accounts("PATCH", "/root-ada", {"password": "a-good-password-1"})
    assert (page.status, page.json()["code"]) == (409, "accounts_elsewhere")


async def test_users_can_be_added_and_made_administrators(hub: RealHub) -> None:
    page = await hub.accounts("POST", "", {"name": "grace"})
    assert (page.status, page.json()["account"]) == (201, None)
    page = await hub.accounts("POST", "", {"name": "grace"})
    assert (page.status, page.json()["code"]) == (409, "name_taken")
    await hub.accounts("PATCH", "/grace", {"admin": True})
    model: Any = await hub.api("/users/grace")
    assert model["admin"] is True
