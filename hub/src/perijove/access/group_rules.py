"""Who may bring whom into which group, and whose account somebody may change: pure rules.

The backend has the same ones for our own interface; `hub/tests/group_rules.json` holds both to the
same answers. What somebody may do comes from the scopes of what they sent, as JupyterHub expanded
them, never from who they are.
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
    """Somebody, as far as the rules depend on them."""

    name: str
    admin: bool
    groups: Collection[str] = field(default_factory=tuple)

    @property
    def privileged(self) -> bool:
        """Whether whoever rules over them has power over the hub or the host."""
        return self.admin or any(map(grants_host_access, self.groups))


def grants_host_access(group: str) -> bool:
    """Whether the labs of its members get power over the host."""
    return group in BUILT_IN_GROUPS


def can_change_members(actor: Actor, group: str) -> bool:
    """Whether they may change who is in that group."""
    if actor.hub_admin or grants_host_access(group):
        return actor.hub_admin
    return actor.administers or _includes_group(actor, _FILL, group)


def can_add_member(actor: Actor, group: str, person: Subject) -> bool:
    """Whether they may bring that person in: whom they see, and never a way up."""
    if actor.hub_admin:
        return True
    return (
        can_change_members(actor, group)
        and not _is(actor, person)
        and not person.privileged
        and (actor.administers or _includes_user(actor, _SEE, person))
    )


def can_own_group(actor: Actor, group: str) -> bool:
    """Whether they may make or delete that group."""
    if actor.hub_admin or grants_host_access(group):
        return actor.hub_admin
    return actor.administers or _includes_group(actor, _OWN, group)


def can_set_limits(actor: Actor) -> bool:
    """Whether they may say what the labs of a group's members get."""
    return actor.administers


def can_manage_account(actor: Actor, person: Subject) -> bool:
    """Whether they may change that person's account."""
    if actor.hub_admin or person.privileged:
        return actor.hub_admin
    return actor.administers or (not _is(actor, person) and _includes_user(actor, _MANAGE, person))


def _is(actor: Actor, person: Subject) -> bool:
    return actor.kind == "user" and actor.name == person.name


def _filters(actor: Actor, rights: Collection[str]) -> Iterable[str]:
    """The filters with which they hold any of these; '' for none, which is everything."""
    for scope in actor.scopes:
        base, _, kept = scope.partition("!")
        if base in rights:
            yield kept


def _includes_group(actor: Actor, rights: Collection[str], group: str) -> bool:
    return any(kept in ("", f"group={group}") for kept in _filters(actor, rights))


def _includes_user(actor: Actor, rights: Collection[str], person: Subject) -> bool:
    names = {"", f"user={person.name}", *(f"group={group}" for group in person.groups)}
    return any(kept in names for kept in _filters(actor, rights))
