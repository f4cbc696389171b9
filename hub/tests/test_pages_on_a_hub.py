"""The pages of a real hub: which scripts run there, and what they say of a server."""

from __future__ import annotations

import re

import pytest

from .browser import Page
from .world import USER, World

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORDS = "Stopped at 02:10 after 24 h without activity. Your files are safe."
SERVER = f"/internal/v1/servers/{USER}"
LOG = f"/internal/v1/logs/{USER}?tail=200"


def device_of(page: Page) -> str:
    found = re.search(r"script-src 'nonce-([\w-]{20,})'", page.headers["content-security-policy"])
    assert found, page.headers
    return found.group(1)


def check_scripts(page: Page) -> None:
    policy = page.headers["content-security-policy"]
    for part in ("'strict-dynamic'", "object-src 'none'", "base-uri 'self'", "frame-ancestors"):
        assert part in policy
    scripts = re.findall(r"<script\b([^>]*)>", page.text)
    assert scripts
    for attributes in scripts:
        assert f'nonce="{device_of(page)}"' in attributes, (page.url, attributes)
    assert not re.search(r"<[^>]+\son\w+=", page.text), page.url
    assert not re.search(r"<(?:script|link|img)[^>]+(?:src|href)=\"https?:", page.text), page.url


async def test_every_script_on_every_page_bears_the_mark_of_its_answer(world: World) -> None:
    stranger, admin = world.hub.browser(), await world.admin()
    for path in ("/hub/login", "/hub/signup", "/hub/nowhere", "/hub/error/503"):
        check_scripts(await stranger.get(path))
    for path in ("/hub/home", "/hub/token", "/hub/admin", "/hub/change-password", "/hub/nowhere"):
        check_scripts(await admin.get(path))
    first, second = await stranger.get("/hub/login"), await stranger.get("/hub/login")
    assert device_of(first) != device_of(second)


