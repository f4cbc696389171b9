"""Signing up: who may, under which name, and who approves."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

from jupyterhub import orm
from nativeauthenticator.orm import UserInfo
from traitlets import Integer, TraitError, validate

from .account_notes import forget_notes
from .approval_links import whole
from .first_admin import FirstAdminAccounts
from .login_audit import record_sign_up
from .outcomes import Registration
from .password_hasher import Work
from .sign_up_budget import SignUpBudget

_EMAIL = re.compile(r"[A-Za-z0-9.+_-]+@[A-Za-z0-9._-]+\.[A-Za-z]+")
_LONGEST_EMAIL = 128
#: Refusals that are recorded once for a whole pause, not once per attempt.
_PAUSES = (Registration.TOO_MANY, Registration.FULL, Registration.PAUSED)


def is_email(text: str) -> bool:
    """Whether this looks like an address that NativeAuthenticator keeps."""
    return len(text) <= _LONGEST_EMAIL and _EMAIL.fullmatch(text) is not None


class SignUpAccounts(FirstAdminAccounts):
    """Accounts for which strangers may ask."""

    most_pending = Integer(
        200, min=1, config=True, help="Requests for an account that may wait for approval."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sign_ups = SignUpBudget(self.most_pending)

    @validate("allow_self_approval_for")
    def _whole_addresses(self, proposal: Any) -> str | None:
        """A pattern for addresses is one for whole addresses."""
        if not proposal.value:
            return None
        try:
            return whole(proposal.value)
        except re.error as error:
            raise TraitError(f"allow_self_approval_for is not a pattern: {error}") from error

    def signup_offered(self) -> bool:
        """Whether anyone could sign up now."""
        return bool(self.enable_signup) or self.first_admin_expected()

    async def sign_up_wait(self, handler: Any) -> float:
        """Seconds until a sign-up from that address is accepted."""
        return self.sign_ups.wait(await self.address_of(handler))

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
        """Create an account on request. A refusal leaves everything as it was.

        `code` is the first administrator's one-time code.
        """
        two_factor = two_factor and bool(self.allow_2fa)
        address = await self.address_of(handler)
        outcome = await self._register(
            username,
            password,
            email,
            two_factor=two_factor,
            code=code,
            address=address,
            is_human=is_human,
        )
        pause = outcome in _PAUSES
        if not pause or self.sign_ups.tell(outcome, address):
            await record_sign_up(handler, username, outcome, two_factor=two_factor, pause=pause)
        if outcome.created:
            self.account_events.publish(self.normalize_username(username))
        return outcome

    async def _register(
        self,
        username: str,
        password: str,
        email: str,
        *,
        two_factor: bool,
        code: str,
        address: str,
        is_human: Callable[[], Awaitable[bool]] | None,
    ) -> Registration:
        """Checks that cost nothing come first, what is expensive comes last."""
        budget = self.sign_ups
        if not budget.ask(address):
            return Registration.TOO_MANY
        username = self.name_given(username)
        if not self.validate_username(username):
            return Registration.BAD_NAME
        first_admin = self.is_first_admin(username)
        if first_admin and (wrong := self.code_check.refusal(code, address)):
            return Registration(wrong)
        if refusal := self._refusal(username, password, email):
            return refusal
        if not budget.admit(address, first_admin=first_admin):
            return Registration.TOO_MANY
        by_mail = self._may_approve_themselves(email)
        if by_mail and not budget.may_write_to(email):
            return Registration.TOO_MANY
        if is_human is not None and not await is_human():
            return Registration.ROBOT
        hashed = await self.hash_password(password, Work.SIGN_UP, owner=address)
        # Checked again, now without an await before the insert: the table has no unique constraint.
        if refusal := self._refusal(username, password, email):
            return refusal
        if first_admin != self.is_first_admin(username):
            return Registration.CLOSED  # another user became the administrator meanwhile
        authorized = bool(self.open_signup) or first_admin
        account = UserInfo(
            username=username,
            password=hashed,
            email=email or None,
            is_authorized=authorized,
            has_2fa=two_factor,
        )
        self.db.add(account)
        self.db.flush()
        forget_notes(self.db, account)
        self.db.commit()
        if first_admin:
            self.first_admin_code.forget()
        if authorized:
            return Registration.AUTHORIZED
        if by_mail:
            await self._send_approval_mail(account)
            return Registration.MAIL_SENT
        return Registration.WAITING

    def _refusal(self, username: str, password: str, email: str) -> Registration | None:
        first_admin = self.is_first_admin(username)
        if not self.enable_signup and not first_admin:
            return Registration.CLOSED
        if self.user_exists(username) or self._in_use(username):
            return Registration.NAME_TAKEN
        if email and not is_email(email):
            return Registration.BAD_EMAIL
        if not self.is_password_strong(password):
            return Registration.WEAK_PASSWORD
        needs_approval = not self.open_signup and not first_admin
        if needs_approval and self.sign_ups.is_full(self.db):
            return Registration.FULL
        return None

    def _in_use(self, username: str) -> bool:
        """Whether a user of this name has API tokens but no password: no one may take it over."""
        user = self.db.query(orm.User).filter(orm.User.name == username).first()
        return user is not None and bool(user.api_tokens)

    def _may_approve_themselves(self, email: str) -> bool:
        pattern = self.allow_self_approval_for
        return bool(pattern and email and re.fullmatch(pattern, email))

    async def _send_approval_mail(self, account: UserInfo) -> None:
        account.login_email_sent = True
        self.db.commit()
        url, address = self.generate_approval_url(account.username), account.email
        # NativeAuthenticator talks to the mail server and waits for it: not on the event loop.
        await asyncio.to_thread(self.send_approval_email, address, url)
