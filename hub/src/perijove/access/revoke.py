"""Revokes the login sessions and tokens of a user; no other module does.

No caller has to remember it. `guard_access` listens to the hub's database: when a password is
replaced, or an account is disabled or deleted, by any page or API, the same transaction revokes
what belongs to it. And no token can be created for an account that is disabled or was never
approved, not even by JupyterHub's API.

`access_changes` tells the backend what was revoked.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jupyterhub import orm
from jupyterhub.utils import new_token
from nativeauthenticator.orm import UserInfo
from sqlalchemy import event, inspect
from sqlalchemy.orm import Session
from tornado import web

from perijove.config.strings import Strings, shipped_strings

#: The OAuth client of tokens that users make themselves, and of those of servers.
_OWN_TOKENS = "jupyterhub"


class Revoke(enum.IntEnum):
    """How much is revoked; each level includes the ones before it."""

    #: Every browser: the login cookie, tokens of pages and labs, pending OAuth codes.
    SESSIONS = 1
    #: Also API tokens that the user created. Servers run on, with the token in their environment.
    TOKENS = 2
    #: Also those tokens.
    EVERYTHING = 3


def revoke_access(db: Session, user: orm.User, ends: Revoke) -> None:
    """Revoke what `ends` says of this user. The caller commits; nothing is awaited."""
    # The login cookie holds this; another value makes every such cookie invalid.
    user.cookie_id = new_token()
    of_servers = set() if ends is Revoke.EVERYTHING else _tokens_of_servers(user)
    for token in list(user.api_tokens):
        own = token.client_id == _OWN_TOKENS
        if own and (ends is Revoke.SESSIONS or token in of_servers):
            continue
        db.delete(token)
    for code in list(user.oauth_codes):
        db.delete(code)


def revoke_session(db: Session, user: orm.User, session: str) -> int:
    """Void what one browser was given; answers how many tokens. The caller commits.

    Its login cookie is not among them: see `signed_out`.
    """
    tokens = [token for token in user.api_tokens if token.session_id == session]
    codes = [code for code in user.oauth_codes if code.session_id == session]
    for ended in (*tokens, *codes):
        db.delete(ended)
    return len(tokens)


def revoke_unauthorized(db: Session) -> list[str]:
    """At the start: end what locked accounts still hold, as hubs before this one left it to them.

    Answers the names of those who held something.
    """
    users = (
        db.query(orm.User)
        .join(UserInfo, UserInfo.username == orm.User.name)
        .filter(UserInfo.is_authorized.is_not(True))
        .filter(orm.User.api_tokens.any() | orm.User.oauth_codes.any())
    )
    ended = []
    for user in users:
        revoke_access(db, user, Revoke.EVERYTHING)
        ended.append(user.name)
    db.commit()
    return ended


def is_locked(db: Session, name: str) -> bool:
    """Whether there is an account of that name that may not be used."""
    rows = db.query(UserInfo.is_authorized).filter(UserInfo.username == name).all()
    return bool(rows) and not any(row[0] for row in rows)


def revoke_server_tokens(db: Session, spawner: orm.Spawner) -> None:
    """Void what a server has in its environment; the caller commits.

    JupyterHub does so itself, unless it was restarted while the server ran: then it has forgotten
    which token that was.
    """
    for token in _noted(spawner):
        db.delete(token)


def _tokens_of_servers(user: orm.User) -> set[Any]:
    """The tokens in the environments of servers that run or start.

    Users can write the same note on their own tokens as JupyterHub writes on a server's. But the
    server's token is created just before the start: later ones are not the server's.
    """
    found = set()
    for spawner in user.orm_spawners.values():
        begun = spawner.started
        before = [token for token in _noted(spawner) if begun is None or token.created <= begun]
        if before:
            found.add(max(before, key=lambda token: token.id))
    return found


def _noted(spawner: orm.Spawner) -> list[Any]:
    server = spawner.server
    note = f"Server at {server.base_url}" if server is not None else None
    # What ends by itself is the backend's own, with which it asks a lab what its kernels do.
    noted = [token for token in spawner.user.api_tokens if token.note == note]
    return [token for token in noted if token.expires_at is None]


# -- listeners, so that no caller has to revoke ----------------------------------------------------

#: What a replaced password revokes now: one that an administrator set revokes the most.
_with_password = Revoke.TOKENS

#: How this hub says it: what SQLAlchemy calls knows no handler, and no settings.
_strings = shipped_strings()


def guard_access(strings: Strings | None = None) -> None:
    """End access with what ends it, from now on and in this process; harmless twice."""
    global _strings  # a process is one hub
    _strings = strings or _strings
    if not event.contains(Session, "before_flush", _before_flush):
        event.listen(Session, "before_flush", _before_flush)
        event.listen(orm.APIToken.user, "set", _checked_owner)


@contextmanager
def own_password(ends: Revoke = Revoke.SESSIONS) -> Iterator[None]:
    """A password that is saved inside was chosen by its user; never wait for anything in here."""
    global _with_password  # one event loop, and nothing is awaited meanwhile
    _with_password = ends
    try:
        yield
    finally:
        _with_password = Revoke.TOKENS


def _before_flush(db: Session, _context: Any, _instances: Any) -> None:
    """Called by SQLAlchemy before it writes; what is changed here is written with the rest."""
    for found in list(db.dirty):
        if isinstance(found, UserInfo) and (ends := _ends_of(found)):
            _end_of(db, found.username, ends)
    for found in list(db.deleted):
        if isinstance(found, UserInfo):
            _end_of(db, found.username, Revoke.EVERYTHING)


def _ends_of(account: UserInfo) -> Revoke | None:
    state = inspect(account).attrs
    if state.is_authorized.history.has_changes() and not account.is_authorized:
        return Revoke.EVERYTHING
    return _with_password if state.password.history.has_changes() else None


def _end_of(db: Session, name: str, ends: Revoke) -> None:
    with db.no_autoflush:
        user = db.query(orm.User).filter(orm.User.name == name).first()
        if user is not None and user not in db.deleted:
            revoke_access(db, user, ends)


def _checked_owner(token: orm.APIToken, user: Any, _former: Any, _initiator: Any) -> None:
    """Called by SQLAlchemy before a token gets its owner."""
    if user is None or (db := inspect(user).session) is None:
        return
    with db.no_autoflush:
        locked = is_locked(db, user.name)
    if locked:
        if token in db:
            db.expunge(token)
        raise web.HTTPError(403, _strings.t("refusals.accounts.lockedOut", name=user.name))
