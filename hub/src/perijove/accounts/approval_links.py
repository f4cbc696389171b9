"""Links in emails with which users approve their own account.

A link belongs to one account in one state: waiting, with this name, this address and this
password, since this message. Whatever changes that, an administrator's decision above all, makes
the link worthless; so does its use, and a quarter of an hour. A later account of the same name, or
of the same number, is another one.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta, timezone
from typing import Any

from nativeauthenticator.crypto.signing import BadSignature, Signer
from nativeauthenticator.orm import UserInfo
from sqlalchemy import event

_LIFE = timedelta(minutes=15)
#: Signatures for links are good for nothing else, and others not for links.
_SALT = "perijove.approval"
_FLAGS = re.compile(r"(?:\(\?[aiLmsux]+\))*")


def whole(pattern: str) -> str:
    """The same pattern, which matches a whole text or nothing, however it is asked.

    NativeAuthenticator asks with `re.match`, to which a good beginning is enough.
    Raises `re.error`.
    """
    flags = _FLAGS.match(pattern)
    start = flags.end() if flags else 0
    compiled = re.compile(pattern)
    # A comment at the end of a verbose pattern goes on to the end of its line.
    end = "\n" if compiled.flags & re.VERBOSE else ""
    return rf"{pattern[:start]}(?:{pattern[start:]}{end})\Z"


def slug_for(account: Any, secret: str, until: datetime | None = None) -> str:
    """What stands in the address after /confirm/, for an account that waits.

    The caller sets `login_email_sent`, without which no link is good.
    """
    end = until or datetime.now(timezone.utc) + _LIFE
    claims = {"account": account.id, "state": _state_of(account), "until": end.timestamp()}
    return str(Signer(secret, salt=_SALT).sign_object(claims))


def account_of(slug: str, secret: str, db: Any) -> Any | None:
    """The account of a link; None when we did not send it, or it is no longer valid.

    An account that its own link has approved is found too, so that the link can be opened again.
    """
    try:
        claims = Signer(secret, salt=_SALT).unsign_object(slug)
        number, state, until = claims["account"], claims["state"], float(claims["until"])
    except (BadSignature, ValueError, KeyError, TypeError):
        return None
    if until < datetime.now(timezone.utc).timestamp() or not isinstance(number, int):
        return None
    account = db.get(UserInfo, number)
    if account is None or _state_of(account) != state:
        return None
    return account if account.is_authorized or account.login_email_sent else None


def _state_of(account: Any) -> str:
    # The hash of the password has a random salt: no two accounts share it.
    parts = (str(account.id), account.username, account.email or "", bytes(account.password).hex())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@event.listens_for(UserInfo.is_authorized, "set")
def _void_links(account: Any, _value: Any, _before: Any, _initiator: Any) -> None:
    """Any decision about an account, anywhere in the code, invalidates its link."""
    account.login_email_sent = False
