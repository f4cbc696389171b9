"""What the audit trail hears of people who come, go, ask for an account or change a password.

Names that nobody has stay out of it: people type their password into the wrong field.
"""

from __future__ import annotations

from typing import Any

from .events import report
from .registration import Registration
from .sign_in import SignIn, Verdict

#: Stands for every name that no account has.
UNKNOWN = "unknown"

_REASONS = {
    Verdict.RIGHT: "not_allowed",  # the password is right, but the hub keeps this person out
    Verdict.WAITING: "not_approved",
    Verdict.MUST_CHANGE: "must_change_password",
}


async def report_sign_in(handler: Any, name: str, outcome: SignIn, *, let_in: bool) -> None:
    """Somebody tried to sign in under this name."""
    # A pause is told when it begins. Whoever goes on trying must not fill the trail.
    if outcome.verdict in (Verdict.PAUSED, Verdict.BUSY):
        return
    actor = known_name(handler, name)
    if let_in:
        await report(handler, "user.sign_in", actor=actor)
        return
    reason = outcome.reason or _REASONS.get(outcome.verdict, "password")
    await report(handler, "user.sign_in", actor=actor, result="refused", reason=reason)
    await report_pause(handler, actor, outcome)


async def report_pause(handler: Any, actor: str, outcome: SignIn) -> None:
    """If this attempt was one too many: nobody may try again for so long."""
    if outcome.pause_begins:
        seconds = round(outcome.pause_begins)
        await report(handler, "user.lockout", actor=actor, result="refused", seconds=seconds)


async def report_sign_up(
    handler: Any, name: str, outcome: Registration, *, two_factor: bool
) -> None:
    """Somebody asked for an account."""
    if outcome.made:
        actor = known_name(handler, name)
        await report(
            handler, "user.sign_up", actor=actor, state=outcome.value, two_factor=two_factor
        )
        return
    # The name may be somebody else's: it is what was asked for, not who asked.
    subject = known_name(handler, name)
    await report(
        handler,
        "user.sign_up",
        actor=UNKNOWN,
        subject=subject,
        result="refused",
        reason=outcome.value,
    )


async def report_password(handler: Any, name: str, reason: str = "") -> None:
    """Somebody replaced their password, or could not say the present one."""
    if reason:
        await report(handler, "user.password", actor=name, result="refused", reason=reason)
    else:
        await report(handler, "user.password", actor=name)


async def report_sign_in_elsewhere(
    authenticator: Any, handler: Any, model: dict[str, Any]
) -> dict[str, Any]:
    """`Authenticator.post_auth_hook` beside an authenticator that is not ours: somebody is in."""
    await report(handler, "user.sign_in", actor=str(model["name"]))
    return model


def known_name(handler: Any, name: str) -> str:
    """The name of an account; `unknown` for any other text."""
    authenticator = handler.authenticator
    name = authenticator.normalize_username(name[: authenticator.longest_name + 1])
    return name if name and authenticator.get_user(name) is not None else UNKNOWN
