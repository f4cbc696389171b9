"""What comes of a login attempt and of a sign-up."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any


class Verdict(enum.Enum):
    """The result of a login attempt."""

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
class LoginResult:
    """The result and what belongs to it; `account` is set only when the password is right."""

    verdict: Verdict
    account: Any | None = None
    #: Seconds until the next attempt is allowed.
    wait_seconds: float = 0.0
    #: What was wrong: `password` or `code`. For the audit log; users never see which.
    reason: str = ""
    #: Length in seconds of a pause that this attempt started.
    pause_begins: float = 0.0

    @property
    def refusal(self) -> str:
        """Why a checked password opens nothing; '' for the right one, and for one not checked."""
        return self.reason or _REFUSALS.get(self.verdict, "")


class Registration(enum.Enum):
    """The result of a sign-up."""

    AUTHORIZED = "authorized"
    WAITING = "waiting"
    MAIL_SENT = "mail_sent"
    CLOSED = "closed"
    BAD_NAME = "bad_name"
    BAD_EMAIL = "bad_email"
    NAME_TAKEN = "name_taken"
    WEAK_PASSWORD = "weak_password"  # noqa: S105 -- a word, not a password
    #: The first administrator's sign-up without the one-time code, or after too many wrong ones.
    WRONG_CODE = "wrong_code"
    PAUSED = "paused"
    ROBOT = "robot"
    TOO_MANY = "too_many"
    FULL = "full"

    @property
    def created(self) -> bool:
        """Whether the account exists now."""
        return self in (Registration.AUTHORIZED, Registration.WAITING, Registration.MAIL_SENT)
