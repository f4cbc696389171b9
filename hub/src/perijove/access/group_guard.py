"""Applies the group rules at every route of JupyterHub that changes members.

`POST /hub/api/groups/NAME/users` asks for the scope `groups` alone, `POST /hub/api/groups` fills
groups while it makes them, and more ways may come. So this looks where all of them end: at the
lists, settings and flags that JupyterHub's database layer keeps. Who acts is the handler that
answers now. Outside of requests, such as while the configuration is loaded, the operator acts.
"""

from __future__ import annotations

from typing import Any, NoReturn

from jupyterhub import orm
from jupyterhub.apihandlers.users import UserTokenListAPIHandler
from sqlalchemy import event
from tornado.log import app_log

from perijove.common.current_request import current_request

from .account_guard import can_issue_token
from .actors import actor_of, by_backend, given_beyond, given_by, subject_of
from .group_rules import can_add_member, can_change_members, can_set_limits, grants_host_access
from .handler_checks import current_handler
from .refuse import refuse

#: Our key in the properties of a group.
_OURS = "perijove"


def guard_groups() -> None:
    """From now on and in this process; harmless twice."""
    if event.contains(orm.Group.users, "append", _member_comes):
        return
    event.listen(orm.Group.users, "append", _member_comes)
    event.listen(orm.Group.users, "remove", _member_goes)
    event.listen(orm.User.groups, "append", _group_comes)
    event.listen(orm.User.groups, "remove", _group_goes)
    event.listen(orm.User.groups, "bulk_replace", _groups_come)
    event.listen(orm.Group.properties, "set", _settings, active_history=True, retval=True)
    event.listen(orm.User.admin, "set", _raised)
    event.listen(orm.APIToken.user, "set", _token_issued)


def _member_comes(group: orm.Group, user: Any, _initiator: Any) -> None:
    _come(group, user)


def _group_comes(user: Any, group: orm.Group, _initiator: Any) -> None:
    _come(group, user)


def _member_goes(group: orm.Group, _user: Any, _initiator: Any) -> None:
    _go(group)


def _group_goes(_user: Any, group: orm.Group, _initiator: Any) -> None:
    _go(group)


def _come(group: Any, user: Any) -> None:
    if current_request() is None:
        return
    handler = current_handler()
    name = str(getattr(group, "name", group))
    if handler is None:
        # A sign-in, with groups of an identity provider: the operator chose that, but not that
        # the creator of a group there can control this host. `_groups_come` has left those out.
        if grants_host_access(name):
            raise PermissionError(name)
        return
    actor = actor_of(handler)
    if actor is not None and actor.hub_admin:
        return
    if actor is None or not can_change_members(actor, name):
        _may_not_fill(handler, name)
    with handler.db.no_autoflush:
        if not can_add_member(actor, name, subject_of(user)):
            refuse(handler, "refusals.doors.mayNotAdd", user=user.name, group=name)
        if not all(map(actor.holds, given_by(group, user) | given_beyond(user))):
            refuse(handler, "refusals.doors.givesMore", user=user.name, group=name)


def _go(group: Any) -> None:
    handler = current_handler()
    if handler is None:
        return
    actor, name = actor_of(handler), str(getattr(group, "name", group))
    if actor is None or not can_change_members(actor, name):
        _may_not_fill(handler, name)


def _may_not_fill(handler: Any, group: str) -> NoReturn:
    if grants_host_access(group):
        refuse(handler, "refusals.doors.power", group=group)
    refuse(handler, "refusals.doors.members", group=group)


def _groups_come(user: orm.User, groups: list[Any], _initiator: Any, keys: Any = None) -> None:
    """What an identity provider says of a user at login gives and takes no access to the host."""
    if current_request() is None or current_handler() is not None:
        return
    kept = [group for group in user.groups if grants_host_access(group.name)]
    named = [group for group in groups if grants_host_access(group.name) and group not in kept]
    for group in named:
        app_log.warning(
            "%s is not brought into %s by signing in: only an administrator does that",
            user.name,
            group.name,
        )
    groups[:] = [*(group for group in groups if not grants_host_access(group.name)), *kept]


def _settings(group: orm.Group, wanted: Any, former: Any, _initiator: Any) -> Any:
    """Called before properties are set; its answer is what counts. Ours hold limits of labs."""
    handler = current_handler()
    if handler is None or not isinstance(wanted, dict):
        return wanted
    before = former.get(_OURS) if isinstance(former, dict) else None
    if wanted.get(_OURS) == before:
        return wanted
    actor = actor_of(handler)
    if actor is not None and can_set_limits(actor):
        return wanted
    if _OURS not in wanted:
        # JupyterHub replaces all properties; who changes others does not mean ours.
        return {**wanted, _OURS: before}
    return refuse(handler, "refusals.doors.limits", group=group.name)


def _raised(user: orm.User, admin: Any, former: Any, _initiator: Any) -> None:
    handler = current_handler()
    if handler is None or bool(admin) == (former is True):
        return
    actor = actor_of(handler)
    if not by_backend(handler) and not (actor and actor.hub_admin):
        refuse(handler, "refusals.doors.administrators")


def _token_issued(_token: orm.APIToken, owner: Any, _former: Any, _initiator: Any) -> None:
    handler = current_handler()
    if owner is None or not isinstance(handler, UserTokenListAPIHandler):
        return  # sign-ins and starts of servers, where JupyterHub itself decides whose they are
    if not can_issue_token(handler, owner):
        refuse(handler, "refusals.doors.account", user=owner.name)
