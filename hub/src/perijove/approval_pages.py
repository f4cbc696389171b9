"""Pages of approval: administrators let sign-ups in, turn them down, and set passwords."""

from __future__ import annotations

from jupyterhub.scopes import needs_scope
from nativeauthenticator.orm import UserInfo
from tornado import web

from .account_pages import BAD, GOOD, AccountPage


class ChangePasswordOfPage(AccountPage):
    """/hub/change-password/NAME, for administrators"""

    @needs_scope("admin:users")
    async def get(self, user_name: str) -> None:
        self._must_exist(user_name)
        await self.page("change-password-admin.html", user_name=user_name)

    @needs_scope("admin:users")
    async def post(self, user_name: str) -> None:
        self._must_exist(user_name)
        new = self.field("new_password")
        if new != self.field("new_password_confirmation"):
            result = (400, BAD, "The two passwords differ. Please type them again.")
        elif await self.authenticator.set_password(user_name, new):
            result = (200, GOOD, f"The password of {user_name} has been changed.")
        else:
            result = (400, BAD, f"Please choose another password. {self.password_rules()}")
        status, alert, message = result
        self.set_status(status)
        await self.page(
            "change-password-admin.html", user_name=user_name, alert=alert, result_message=message
        )

    def _must_exist(self, user_name: str) -> None:
        if not self.authenticator.user_exists(user_name):
            raise web.HTTPError(404, "There is no account of that name.")


class ApprovalPage(AccountPage):
    """/hub/authorize: every account, those that wait first"""

    @needs_scope("admin:users")
    async def get(self) -> None:
        accounts = self.db.query(UserInfo).order_by(UserInfo.is_authorized, UserInfo.username)
        await self.page(
            "authorization-area.html",
            ask_email=self.authenticator.ask_email_on_signup,
            users=accounts.all(),
        )


class ApprovalAction(AccountPage):
    """/hub/authorize/NAME: approve a sign-up, or take the approval back"""

    @needs_scope("admin:users")
    async def get(self, user_name: str) -> None:
        # An old bookmark or a mailed link: show, do not act.
        self.redirect(f"{self.hub.base_url}authorize")

    @needs_scope("admin:users")
    async def post(self, user_name: str) -> None:
        account = self.authenticator.get_user(user_name)
        if account is None:
            raise web.HTTPError(404, "There is no account of that name.")
        if self.current_user is not None and account.username == self.current_user.name:
            raise web.HTTPError(409, "You cannot lock yourself out.")
        account.is_authorized = self.field("authorized") == "1"
        self.db.commit()
        self.redirect(f"{self.hub.base_url}authorize")


class DiscardAction(AccountPage):
    """/hub/discard/NAME: turn a sign-up down; never an account in use"""

    @needs_scope("admin:users")
    async def get(self, user_name: str) -> None:
        self.redirect(f"{self.hub.base_url}authorize")

    @needs_scope("admin:users")
    async def post(self, user_name: str) -> None:
        account = self.authenticator.get_user(user_name)
        if account is None:
            raise web.HTTPError(404, "There is no account of that name.")
        if account.is_authorized:
            raise web.HTTPError(
                409, "This account is in use. Only a waiting sign-up can be discarded."
            )
        self.db.delete(account)
        self.db.commit()
        self.redirect(f"{self.hub.base_url}authorize")


HANDLERS: list[tuple[str, type[AccountPage]]] = [
    (r"/change-password/([^/]+)", ChangePasswordOfPage),
    (r"/authorize", ApprovalPage),
    (r"/authorize/([^/]+)", ApprovalAction),
    (r"/discard/([^/]+)", DiscardAction),
]
