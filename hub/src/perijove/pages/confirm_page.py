"""The page of an approval link, with which users approve their own account."""

from __future__ import annotations

from typing import Any

from perijove.accounts.approval_links import account_of
from perijove.backend.audit_log import record

from .account_pages import AccountPage


class ConfirmPage(AccountPage):
    """/hub/confirm/SLUG asks, and its button approves.

    Opening the address changes nothing: mail programs and virus scanners open links, too.
    """

    async def get(self, slug: str) -> None:
        await self._show(self._account(slug))

    async def post(self, slug: str) -> None:
        account = self._account(slug)
        if account is not None and not account.is_authorized:
            # Deciding uses the link up.
            account.is_authorized = True
            self.db.commit()
            self.authenticator.account_events.publish(account.username)
            await record(self, "user.authorize", actor=account.username, by="email")
        await self._show(account)

    async def _show(self, account: Any) -> None:
        if account is None:
            self.set_status(404)
        await self.page("confirm.html", account=account)

    def _account(self, slug: str) -> Any:
        """The account of the link; None when we did not send it, or it is no longer valid."""
        if not self.authenticator.allow_self_approval_for:
            return None
        return account_of(slug, self.authenticator.secret_key, self.db)


HANDLERS: list[tuple[str, type[AccountPage]]] = [(r"/confirm/([^/]*)", ConfirmPage)]
