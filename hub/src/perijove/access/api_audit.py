"""Audit events for changes through JupyterHub's own pages and API.

Tornado calls a hook for every answered request, with the handler. For each route that changes
something, a table here names the action, its subject and the details. Requests of the backend are
left out, because it records them itself with the user who asked. The pages that sign users in and
out record that.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from jupyterhub.apihandlers import groups, hub, proxy, services, shares, users
from jupyterhub.handlers import pages

from perijove.backend.audit_log import Detail, Result

from .actors import by_backend

#: More names of one request than anybody reads are only counted.
_MOST_NAMES = 50
_LONGEST_DETAIL = 500


class Done(NamedTuple):
    """One line of the audit log."""

    action: str
    subject: str
    details: dict[str, Detail]


#: From the request's body and the parts of its address to what it does.
_Reading = Callable[[dict[str, Any], tuple[str, ...]], Iterator[Done]]


def done_by(handler: Any) -> tuple[str, Result, list[Done]] | None:
    """Who did what by this request, and how it ended; None for what is told elsewhere."""
    caller = handler.current_user if hasattr(handler, "_jupyterhub_user") else None
    if caller is None or by_backend(handler):
        return None
    found = list(_read(handler))
    if not found:
        return None
    return str(caller.name), _result(handler.get_status()), found


def _read(handler: Any) -> Iterator[Done]:
    acted = getattr(handler, "perijove_servers", ())
    for action, owner, name in acted:
        yield Done(action, _server(owner, name), {})
    args = tuple(str(arg) for arg in handler.path_args if arg is not None)
    for stock in type(handler).__mro__:
        door = (stock, str(handler.request.method))
        if door in _SERVERS and not acted and _result(handler.get_status()) == "refused":
            yield Done(_SERVERS[door], "/".join(filter(None, args[:2])), {})
        reading = _READINGS.get(door)
        if reading is not None:
            yield from reading(_body(handler), args)
            return


def _result(status: int) -> Result:
    if status < 400:
        return "ok"
    # JupyterHub says "not found" to those whose scope is for others; a conflict is a rule of ours.
    return "refused" if status in (403, 404, 409) else "failed"


def _body(handler: Any) -> dict[str, Any]:
    try:
        body = json.loads(handler.request.body or b"{}")
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _server(owner: str, name: str) -> str:
    return "/".join(filter(None, (owner, name)))


def _names(value: Any) -> list[str]:
    return [str(one) for one in value][:_MOST_NAMES] if isinstance(value, list) else []


def _listed(value: Any) -> dict[str, Detail]:
    names = _names(value)
    more = len(value) - len(names) if isinstance(value, list) else 0
    text = ", ".join(names)[:_LONGEST_DETAIL]
    return {"users": text, **({"more": more} if more else {})}


def _some(body: dict[str, Any], *keys: str) -> dict[str, Detail]:
    """Those of the body's parts that are there, as texts of a bearable length."""
    kept: dict[str, Detail] = {}
    for key in keys:
        value = body.get(key)
        if value is None:
            continue
        plain = isinstance(value, bool | int | float)
        text = value if isinstance(value, str) else json.dumps(value)
        kept[key] = value if plain else text[:_LONGEST_DETAIL]
    return kept


def _groups_made(body: dict[str, Any], _args: tuple[str, ...]) -> Iterator[Done]:
    for name in _names(body.get("groups")):
        yield from _group_made(body, (name,))


def _group_made(body: dict[str, Any], args: tuple[str, ...]) -> Iterator[Done]:
    yield Done("group.create", args[0], {})
    if body.get("users"):
        yield Done("group.add", args[0], _listed(body["users"]))


def _members(action: str) -> _Reading:
    def read(body: dict[str, Any], args: tuple[str, ...]) -> Iterator[Done]:
        yield Done(action, args[0], _listed(body.get("users")))

    return read


def _properties(body: dict[str, Any], args: tuple[str, ...]) -> Iterator[Done]:
    ours = body.get("perijove")
    if isinstance(ours, dict):
        yield Done("group.limits", args[0], _some(ours, "limits"))
    others = [str(key) for key in body if key != "perijove"]
    if others or not body:
        yield Done("group.properties", args[0], {"keys": ", ".join(others)[:200]})


def _users_made(body: dict[str, Any], _args: tuple[str, ...]) -> Iterator[Done]:
    for name in _names(body.get("usernames")):
        yield Done("user.create", name, _some(body, "admin"))


def _changed(body: dict[str, Any], args: tuple[str, ...]) -> Iterator[Done]:
    name = args[0]
    if "name" in body and body["name"] != name:
        yield Done("user.rename", name, {"to": str(body["name"])[:255]})
    if "admin" in body:
        yield Done("user.admin", name, _some(body, "admin"))
    others = [key for key in body if key not in ("name", "admin")]
    if others:
        yield Done("user.change", name, {"keys": ", ".join(others)[:200]})


