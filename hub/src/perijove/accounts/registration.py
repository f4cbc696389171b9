"""Signing up: who may, under which name, and whether somebody has to approve."""

from __future__ import annotations

import asyncio
import enum
import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from jupyterhub import orm
from nativeauthenticator.orm import UserInfo

from .account_notes import forget_notes
from .password_hasher import Work

if TYPE_CHECKING:
    from perijove.authenticator import PerijoveAuthenticator

_EMAIL = re.compile(r"[A-Za-z0-9.+_-]+@[A-Za-z0-9._-]+\.[A-Za-z]+")
_LONGEST_EMAIL = 128


class Registration(enum.Enum):
    """What came of a sign-up."""

    AUTHORIZED = "authorized"
    WAITING = "waiting"
    MAIL_SENT = "mail_sent"
    CLOSED = "closed"
    BAD_NAME = "bad_name"
    BAD_EMAIL = "bad_email"
    NAME_TAKEN = "name_taken"
    WEAK_PASSWORD = "weak_password"  # noqa: S105 -- a word, not a password
    #: The first administrator's account without the one-time code, or after too many wrong ones.
    WRONG_CODE = "wrong_code"
    PAUSED = "paused"
    ROBOT = "robot"
    TOO_MANY = "too_many"
    FULL = "full"

    @property
    def made(self) -> bool:
        """Whether there is an account now."""
        return self in (Registration.AUTHORIZED, Registration.WAITING, Registration.MAIL_SENT)


def is_email(text: str) -> bool:
    """Whether this looks like an address that NativeAuthenticator keeps."""
    return len(text) <= _LONGEST_EMAIL and _EMAIL.fullmatch(text) is not None


async def register(
    authenticator: PerijoveAuthenticator,
    username: str,
    password: str,
    email: str,
    *,
    two_factor: bool,
    code: str = "",
    address: str = "unknown",
    is_human: Callable[[], Awaitable[bool]] | None = None,
) -> Registration:
    """Make an account; every refusal leaves everything as it was, and what costs comes last.

    The first administrator's takes the one-time code; `address` is who brings it.
    """
    budget = authenticator.sign_ups
    if not budget.ask(address):
        return Registration.TOO_MANY
    username = authenticator.name_given(username)
    if not authenticator.validate_username(username):
        return Registration.BAD_NAME
    first_admin = _is_first_admin(authenticator, username)
    if first_admin and (wrong := authenticator.code_desk.refusal(code, address)):
        return Registration(wrong)
    if refusal := _refusal(authenticator, username, password, email):
        return refusal
    if not budget.admit(address, first_admin=first_admin):
        return Registration.TOO_MANY
    by_mail = _may_approve_themselves(authenticator, email)
    if by_mail and not budget.may_write_to(email):
        return Registration.TOO_MANY
    if is_human is not None and not await is_human():
        return Registration.ROBOT
    hashed = await authenticator.hash_password(password, Work.SIGN_UP, owner=address)
    # Asked again, now without a pause before the insert: the table has no unique constraint.
    if refusal := _refusal(authenticator, username, password, email):
        return refusal
    if first_admin != _is_first_admin(authenticator, username):
        return Registration.CLOSED  # somebody else became the administrator meanwhile
    authorized = bool(authenticator.open_signup) or first_admin
    account = UserInfo(
        username=username,
        password=hashed,
        email=email or None,
        is_authorized=authorized,
        has_2fa=two_factor,
    )
    authenticator.db.add(account)
    authenticator.db.flush()
    forget_notes(authenticator.db, account)
    authenticator.db.commit()
    if first_admin:
        authenticator.first_admin_code.forget()
    if authorized:
        return Registration.AUTHORIZED
    if by_mail:
        await _send_approval_mail(authenticator, account)
        return Registration.MAIL_SENT
    return Registration.WAITING


def _is_first_admin(authenticator: PerijoveAuthenticator, username: str) -> bool:
    first = authenticator.normalize_username(authenticator.first_admin)
    return username == first and authenticator.first_admin_expected()


def _refusal(
    authenticator: PerijoveAuthenticator, username: str, password: str, email: str
) -> Registration | None:
    if not authenticator.enable_signup and not _is_first_admin(authenticator, username):
        return Registration.CLOSED
    if authenticator.user_exists(username) or _in_use(authenticator, username):
        return Registration.NAME_TAKEN
    if email and not is_email(email):
        return Registration.BAD_EMAIL
    if not authenticator.is_password_strong(password):
        return Registration.WEAK_PASSWORD
    needs_approval = not authenticator.open_signup and not _is_first_admin(authenticator, username)
    if needs_approval and authenticator.sign_ups.is_full(authenticator.db):
        return Registration.FULL
    return None


def _in_use(authenticator: PerijoveAuthenticator, username: str) -> bool:
    """Whether programs use a user of this name, who has no password here: nobody gets to be it."""
    user = authenticator.db.query(orm.User).filter(orm.User.name == username).first()
    return user is not None and bool(user.api_tokens)


def _may_approve_themselves(authenticator: PerijoveAuthenticator, email: str) -> bool:
    pattern = authenticator.allow_self_approval_for
    return bool(pattern and email and re.fullmatch(pattern, email))


async def _send_approval_mail(authenticator: PerijoveAuthenticator, account: UserInfo) -> None:
    account.login_email_sent = True
    authenticator.db.commit()
    url, address = authenticator.generate_approval_url(account.username), account.email
    # NativeAuthenticator talks to the mail server and waits for it: not on the event loop.
    await asyncio.to_thread(authenticator.send_approval_email, address, url)
