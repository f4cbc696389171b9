"""Records logins, sign-ups and changed passwords in the audit log.

Code that decides calls this: `Login.attempt`, `SignUpAccounts.register` and the authenticator. So
every way to a decision is in the log, JupyterHub's own API among them, and pages only show the
outcome. Names that no account has stay out: users type their password into the wrong field.
"""

from __future__ import annotations

from typing import Any

from perijove.backend.audit_log import record

from .outcomes import LoginResult, Registration

#: Stands for every name that no account has.
UNKNOWN = "unknown"

#: What a password was tried for.
SIGN_IN, PASSWORD = "user.sign_in", "user.password"


async def record_refusal(handler: Any, action: str, name: str, outcome: LoginResult) -> None:
    """A password was checked and opens nothing; one that was not checked is not recorded."""
    if handler is None or not outcome.refusal:
        return
    if action == PASSWORD and outcome.account is not None:
        return  # it opens no session, but it is right, and may be replaced
    actor = known_name(handler, name)
    await record(handler, action, actor=actor, result="refused", reason=outcome.refusal)
    if outcome.pause_begins:
        # Recorded when it begins: further attempts must not fill the log.
        seconds = round(outcome.pause_begins)
        await record(
            handler, "user.lockout", actor=actor, result="refused", once=True, seconds=seconds
        )


async def record_login(handler: Any, name: str, *, let_in: bool) -> None:
    """The password is correct; the hub admits the user, or not."""
    if handler is None:
        return
    actor = known_name(handler, name)
    if let_in:
        await record(handler, SIGN_IN, actor=actor)
    else:
        await record(handler, SIGN_IN, actor=actor, result="refused", reason="not_allowed")


async def record_sign_up(
    handler: Any, name: str, outcome: Registration, *, two_factor: bool, pause: bool
) -> None:
    """A sign-up; `pause` when this stands for all refusals of a pause."""
    if handler is None:
        return
    known = known_name(handler, name)
    if outcome.created:
        await record(
            handler, "user.sign_up", actor=known, state=outcome.value, two_factor=two_factor
        )
        return
    # The name may be another user's: it is what was asked for, not who asked.
    await record(
        handler,
        "user.sign_up",
        actor=UNKNOWN,
        subject=known,
        result="refused",
        reason=outcome.value,
        once=pause,
    )


async def record_password(handler: Any, name: str) -> None:
    """A user replaced their own password."""
    if handler is not None:
        await record(handler, PASSWORD, actor=name)


async def record_external_login(
    authenticator: Any, handler: Any, model: dict[str, Any]
) -> dict[str, Any]:
    """`Authenticator.post_auth_hook` for an authenticator that is not ours: a user signed in."""
    await record(handler, SIGN_IN, actor=str(model["name"]))
    return model


def known_name(handler: Any, name: str) -> str:
    """The name of an account; `unknown` for any other text."""
    authenticator = handler.authenticator
    name = authenticator.name_given(name)
    return name if name and authenticator.get_user(name) is not None else UNKNOWN
