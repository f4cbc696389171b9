"""Every page of a real hub, in a made-up language that the browser asks for, and in French.

A text that is not in brackets is none of the catalog, or not in the language of the request.
"""

from __future__ import annotations

import asyncio
import json
import re
import tempfile
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
import pytest_asyncio

from perijove.config.locales import read_catalogs

from .bracket_language import CLOSE, LANGUAGE, OPEN, in_brackets, outside
from .browser import Browser, Page
from .fake_backend import DROP, FakeBackend, failed, ready, step
from .real_hub import HUB_FOLDER, SERVICE_TOKEN, FakeLab, RealHub, TinyServer
from .world import ADMIN, ADMIN_PASSWORD, USER, USER_PASSWORD, World, service_token

pytestmark = pytest.mark.asyncio(loop_scope="module")

#: Everything that adds to a page.
BAD_NAME = "This name cannot be used. Use up to 64 letters and digits; inside, also . _ - + @"
NO_HOURS = 'Give the number of hours, such as {"hours": 2}.'
OPTIONS = """
import asyncio
c.PerijoveAuthenticator.allow_2fa = True
c.PerijoveAuthenticator.ask_email_on_signup = True
c.PerijoveAuthenticator.tos = "⟦I accept.⟧"
c.JupyterHub.implicit_spawn_seconds = 30
c.JupyterHub.allow_named_servers = True
c.JupyterHub.services = [
    *c.JupyterHub.services,
    {
        "name": "grades",
        "url": "SERVICE_URL",
        "display": True,
        "api_token": "token-of-grades",
        "oauth_client_allowed_scopes": ["custom:perijove:session!user"],
    },
]
def form(spawner):
    return "<b>⟦Course⟧</b>" if spawner.user.name == "asked" else ""
c.PerijoveSpawner.options_form = form
# Without anything that follows the choice there is nothing to choose.
c.PerijoveSpawner.pre_spawn_hook = lambda spawner: None
async def slowly(spawner):
    await asyncio.sleep(1.5)
c.PerijoveSpawner.post_stop_hook = slowly
"""


class Setup(World):
    async def sign_up(self, browser: Browser, name: str, password: str, **more: str) -> Page:
        fields = {"signup_password": password, "signup_password_confirmation": password}
        mail = f"{name}@example.org"
        return await browser.submit(
            "/hub/signup",
            {"username": name, "email": mail, "code": browser.code(), **fields, **more},
        )

    async def api(
        self, method: str, path: str, body: object = None, token: str = SERVICE_TOKEN
    ) -> Page:
        headers = {"Authorization": f"token {token}"}
        return await self.hub.browser().call(method, f"/hub/api{path}", headers=headers, body=body)

    async def admin(self) -> Browser:
        browser = self.hub.browser()
        await self.sign_up(browser, ADMIN, ADMIN_PASSWORD)
        await browser.sign_in(ADMIN, ADMIN_PASSWORD)
        return browser

    async def user(self) -> Browser:
        browser = self.hub.browser()
        await self.sign_up(browser, USER, USER_PASSWORD)
        await self.approve(USER)
        await browser.sign_in(USER, USER_PASSWORD)
        return browser


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def setup() -> AsyncIterator[Setup]:
    with tempfile.TemporaryDirectory(prefix="pj-") as folder:
        backend = FakeBackend()
        await backend.listen_tcp()
        lab, service = await FakeLab().listen(), await TinyServer("service").listen()
        config = Path(folder) / "own_config.py"
        shipped = HUB_FOLDER / "jupyterhub_config.py"
        options = OPTIONS.replace("SERVICE_URL", service.url)
        config.write_text(f"{shipped.read_text()}\n{options}")
        templates = in_brackets(HUB_FOLDER.parent / "hub-templates", Path(folder))
        settings = {
            "PERIJOVE_TEMPLATES": str(templates),
            "PERIJOVE_STAGE": "⟦Test⟧",
            "PERIJOVE_NAME": "PLATFORM",
        }
        hub = RealHub.with_fake(Path(folder), backend, service.url, settings, config)
        hub.languages = f"{LANGUAGE}-EO, fr;q=0.5"
        await hub.start()
        try:
            yield Setup(hub, backend, lab)
        finally:
            await hub.stop()
            for server in (backend, lab, service):
                await server.close()


