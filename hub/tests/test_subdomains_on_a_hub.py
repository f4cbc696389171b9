"""A real hub that gives labs and services hosts of their own, by each of JupyterHub's hooks."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from .browser import Browser
from .fake_backend import FakeBackend
from .real_hub import HUB_FOLDER, FakeLab, RealHub, TinyServer
from .world import World

pytestmark = pytest.mark.asyncio(loop_scope="module")

OWN_HOOK = 'lambda name, domain, kind: f"{kind}-{name}.x.{domain}"'
PASSWORD = "a-good-password-1"


@asynccontextmanager
async def hub_with(hook: str, base: str) -> AsyncIterator[World]:
    with tempfile.TemporaryDirectory(prefix="pj-") as folder:
        backend, lab, service = FakeBackend(), FakeLab(), TinyServer("service")
        await backend.listen_tcp()
        await lab.listen()
        await service.listen()
        config = Path(folder) / "own_config.py"
        config.write_text(
            "import os\n"
            "c = get_config()\n"
            "port = os.environ['PERIJOVE_PORT']\n"
            "c.JupyterHub.subdomain_host = f'http://hub.example.org:{port}'\n"
            f"c.JupyterHub.subdomain_hook = {hook}\n"
            f"{(HUB_FOLDER / 'jupyterhub_config.py').read_text()}"
        )
        settings = {"JUPYTERHUB_BASE_URL": base}
        prefix = base.rstrip("/")
        hub = RealHub.with_fake(
            Path(folder), backend, service.url, settings, config=config, prefix=prefix
        )
        await hub.start()
        try:
            yield World(hub, backend, lab)
        finally:
            await hub.stop()
            for server in (backend, lab, service):
                await server.close()


@pytest.mark.parametrize(
    ("hook", "base", "ours", "labs"),
    [
        ("'idna'", "/some/base/", "perijove--service", "root-ada"),
        ("'legacy'", "/", "services", "root-ada"),
        (OWN_HOOK, "/some/base/", "service-perijove.x", "user-root-ada.x"),
    ],
    ids=["idna", "legacy", "own"],
)
async def test_signing_in_leads_to_the_host_that_jupyterhub_gave_our_pages(
    hook: str, base: str, ours: str, labs: str
) -> None:
    async with hub_with(hook, base) as world:
        port = world.hub.port
        pages = f"http://{ours}.hub.example.org:{port}{base}services/perijove/"
        browser = Browser(f"http://hub.example.org:{port}", world.hub.first_admin_code)
        signup = {"signup_password": PASSWORD, "signup_password_confirmation": PASSWORD}
        code = {"username": "root-ada", "code": browser.code()}
        await browser.submit(f"{base}hub/signup", {**code, **signup})
        sign_in = {"username": "root-ada", "password": PASSWORD}
        page = await browser.submit(f"{base}hub/login", sign_in)
        assert (page.url, page.status, page.text) == (pages, 200, "service")
        for path, led in ((base, ""), (f"{base}hub/users", "users")):
            page = await browser.get(path)
            assert (page.url, page.text) == (f"{pages}{led}", "service")
        assert f'url={pages}"' in (await browser.get(f"{base}hub/home")).text

        asked = await world.start_lab(browser, "root-ada", base)
        # Pages and programs in the lab learn the address of Perijove; none composes it itself.
        assert asked["env"]["PERIJOVE_URL"] == pages
        page = await browser.get(f"{base}user/root-ada/")
        assert page.url.startswith(f"http://{labs}.hub.example.org:{port}{base}user/root-ada/")
        assert page.text == "lab"
