"""The login page and the page for changing one's password.

They answer at NativeAuthenticator's addresses. What changes something is a POST with JupyterHub's
XSRF token, and no page hashes a password on the event loop.
"""

from __future__ import annotations

import math
from typing import Any

from jupyterhub.handlers.base import SESSION_COOKIE_NAME
from nativeauthenticator.handlers import LocalBase
from nativeauthenticator.handlers import LoginHandler as NativeLoginHandler
from tornado import web
from tornado.escape import url_escape
from tornado.httputil import url_concat

from perijove.access.revoke import Revoke, revoke_session
from perijove.accounts.outcomes import LoginResult, Verdict
from perijove.accounts.password_hasher import BusyHashingError
from perijove.config.strings import StringsMixin

from .first_password import show_first_password

GOOD, INFO, BAD = "alert-success", "alert-info", "alert-danger"
_LONGEST_FIELD = 1024


class AccountPage(StringsMixin, LocalBase):
    """What the pages share."""

    def field(self, name: str) -> str:
        """A field of the submitted form, '' when missing; 400 when absurdly long."""
        value = self.get_body_argument(name, "", strip=False)
        if len(value) > _LONGEST_FIELD:
            raise web.HTTPError(400, self.t("fields.tooLong"))
        return str(value)

    async def page(self, template: str, **values: Any) -> None:
        """Send a page."""
        self.finish(await self.render_template(template, **values))

    def password_rules(self) -> str:
        """The rules for a new password, as a text."""
        length = self.authenticator.minimum_password_length
        return self.t("fields.passwordRules", length=length)

    def weak_password(self) -> str:
        """Why a new password was not taken."""
        return self.t("fields.weakPassword", rules=self.password_rules())

    def refusal(self, outcome: LoginResult) -> tuple[int, str]:
        """Status and text for a password that was not checked, or not correct."""
        match outcome.verdict:
            case Verdict.WAITING:
                return 403, self.t("login.answers.waiting")
            case Verdict.PAUSED:
                minutes = max(1, math.ceil(outcome.wait_seconds / 60))
                return 429, self.t("login.answers.paused", count=minutes)
            case Verdict.BUSY:
                return 503, self.t("login.answers.busy")
            case _:
                return 403, self.t("login.answers.wrong")

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Too many passwords at once is not our fault, and passes."""
        error = (kwargs.get("exc_info") or (None, None))[1]
        if isinstance(error, BusyHashingError):
            status_code = 503
            busy = web.HTTPError(503, self.t("login.answers.busy"))
            kwargs["exc_info"] = (web.HTTPError, busy, None)
            self.set_status(503)
            self.set_header("Retry-After", "5")
        super().write_error(status_code, **kwargs)

    def set_login_cookie(self, user: Any) -> None:
        """Each login gets a cookie of its own and a new session: no session can be fixated."""
        session, before = self.get_cookie(SESSION_COOKIE_NAME), self.get_current_user_cookie()
        if session and before is not None and before.id != user.id:
            # Another user used this browser, and did not sign out.
            revoke_session(self.db, before.orm_user, session)
            self.db.commit()
        if not any(token.session_id == session for token in user.orm_user.api_tokens):
            self.request.cookies.pop(SESSION_COOKIE_NAME, None)
        self.request.cookies.pop(self.hub.cookie_name, None)
        super().set_login_cookie(user)


class LoginPage(NativeLoginHandler, AccountPage):
    """/hub/login"""

    #: What came of the attempt; the authenticator leaves it here.
    login_result: LoginResult | None = None

    def _render(
        self, login_error: str | None = None, username: str | None = None, **ns: Any
    ) -> Any:
        return self.render_template(
            "native-login.html",
            **{
                **ns,
                "next": url_escape(self.get_argument("next", default="")),
                "username": username or "",
                "login_error": login_error,
                "login_done": ns.get("login_done"),
                "custom_html": self.authenticator.custom_html,
                "login_url": self.settings["login_url"],
                "enable_signup": self.authenticator.signup_offered(),
                "first_admin_expected": self.authenticator.first_admin_expected(),
                "first_admin": self.authenticator.first_admin,
                "two_factor_auth": self.authenticator.allow_2fa,
                "authenticator_login_url": url_concat(
                    self.authenticator.login_url(self.hub.base_url),
                    {"next": self.get_argument("next", "")},
                ),
            },
        )

    async def post(self) -> None:
        username, password = self.field("username").strip(), self.field("password")
        name = self.authenticator.name_given(username)
        data = {"username": name, "password": password, "2fa": self.field("2fa")}
        if self.authenticator.validate_username(name):
            user = await self.login_user(data)
        else:
            # JupyterHub would write it to its log, whatever stands in it.
            user = None
            await self.authenticator.get_authenticated_user(self, data)
        outcome = self.login_result or LoginResult(Verdict.WRONG)
        if user:
            self._jupyterhub_user = user
            self.redirect(self.get_next_url(user))
            return
        if outcome.verdict is Verdict.MUST_CHANGE and outcome.account is not None:
            # Right, and good for one thing only: choosing another.
            await show_first_password(self, outcome.account)
            return
        status, error = self.refusal(outcome)
        self.set_status(status)
        if outcome.wait_seconds:
            self.set_header("Retry-After", str(math.ceil(outcome.wait_seconds)))
        self.finish(await self._render(login_error=error, username=username[:64]))


class ChangePasswordPage(AccountPage):
    """/hub/change-password"""

    @web.authenticated
    async def get(self) -> None:
        await self.page("change-password.html", user_name=self.current_user.name)

    @web.authenticated
    async def post(self) -> None:
        name, new = self.current_user.name, self.field("new_password")
        tried = await self.authenticator.try_password(self, name, self.field("old_password"))
        if tried.verdict in (Verdict.PAUSED, Verdict.BUSY):
            result = (*self.refusal(tried), BAD)
        elif tried.account is None:
            result = (403, self.t("changePassword.answers.wrong"), BAD)
        elif new != self.field("new_password_confirmation"):
            result = (400, self.t("changePassword.answers.differ"), BAD)
        elif await self.authenticator.set_own_password(self, name, new, ends=self._ends()):
            # This browser was signed out with all others; its user has just given the password.
            self.set_login_cookie(self.current_user)
            result = (200, self.t("changePassword.answers.changed"), GOOD)
        else:
            result = (400, self.weak_password(), BAD)
        status, message, alert = result
        self.set_status(status)
        await self.page("change-password.html", user_name=name, alert=alert, result_message=message)

    def _ends(self) -> Revoke:
        return Revoke.TOKENS if self.field("end_tokens") else Revoke.SESSIONS


HANDLERS: list[tuple[str, type[AccountPage]]] = [
    (r"/login", LoginPage),
    (r"/change-password", ChangePasswordPage),
]
