"""The sign-up page."""

from __future__ import annotations

import asyncio
import math
from typing import Any

import requests
from tornado import web

from perijove.accounts.outcomes import Registration
from perijove.accounts.sign_up_budget import FULL_SECONDS

from .account_pages import BAD, GOOD, INFO, AccountPage

_RECAPTCHA_URL = "https://www.google.com/recaptcha/api/siteverify"


class SignUpPage(AccountPage):
    """/hub/signup"""

    async def get(self) -> None:
        self._must_be_offered()
        await self._show()

    async def post(self) -> None:
        self._must_be_offered()
        username, password = self.field("username").strip(), self.field("signup_password")
        if password != self.field("signup_password_confirmation"):
            self.set_status(400)
            await self._show(self.t("fields.differ"), username)
            return
        outcome = await self.authenticator.register(
            username,
            password,
            self.field("email").strip(),
            two_factor=bool(self.field("2fa")),
            code=self.field("code"),
            handler=self,
            is_human=self._is_human if self.authenticator.recaptcha_key else None,
        )
        status, alert, text = _ANSWERS[outcome]
        self.set_status(status)
        await self._show(await self._answer(outcome, text), username, alert)

    async def _answer(self, outcome: Registration, text: str) -> str:
        """The text for it; a pause also sets Retry-After."""
        match outcome:
            case Registration.BAD_NAME:
                return self.bad_name_text()
            case Registration.WEAK_PASSWORD:
                return self.t(text, rules=self.password_rules())
            case Registration.TOO_MANY:
                wait = await self.authenticator.sign_up_wait(self)
                self.set_header("Retry-After", str(max(1, math.ceil(wait))))
                return self.t(text, count=max(1, math.ceil(wait / 60)))
            case Registration.FULL:
                self.set_header("Retry-After", str(round(FULL_SECONDS)))
        return self.t(text)

    def _must_be_offered(self) -> None:
        if not self.authenticator.signup_offered():
            raise web.HTTPError(404, self.t("signup.answers.closed"))

    async def _is_human(self) -> bool:
        answer = self.get_body_argument("g-recaptcha-response", "")
        if not answer:
            return False
        form = {"secret": self.authenticator.recaptcha_secret, "response": answer}
        return await asyncio.to_thread(_ask_recaptcha, form)

    async def _show(self, message: str = "", username: str = "", alert: str = BAD) -> None:
        account = self.authenticator.get_user(username) if message and alert != BAD else None
        first_admin_expected = self.authenticator.first_admin_expected()
        if first_admin_expected:
            # The last administrator may have gone while the hub ran.
            self.authenticator.offer_first_admin_code()
        await self.page(
            "signup.html",
            ask_email=self.authenticator.ask_email_on_signup,
            result_message=message,
            alert=alert if message else "",
            username=username[:64] if alert == BAD else "",
            tos=self.authenticator.tos,
            recaptcha_key=self.authenticator.recaptcha_key,
            two_factor_auth=self.authenticator.allow_2fa,
            two_factor_auth_user=account is not None and account.has_2fa,
            two_factor_auth_value=account.otp_secret if account is not None else "",
            password_rules=self.password_rules(),
            first_admin_expected=first_admin_expected,
            code=self.get_body_argument("code", "")[:64],
            first_admin=self.authenticator.first_admin,
        )


def _ask_recaptcha(form: dict[str, Any]) -> bool:
    try:
        # The secret is for this address alone, wherever it may lead.
        answer = requests.post(_RECAPTCHA_URL, data=form, timeout=10, allow_redirects=False)
        return bool(answer.json().get("success"))
    except (requests.RequestException, ValueError):
        return False


_ANSWERS: dict[Registration, tuple[int, str, str]] = {
    Registration.AUTHORIZED: (200, GOOD, "signup.answers.ready"),
    Registration.WAITING: (200, INFO, "signup.answers.waiting"),
    Registration.MAIL_SENT: (200, INFO, "signup.answers.mailSent"),
    Registration.CLOSED: (403, BAD, "signup.answers.closed"),
    Registration.BAD_NAME: (400, BAD, "refusals.names.elsewhere"),
    Registration.BAD_EMAIL: (400, BAD, "signup.answers.badEmail"),
    Registration.NAME_TAKEN: (409, BAD, "signup.answers.nameTaken"),
    Registration.WEAK_PASSWORD: (400, BAD, "signup.answers.weakPassword"),
    Registration.WRONG_CODE: (403, BAD, "signup.answers.wrongCode"),
    Registration.PAUSED: (429, BAD, "signup.answers.paused"),
    Registration.ROBOT: (400, BAD, "signup.answers.robot"),
    Registration.TOO_MANY: (429, BAD, "signup.answers.tooMany"),
    Registration.FULL: (503, BAD, "signup.answers.full"),
}

HANDLERS: list[tuple[str, type[AccountPage]]] = [(r"/signup", SignUpPage)]
