"""Options of NativeAuthenticator that a hub may switch on: codes beside passwords, and messages
with which users approve their own account."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator
from email import message_from_bytes
from email.policy import default as modern
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from nativeauthenticator.orm import onetimepass

from .browser import Browser, Page
from .fake_backend import FakeBackend
from .real_hub import HUB_FOLDER, RealHub, TinyServer

pytestmark = pytest.mark.asyncio(loop_scope="module")

PASSWORD = "a-good-password-1"

#: What an operator writes, and a mail server that keeps what it is given.
OPTIONS = """
import pathlib, smtplib

class Postbox:
    def __init__(self, host):
        pass
    def send_message(self, message):
        pathlib.Path("mail").write_bytes(bytes(message))
    def quit(self):
        pass

smtplib.SMTP = Postbox
c.PerijoveAuthenticator.allow_2fa = True
c.PerijoveAuthenticator.allow_self_approval_for = "^[^@]+@example[.]org$"
c.PerijoveAuthenticator.secret_key = "a-secret-key-of-these-tests"
c.PerijoveAuthenticator.allowed_failed_logins = 3
"""


class Setup:
    def __init__(self, hub: RealHub, backend: FakeBackend) -> None:
        self.hub, self.backend = hub, backend

    async def told(self, actor: str, count: int) -> list[tuple[str, str, Any]]:
        """The first events of the audit log about a user."""
        for _ in range(100):
            lines = [
                (event["action"], event["result"], event["details"])
                for request in self.backend.requests
                if request.path == "/internal/v1/events"
                for event in request.body["events"]
                if event["actor"] == actor
            ]
            if len(lines) >= count:
                return lines
            await asyncio.sleep(0.1)
        raise AssertionError(f"there are only {lines}")

    async def sign_up(self, browser: Browser, name: str, **more: str) -> Page:
        fields = {"signup_password": PASSWORD, "signup_password_confirmation": PASSWORD}
        return await browser.submit("/hub/signup", {"username": name, **fields, **more})

    async def sign_in(self, browser: Browser, name: str, code: str) -> Page:
        fields = {"username": name, "password": PASSWORD, "2fa": code}
        return await browser.submit("/hub/login", fields)


def alert(page: Page) -> str:
    (words,) = re.findall(r'class="alert alert-danger[^>]*>(.*?)</', page.text, re.DOTALL)
    return str(words).strip()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def setup() -> AsyncIterator[Setup]:
    with tempfile.TemporaryDirectory(prefix="pj-") as folder:
        backend, service = FakeBackend(), await TinyServer("service").listen()
        await backend.listen_tcp()
        config = Path(folder) / "own_config.py"
        shipped = HUB_FOLDER / "jupyterhub_config.py"
        config.write_text(f"{shipped.read_text()}\n{OPTIONS}")
        hub = RealHub.with_fake(Path(folder), backend, service.url, config=config)
        await hub.start()
        try:
            yield Setup(hub, backend)
        finally:
            await hub.stop()
            await backend.close()
            await service.close()


async def test_wrong_codes_are_told_and_lead_to_a_pause_like_wrong_passwords(setup: Setup) -> None:
    browser = setup.hub.browser()
    page = await setup.sign_up(browser, "coded", email="coded@elsewhere.org", **{"2fa": "2fa"})
    (secret,) = re.findall(r"<code>([A-Z2-7]{16})</code>", page.text)
    assert (await setup.hub.accounts("PATCH", "/coded", {"authorized": True})).status == 200
    right = f"{onetimepass.get_totp(secret):06d}"
    wrong = "000000" if right != "000000" else "000001"

    guess = {"username": "coded", "password": "a-wrong-guess-1", "2fa": ""}
    other = await setup.hub.browser().submit("/hub/login", {**guess, "username": "nobody-here"})
    for code in (wrong, "", "no number"):
        page = await setup.sign_in(browser, "coded", code)
        assert page.status == 403
        # Nobody learns from the page that the password was right.
        assert alert(page) == alert(other)
    assert (await setup.sign_in(browser, "coded", right)).status == 429
    lines = await setup.told("coded", 5)
    assert lines[0] == ("user.sign_up", "ok", {"state": "waiting", "two_factor": True})
    assert lines[1:4] == [("user.sign_in", "refused", {"reason": "code"})] * 3
    assert lines[4] == ("user.lockout", "refused", {"seconds": 60})


async def test_the_right_code_signs_in(setup: Setup) -> None:
    browser = setup.hub.browser()
    page = await setup.sign_up(browser, "careful", email="careful@elsewhere.org", **{"2fa": "2fa"})
    (secret,) = re.findall(r"<code>([A-Z2-7]{16})</code>", page.text)
    await setup.hub.accounts("PATCH", "/careful", {"authorized": True})
    page = await setup.sign_in(browser, "careful", f"{onetimepass.get_totp(secret):06d}")
    assert page.path == "/services/perijove/"
    assert (await setup.told("careful", 2))[1] == ("user.sign_in", "ok", {})
    assert secret not in setup.hub.log


async def test_an_approval_by_message_is_told_once(setup: Setup) -> None:
    browser = setup.hub.browser()
    page = await setup.sign_up(browser, "mailed", email="mailed@example.org")
    assert "open the link in it" in page.text
    assert (await setup.sign_in(browser, "mailed", "")).status == 403
    mail = message_from_bytes((setup.hub.data / "mail").read_bytes(), policy=modern)
    assert mail["To"] == "mailed@example.org"
    (link,) = re.findall(r"/confirm/\S+", mail.get_content())

    forged = f"/hub{link[:-8]}AAAAAAAA"  # nobody signed this one
    assert (await browser.get(forged)).status == 404
    assert (await browser.submit(forged, {}, form="/hub/login")).status == 404
    # Programs open links in messages as well: opening approves nobody, nor does a foreign form.
    page = await browser.get(f"/hub{link}")
    assert "You signed up as <strong>mailed</strong>" in page.text
    assert (await browser.post(f"/hub{link}", {})).status == 403
    assert (await setup.hub.accounts("GET", "/mailed")).json()["account"]["authorized"] is False
    for _ in range(2):
        done = await browser.submit(f"/hub{link}", {}, form="/hub/login")
        assert "Your account is confirmed" in done.text
    assert (await setup.sign_in(browser, "mailed", "")).path == "/services/perijove/"
    assert [(action, result) for action, result, _ in await setup.told("mailed", 4)] == [
        ("user.sign_up", "ok"),
        ("user.sign_in", "refused"),
        ("user.authorize", "ok"),
        ("user.sign_in", "ok"),
    ]