def check(page: Page, status: int, *values: str) -> None:
    """Whether a page says nothing but texts of the catalog, its platform's name, and values."""
    assert page.status == status, (page.url, page.text[-2000:])
    assert f'<html lang="{LANGUAGE}">' in page.text, page.url
    assert f"{OPEN}Skip to content{CLOSE}" in page.text, page.url
    said = {text.removeprefix("· ") for text in outside(page.text)}
    assert sorted(said) == sorted({"PLATFORM", *values}), page.url


async def eventually(browser: Browser, path: str, part: str) -> Page:
    for _ in range(100):
        page = await browser.get(path)
        if part in page.text:
            return page
        await asyncio.sleep(0.1)
    raise AssertionError(f"{part} is not at {page.url}: {page.text[-2000:]}")


async def test_signing_up_and_in(setup: Setup) -> None:
    stranger = setup.hub.browser()
    # Nobody administers it yet: the pages say so.
    check(await stranger.get("/hub/login"), 200)
    check(await stranger.get("/hub/signup"), 200)
    await setup.sign_up(setup.hub.browser(), ADMIN, ADMIN_PASSWORD)
    check(await stranger.get("/hub/login"), 200)
    check(await stranger.get("/hub/signup"), 200)
    check(await stranger.sign_in("nobody", "a-wrong-guess-1"), 403)
    page = await setup.sign_up(stranger, "careful", USER_PASSWORD, **{"2fa": "2fa"})
    (secret,) = re.findall(r"<code>(\w+)</code>", page.text)
    check(page, 200)
    assert secret in page.text
    given = {"name": "newcomer", "password": "a-given-password-1", "must_change_password": True}
    assert (await setup.hub.accounts("POST", "", given)).status == 201
    page = await stranger.sign_in("newcomer", "a-given-password-1")
    check(page, 200)
    check(await stranger.fill(page, {"new_password": "a", "new_password_confirmation": "a"}), 400)


async def test_pages_of_a_user(setup: Setup) -> None:
    user = await setup.user()
    check(await user.get("/hub/change-password"), 200, USER)
    wrong = {"old_password": "a-wrong-guess-1"}
    check(await user.submit("/hub/change-password", wrong), 403, USER)
    check(await user.get("/hub/home"), 200, USER)
    check(await user.get("/hub/nowhere"), 404, USER)
    check(await user.get("/hub/error/403"), 200, USER)
    check(await user.get("/hub/error/503"), 200, USER)
    check(await setup.hub.browser().get("/hub/nowhere"), 404)
    check(await (await setup.admin()).get("/hub/admin"), 200, ADMIN, "grades")


async def test_the_page_of_tokens(setup: Setup) -> None:
    user = await setup.user()
    # Our pages are an application that asked; a token of one's own is in the other list.
    await service_token(setup, user)
    xsrf = {"X-XSRFToken": await user.xsrf("/hub/change-password")}
    address = f"/hub/api/users/{USER}/tokens"
    made = await user.call("POST", address, headers=xsrf, body={"note": "nightly"})
    assert made.status == 201, made.text
    page = await user.get("/hub/token")
    assert '"api-tokens-section"' in page.text
    assert '"oauth-clients-section"' in page.text
    assert re.search(rf'<option value="" selected>{OPEN}Never{CLOSE}</option>', page.text)
    # Names of scopes, and times that JupyterHub's script turns into words.
    values = r'<pre class="token-scope">[^<]*</pre>|<td class="time-col">\d[^<]*Z</td>'
    assert len(re.findall(values, page.text)) > 4
    check(
        replace(page, text=re.sub(values, "", page.text)),
        200,
        USER,
        "nightly",
        "JupyterHub service perijove",
    )


