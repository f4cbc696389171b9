"""Accounts with passwords: NativeAuthenticator, with a first administrator and firmer rules."""

from __future__ import annotations

import enum
import re
import unicodedata
from typing import Any

from jupyterhub import orm
from nativeauthenticator import NativeAuthenticator
from nativeauthenticator.orm import UserInfo
from traitlets import Integer, Unicode, default

from . import account_pages, approval_pages
from .passwords import LONGEST_PASSWORD_BYTES, PasswordHasher

#: Letters and digits of any script; `. _ - + @` inside. Never a path, a space or a control.
_NAME = re.compile(r"\w(?:[\w.@+-]*\w)?")
_EMAIL = re.compile(r"[A-Za-z0-9.+_-]+@[A-Za-z0-9._-]+\.[A-Za-z]+")
_LONGEST_EMAIL = 128


class Registration(enum.Enum):
    """What came of a sign-up."""

    AUTHORIZED = "authorized"
    WAITING = "waiting"
    CLOSED = "closed"
    BAD_NAME = "bad_name"
    BAD_EMAIL = "bad_email"
    NAME_TAKEN = "name_taken"
    WEAK_PASSWORD = "weak_password"  # noqa: S105 -- a word, not a password


class PerijoveAuthenticator(NativeAuthenticator):
    """NativeAuthenticator whose first administrator needs nobody's approval.

    Everybody else signs up, if sign-up is open, and waits for an administrator.
    """

    first_admin = Unicode(
        config=True,
        help="This user may sign up, and is authorised at once, while there is no administrator.",
    )
    longest_name = Integer(64, config=True, help="Characters that a user name may have.")

    bcrypt_rounds = Integer(
        12, min=4, max=20, config=True, help="Cost of a password hash; each step doubles it."
    )

    @default("allow_all")
    def _default_allow_all(self) -> bool:
        return True  # whoever has an authorised account may sign in; approval is the gate

    @default("minimum_password_length")
    def _default_minimum_password_length(self) -> int:
        return 8

    @default("check_common_password")
    def _default_check_common_password(self) -> bool:
        return True

    @default("allowed_failed_logins")
    def _default_allowed_failed_logins(self) -> int:
        return 10

    @default("seconds_before_next_try")
    def _default_seconds_before_next_try(self) -> int:
        return 60

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._hasher = PasswordHasher(self.bcrypt_rounds)

    # -- names -----------------------------------------------------------------------------------

    def normalize_username(self, username: str) -> str:
        """Lower case, and one spelling of each accented letter."""
        return str(super().normalize_username(unicodedata.normalize("NFC", username)))

    def validate_username(self, username: str) -> bool:
        """Length and characters first, then whatever the configuration demands."""
        if len(username) > self.longest_name or not _NAME.fullmatch(username):
            return False
        return bool(super().validate_username(username))

    # -- signing in ------------------------------------------------------------------------------

    async def authenticate(self, handler: Any, data: dict[str, str]) -> str | None:
        """The user's name, when the password is right and the account authorised."""
        account = await self.check_password(data.get("username", ""), data.get("password", ""))
        if account is None or not account.is_authorized:
            return None
        if account.has_2fa and not account.is_valid_token(data.get("2fa")):
            self.add_login_attempt(account.username)
            return None
        self.successful_login(account.username)
        return str(account.username)

    async def check_password(
        self, username: str, password: str, *, count: bool = True
    ) -> Any | None:
        """The account, authorised or not, when the password is right and no lockout is on.

        `count`: whether a wrong password counts towards the lockout.
        """
        username = self.normalize_username(username[: self.longest_name + 1])
        account = self.get_user(username) if self.validate_username(username) else None
        right = await self._hasher.matches(password, account.password if account else None)
        if account is None:
            return None
        if self.allowed_failed_logins and self.is_blocked(username):
            return None
        if not right:
            if count:
                self.add_login_attempt(username)
            return None
        # Asked again: the account may have been deleted while the password was hashed.
        return self.get_user(username)

    # -- signing up ------------------------------------------------------------------------------

    def signup_offered(self) -> bool:
        """Whether anyone could sign up now."""
        return bool(self.enable_signup) or self.first_admin_expected()

    def first_admin_expected(self) -> bool:
        """Whether the first administrator has still to sign up, with nobody to approve them."""
        if not self.first_admin or self.get_user(self.first_admin) is not None:
            return False
        administrators = (
            self.db.query(UserInfo)
            .join(orm.User, orm.User.name == UserInfo.username)
            .filter(orm.User.admin, UserInfo.is_authorized)
        )
        return administrators.first() is None

    async def register(self, username: str, password: str, email: str = "") -> Registration:
        """Make an account. Every refusal leaves everything as it was."""
        if len(username) > self.longest_name:
            return Registration.BAD_NAME
        username = self.normalize_username(username)
        if not self.validate_username(username):
            return Registration.BAD_NAME
        if refusal := self._refusal(username, password, email):
            return refusal
        hashed = await self._hasher.hash(password)
        # Asked again, now without a pause before the insert: the table has no unique constraint.
        if refusal := self._refusal(username, password, email):
            return refusal
        authorized = bool(self.open_signup) or self._is_first_admin(username)
        self.db.add(
            UserInfo(
                username=username, password=hashed, email=email or None, is_authorized=authorized
            )
        )
        self.db.commit()
        return Registration.AUTHORIZED if authorized else Registration.WAITING

    async def set_password(self, username: str, password: str) -> bool:
        """Replace the password; False when the new one is too weak or there is no account."""
        if not self.is_password_strong(password) or self.get_user(username) is None:
            return False
        hashed = await self._hasher.hash(password)
        account = self.get_user(username)
        if account is None:
            return False
        account.password = hashed
        self.db.commit()
        return True

    def is_password_strong(self, password: str) -> bool:
        """Long enough, not a common one, and no longer than bcrypt reads."""
        secret = password.encode()
        if len(secret) > LONGEST_PASSWORD_BYTES or b"\0" in secret:
            return False
        return bool(super().is_password_strong(password))

    def _is_first_admin(self, username: str) -> bool:
        return username == self.normalize_username(self.first_admin) and self.first_admin_expected()

    def _refusal(self, username: str, password: str, email: str) -> Registration | None:
        if not self.enable_signup and not self._is_first_admin(username):
            return Registration.CLOSED
        if self.user_exists(username):
            return Registration.NAME_TAKEN
        if email and (len(email) > _LONGEST_EMAIL or not _EMAIL.fullmatch(email)):
            return Registration.BAD_EMAIL
        if not self.is_password_strong(password):
            return Registration.WEAK_PASSWORD
        return None

    # -- pages -----------------------------------------------------------------------------------

    def get_handlers(self, app: Any) -> list[tuple[str, type]]:
        """NativeAuthenticator's addresses, with pages that change nothing on GET."""
        ours = dict([*account_pages.HANDLERS, *approval_pages.HANDLERS])
        theirs = [entry for entry in super().get_handlers(app) if entry[0] not in ours]
        return [*ours.items(), *theirs]
