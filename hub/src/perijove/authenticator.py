"""Accounts with passwords: NativeAuthenticator, with a first administrator and firmer rules."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from traitlets import default, validate

from perijove.access.revoke import is_locked, revoke_unauthorized
from perijove.accounts.account_notes import ensure_tables, forget_notes
from perijove.accounts.approval_links import slug_for
from perijove.accounts.device_cookies import devices_of, renew_device_cookie
from perijove.accounts.firstuse import import_firstuse
from perijove.accounts.login import Login, LoginSource
from perijove.accounts.login_audit import PASSWORD, record_login
from perijove.accounts.outcomes import LoginResult, Verdict
from perijove.accounts.sign_up import SignUpAccounts
from perijove.accounts.signed_out import SignedOut, remember_signed_out
from perijove.pages import (
    account_pages,
    approval_pages,
    confirm_page,
    first_password_page,
    sign_out_page,
    sign_up_page,
)

#: How long JupyterHub accepts a login without asking us again.
LONGEST_REFRESH_SECONDS = 5


class PerijoveAuthenticator(SignUpAccounts):
    """NativeAuthenticator whose first administrator needs no approval.

    All others sign up, if sign-up is open, and wait for an administrator.
    """

    #: From JupyterHub 6.1 on a refused refresh is ignored where no page can be shown, as with a
    #: token or when another user starts the server. No setting: a disabled account is disabled.
    auth_refresh_strict = True

    @default("allow_all")
    def _default_allow_all(self) -> bool:
        return True  # every approved account can sign in; approval is the gate

    @default("auth_refresh_age")
    def _default_auth_refresh_age(self) -> int:
        return LONGEST_REFRESH_SECONDS

    @validate("auth_refresh_age")
    def _never_later(self, proposal: Any) -> int:
        # 0 would be never. No disabled account must count as signed in for longer.
        return min(int(proposal["value"]) or LONGEST_REFRESH_SECONDS, LONGEST_REFRESH_SECONDS)

    @default("refresh_pre_spawn")
    def _default_refresh_pre_spawn(self) -> bool:
        return True  # no server starts for a disabled account

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ensure_tables(self.db, SignedOut)
        self.login = Login(self)
        if self.import_from_firstuse:
            import_firstuse(self)

    # -- signing in ------------------------------------------------------------------------------

    async def get_authenticated_user(self, handler: Any, data: Any) -> dict[str, Any] | None:
        """Every login of JupyterHub calls this: the page, and its API for tokens."""
        model: dict[str, Any] | None = await super().get_authenticated_user(handler, data)
        outcome = getattr(handler, "login_result", None)
        if outcome is not None and outcome.verdict is Verdict.RIGHT:
            name = outcome.account.username
            await record_login(handler, name, let_in=model is not None)
        return model

    async def authenticate(self, handler: Any, data: Any) -> str | None:
        """The user's name, when the password is right and the account may be used as it is."""
        given = _credentials(data)
        if given is None:
            return None  # JupyterHub asks for every call of its API for tokens without a token
        name, password, code = given
        source = await self.source_of(handler)
        outcome = await self.login.attempt(name, password, source, code=code)
        if handler is not None:
            handler.login_result = outcome  # the page says why not
        if outcome.verdict is not Verdict.RIGHT or outcome.account is None:
            return None
        name = str(outcome.account.username)
        # A program that asks for a token is no browser, and keeps no cookies.
        browser = isinstance(handler, account_pages.LoginPage)
        self.login.remember(name, source, renew_device_cookie(handler, name) if browser else "")
        self.account_events.publish(outcome.account.username)
        return str(outcome.account.username)

    async def try_password(self, handler: Any, name: str, password: str) -> LoginResult:
        """For a page that asks for the password again; a wrong one counts as at the login."""
        account = self.get_user(name)
        if account is None:
            return LoginResult(Verdict.WRONG)
        source = LoginSource(await self.address_of(handler), handler=handler)
        return await self.login.attempt(name, password, source, action=PASSWORD)

    async def refresh_user(self, user: Any, handler: Any = None) -> bool:
        """JupyterHub asks before it accepts a login, by cookie or by token."""
        return not is_locked(self.db, user.name)

    async def source_of(self, handler: Any) -> LoginSource:
        """Where a request comes from."""
        if handler is None:
            return LoginSource("unknown")
        return LoginSource(await self.address_of(handler), devices_of(handler), handler)

    # -- accounts --------------------------------------------------------------------------------

    def generate_approval_url(self, username: str, when: datetime | None = None) -> str:
        """NativeAuthenticator's address of a link, which dies with the account's state."""
        account = self.get_user(username)
        # Without an account nothing could be approved: the address leads to "unknown".
        slug = "" if account is None else slug_for(account, self.secret_key, when)
        return f"/confirm/{slug}"

    def delete_user(self, user: Any) -> Any:
        """With the account goes what was noted about it."""
        account = self.get_user(user.name)
        if account is not None:
            forget_notes(self.db, account)
        gone = super().delete_user(user)
        self.account_events.publish(user.name)
        return gone

    def is_locked(self, name: str) -> bool:
        """Whether an account of that name may not be used; its servers are stopped."""
        return is_locked(self.db, name)

    # -- pages -----------------------------------------------------------------------------------

    def get_handlers(self, app: Any) -> list[tuple[str, type]]:
        """NativeAuthenticator's addresses, with pages that change nothing on GET."""
        # JupyterHub asks once, when it knows its users and before it listens.
        self.prepare_first_admin()
        remember_signed_out(self.db)
        if held := revoke_unauthorized(self.db):
            self.log.warning("Locked out, and tokens ended: %s", ", ".join(held))
        ours = dict(
            [
                *account_pages.HANDLERS,
                *sign_up_page.HANDLERS,
                *first_password_page.HANDLERS,
                *approval_pages.HANDLERS,
                *confirm_page.HANDLERS,
                *sign_out_page.HANDLERS,
            ]
        )
        theirs = [entry for entry in super().get_handlers(app) if entry[0] not in ours]
        # Theirs for a name match the same addresses as ours, but change something on GET.
        theirs = [entry for entry in theirs if not entry[0].startswith(("/authorize", "/discard"))]
        return [*ours.items(), *theirs]


def _credentials(data: Any) -> tuple[str, str, str] | None:
    """Name, password and code of a form or of a JSON body; None without a name."""
    if not isinstance(data, dict) or not isinstance(data.get("username", ""), str):
        return None
    given = (data.get(key) for key in ("username", "password", "2fa"))
    name, password, code = (value if isinstance(value, str) else "" for value in given)
    return name, password, code
