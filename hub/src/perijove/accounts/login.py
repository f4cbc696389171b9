"""Login attempts: checks a name, a password and their source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from perijove.common.address_blocks import address_blocks
from perijove.common.budget import Budget
from perijove.common.keyed_lock import KeyedLock

from .account_notes import judge_taken_over, must_change_password
from .device_cookies import NO_DEVICES, key_of
from .login_audit import SIGN_IN, record_refusal
from .native_accounts import NativeAccounts
from .outcomes import LoginResult, Verdict
from .password_hasher import BusyHashingError

#: Attempts for one name and source that can wait for each other; more are automated guesses.
_MOST_AT_ONCE = 4

#: Correct attempts cost as much as wrong ones: per name and source, and per address.
_TRIES_OF_ONE, _TRIES_OF_ONE_PER_HOUR = 60, 1800
_TRIES_OF_ADDRESS, _TRIES_OF_ADDRESS_PER_HOUR = 400, 7200


@dataclass(frozen=True)
class LoginSource:
    """Where an attempt comes from: an address, and the marks that the browser holds."""

    address: str
    marks: Mapping[str, str] = field(default_factory=lambda: NO_DEVICES)
    #: The request, through which the audit log is told; None for what comes from no request.
    handler: Any = field(default=None, compare=False, repr=False)

    def device_of(self, name: str) -> str:
        """The browser's mark for this user name; '' without one."""
        return self.marks.get(key_of(name), "")


class Login:
    """Decides about login attempts. Known and unknown names take the same time."""

    def __init__(self, accounts: NativeAccounts) -> None:
        self._accounts, self._lockout = accounts, accounts.lockout
        self._turns = KeyedLock()
        self._of_one = Budget(burst=_TRIES_OF_ONE, per_hour=_TRIES_OF_ONE_PER_HOUR)
        self._of_address = Budget(burst=_TRIES_OF_ADDRESS, per_hour=_TRIES_OF_ADDRESS_PER_HOUR)

    async def attempt(
        self,
        username: str,
        password: str,
        source: LoginSource,
        *,
        code: str | None = None,
        action: str = SIGN_IN,
    ) -> LoginResult:
        """Try a name, a password and, given one, a code; what is wrong counts towards a pause.

        A refusal is recorded in the audit log as one of `action`, whichever page or API was called.
        """
        outcome = await self._decide(username, password, source, code)
        await record_refusal(source.handler, action, username, outcome)
        return outcome

    async def _decide(
        self, username: str, password: str, source: LoginSource, code: str | None
    ) -> LoginResult:
        known = self._accounts
        # Cut before anything else touches it: no account has a name of a megabyte.
        name = known.name_given(username)
        key = self._lockout.source(name, source.address, source.device_of(name))
        if self._turns.waiting((name, key)) >= _MOST_AT_ONCE:
            return LoginResult(Verdict.PAUSED, wait_seconds=1.0)
        known_here = self._lockout.knows(name, key)
        # A user who is known there has a place of their own in every queue and every count.
        owner = f"{name} {key}" if known_here else address_blocks(source.address)[0]
        if wait := self._use_up(f"{name} {key}", None if known_here else owner):
            return LoginResult(Verdict.PAUSED, wait_seconds=wait)
        # One after another: else a hundred guesses at once would all begin before one counts.
        async with self._turns.of((name, key)):
            wait = self._lockout.wait(name, key)
            if wait > 0:
                return LoginResult(Verdict.PAUSED, wait_seconds=wait)
            try:
                account = await known.account_with(name, password, owner=owner, first=known_here)
            except BusyHashingError:
                return LoginResult(Verdict.BUSY, wait_seconds=5.0)
            reason = ""
            if account is None:
                reason = "password"
            elif code is not None and not _code_is_right(account, code):
                reason = "code"
            if reason:
                self._lockout.failed(name, key)
                pause = self._lockout.wait(name, key)
                return LoginResult(Verdict.WRONG, reason=reason, pause_begins=pause)
            judge_taken_over(known.db, account, lambda: known.is_password_strong(password))
            return LoginResult(self._of_right(account), account)

    def _use_up(self, one: str, address: str | None) -> float:
        wait = self._of_one.take(one)
        if not wait and address is not None:
            wait = self._of_address.take(address)
        return wait

    def remember(self, name: str, source: LoginSource, mark: str = "") -> None:
        """After a login: remember the browser by its new mark, and forget wrong attempts."""
        former = source.device_of(name)
        key = self._lockout.source(name, source.address, former)
        self._lockout.succeeded(name, key, mark, former)

    def _of_right(self, account: Any) -> Verdict:
        if not account.is_authorized:
            return Verdict.WAITING
        if must_change_password(self._accounts.db, account):
            return Verdict.MUST_CHANGE
        return Verdict.RIGHT


def _code_is_right(account: Any, code: str) -> bool:
    return not account.has_2fa or bool(account.is_valid_token(code))