def _simple(action: str, *keys: str) -> _Reading:
    def read(body: dict[str, Any], args: tuple[str, ...]) -> Iterator[Done]:
        yield Done(action, args[0] if args else "hub", _some(body, *keys))

    return read


def _token_ended(_body: dict[str, Any], args: tuple[str, ...]) -> Iterator[Done]:
    yield Done("user.token_revoke", args[0], {"id": args[-1][:64]})


def _server_ended(body: dict[str, Any], args: tuple[str, ...]) -> Iterator[Done]:
    if body.get("remove"):
        yield Done("server.remove", _server(args[0], args[1] if len(args) > 1 else ""), {})


def _server_made(body: dict[str, Any], args: tuple[str, ...]) -> Iterator[Done]:
    yield Done("server.create", _server(args[0], args[1] if len(args) > 1 else ""), _title(body))


def _server_changed(body: dict[str, Any], args: tuple[str, ...]) -> Iterator[Done]:
    keys = ", ".join(map(str, body))[:200]
    details = {"keys": keys, **_title(body)}
    yield Done("server.change", _server(args[0], args[1] if len(args) > 1 else ""), details)


def _title(body: dict[str, Any]) -> dict[str, Detail]:
    title = _some(body, "display_name")
    return {"displayName": title["display_name"]} if title else {}


def _shared(action: str) -> _Reading:
    def read(body: dict[str, Any], args: tuple[str, ...]) -> Iterator[Done]:
        server = _server(args[0], args[1] if len(args) > 1 else "")
        yield Done(action, server, _some(body, "user", "group", "scopes"))

    return read


def _left(_body: dict[str, Any], args: tuple[str, ...]) -> Iterator[Done]:
    whose, owner, name = (*args, "", "", "")[:3]
    yield Done("share.revoke", _server(owner, name), {"to": whose})


#: What is told by the one who does it, or here when it was not to be done.
_SERVERS: dict[tuple[type[Any], str], str] = {
    (users.UserServerAPIHandler, "POST"): "server.start",
    (users.UserServerAPIHandler, "DELETE"): "server.stop",
    (pages.SpawnHandler, "GET"): "server.start",
    (pages.SpawnHandler, "POST"): "server.start",
}

_READINGS: dict[tuple[type[Any], str], _Reading] = {
    (groups.GroupListAPIHandler, "POST"): _groups_made,
    (groups.GroupAPIHandler, "POST"): _group_made,
    (groups.GroupAPIHandler, "DELETE"): _simple("group.delete"),
    (groups.GroupUsersAPIHandler, "POST"): _members("group.add"),
    (groups.GroupUsersAPIHandler, "DELETE"): _members("group.remove"),
    (groups.GroupPropertiesAPIHandler, "PUT"): _properties,
    (users.UserListAPIHandler, "POST"): _users_made,
    (users.UserAPIHandler, "POST"): _simple("user.create", "admin"),
    (users.UserAPIHandler, "PATCH"): _changed,
    (users.UserAPIHandler, "DELETE"): _simple("user.delete"),
    (users.UserTokenListAPIHandler, "POST"): _simple(
        "user.token", "note", "scopes", "roles", "expires_in"
    ),
    (users.UserTokenAPIHandler, "DELETE"): _token_ended,
    # JupyterHub 6 and later.
    (users.UserServerAPIHandler, "PUT"): _server_made,
    (users.UserServerAPIHandler, "PATCH"): _server_changed,
    (users.UserServerAPIHandler, "DELETE"): _server_ended,
    (shares.ServerShareAPIHandler, "POST"): _shared("share.grant"),
    (shares.ServerShareAPIHandler, "PATCH"): _shared("share.revoke"),
    (shares.ServerShareAPIHandler, "DELETE"): _shared("share.revoke"),
    (shares.ServerShareCodeAPIHandler, "POST"): _shared("share.code"),
    (shares.ServerShareCodeAPIHandler, "DELETE"): _shared("share.code_revoke"),
    (shares.UserShareAPIHandler, "DELETE"): _left,
    (shares.GroupShareAPIHandler, "DELETE"): _left,
    (pages.AcceptShareHandler, "POST"): _simple("share.accept"),
    (services.ServiceAPIHandler, "POST"): _simple("service.create", "url", "admin"),
    (services.ServiceAPIHandler, "DELETE"): _simple("service.delete"),
    (hub.ShutdownAPIHandler, "POST"): _simple("hub.shutdown", "servers", "proxy"),
    (proxy.ProxyAPIHandler, "PATCH"): _simple("hub.proxy"),
}
