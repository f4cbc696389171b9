"""Checks requests to JupyterHub's own API before they run, above all those that change accounts.

JupyterHub checks whether a scope includes a user. These rules also prevent escalation: only an
administrator of the hub changes the account of an administrator, of a member of a group with access
to the host, or of a user who holds more scopes, and no filtered scope includes its holder. What
JupyterHub refuses by itself is left to it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from jupyterhub import orm
from jupyterhub.apihandlers import groups, proxy, services, users
from jupyterhub.handlers import pages
from jupyterhub.scopes import Scope
from tornado.escape import json_decode, json_encode

from .actors import actor_of, by_backend, given_beyond, subject_of
from .administrators import last_administrator
from .group_rules import can_manage_account, can_own_group, grants_host_access
from .name_guard import (
    describing_server,
    making_group,
    making_groups,
    making_server,
    making_service,
    user_name,
)
from .refuse import refuse


def can_manage(handler: Any, user: Any, more: Collection[str] = ()) -> bool:
    """Whether the one who asks may change that account, as far as our rules go.

    `more`: scopes that count besides those that they hold.
    """
    actor = actor_of(handler)
    if actor is None:
        return False
    if actor.hub_admin or by_backend(handler):
        return True
    orm_user = getattr(user, "orm_user", user)
    actor = replace(actor, scopes={*actor.scopes, *more})
    return can_manage_account(actor, subject_of(orm_user)) and all(
        map(actor.holds, given_beyond(orm_user))
    )


def check(handler: Any) -> None:
    """Called when JupyterHub knows who asks, and before it does anything."""
    method = str(handler.request.method)
    for stock in type(handler).__mro__:
        found = _CHECKS.get((stock, method))
        if found is not None:
            found(handler, *handler.path_args)
            return


def _making(handler: Any, *_names: str) -> None:
    kept = handler.parsed_scopes.get("admin:users")
    if kept is not None and kept is not Scope.ALL:
        refuse(handler, "refusals.doors.allUsers")


def _making_one(handler: Any, name: str) -> None:
    _making(handler)
    if handler.has_scope("admin:users"):
        # JupyterHub keeps this spelling, and no user could sign in as `UPPER`.
        handler.path_args[0] = user_name(handler, name)


def _making_several(handler: Any, *_none: str) -> None:
    _making(handler)
    names = _body(handler).get("usernames")
    if handler.has_scope("admin:users") and isinstance(names, list):
        for name in names:
            user_name(handler, name)


def _changing(handler: Any, name: str) -> None:
    _account(handler, name, "admin:users")
    if not handler.has_scope(f"admin:users!user={name}"):
        return
    body = _body(handler)
    if "groups" in body or "roles" in body:
        # JupyterHub takes the names, and can do nothing with them but empty the list.
        refuse(handler, "refusals.doors.notThere", 400)
    user = handler.find_user(name)
    if user is None:
        return
    _keep_the_name(handler, user, body)
    if user.admin and body.get("admin") is False:
        _keep_the_last(handler, user.name)


def _keep_the_name(handler: Any, user: Any, body: dict[str, Any]) -> None:
    """JupyterHub would leave the password and the volumes behind under the old name.

    The backend renames all of it, or nothing, so an account is renamed there only: `api/rename.py`.
    """
    wanted = body.get("name")
    if not isinstance(wanted, str):
        return
    if handler.authenticator.normalize_username(wanted) != user.name:
        refuse(handler, "refusals.rename.onlyHere", 409)
    # JupyterHub takes a name that is repeated as it is for none at all, and would save that.
    rest = {key: value for key, value in body.items() if key != "name"}
    handler.request.body = json_encode(rest).encode()


def _deleting(handler: Any, name: str) -> None:
    _account(handler, name, "delete:users")
    user = handler.find_user(name)
    reached = handler.has_scope(f"delete:users!user={name}") and not by_backend(handler)
    if user is not None and user.admin and reached:
        _keep_the_last(handler, user.name)


def _deleting_group(handler: Any, name: str) -> None:
    group = orm.Group.find(handler.db, name)
    if group is None or not handler.has_scope(f"delete:groups!group={name}"):
        return
    if grants_host_access(name):
        refuse(handler, "refusals.doors.builtIn", 409, group=name)
    actor = actor_of(handler)
    if actor is None or not (can_own_group(actor, name) and (actor.hub_admin or not group.roles)):
        # A group's roles go with it; its next creator could add members to them.
        refuse(handler, "refusals.doors.members", group=name)


def _changing_server(handler: Any, user: str, server: str = "") -> None:
    describing_server(handler)
    # The backend knows a server by its name. Users see another field, which is free to change.
    name = _body(handler).get("name", server)
    if name != server and handler.has_scope(f"start:servers!server={user}/{server}"):
        refuse(handler, "refusals.doors.serverName", 409, server=server)


def _revoking(handler: Any, name: str, *_token: str) -> None:
    user = handler.find_user(name)
    if user is not None and user is not handler.current_user:
        _account(handler, name, "tokens")


def _account(handler: Any, name: str, scope: str) -> None:
    user = handler.find_user(name)
    if user is None or not handler.has_scope(f"{scope}!user={name}"):
        return
    if not _reaches(handler, user):
        refuse(handler, "refusals.doors.account", user=name)


def _reaches(handler: Any, user: Any) -> bool:
    """Whether nothing of ours stands against it, where JupyterHub found a scope that covers it."""
    return can_manage(handler, user, {f"admin:users!user={user.name}"})


def _keep_the_last(handler: Any, name: str) -> None:
    if last_administrator(handler.db, handler.authenticator, name):
        refuse(handler, "refusals.accounts.lastAdministrator", 409)


def _administrators_only(scope: str) -> Callable[..., None]:
    def only(handler: Any, *_names: str) -> None:
        actor = actor_of(handler)
        if handler.has_scope(scope) and not (actor and actor.hub_admin):
            refuse(handler, "refusals.doors.administrators")

    return only


def _making_server(handler: Any, user: str, server: str = "") -> None:
    describing_server(handler)
    making_server(handler, user, server)


def _making_service(handler: Any, name: str) -> None:
    _administrators_only("admin:services")(handler, name)
    if handler.has_scope("admin:services"):
        making_service(handler, name)


def can_issue_token(handler: Any, owner: orm.User) -> bool:
    """Whether the one who asks may have a token for that user: their own, or one they manage."""
    return owner is getattr(handler.current_user, "orm_user", None) or _reaches(handler, owner)


def _body(handler: Any) -> dict[str, Any]:
    try:
        body = json_decode(handler.request.body)
    except ValueError:
        return {}  # JupyterHub says so
    return body if isinstance(body, dict) else {}


_CHECKS: dict[tuple[type[Any], str], Callable[..., None]] = {
    (users.UserListAPIHandler, "POST"): _making_several,
    (users.UserAPIHandler, "POST"): _making_one,
    (users.UserAPIHandler, "PATCH"): _changing,
    (users.UserAPIHandler, "DELETE"): _deleting,
    (users.UserTokenAPIHandler, "DELETE"): _revoking,
    # JupyterHub 6 and later.
    (users.UserServerAPIHandler, "PATCH"): _changing_server,
    (groups.GroupAPIHandler, "DELETE"): _deleting_group,
    (groups.GroupAPIHandler, "POST"): making_group,
    (groups.GroupListAPIHandler, "POST"): making_groups,
    (users.UserServerAPIHandler, "POST"): _making_server,
    (users.UserServerAPIHandler, "PUT"): _making_server,
    (pages.SpawnHandler, "GET"): making_server,
    (pages.SpawnHandler, "POST"): making_server,
    # A service can be given every right of JupyterHub's, and a token of its own choice.
    (services.ServiceAPIHandler, "POST"): _making_service,
    (services.ServiceAPIHandler, "DELETE"): _administrators_only("admin:services"),
    # Names the host to which the hub then sends the proxy's secret.
    (proxy.ProxyAPIHandler, "PATCH"): _administrators_only("proxy"),
}
