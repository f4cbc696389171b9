"""Accounts are renamed in one place only.

JupyterHub's own page and API can rename a user as well (`PATCH /hub/api/users/NAME`). That would
leave behind what others keep under the old name: the password, the volumes, everything the backend
knows. JupyterHub offers no hook there, but its database layer does: whoever gives an account that
has a name another one is refused in words, unless it is our own rename. Whatever else such a
request asks for is refused with it: JupyterHub sets and saves one thing after the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

from jupyterhub import orm
from sqlalchemy import event
from tornado import web
from tornado.escape import json_decode

from perijove.common.current_request import current_request
from perijove.config.strings import Strings

_renaming = False

#: How this hub says it: what SQLAlchemy calls knows no handler, and no settings.
_strings = Strings()


def guard_names(strings: Strings | None = None) -> None:
    """Refuse renames from elsewhere, from now on and in this process; harmless twice."""
    global _strings  # a process is one hub
    _strings = strings or _strings
    if not event.contains(orm.User.name, "set", _checked):
        event.listen(orm.User.name, "set", _checked, active_history=True, retval=True)
        for column in (orm.User.admin, orm.User.encrypted_auth_state):
            event.listen(column, "set", _checked_beside)


@contextmanager
def renaming() -> Iterator[None]:
    """Names may change inside; never wait for anything in here."""
    global _renaming  # one event loop, and nothing is awaited meanwhile
    _renaming = True
    try:
        yield
    finally:
        _renaming = False


def _checked(_account: orm.User, name: Any, former: Any, _initiator: Any) -> Any:
    """Called by SQLAlchemy before a name is set; its answer is the name that counts."""
    if _renaming or not isinstance(former, str) or name == former:
        return name
    if name is None:
        # JupyterHub says so when a request repeats the name as it is.
        return former
    raise _refusal()


def _checked_beside(account: orm.User, _value: Any, _former: Any, _initiator: Any) -> None:
    """Called by SQLAlchemy before something else of an account is set."""
    if not _renaming and isinstance(account.name, str) and _asks_for_a_new_name(account.name):
        raise _refusal()


def _refusal() -> web.HTTPError:
    return web.HTTPError(409, _strings.t("refusals.rename.onlyHere"))


def _asks_for_a_new_name(former: str) -> bool:
    request = current_request()
    if request is None or request.method != "PATCH":
        return False
    if unquote(request.path.rpartition("/api/users/")[2]) != former:
        return False
    try:
        wanted = json_decode(request.body)
    except ValueError:
        return False
    return isinstance(wanted, dict) and wanted.get("name", former) != former
