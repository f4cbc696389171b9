"""Passwords of accounts: how they are hashed, compared, replaced, and which are too weak."""

from __future__ import annotations

from typing import Any

from nativeauthenticator import NativeAuthenticator
from nativeauthenticator.orm import UserInfo
from traitlets import Integer, default

from perijove.access.revoke import Ends, own_password
from perijove.backend.account_events import AccountNews

from . import firstuse
from .account_notes import AccountNote, TakenOver, ensure_tables, note_must_change
from .login_audit import report_password
from .password_hasher import LONGEST_PASSWORD_BYTES, PasswordHasher, Work


class StoredPasswords(NativeAuthenticator):
    """NativeAuthenticator whose passwords are hashed beside the event loop."""

    #: Told of each account that changes.
    news: AccountNews

    bcrypt_rounds = Integer(
        12, min=4, max=20, config=True, help="Cost of a password hash; each step doubles it."
    )

    @default("minimum_password_length")
    def _default_minimum_password_length(self) -> int:
        return 8

    @default("check_common_password")
    def _default_check_common_password(self) -> bool:
        return True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._hasher = PasswordHasher(self.bcrypt_rounds)
        ensure_tables(self.db, AccountNote, TakenOver)
        if self.import_from_firstuse:
            firstuse.take_over(self)

    def add_data_from_firstuse(self) -> None:
        """NativeAuthenticator asks before we can: see `__init__`."""

    async def account_with(
        self, name: str, password: str, *, owner: str = "", first: bool = False
    ) -> Any | None:
        """The account, authorised or not, when the password is right. Takes as long for nobody."""
        account = self.get_user(name) if self.validate_username(name) else None
        known = account.password if account else None
        right = await self._hasher.matches(password, known, owner=owner, first=first)
        # Asked again: while it was hashed the account may have been deleted, or got another one.
        account = self.get_user(name) if right else None
        return account if account is not None and account.password == known else None

    async def hash_password(
        self, password: str, work: Work = Work.SIGN_IN, *, owner: str = ""
    ) -> bytes:
        """A hash for a new password, made beside the event loop."""
        return await self._hasher.hash(password, work, owner=owner)

    def hash_now(self, password: str) -> bytes:
        """The same on this thread: only before the event loop runs. ValueError as with `hash`."""
        return self._hasher.hash_now(password)

    def add_account_now(self, name: str, password: str) -> None:
        """An authorised account, made on this thread: only before the event loop runs."""
        hashed = self.hash_now(password)
        self.db.add(UserInfo(username=name, password=hashed, is_authorized=True))
        self.db.commit()

    async def set_own_password(
        self, handler: Any, username: str, password: str, *, ends: Ends = Ends.SIGN_INS
    ) -> bool:
        """Replace one's own password, as `set_password` does; the audit log hears of it.

        With it ends what `ends` says, in the browser that asks as well.
        """
        done = await self._save_password(username, password, own=ends)
        if done:
            await report_password(handler, username)
        return done

    async def set_password(
        self, username: str, password: str, *, must_change: bool = False
    ) -> bool:
        """Give somebody another password; False when it is too weak or there is no account.

        With the password end their sign-ins and the API tokens that they made.
        """
        return await self._save_password(username, password, must_change=must_change)

    async def _save_password(
        self,
        username: str,
        password: str,
        *,
        must_change: bool = False,
        own: Ends | None = None,
    ) -> bool:
        account = self.get_user(username)
        if account is None or not self.is_password_strong(password):
            return False
        former = account.password
        hashed = await self._hasher.hash(password, owner=username)
        account = self.get_user(username)
        if account is None or (own is not None and account.password != former):
            return False  # deleted meanwhile; or an administrator gave another, which counts
        with own_password(own or Ends.TOKENS):
            account.password = hashed
            note_must_change(self.db, account, must_change)
            self.db.commit()
        self.news.tell(account.username)
        return True

    def is_password_strong(self, password: str) -> bool:
        """Long enough, not a common one, and no longer than bcrypt reads."""
        secret = password.encode()
        if len(secret) > LONGEST_PASSWORD_BYTES or b"\0" in secret:
            return False
        return bool(super().is_password_strong(password))
