"""Who acts in a request to JupyterHub's own API, and which scopes they hold.

The backend changes groups on behalf of users. It names the token that they sent, and the rules here
apply to them as if they had called JupyterHub themselves: so each rule about groups is written
once, for both ways. With its service token alone the backend adds no user to a group with access to
the host: that takes an administrator's token.
"""

from __future__ import annotations

from typing import Any, Literal

from jupyterhub import orm, roles, scopes
from jupyterhub.utils import utcnow

from perijove.config.service import SERVICE_NAME

from .group_rules import ADMIN_SCOPE, Actor, Subject

#: By this the backend says for whom it asks; the value is JupyterHub's name for their token.
ON_BEHALF = "Perijove-On-Behalf"


def actor_of(handler: Any) -> Actor | None:
    """Who sent the request, once JupyterHub has authenticated it; None without a caller."""
    caller = handler.current_user
    if caller is None:
        return None
    if by_backend(handler):
        return _on_behalf(handler)
    return _actor(caller, handler.expanded_scopes)


def by_backend(handler: Any) -> bool:
    """Whether the backend asks, which has decided itself who may and writes it down itself."""
    caller = handler.current_user
    return isinstance(caller, orm.Service) and caller.name == SERVICE_NAME


def subject_of(user: Any) -> Subject:
    """A user of the hub, as the group rules see them."""
    return Subject(str(user.name), bool(user.admin), frozenset(group.name for group in user.groups))


def given_beyond(user: orm.User) -> set[str]:
    """Scopes over others that they hold, by roles that not every user has."""
    given = [role for role in user.roles if role.name != "user"]
    return _beyond_own([*given, *(role for group in user.groups for role in group.roles)], user)


def given_by(group: orm.Group, user: orm.User) -> set[str]:
    """Scopes over others that this group's roles would give this member."""
    return _beyond_own(group.roles, user)


def _beyond_own(given: list[orm.Role], user: orm.User) -> set[str]:
    if not given:
        return set()
    own = (f"user={user.name}", f"server={user.name}/")
    expanded = roles.roles_to_expanded_scopes(given, user)
    return {str(one) for one in expanded if not one.partition("!")[2].startswith(own)}


def _actor(owner: Any, held: Any) -> Actor:
    kind: Literal["user", "service"] = "service" if isinstance(owner, orm.Service) else "user"
    flagged = bool(getattr(owner, "admin", False))
    return Actor(str(owner.name), kind, flagged and "admin-ui" in held, frozenset(held))


def _on_behalf(handler: Any) -> Actor | None:
    named = handler.request.headers.get(ON_BEHALF)
    if named is None:
        # What the backend does by itself, such as bringing a built-in group back: never power.
        return Actor(SERVICE_NAME, "service", False, frozenset({ADMIN_SCOPE}))
    number = named.removeprefix("a")
    token = (
        handler.db.query(orm.APIToken).filter_by(id=int(number)).first()
        if number.isascii() and number.isdigit() and len(number) < 19
        else None
    )
    if token is None or (token.expires_at and token.expires_at < utcnow(with_tz=False)):
        return None
    owner = token.user or token.service
    return None if owner is None else _actor(owner, scopes.get_scopes_for(token))
