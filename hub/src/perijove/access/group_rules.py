"""Who can add which user to which group, and whose account they can change: pure rules.

The backend has the same rules for our own API, and `hub/tests/group_rules.json` tests both. What an
actor can do comes from the scopes of the token they sent, as JupyterHub expanded them, never from
who they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal

from perijove.config.service import BUILT_IN_GROUPS

#: Administers Perijove, and by that alone not the hub.
ADMIN_SCOPE = "custom:perijove:admin"

_SEE = ("list:users", "read:users", "users", "admin:users")
_MANAGE = ("admin:users",)
_FILL = ("groups", "admin:groups")
_OWN = ("admin:groups",)


@dataclass(frozen=True)
class Actor:
    """Who asks; `hub_admin`: an administrator of the hub, by a token that carries it."""

    name: str
    kind: Literal["user", "service"]
    hub_admin: bool
    scopes: Collection[str]

    @property
    def administers(self) -> bool:
        """Whether they administer Perijove."""
        return self.hub_admin or ADMIN_SCOPE in self.scopes

    def holds(self, scope: str) -> bool:
        """Whether they hold this very scope, or all that it is a part of."""
        return scope in self.scopes or scope.partition("!")[0] in self.scopes


@dataclass(frozen=True)
class Subject:
    """The user who is added or changed, as far as the rules depend on them."""

    name: str
    admin: bool
    groups: Collection[str] = field(default_factory=tuple)

    @property
    def privileged(self) -> bool:
        """Whether control of their account gives control of the hub or the host."""
        return self.admin or any(map(grants_host_access, self.groups))


def grants_host_access(group: str) -> bool:
    """Whether the labs of its members can control the host."""
    return group in BUILT_IN_GROUPS


def can_change_members(actor: Actor, group: str) -> bool:
    """Whether they can change who is in that group."""
    if actor.hub_admin or grants_host_access(group):
        return actor.hub_admin
    return actor.administers or _includes_group(actor, _FILL, group)


def can_add_member(actor: Actor, group: str, user: Subject) -> bool:
    """Whether they can add that user: one whom they can list, and who gives them no more scopes."""
    if actor.hub_admin:
        return True
    return (
        can_change_members(actor, group)
        and not _is(actor, user)
        and not user.privileged
        and (actor.administers or _includes_user(actor, _SEE, user))
    )


def can_own_group(actor: Actor, group: str) -> bool:
    """Whether they can create or delete that group."""
    if actor.hub_admin or grants_host_access(group):
        return actor.hub_admin
    return actor.administers or _includes_group(actor, _OWN, group)


def can_set_limits(actor: Actor) -> bool:
    """Whether they can set the limits of the labs of a group's members."""
    return actor.administers


def can_manage_account(actor: Actor, user: Subject) -> bool:
    """Whether they can change that user's account."""
    if actor.hub_admin or user.privileged:
        return actor.hub_admin
    return actor.administers or (not _is(actor, user) and _includes_user(actor, _MANAGE, user))


def _is(actor: Actor, user: Subject) -> bool:
    return actor.kind == "user" and actor.name == user.name


def _filters(actor: Actor, rights: Collection[str]) -> Iterable[str]:
    """The filters with which they hold any of these; '' for none, which is everything."""
    for scope in actor.scopes:
        base, _, kept = scope.partition("!")
        if base in rights:
            yield kept


def _includes_group(actor: Actor, rights: Collection[str], group: str) -> bool:
    return any(kept in ("", f"group={group}") for kept in _filters(actor, rights))


def _includes_user(actor: Actor, rights: Collection[str], user: Subject) -> bool:
    names = {"", f"user={user.name}", *(f"group={group}" for group in user.groups)}
    return any(kept in names for kept in _filters(actor, rights))
