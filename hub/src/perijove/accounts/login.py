"""Signing in: one careful look at a name, a password and where they come from."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from perijove.common.address_blocks import address_blocks
from perijove.common.budget import Budget
from perijove.common.keyed_lock import Turns

from .account_notes import judge_taken_over, must_change_password
from .device_cookies import NO_MARKS, key_of
from .lockout import Lockout
from .login_audit import SIGN_IN, report_refusal
from .password_hasher import BusyHashingError

if TYPE_CHECKING:
    from perijove.authenticator import PerijoveAuthenticator

#: Tries of one name from one place that may wait for each other; more are guesses by a machine.
_MOST_AT_ONCE = 4

#: Right ones cost as much as wrong ones: of one name from one source, and of one address.
_TRIES_OF_ONE, _TRIES_OF_ONE_PER_HOUR = 60, 1800
_TRIES_OF_ADDRESS, _TRIES_OF_ADDRESS_PER_HOUR = 400, 7200


class Verdict(enum.Enum):
    """What came of an attempt to sign in."""

    RIGHT = "right"
    WRONG = "wrong"
    WAITING = "waiting"
    MUST_CHANGE = "must_change"
    PAUSED = "paused"
    BUSY = "busy"


_REFUSALS = {
    Verdict.WRONG: "password",
    Verdict.WAITING: "not_approved",
    Verdict.MUST_CHANGE: "must_change_password",
}


@dataclass(frozen=True)
class SignIn:
    """The outcome; `account` only when the password is right."""

    verdict: Verdict
    account: Any | None = None
    #: Until the next attempt may be made.
    wait_seconds: float = 0.0
    #: What was wrong: `password` or `code`. For the audit trail; people are never told which.
    reason: str = ""
    #: With this attempt a pause began, of so many seconds.
    pause_begins: float = 0.0

    @property
    def refusal(self) -> str:
        """Why a password that was looked at opens nothing; '' for the right one, and for none."""
        return self.reason or _REFUSALS.get(self.verdict, "")


@dataclass(frozen=True)
class Origin:
    """Where an attempt comes from: an address, and the marks that the browser holds."""

    address: str
    marks: Mapping[str, str] = field(default_factory=lambda: NO_MARKS)
    #: The request, through which the audit log is told; None for what comes from no request.
    handler: Any = field(default=None, compare=False, repr=False)

    def mark_of(self, name: str) -> str:
        """The browser's mark for this user name; '' without one."""
        return self.marks.get(key_of(name), "")


class SignInDesk:
    """Decides about attempts to sign in. Known and unknown names take the same time."""

    def __init__(self, authenticator: PerijoveAuthenticator, lockout: Lockout) -> None:
        self._authenticator, self._lockout = authenticator, lockout
        self._turns = Turns()
        self._of_one = Budget(burst=_TRIES_OF_ONE, per_hour=_TRIES_OF_ONE_PER_HOUR)
        self._of_address = Budget(burst=_TRIES_OF_ADDRESS, per_hour=_TRIES_OF_ADDRESS_PER_HOUR)

    async def attempt(
        self,
        username: str,
        password: str,
        origin: Origin,
        *,
        code: str | None = None,
        action: str = SIGN_IN,
    ) -> SignIn:
        """Try a name, a password and, given one, a code; what is wrong counts towards a pause.

        Whatever door this was asked at, the audit log hears of a refusal, as one of `action`.
        """
        outcome = await self._decide(username, password, origin, code)
        await report_refusal(origin.handler, action, username, outcome)
        return outcome

    async def _decide(
        self, username: str, password: str, origin: Origin, code: str | None
    ) -> SignIn:
        known = self._authenticator
        # Cut before anything else touches it: nobody has a name of a megabyte.
        name = known.name_given(username)
        source = self._lockout.source(name, origin.address, origin.mark_of(name))
        if self._turns.waiting((name, source)) >= _MOST_AT_ONCE:
            return SignIn(Verdict.PAUSED, wait_seconds=1.0)
        known_here = self._lockout.knows(name, source)
        # Whoever is known there has a place of their own in every queue and every count.
        owner = f"{name} {source}" if known_here else address_blocks(origin.address)[0]
        if wait := self._use_up(f"{name} {source}", None if known_here else owner):
            return SignIn(Verdict.PAUSED, wait_seconds=wait)
        # One after another: else a hundred guesses at once would all begin before one counts.
        async with self._turns.of((name, source)):
            wait = self._lockout.wait(name, source)
            if wait > 0:
                return SignIn(Verdict.PAUSED, wait_seconds=wait)
            try:
                account = await known.account_with(name, password, owner=owner, first=known_here)
            except BusyHashingError:
                return SignIn(Verdict.BUSY, wait_seconds=5.0)
            reason = ""
            if account is None:
                reason = "password"
            elif code is not None and not _code_is_right(account, code):
                reason = "code"
            if reason:
                self._lockout.failed(name, source)
                pause = self._lockout.wait(name, source)
                return SignIn(Verdict.WRONG, reason=reason, pause_begins=pause)
            judge_taken_over(known.db, account, lambda: known.is_password_strong(password))
            return SignIn(self._of_right(account), account)

    def _use_up(self, one: str, address: str | None) -> float:
        wait = self._of_one.take(one)
        if not wait and address is not None:
            wait = self._of_address.take(address)
        return wait

    def remember(self, name: str, origin: Origin, mark: str = "") -> None:
        """Somebody is in: know their browser by its new mark, forget their wrong attempts."""
        former = origin.mark_of(name)
        source = self._lockout.source(name, origin.address, former)
        self._lockout.succeeded(name, source, mark, former)

    def _of_right(self, account: Any) -> Verdict:
        if not account.is_authorized:
            return Verdict.WAITING
        if must_change_password(self._authenticator.db, account):
            return Verdict.MUST_CHANGE
        return Verdict.RIGHT


def _code_is_right(account: Any, code: str) -> bool:
    return not account.has_2fa or bool(account.is_valid_token(code))
