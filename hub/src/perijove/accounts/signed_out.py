"""Login cookies of browsers that signed out.

JupyterHub's login cookie names its user, and no session: it is the same in every browser, and a
copy of it works even after the browser signed out. But each browser's cookie has its own signature
and time. So the cookie of a browser that signs out is remembered, as a digest, and removed from
every later request, for any page or API. Other browsers are not affected, unless a user signed in
to two of them in the same second: both have the same cookie then, and both are signed out.
"""

from __future__ import annotations

import hashlib
import time
from typing import Any

from jupyterhub import orm
from sqlalchemy import Column, Float, Unicode
from sqlalchemy.orm import Session
from tornado.httputil import HTTPServerRequest
from tornado.web import OutputTransform

#: How JupyterHub names the cookie; a prefix such as `__Host-` may stand before it.
_COOKIE = "jupyterhub-hub-login"
#: Seconds in a day, and how long a cookie counts when the hub is not told otherwise.
_DAY, _DEFAULT_DAYS = 86_400.0, 31.0


class SignedOut(orm.Base):
    """One line per browser that signed out, until its cookie would have ended by itself."""

    __tablename__ = "perijove_signed_out"
    digest = Column(Unicode(64), primary_key=True)
    until = Column(Float, nullable=False)


#: Digests, and until when they count. A process is one hub.
_signed_out: dict[str, float] = {}


def remember_signed_out(db: Session) -> None:
    """At the start: read what earlier hubs wrote down, and let go of what has passed."""
    now = time.time()
    _signed_out.clear()
    for known in db.query(SignedOut):
        if known.until < now:
            db.delete(known)
        else:
            _signed_out[str(known.digest)] = float(known.until)
    db.commit()


def sign_out_cookie(db: Session, cookie: str, days: float | None) -> None:
    """Invalidate this cookie. `days`: how long the hub accepts cookies."""
    digest, until = _digest(cookie), time.time() + (days or _DEFAULT_DAYS) * _DAY
    if digest in _signed_out:
        return
    db.add(SignedOut(digest=digest, until=until))
    db.commit()
    _signed_out[digest] = until
    for past in [known for known, end in _signed_out.items() if end < time.time()]:
        del _signed_out[past]


class DropSignedOut(OutputTransform):
    """Made by Tornado before a handler looks at the request; changes nothing of the answer."""

    def __init__(self, request: HTTPServerRequest) -> None:
        super().__init__(request)
        if not _signed_out or _COOKIE not in request.headers.get("Cookie", ""):
            return
        for name in [name for name in request.cookies if name.endswith(_COOKIE)]:
            if _digest(request.cookies[name].value) in _signed_out:
                del request.cookies[name]


def transforms(given: list[type[Any]]) -> list[type[Any]]:
    """`transforms` for Tornado's application, with the one that drops such cookies."""
    return [*given, DropSignedOut]


def _digest(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
