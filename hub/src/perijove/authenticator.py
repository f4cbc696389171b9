"""Accounts with passwords: NativeAuthenticator, with a first administrator and firmer rules."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from traitlets import Integer, TraitError, Unicode, default, validate

from perijove.access.revoke import end_unauthorized, is_locked
from perijove.accounts.account_notes import ensure_tables, forget_notes
from perijove.accounts.approval_links import slug_for, whole
from perijove.accounts.device_cookies import give_mark, marks_of
from perijove.accounts.first_admin import administrators, prepare_first_admin
from perijove.accounts.first_admin_code import CodeDesk, FirstAdminCode
from perijove.accounts.lockout import Lockout, Rules, SignInTries
from perijove.accounts.login import Origin, SignIn, SignInDesk, Verdict
from perijove.accounts.login_audit import PASSWORD, report_sign_in, report_sign_up
from perijove.accounts.registration import Registration, register
from perijove.accounts.sign_up_budget import SignUpBudget
from perijove.accounts.signed_out import SignedOut, remember_signed_out
from perijove.accounts.stored_passwords import StoredPasswords
from perijove.accounts.user_names import most_given, name_problem, normal_name
from perijove.backend.account_events import AccountNews
from perijove.backend.client import InternalClient
from perijove.common.client_address import TrustedProxies, address_of
from perijove.common.secret_files import SecretFile
from perijove.pages import (
    account_pages,
    approval_pages,
    confirm_page,
    first_password_page,
    sign_out_page,
    sign_up_page,
)

#: How long JupyterHub may take somebody for signed in without asking us again.
LONGEST_REFRESH_SECONDS = 5


class PerijoveAuthenticator(StoredPasswords):
    """NativeAuthenticator whose first administrator needs nobody's approval.

    Everybody else signs up, if sign-up is open, and waits for an administrator.
    """

    first_admin = Unicode(
        config=True,
        help="This user may sign up, and is authorised at once, while there is no administrator.",
    )
    first_admin_password = Unicode(
        config=True,
        help="Gives the first administrator an account at the start, while there is none.",
    )
    first_admin_code_file = Unicode(
        config=True,
        help="Where the one-time code for the first administrator lies; '' for the log alone.",
    )
    most_pending = Integer(
        200, min=1, config=True, help="Requests for an account that may wait for approval."
    )
    longest_name = Integer(64, config=True, help="Characters that a user name may have.")
    trusted_proxies = Unicode(
        config=True,
        help="Addresses, networks and names of proxies before JupyterHub's own, by commas.",
    )
    internal_url = Unicode(config=True, help="Where the backend is told that accounts changed.")
    internal_token = Unicode(config=True, help="The secret for it.")
    internal_token_file = Unicode(config=True, help="A file with the secret.")

    #: From JupyterHub 6.1 on whoever is refused here would go on where no page can be shown, as by
    #: a token or when somebody else starts their server. No setting: locked out is locked out.
    auth_refresh_strict = True

    @default("allow_all")
    def _default_allow_all(self) -> bool:
        return True  # whoever has an authorised account may sign in; approval is the gate

    @default("auth_refresh_age")
    def _default_auth_refresh_age(self) -> int:
        return LONGEST_REFRESH_SECONDS

    @validate("auth_refresh_age")
    def _never_later(self, proposal: Any) -> int:
        # 0 would be never. Nobody who is locked out must resolve for longer.
        return min(int(proposal["value"]) or LONGEST_REFRESH_SECONDS, LONGEST_REFRESH_SECONDS)

    @default("refresh_pre_spawn")
    def _default_refresh_pre_spawn(self) -> bool:
        return True  # nothing starts for a user who is locked out, whoever asks

    @default("allowed_failed_logins")
    def _default_allowed_failed_logins(self) -> int:
        return 10

    @default("seconds_before_next_try")
    def _default_seconds_before_next_try(self) -> int:
        return 60

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ensure_tables(self.db, SignInTries, SignedOut)
        self._proxies = TrustedProxies(self.trusted_proxies)
        rules = Rules(self.allowed_failed_logins, self.seconds_before_next_try)
        self.news = AccountNews(self._internal_client, self.log)
        lockout = Lockout(self.db, rules)
        self.sign_ups = SignUpBudget(self.most_pending)
        self.desk = SignInDesk(self, lockout)
        self.first_admin_code = FirstAdminCode(self.first_admin_code_file)
        self.code_desk = CodeDesk(self.first_admin_code, lockout)

    @validate("allow_self_approval_for")
    def _whole_addresses(self, proposal: Any) -> str | None:
        """A pattern for addresses is one for whole addresses."""
        if not proposal.value:
            return None
        try:
            return whole(proposal.value)
        except re.error as error:
            raise TraitError(f"allow_self_approval_for is not a pattern: {error}") from error

    # -- names -----------------------------------------------------------------------------------

    def normalize_username(self, username: str) -> str:
        """The one spelling of a name, whatever way it was typed; then `username_map`."""
        return str(super().normalize_username(normal_name(username)))

    def name_given(self, username: str) -> str:
        """The same for what a stranger gives, which may be a megabyte: too long stays too long."""
        return self.normalize_username(username[: most_given(self.longest_name)])

    def validate_username(self, username: str) -> bool:
        """The rule for names first, then whatever the configuration demands."""
        if name_problem(username, self.longest_name) is not None:
            return False
        # JupyterHub is content when the beginning of a name matches the pattern.
        if self.username_regex and not self.username_regex.fullmatch(username):
            return False
        return bool(super().validate_username(username))

    # -- signing in ------------------------------------------------------------------------------

    async def get_authenticated_user(self, handler: Any, data: Any) -> dict[str, Any] | None:
        """Every way into JupyterHub leads through here: the page, and its API for tokens."""
        model: dict[str, Any] | None = await super().get_authenticated_user(handler, data)
        outcome = getattr(handler, "sign_in", None)
        if outcome is not None and outcome.verdict is Verdict.RIGHT:
            name = outcome.account.username
            await report_sign_in(handler, name, let_in=model is not None)
        return model

    async def authenticate(self, handler: Any, data: Any) -> str | None:
        """The user's name, when the password is right and the account may be used as it is."""
        given = _credentials(data)
        if given is None:
            return None  # JupyterHub asks for every call of its API for tokens without a token
        name, password, code = given
        origin = await self.origin_of(handler)
        outcome = await self.desk.attempt(name, password, origin, code=code)
        if handler is not None:
            handler.sign_in = outcome  # the page says why not
        if outcome.verdict is not Verdict.RIGHT or outcome.account is None:
            return None
        name = str(outcome.account.username)
        # A program that asks for a token is no browser, and keeps no cookies.
        browser = isinstance(handler, account_pages.LoginPage)
        self.desk.remember(name, origin, give_mark(handler, name) if browser else "")
        self.news.tell(outcome.account.username)
        return str(outcome.account.username)

    async def try_password(self, handler: Any, name: str, password: str) -> SignIn:
        """For a page that asks once more; a guess here counts as it does at the sign-in."""
        account = self.get_user(name)
        if account is None:
            return SignIn(Verdict.WRONG)
        source = Origin((await self.origin_of(handler)).address, handler=handler)
        return await self.desk.attempt(name, password, source, action=PASSWORD)

    async def refresh_user(self, user: Any, handler: Any = None) -> bool:
        """Asked by JupyterHub before it takes somebody for signed in, by cookie or by token."""
        return not is_locked(self.db, user.name)

    async def origin_of(self, handler: Any) -> Origin:
        """Where a request comes from."""
        if handler is None:
            return Origin("unknown")
        return Origin(
            await address_of(handler, self._proxies),
            marks_of(handler),
            handler,
        )

    # -- accounts --------------------------------------------------------------------------------

    def signup_offered(self) -> bool:
        """Whether anyone could sign up now."""
        return bool(self.enable_signup) or self.first_admin_expected()

    def first_admin_expected(self) -> bool:
        """Whether the first administrator has still to sign up, with nobody to approve them."""
        if not self.first_admin or self.get_user(self.first_admin) is not None:
            return False
        return not administrators(self.db)

    async def register(
        self,
        username: str,
        password: str,
        email: str = "",
        *,
        two_factor: bool = False,
        code: str = "",
        handler: Any = None,
        is_human: Callable[[], Awaitable[bool]] | None = None,
    ) -> Registration:
        """Make an account for somebody who asks for one. A refusal leaves everything as it was."""
        two_factor = two_factor and bool(self.allow_2fa)
        address = (await self.origin_of(handler)).address
        outcome = await register(
            self,
            username,
            password,
            email,
            two_factor=two_factor,
            code=code,
            address=address,
            is_human=is_human,
        )
        pause = outcome in (Registration.TOO_MANY, Registration.FULL, Registration.PAUSED)
        if not pause or self.sign_ups.tell(outcome, address):
            await report_sign_up(handler, username, outcome, two_factor=two_factor, pause=pause)
        if outcome.made:
            self.news.tell(self.normalize_username(username))
        return outcome

    async def sign_up_wait(self, handler: Any) -> float:
        """Seconds until somebody at that address may sign up."""
        return self.sign_ups.wait((await self.origin_of(handler)).address)

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
        self.news.tell(user.name)
        return gone

    def _internal_client(self) -> InternalClient | None:
        if not self.internal_url:
            return None
        if self.internal_token_file:
            return InternalClient(self.internal_url, SecretFile(self.internal_token_file).read)
        return InternalClient(self.internal_url, lambda: self.internal_token)

    def is_locked(self, name: str) -> bool:
        """Whether an account of that name may not be used; its servers are stopped."""
        return is_locked(self.db, name)

    # -- pages -----------------------------------------------------------------------------------

    def get_handlers(self, app: Any) -> list[tuple[str, type]]:
        """NativeAuthenticator's addresses, with pages that change nothing on GET."""
        # JupyterHub asks once, when it knows its users and before it listens.
        prepare_first_admin(self)
        remember_signed_out(self.db)
        if held := end_unauthorized(self.db):
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
    """Name, password and code of a form or of a JSON body; None when nobody is named."""
    if not isinstance(data, dict) or not isinstance(data.get("username", ""), str):
        return None
    given = (data.get(key) for key in ("username", "password", "2fa"))
    name, password, code = (value if isinstance(value, str) else "" for value in given)
    return name, password, code
