"""Accounts as NativeAuthenticator keeps them: their names, and their passwords."""

from __future__ import annotations

from typing import Any

from nativeauthenticator import NativeAuthenticator
from nativeauthenticator.orm import UserInfo
from traitlets import Integer, Unicode, default

from perijove.access.revoke import Revoke, own_password
from perijove.backend.account_events import AccountEvents
from perijove.backend.client import InternalClient
from perijove.common.client_address import TrustedProxies, address_of
from perijove.common.secret_files import SecretFile

from .account_notes import AccountNote, TakenOver, ensure_tables, note_must_change
from .lockout import Lockout, Rules, SignInTries
from .login_audit import record_password
from .password_hasher import LONGEST_PASSWORD_BYTES, PasswordHasher, Work
from .user_names import most_given, name_problem, normal_name


class NativeAccounts(NativeAuthenticator):
    """NativeAuthenticator with one spelling per name, and hashing beside the event loop."""

    longest_name = Integer(64, config=True, help="Characters that a user name may have.")
    bcrypt_rounds = Integer(
        12, min=4, max=20, config=True, help="Cost of a password hash; each step doubles it."
    )
    trusted_proxies = Unicode(
        config=True,
        help="Addresses, networks and names of proxies before JupyterHub's own, by commas.",
    )
    internal_url = Unicode(config=True, help="Where the backend is told that accounts changed.")
    internal_token = Unicode(config=True, help="The secret for it.")
    internal_token_file = Unicode(config=True, help="A file with the secret.")

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
        ensure_tables(self.db, AccountNote, TakenOver, SignInTries)
        self._proxies = TrustedProxies(self.trusted_proxies)
        #: Told of each account that changes.
        self.account_events = AccountEvents(self._internal_client, self.log)
        rules = Rules(self.allowed_failed_logins, self.seconds_before_next_try)
        self.lockout = Lockout(self.db, rules)

    def add_data_from_firstuse(self) -> None:
        """NativeAuthenticator calls this too early; `PerijoveAuthenticator` imports later."""

    async def address_of(self, handler: Any) -> str:
        """The address behind a request; `unknown` when nobody can tell."""
        return "unknown" if handler is None else await address_of(handler, self._proxies)

    def _internal_client(self) -> InternalClient | None:
        if not self.internal_url:
            return None
        if self.internal_token_file:
            return InternalClient(self.internal_url, SecretFile(self.internal_token_file).read)
        return InternalClient(self.internal_url, lambda: self.internal_token)

    # -- names -----------------------------------------------------------------------------------

    def normalize_username(self, username: str) -> str:
        """The one spelling of a name, however it was typed; then `username_map`."""
        return str(super().normalize_username(normal_name(username)))

    def name_given(self, username: str) -> str:
        """The same for untrusted input, which may be a megabyte: a name too long stays too long."""
        return self.normalize_username(username[: most_given(self.longest_name)])

    def validate_username(self, username: str) -> bool:
        """Our rule for names first, then what the configuration demands."""
        if name_problem(username, self.longest_name) is not None:
            return False
        # JupyterHub accepts a name when only its beginning matches the pattern.
        if self.username_regex and not self.username_regex.fullmatch(username):
            return False
        return bool(super().validate_username(username))

    # -- passwords -------------------------------------------------------------------------------

    async def account_with(
        self, name: str, password: str, *, owner: str = "", first: bool = False
    ) -> Any | None:
        """The account, approved or not, when the password is right. Takes as long without one."""
        account = self.get_user(name) if self.validate_username(name) else None
        known = account.password if account else None
        right = await self._hasher.matches(password, known, owner=owner, first=first)
        # Read again: during the hash the account may have been deleted, or got another password.
        account = self.get_user(name) if right else None
        return account if account is not None and account.password == known else None

    async def hash_password(
        self, password: str, work: Work = Work.SIGN_IN, *, owner: str = ""
    ) -> bytes:
        """A hash for a new password, computed beside the event loop."""
        return await self._hasher.hash(password, work, owner=owner)

    def hash_now(self, password: str) -> bytes:
        """The same on this thread: only before the event loop runs. ValueError as with `hash`."""
        return self._hasher.hash_now(password)

    def add_account_now(self, name: str, password: str) -> None:
        """Add an approved account on this thread: only before the event loop runs."""
        hashed = self.hash_now(password)
        self.db.add(UserInfo(username=name, password=hashed, is_authorized=True))
        self.db.commit()

    async def set_own_password(
        self, handler: Any, username: str, password: str, *, ends: Revoke = Revoke.SESSIONS
    ) -> bool:
        """Replace one's own password, as `set_password` does, and record it in the audit log.

        Revokes what `ends` says, in the calling browser as well.
        """
        done = await self._save_password(username, password, own=ends)
        if done:
            await record_password(handler, username)
        return done

    async def set_password(
        self, username: str, password: str, *, must_change: bool = False
    ) -> bool:
        """Give a user another password; False when it is too weak or there is no account.

        Their login sessions and the API tokens that they made end with it.
        """
        return await self._save_password(username, password, must_change=must_change)

    async def _save_password(
        self,
        username: str,
        password: str,
        *,
        must_change: bool = False,
        own: Revoke | None = None,
    ) -> bool:
        account = self.get_user(username)
        if account is None or not self.is_password_strong(password):
            return False
        former = account.password
        hashed = await self._hasher.hash(password, owner=username)
        account = self.get_user(username)
        if account is None or (own is not None and account.password != former):
            return False  # deleted meanwhile; or an administrator set another, which counts
        with own_password(own or Revoke.TOKENS):
            account.password = hashed
            note_must_change(self.db, account, must_change)
            self.db.commit()
        self.account_events.publish(account.username)
        return True

    def is_password_strong(self, password: str) -> bool:
        """Long enough, not a common one, and no longer than bcrypt reads."""
        secret = password.encode()
        if len(secret) > LONGEST_PASSWORD_BYTES or b"\0" in secret:
            return False
        return bool(super().is_password_strong(password))
