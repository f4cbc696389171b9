"""Checks names that are created through JupyterHub's own API: one spelling, all of it visible.

JupyterHub accepts most names as they are. That creates users who can never sign in, because a login
is spelled in lower case, and groups that look like another. Existing names stay.
"""

from __future__ import annotations

from typing import Any

from tornado.escape import json_decode

from perijove.common.plain_names import is_clear_name, is_plain_name

from .refuse import refuse

#: JupyterHub keeps what a request says of a server, and sends it along with every list of users.
_LONGEST_BODY = 64 * 1024
_LONGEST_TITLE = 255


def user_name(handler: Any, given: Any) -> str:
    """The name as the authenticator spells it; refuses one that no account can have."""
    spelled = ""
    if isinstance(given, str):
        spelled = str(handler.authenticator.normalize_username(given))
    if not is_clear_name(spelled) or not handler.authenticator.validate_username(spelled):
        refuse(handler, "refusals.doors.userName", 400, name=_seen(given))
    return spelled


def making_group(handler: Any, name: str, *_more: str) -> None:
    """POST /groups/NAME"""
    if handler.current_user is not None:
        _must_be_clear(handler, name)


def making_groups(handler: Any, *_none: str) -> None:
    """POST /groups"""
    try:
        body = json_decode(handler.request.body)
    except ValueError:
        return  # JupyterHub says so
    names = body.get("groups") if isinstance(body, dict) else None
    for name in names if isinstance(names, list) else ():
        making_group(handler, name)


def making_service(handler: Any, name: str) -> None:
    """POST /services/NAME"""
    _must_be_clear(handler, name)


def making_server(handler: Any, owner: str | None = None, name: str | None = None) -> None:
    """POST /users/NAME/servers/SERVER and the page of a start, where the server is a new one."""
    if not name or not owner or not handler.has_scope(f"servers!server={owner}/{name}"):
        return
    user = handler.find_user(owner)
    if user is not None and name not in user.orm_spawners:
        _must_be_clear(handler, name)


def describing_server(handler: Any) -> None:
    """POST, PUT and PATCH of a server: its options, and from JupyterHub 6 on its display name.

    JupyterHub looks at the display name of a new server only, and at no size.
    """
    if handler.current_user is None:
        return
    if len(handler.request.body) > _LONGEST_BODY:
        refuse(handler, "refusals.doors.longOptions", 413, most=_LONGEST_BODY // 1024)
    try:
        body = json_decode(handler.request.body or b"{}")
    except ValueError:
        return  # JupyterHub says so
    title = body.get("display_name") if isinstance(body, dict) else None
    if isinstance(title, str) and (len(title) > _LONGEST_TITLE or not is_plain_name(title)):
        refuse(handler, "refusals.doors.name", 400, name=_seen(title))


def _must_be_clear(handler: Any, name: Any) -> None:
    if not isinstance(name, str) or not is_clear_name(name):
        refuse(handler, "refusals.doors.name", 400, name=_seen(name))


def _seen(name: Any) -> str:
    """A name for a message: what cannot be seen in it is spelled out."""
    return ascii(name)[:100]
