"""The ticket for replacing a password that an administrator set.

It is signed by the hub, good for ten minutes, and says whose given password was right. It belongs
to that very password, so it works once.
"""

from __future__ import annotations

import hashlib
from typing import Any

from tornado import web
from tornado.web import decode_signed_value

from perijove.accounts.account_notes import must_change_password

_TICKET = "perijove-first-password"
_TICKET_DAYS = 10 / (24 * 60)


async def show_first_password(handler: Any, account: Any, problem: str = "") -> None:
    """Ask for a new password; this signs no user in."""
    handler.set_status(400 if problem else 200)
    await handler.page(
        "first-password.html",
        user_name=account.username,
        ticket=handler.create_signed_value(_TICKET, _content(account)).decode(),
        next=handler.get_argument("next", ""),
        alert="alert-danger" if problem else "",
        result_message=problem,
        password_rules=handler.password_rules(),
    )


def account_of_ticket(handler: Any, ticket: str) -> Any:
    """Whose ticket this is; 400 when it is none, too old, or used."""
    raw = decode_signed_value(handler.settings["cookie_secret"], _TICKET, ticket, _TICKET_DAYS)
    name, _, mark = (raw or b"").decode().rpartition("\n")
    account = handler.authenticator.get_user(name) if name else None
    if (
        account is None
        or _mark(account) != mark
        or not account.is_authorized
        or not must_change_password(handler.db, account)
    ):
        raise web.HTTPError(400, handler.t("firstPassword.answers.tooOld"))
    return account


def _content(account: Any) -> str:
    return f"{account.username}\n{_mark(account)}"


def _mark(account: Any) -> str:
    return hashlib.sha256(account.password).hexdigest()[:32]