async def test_a_server_on_its_way_up_and_down(setup: Setup) -> None:
    user = await setup.user()
    check(await user.get(f"/user/{USER}/lab"), 424, USER)
    setup.backend.starts = [[step("creating", None, "Creating"), 1.0, ready(setup.lab.url)]]
    check(await user.get(f"/hub/spawn/{USER}"), 200, USER)
    await eventually(user, f"/user/{USER}/", "lab")
    await setup.hub.api(f"/users/{USER}/server", method="DELETE")
    check(await user.get(f"/hub/spawn-pending/{USER}"), 200, USER)
    await setup.stop_lab(USER)
    check(await user.get(f"/hub/spawn-pending/{USER}"), 200, USER)


async def test_servers_with_names_and_servers_of_others(setup: Setup) -> None:
    user, admin = await setup.user(), await setup.admin()
    await setup.hub.accounts("POST", "", {"name": "asked", "password": USER_PASSWORD})
    check(await admin.get("/hub/spawn/asked"), 200, ADMIN, "grades")
    asked = setup.hub.browser()
    await asked.sign_in("asked", USER_PASSWORD)
    check(await asked.get("/hub/spawn"), 200, "asked")
    setup.backend.starts = [[failed("image_not_found", "There is no image named nowhere:1.")]] * 3
    for path in (USER, f"{USER}/second"):
        await user.get(f"/hub/spawn/{path}")
        page = await eventually(user, f"/hub/spawn-pending/{path}", "There is no image")
        check(page, 500, USER, "There is no image named nowhere:1.")


async def test_a_start_that_waits_for_the_backend(setup: Setup) -> None:
    await setup.user()
    setup.backend.starts = [[DROP], [1.0, ready(setup.lab.url)]]
    await setup.hub.api(f"/users/{USER}/server", method="POST")
    progress = await setup.api("GET", f"/users/{USER}/server/progress")
    (waits,) = (line for line in progress.text.splitlines() if "restarting" in line)
    away = "The server manager is restarting. Your server starts as soon as it is back."
    assert json.loads(waits.removeprefix("data: "))["message"] == f"{OPEN}{away}{CLOSE}"
    await setup.stop_lab(USER)


async def test_a_start_that_fails_without_a_word(setup: Setup) -> None:
    user = await setup.user()
    setup.backend.starts = [[failed("engine", "")]]
    await user.get(f"/hub/spawn/{USER}")
    page = await eventually(user, f"/hub/spawn-pending/{USER}", "Your server could not start.")
    check(page, 500, USER)
    progress = await setup.api("GET", f"/users/{USER}/server/progress")
    # The words before are JupyterHub's, and our page takes them off.
    said = f"Spawn failed: {OPEN}Your server could not start.{CLOSE}"
    assert json.loads(progress.text.strip().removeprefix("data: "))["message"] == said


async def test_what_interfaces_refuse(setup: Setup) -> None:
    user = await setup.user()
    token = await service_token(setup, user)
    for method, path, body, status, text in [
        ("PATCH", "/accounts/nobody", {"authorized": True}, 404, "There is no account nobody."),
        ("POST", "/accounts", {"name": 5}, 400, "name has to be a text, and not so long."),
        ("POST", f"/users/{USER}/rename", {"name": "a b"}, 400, BAD_NAME),
        ("POST", "/accounts", {"name": "a/b"}, 422, BAD_NAME),
        ("GET", f"/servers/{USER}/nowhere/log", None, 404, "There is no such server."),
        ("GET", "/sign-ins", None, 403, "Only the page of your account can ask for this."),
        ("POST", "/session", {"hours": "all"}, 422, NO_HOURS),
    ]:
        answer = await setup.api(method, f"/perijove{path}", body)
        assert (answer.status, answer.json()["message"]) == (status, f"{OPEN}{text}{CLOSE}"), path
    gone = await setup.api("DELETE", "/perijove/sign-ins/0", token=token)
    assert gone.json()["message"] == f"{OPEN}That browser is not signed in any more.{CLOSE}"
    # JupyterHub's own address, where our guard refuses.
    xsrf = {"X-XSRFToken": await (admin := await setup.admin()).xsrf("/hub/change-password")}
    address, other = f"/hub/api/users/{USER}", {"name": "other"}
    guarded = await admin.call("PATCH", address, headers=xsrf, body=other)
    assert guarded.status == 409
    assert guarded.json()["message"].startswith(f"{OPEN}Accounts are renamed on the page Users")


