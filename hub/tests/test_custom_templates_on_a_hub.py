"""Templates that an operator had before: their pages live, and what cannot is said at the start."""

from __future__ import annotations

import re
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import nativeauthenticator
import pytest
import pytest_asyncio

from .browser import Page
from .fake_backend import FakeBackend
from .real_hub import HUB_FOLDER, FakeLab, RealHub, TinyServer
from .world import World

pytestmark = pytest.mark.asyncio(loop_scope="module")

NATIVE = Path(nativeauthenticator.__file__).parent / "templates"

#: As operators publish it: a frame on JupyterHub's own, with scripts that know nothing of marks.
FRAME = """
{% extends "templates/page.html" %}
{% block stylesheet %}{{ super() }}
<link href="https://fonts.example.org/css?family=Sans" rel="stylesheet">{% endblock %}
{% block meta %}{{ super() }}<SCRIPT async src="https://count.example.org/a.js"></SCRIPT>
<script nonce="{{ csp_nonce }}">window.marked = 1;</script>{% endblock %}
{% block footer %}<p onclick="gone()">University of Somewhere</p>
<script>
  document.write("<script src='/x.js'><\\/script>");
</script>{% endblock %}
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world() -> AsyncIterator[World]:
    with tempfile.TemporaryDirectory(prefix="pj-") as name:
        folder = Path(name)
        backend, lab = FakeBackend(), await FakeLab().listen()
        await backend.listen_tcp()
        service = await TinyServer("service").listen()
        (folder / "theirs").mkdir()
        (folder / "theirs" / "page.html").write_text(FRAME)
        (folder / "theirs" / "token.html").write_text('{% extends "templates/token.html" %}')
        config = folder / "own_config.py"
        config.write_text(
            "c = get_config()\n"
            f"c.JupyterHub.template_paths = [{str(NATIVE)!r}, {str(folder / 'theirs')!r}]\n"
            f"{(HUB_FOLDER / 'jupyterhub_config.py').read_text()}"
        )
        hub = RealHub.with_fake(folder, backend, service.url, config=config)
        await hub.start()
        try:
            yield World(hub, backend, lab)
        finally:
            await hub.stop()
            for server in (backend, lab, service):
                await server.close()


def runs(page: Page) -> bool:
    """Whether the page's policy lets every script in it run, those that write others too."""
    policy = page.headers["content-security-policy"]
    (mark,) = re.findall(r"'nonce-([^']+)'", policy)
    tags = re.findall(r"<script\b[^>]*", page.text, re.IGNORECASE)
    return bool(tags) and all(
        re.search(rf"nonce=[\"']?{re.escape(mark)}(?=[\"'\s]|$)", tag) for tag in tags
    )


async def test_every_script_of_every_page_runs(world: World) -> None:
    stranger = world.hub.browser()
    await world.user()
    admin = await world.admin()
    for browser, path, status in (
        (stranger, "/hub/login", 200),
        (stranger, "/hub/signup", 200),
        (stranger, "/hub/nowhere", 404),
        (admin, "/hub/home", 200),
        (admin, "/hub/token", 200),
        (admin, "/hub/admin", 200),
        (admin, "/hub/change-password", 200),
        (admin, "/hub/user/root-ada/", 404),
    ):
        page = await browser.get(path)
        assert page.path == path
        assert page.status in (status, 424), (path, page.text[-500:])
        assert runs(page), (path, page.text)
        # Their frame has no room for what our pages say: it frames their own.
        assert ("University of Somewhere" in page.text) == (path == "/hub/token"), path


async def test_nativeauthenticators_own_pages_stand_behind_ours(world: World) -> None:
    page = await world.hub.browser().get("/hub/login")
    assert 'class="pj-card"' in page.text
    assert "Authorize Users" not in (await (await world.admin()).get("/hub/token")).text


async def test_what_no_mark_can_help_is_said_at_the_start(world: World) -> None:
    for told in (
        'To frame all, let it extend "perijove/page.html"',
        "onclick in a tag does not run",
        "https://fonts.example.org/css?family=Sans",
    ):
        assert told in world.hub.log
