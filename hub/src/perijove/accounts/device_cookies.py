"""Device cookies of browsers from which users have signed in: signed, per user, new at each login.

A wrong password counts per name and source, and a browser from which a user has signed in is a
source of its own. So only the hub can say which browser that is. A mark is a random value in a
cookie that the hub signs; it belongs to one user name, and only a correct password creates one. A
value that a client invents, takes from another user, or keeps from before the last login is not
valid.

The cookie holds a mark for each of the users who signed in last from this browser.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tornado.httputil import parse_cookie
from tornado.web import decode_signed_value

_COOKIE = "perijove-device"
#: Days for which a browser is known; each login starts them again.
DEVICE_DAYS = 90
#: Users of one browser who are remembered; the cookie travels with every request to the hub.
_MOST_USERS = 8
#: A page on this host can put cookies of the same name beside ours; each is looked at.
_MOST_COOKIES = 8

NO_DEVICES: Mapping[str, str] = MappingProxyType({})


def devices_of(handler: Any) -> Mapping[str, str]:
    """The marks that this browser holds, by `key_of` the user name."""
    marks: dict[str, str] = {}
    for value in _cookies(handler):
        raw = decode_signed_value(
            handler.settings["cookie_secret"], _COOKIE, value, max_age_days=DEVICE_DAYS
        )
        for entry in (raw or b"").decode("ascii", "replace").split():
            key, _, mark = entry.partition(".")
            if key and mark:
                marks.setdefault(key, mark)
    return MappingProxyType(marks)


def renew_device_cookie(handler: Any, name: str) -> str:
    """A new mark for this user in this browser, instead of the one that it had."""
    mark = secrets.token_urlsafe(16)
    others = {key: kept for key, kept in devices_of(handler).items() if key != key_of(name)}
    entries = list({key_of(name): mark, **others}.items())[:_MOST_USERS]
    handler._set_cookie(
        _COOKIE,
        " ".join(f"{key}.{kept}" for key, kept in entries),
        encrypted=True,  # JupyterHub's word for signed
        path=handler.hub.base_url,
        expires_days=DEVICE_DAYS,
        samesite="Lax",
    )
    return mark


def key_of(name: str) -> str:
    """Stands for a user name in the cookie."""
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def _cookies(handler: Any) -> list[str]:
    """Every cookie of our name: parsed as one header, the last would hide the others."""
    values = []
    for header in handler.request.headers.get_list("Cookie"):
        for part in header.split(";"):
            if part.strip().startswith(f"{_COOKIE}="):
                values += list(parse_cookie(part.strip()).values())
    return values[:_MOST_COOKIES]