async def test_the_question_before_a_service_gets_a_scope_of_ours(setup: Setup) -> None:
    admin = await setup.admin()
    query = {
        "client_id": "service-grades",
        "redirect_uri": "/services/grades/oauth_callback",
        "response_type": "code",
        "state": "state",
        "scope": "custom:perijove:session!user",
    }
    page = await admin.get(f"/hub/api/oauth2/authorize?{urlencode(query)}")
    assert f"{OPEN}See and extend the session of a server, within the allowance." in page.text
    check(page, 200, ADMIN, "grades")


async def test_the_question_before_another_user_opens_a_lab(setup: Setup) -> None:
    user, admin = await setup.user(), await setup.admin()
    await setup.start_lab(user, USER)
    query = {
        "client_id": f"jupyterhub-user-{USER}",
        "redirect_uri": f"/user/{USER}/oauth_callback",
        "response_type": "code",
        "state": "state",
    }
    page = await admin.get(f"/hub/api/oauth2/authorize?{urlencode(query)}")
    check(page, 200, ADMIN, "grades")
    await setup.stop_lab(USER)


async def test_an_invitation_to_a_server(setup: Setup) -> None:
    user, admin = await setup.user(), await setup.admin()
    xsrf = {"X-XSRFToken": await admin.xsrf("/hub/change-password")}
    address = f"/hub/api/share-codes/{USER}/"

    async def invitation() -> Page:
        made = await admin.call("POST", address, headers=xsrf, body={})
        assert made.status == 200, made.text
        return await admin.get(f"/hub/accept-share?code={made.json()['code']}")

    await setup.start_lab(user, USER)
    check(await invitation(), 200, ADMIN, "grades")
    await setup.stop_lab(USER)
    page = await invitation()
    check(page, 200, ADMIN, "grades")
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)"\s+value="([^"]*)"', page.text))
    accepted = await admin.post(page.url, hidden)
    assert accepted.path == f"/hub/user/{USER}/"


async def test_french(setup: Setup) -> None:
    english = english_texts()
    user = await setup.user()
    for cookie in (False, True):
        # The cookie counts more than the header, and one that is no language counts nothing.
        visitor = setup.hub.browser()
        for browser in (visitor, user):
            browser.languages = "en;q=0.9, fr-CA" if not cookie else "en"
            browser.plant("perijove-language", "fr" if cookie else '"><b>x', "/")
        pages = [
            await visitor.get(path)
            for path in ("/hub/login", "/hub/signup", "/hub/nowhere", "/hub/error/503")
        ]
        pages += [await visitor.sign_in("nobody", "a-wrong-guess-1")]
        for path in ("change-password", "token", "home", "nowhere", "error/403", f"spawn/{USER}"):
            pages.append(await user.get(f"/hub/{path}"))
        pages.append(await user.get(f"/user/{USER}/lab"))
        for page in pages:
            assert '<html lang="fr">' in page.text, page.url
            assert "Aller au contenu" in page.text, page.url
            assert "<b>x" not in page.text
            assert english.isdisjoint(outside(page.text)), page.url
        refused = await user.call("GET", "/hub/api/perijove/full-disks")
        assert refused.json()["message"].startswith("Seuls les administrateurs peuvent")
        await setup.hub.api(f"/users/{USER}/server", method="DELETE")


def english_texts() -> set[str]:
    """What no page in French may say."""
    catalogs = read_catalogs(HUB_FOLDER.parent / "hub-templates")
    return {text for key, text in catalogs["en"].items() if text != catalogs["fr"].get(key)}
