"""Pages of accounts: sign in, sign up, change the password.

They answer at NativeAuthenticator's addresses. What changes something is a POST with JupyterHub's
XSRF token, and no page hashes a password on the event loop.
"""

from __future__ import annotations

from typing import Any

from nativeauthenticator.handlers import LocalBase
from nativeauthenticator.handlers import LoginHandler as NativeLoginHandler
from tornado import web
from tornado.escape import url_escape
from tornado.httputil import url_concat

GOOD, INFO, BAD = "alert-success", "alert-info", "alert-danger"
_LONGEST_FIELD = 1024


class AccountPage(LocalBase):
    """What the pages share."""

    def field(self, name: str) -> str:
        """A field of the submitted form, '' when missing; 400 when absurdly long."""
        value = self.get_body_argument(name, "", strip=False)
        if len(value) > _LONGEST_FIELD:
            raise web.HTTPError(400, "That is longer than any field of this form.")
        return str(value)

    async def page(self, template: str, **values: Any) -> None:
        """Send a page."""
        self.finish(await self.render_template(template, **values))

    def password_rules(self) -> str:
        """What a new password must be like, for people."""
        return (
            f"Use at least {self.authenticator.minimum_password_length} characters "
            "(at most 72), and not one of the well-known passwords."
        )


class LoginPage(NativeLoginHandler, AccountPage):
    """/hub/login"""

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
        user = None
        if len(username) <= self.authenticator.longest_name:
            data = {"username": username, "password": password, "2fa": self.field("2fa")}
            user = await self.login_user(data)
        if user:
            self._jupyterhub_user = user
            self.redirect(self.get_next_url(user))
            return
        self.set_status(403)
        error = await self._why(username, password)
        self.finish(await self._render(login_error=error, username=username[:64]))

    async def _why(self, username: str, password: str) -> str:
        # Only someone who knows the password learns that the account exists and waits.
        account = await self.authenticator.check_password(username, password, count=False)
        if account is not None and not account.is_authorized:
            return "An administrator has not approved this account yet. Please try again later."
        if self.authenticator.allowed_failed_logins and self.authenticator.is_blocked(
            self.authenticator.normalize_username(username)
        ):
            return "Too many failed attempts. Please wait a minute, then try again."
        return "Invalid username or password."


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
            await self._show("The two passwords differ. Please type them again.", username)
            return
        outcome = await self.authenticator.register(username, password, self.field("email").strip())
        status, alert, message = _SIGN_UP_ANSWERS[outcome.value]
        self.set_status(status)
        if outcome.value == "weak_password":
            message = f"{message} {self.password_rules()}"
        await self._show(message, username if alert == BAD else "", alert)

    def _must_be_offered(self) -> None:
        if not self.authenticator.signup_offered():
            raise web.HTTPError(
                404, "Sign-up is closed. Please ask an administrator for an account."
            )

    async def _show(self, message: str = "", username: str = "", alert: str = BAD) -> None:
        await self.page(
            "signup.html",
            ask_email=self.authenticator.ask_email_on_signup,
            result_message=message,
            alert=alert if message else "",
            username=username[:64],
            tos=self.authenticator.tos,
            password_rules=self.password_rules(),
            first_admin_expected=self.authenticator.first_admin_expected(),
            first_admin=self.authenticator.first_admin,
        )


_SIGN_UP_ANSWERS: dict[str, tuple[int, str, str]] = {
    "authorized": (200, GOOD, "Your account is ready. You can sign in now."),
    "waiting": (
        200,
        INFO,
        "Thank you. An administrator will look at your request; after that you can sign in.",
    ),
    "closed": (403, BAD, "Sign-up is closed. Please ask an administrator for an account."),
    "bad_name": (
        400,
        BAD,
        "This name cannot be used. Use up to 64 letters and digits; inside, also . _ - + @",
    ),
    "bad_email": (400, BAD, "This does not look like an email address. Please check it."),
    "name_taken": (409, BAD, "This name is in use already. Please choose another one."),
    "weak_password": (400, BAD, "This password is too easy to guess."),
}


class ChangePasswordPage(AccountPage):
    """/hub/change-password"""

    @web.authenticated
    async def get(self) -> None:
        await self.page("change-password.html", user_name=self.current_user.name)

    @web.authenticated
    async def post(self) -> None:
        name, new = self.current_user.name, self.field("new_password")
        if await self.authenticator.check_password(name, self.field("old_password")) is None:
            result = (403, BAD, "Your current password is not right. Please try again.")
        elif new != self.field("new_password_confirmation"):
            result = (400, BAD, "The two new passwords differ. Please type them again.")
        elif await self.authenticator.set_password(name, new):
            result = (200, GOOD, "Your password has been changed.")
        else:
            result = (400, BAD, f"Please choose another password. {self.password_rules()}")
        status, alert, message = result
        self.set_status(status)
        await self.page("change-password.html", user_name=name, alert=alert, result_message=message)


HANDLERS: list[tuple[str, type[AccountPage]]] = [
    (r"/login", LoginPage),
    (r"/signup", SignUpPage),
    (r"/change-password", ChangePasswordPage),
]