ASKED_BY_A_SCRIPT = [
    {"Sec-Fetch-Mode": mode, "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "empty"}
    for mode in ("cors", "same-origin", "no-cors")
]


@pytest.mark.parametrize("script", ASKED_BY_A_SCRIPT)
async def test_no_page_of_the_hub_goes_to_a_script_with_somebodys_cookie(
    world: World, script: dict[str, str]
) -> None:
    admin = await world.admin()
    for path in ("/hub/token", "/hub/admin", "/hub/home", "/hub/change-password"):
        page = await admin.get(path, headers=script)
        assert (page.status, page.text) == (403, ""), path
    page = await admin.get("/hub/nowhere", headers=script)
    assert (page.status, page.text) == (404, "")
    # A user who goes there gets the page, and so does a program without cookies.
    opened = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert "xsrf_token" in (await admin.get("/hub/token", headers=opened)).text
    assert "form" in (await world.hub.browser().get("/hub/login", headers=script)).text


async def test_no_page_of_the_hub_stays_in_the_browsers_cache(world: World) -> None:
    stranger, admin = world.hub.browser(), await world.admin()
    pages = [await stranger.get(path) for path in ("/hub/login", "/hub/signup", "/hub/error/503")]
    for path in ("/hub/token", "/hub/admin", "/hub/change-password", "/hub/nowhere"):
        pages.append(await admin.get(path))
    for page in pages:
        # Else a script in a lab's page reads it from there, and nobody is asked.
        assert page.headers["cache-control"] == "no-store", page.url
        assert page.headers["x-content-type-options"] == "nosniff"
        assert page.headers["referrer-policy"] == "same-origin"


async def test_no_script_reads_the_cookie_with_the_token_of_the_hub(world: World) -> None:
    admin = await world.admin()
    (cookie,) = [one for one in admin.cookies if one.name == "_xsrf"]
    assert cookie.path == "/hub/"
    assert cookie.has_nonstandard_attr("HttpOnly")
    # Without it a script can ask JupyterHub's API for nothing, not even to read.
    for script in ASKED_BY_A_SCRIPT[:2]:
        for path in ("/hub/api/user", "/hub/api/users", "/hub/api/users/ada/tokens"):
            assert (await admin.get(path, headers=script)).status == 403


async def test_what_the_proxy_shows_in_place_of_a_server_keeps_its_policy(world: World) -> None:
    page = await world.hub.browser().get("/hub/error/503")
    (content,) = re.findall(r'http-equiv="Content-Security-Policy"\s+content="([^"]+)"', page.text)
    assert f"'nonce-{device_of(page)}'" in content


async def test_answers_for_programs_keep_jupyterhubs_own_policy(world: World) -> None:
    page = await world.hub.browser().get("/hub/api/")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "nonce" not in page.headers["content-security-policy"]


async def test_the_page_of_a_server_that_does_not_run_says_why(world: World) -> None:
    user = await world.user()
    world.backend.states[SERVER] = {"state": "stopped", "exitCode": 0, "message": WORDS}
    page = await user.get(f"/user/{USER}/lab")
    assert page.status == 424
    assert WORDS in page.text
    assert f'id="start" href="/hub/spawn/{USER}' in page.text
    check_scripts(page)


async def test_only_pages_of_administrators_tell_of_a_full_disk(world: World) -> None:
    address, mark = "/hub/api/perijove/full-disks", 'id="pj-full-disks"'
    disk = {"of": "engine", "freeBytes": 5 * 1024**2, "totalBytes": 1.5 * 1024**4}
    world.backend.states["/internal/v1/disks"] = {"fullDisks": [disk]}
    admin, user, stranger = await world.admin(), await world.user(), world.hub.browser()
    xsrf = {"X-XSRFToken": await admin.xsrf("/hub/change-password")}
    (message,) = (await admin.get(address, headers=xsrf)).json()["messages"]
    assert "servers and volumes is full: 5.0 MiB of 1.5 TiB free" in message
    for path in ("/hub/token", "/hub/admin", "/hub/change-password", "/hub/nowhere"):
        page = await admin.get(path)
        assert mark in page.text, path
        check_scripts(page)
    xsrf = {"X-XSRFToken": await user.xsrf("/hub/change-password")}
    assert (await user.get(address, headers=xsrf)).status == 403
    assert (await stranger.get(address)).status == 403
    for browser, path in (
        (user, "/hub/token"),
        (user, "/hub/nowhere"),
        (stranger, "/hub/login"),
    ):
        assert mark not in (await browser.get(path)).text
    # What was shown stays while the backend is away.
    world.backend.states.pop("/internal/v1/disks")
    xsrf = {"X-XSRFToken": await admin.xsrf("/hub/change-password")}
    assert (await admin.get(address, headers=xsrf)).status == 503


async def test_and_does_not_need_the_backend_for_it(world: World) -> None:
    user = await world.user()
    world.backend.failures = [(503, {}, b"{}")] * 5
    page = await user.get(f"/user/{USER}/lab")
    world.backend.failures = []
    assert page.status == 424
    assert "Your files are kept." in page.text


async def test_the_log_of_a_server_is_for_those_who_may_start_it(world: World) -> None:
    user, path = await world.user(), f"/hub/api/perijove/servers/{USER}/log"
    xsrf = {"X-XSRFToken": await user.xsrf("/hub/change-password")}
    page = await user.get(path, headers=xsrf)
    assert (page.status, page.json()) == (200, {"lines": []})
    world.backend.states[LOG] = {"lines": ["one", "<b>two</b>"]}
    page = await user.get(path, headers=xsrf)
    assert page.json() == {"lines": ["one", "<b>two</b>"]}
    stranger = world.hub.browser()
    await stranger.sign_up("curious", "a-good-password-1")
    await world.approve("curious")
    await stranger.sign_in("curious", "a-good-password-1")
    xsrf = {"X-XSRFToken": await stranger.xsrf("/hub/change-password")}
    # The same answer for a user whom there is not: nobody learns who has an account.
    for other in (path, "/hub/api/perijove/servers/nobody-here/log"):
        assert (await stranger.get(other, headers=xsrf)).status == 403
    assert (await world.hub.browser().get(path)).status == 403
