"""The page on which users replace a password that an administrator set, before they sign in."""

from __future__ import annotations

from typing import Any

from .account_pages import AccountPage, LoginPage
from .first_password import account_of_ticket, show_first_password


class FirstPasswordPage(LoginPage):
    """/hub/first-password"""

    async def get(self) -> None:
        self.redirect(self.settings["login_url"])

    async def post(self) -> None:
        ticket, new = self.field("ticket"), self.field("new_password")
        account = account_of_ticket(self, ticket)
        if problem := await self._problem(account, new):
            await show_first_password(self, account, problem)
            return
        # Once more: the ticket may have been used while the passwords were compared.
        account = account_of_ticket(self, ticket)
        await self.authenticator.set_own_password(self, account.username, new)
        await self._let_in(account, new)

    async def _problem(self, account: Any, new: str) -> str:
        if new != self.field("new_password_confirmation"):
            return self.t("fields.differ")
        if not self.authenticator.is_password_strong(new):
            return self.weak_password()
        if (
            await self.authenticator.account_with(account.username, new, owner=account.username)
            is not None
        ):
            return self.t("firstPassword.answers.given")
        return ""

    async def _let_in(self, account: Any, password: str) -> None:
        user = None
        if not account.has_2fa:
            user = await self.login_user({"username": account.username, "password": password})
        if user is None:
            # With a second factor the code was used up on the way here.
            done = self.t("firstPassword.answers.changed")
            self.finish(await self._render(username=account.username, login_done=done))
            return
        self._jupyterhub_user = user
        self.redirect(self.get_next_url(user))


HANDLERS: list[tuple[str, type[AccountPage]]] = [(r"/first-password", FirstPasswordPage)]
