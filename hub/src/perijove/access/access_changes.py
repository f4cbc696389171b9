"""Tells the backend at once whose access changed, and keeps a list that it can read.

The backend caches for a minute whose a token is. Every change that makes this cache wrong happens
in the hub's database: tokens and accounts end, roles and groups change, by our pages or by
JupyterHub's API. This module listens to the database, so no caller has to report a change.

The message to the backend is only a signal. The list counts, which the backend reads at each signal
and every two seconds besides: a lost signal costs at most those two seconds.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import Iterable
from typing import Any

from jupyterhub import orm
from nativeauthenticator.orm import UserInfo
from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session
from tornado.log import app_log

from perijove.backend.client import InternalClient
from perijove.backend.protocol import InternalApiError

#: Changes that are kept for the backend; one that asks later drops its whole cache.
_KEPT = 1000
_RING_SECONDS = 5.0
_WHO = "perijove_access_changed"
#: Stands for every user.
_ALL = None

_Names = set[str | None]


class AccessChanges:
    """The names of users and services whose access changed, in order."""

    def __init__(self, client: InternalClient | None = None, log: logging.Logger = app_log) -> None:
        self._client, self._log = client, log
        #: Another one after each start of the hub: numbers of before mean nothing then.
        self.epoch = secrets.token_hex(8)
        self._number = 0
        self._kept: deque[tuple[int, str | None]] = deque(maxlen=_KEPT)
        self._ring: asyncio.Task[None] | None = None
        self._again = False

    def __deepcopy__(self, memo: dict[int, Any]) -> AccessChanges:
        return self  # traitlets copies configuration; there is one list all the same

    def add(self, names: Iterable[str | None]) -> None:
        """Note these, and tell the backend to look; returns at once."""
        for name in names:
            self._number += 1
            self._kept.append((self._number, name))
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return  # at the start of the hub nobody listens yet
        self._again = True
        if self._client is not None and (self._ring is None or self._ring.done()):
            self._ring = loop.create_task(self._tell(self._client))

    def since(self, epoch: str, number: int) -> dict[str, Any]:
        """What changed after that number; `names` is None when it may be any user."""
        oldest = self._kept[0][0] if self._kept else self._number + 1
        known = epoch == self.epoch and oldest - 1 <= number <= self._number
        names = {name for at, name in self._kept if at > number}
        all_users = not known or _ALL in names
        return {
            "epoch": self.epoch,
            "number": self._number,
            "names": None if all_users else sorted(filter(None, names)),
        }

    async def _tell(self, client: InternalClient) -> None:
        while self._again:
            self._again = False
            try:
                await client.access_changed(seconds=_RING_SECONDS)
            except (InternalApiError, OSError) as error:
                self._log.debug("The backend will see by itself whose access changed: %s", error)


#: The list's place in `JupyterHub.tornado_settings`.
SETTING = "perijove_access_changes"

_changes = AccessChanges()


def watch_access(changes: AccessChanges) -> None:
    """Listen to the database of this process from now on; harmless twice."""
    global _changes  # a process is one hub
    _changes = changes
    if event.contains(Session, "after_commit", _after_commit):
        return
    event.listen(Session, "after_commit", _after_commit)
    event.listen(Session, "after_rollback", _after_rollback)
    event.listen(Session, "do_orm_execute", _before_statement)
    for table in (orm.APIToken, orm.Share):
        event.listen(table, "after_delete", _owned_ended)
    event.listen(orm.Role, "after_update", _role_changed)
    event.listen(orm.User, "after_update", _user_changed)
    event.listen(orm.User, "after_delete", _user_deleted)
    event.listen(UserInfo, "after_update", _account_changed)
    event.listen(orm.Group, "before_delete", _group_ends)
    for change in ("append", "remove"):
        event.listen(orm.Group.users, change, _member_changed)
        event.listen(orm.User.groups, change, _groups_changed)
        event.listen(orm.User.roles, change, _groups_changed)
        event.listen(orm.Group.roles, change, _roles_of_group_changed)


def _note(db: Session | None, *names: str | None) -> None:
    if db is not None:
        who: _Names = db.info.setdefault(_WHO, set())
        who.update(names)


def _after_commit(db: Session) -> None:
    if who := db.info.pop(_WHO, None):
        _changes.add(who)


def _after_rollback(db: Session) -> None:
    db.info.pop(_WHO, None)


def _before_statement(state: Any) -> None:
    """A statement that deletes many at once says nothing of each."""
    mapper = state.bind_mapper
    if state.is_delete and mapper is not None and mapper.class_ in (orm.APIToken, orm.Share):
        _note(state.session, _ALL)


def _owned_ended(_mapper: Any, connection: Any, ended: Any) -> None:
    if getattr(ended, "user_id", None) is None:
        # A service's token, or something that was shared with a group.
        _note(inspect(ended).session, _ALL)
        return
    name = connection.scalar(select(orm.User.name).where(orm.User.id == ended.user_id))
    if name is not None:  # else the user is deleted with it, and is told of
        _note(inspect(ended).session, name)


def _user_changed(_mapper: Any, _connection: Any, user: orm.User) -> None:
    attrs = inspect(user).attrs
    watched = (attrs.name, attrs.admin, attrs.cookie_id)
    if any(attr.history.has_changes() for attr in watched):
        _note(inspect(user).session, user.name, *(attrs.name.history.deleted or ()))


def _user_deleted(_mapper: Any, _connection: Any, user: orm.User) -> None:
    _note(inspect(user).session, user.name)


def _account_changed(_mapper: Any, _connection: Any, account: UserInfo) -> None:
    if inspect(account).attrs.is_authorized.history.has_changes():
        _note(inspect(account).session, account.username)


def _group_ends(_mapper: Any, connection: Any, group: orm.Group) -> None:
    members = (
        select(orm.User.name)
        .join(orm.user_group_map, orm.user_group_map.c.user_id == orm.User.id)
        .where(orm.user_group_map.c.group_id == group.id)
    )
    _note(inspect(group).session, *connection.scalars(members))


def _role_changed(_mapper: Any, _connection: Any, role: orm.Role) -> None:
    # Who has the role is told elsewhere: this is called for that, too.
    if inspect(role).attrs.scopes.history.has_changes():
        _note(inspect(role).session, _ALL)


def _member_changed(group: orm.Group, user: orm.User, _initiator: Any) -> None:
    _note(inspect(group).session, user.name)


def _groups_changed(user: orm.User, _other: Any, _initiator: Any) -> None:
    _note(inspect(user).session, user.name)


def _roles_of_group_changed(group: orm.Group, _role: Any, _initiator: Any) -> None:
    _note(inspect(group).session, _ALL)
