"""The address in a message, with which people approve their own account."""

from __future__ import annotations

from nativeauthenticator.handlers import EmailAuthorizationHandler

from .account_pages import AccountPage
from .events import report


class ConfirmPage(EmailAuthorizationHandler, AccountPage):
    """/hub/confirm/SLUG"""

    async def get(self, slug: str) -> None:
        name = self._still_waiting(slug)
        await super().get(slug)
        account = self.authenticator.get_user(name) if name else None
        if account is not None and account.is_authorized:
            self.authenticator.news.tell(account.username)
            await report(self, "user.authorize", actor=account.username, by="email")

    def _still_waiting(self, slug: str) -> str:
        """Whom this address would approve; '' when nobody."""
        try:
            data = self.validate_slug(slug, self.authenticator.secret_key)
            account = self.authenticator.get_user(str(data["username"]))
        except (ValueError, KeyError):
            return ""
        return "" if account is None or account.is_authorized else str(account.username)


HANDLERS: list[tuple[str, type[AccountPage]]] = [(r"/confirm/([^/]*)", ConfirmPage)]
