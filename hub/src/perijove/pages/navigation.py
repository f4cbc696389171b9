"""Which links the navigation bar has: the same on the hub's own pages as on ours.

Our pages ask the backend, which reads the scopes of the page's token; the hub's pages must not
depend on it, so they read the user's scopes. `tests/who_sees_what.json` tests both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Navigation:
    """Pages that a user has besides their own."""

    users: bool
    groups: bool
    administer: bool


def navigation_of(name: str, admin: bool, scopes: Iterable[str]) -> Navigation:
    """`scopes` are expanded, and no more of them count than a token of our pages carries."""
    held = frozenset(scopes)
    administer = "custom:perijove:admin" in held or (admin and "admin-ui" in held)
    parted = [scope.partition("!") for scope in held]
    groups = any(
        scope in ("list:groups", "read:groups", "groups", "admin:groups")
        and (not filters or filters.startswith("group="))
        for scope, _, filters in parted
    )
    # Every user can read themselves; that alone makes no list.
    seen = {filters for scope, _, filters in parted if scope == "list:users"} - {f"user={name}"}
    others = any(not filters or filters.startswith(("group=", "user=")) for filters in seen)
    return Navigation(administer or others, administer or groups, administer)


def for_pages(_visitor: Any = None) -> Callable[[Any, Iterable[str]], Navigation]:
    """For `JupyterHub.template_vars`: asked with the visitor and their expanded scopes."""
    return lambda user, scopes: navigation_of(user.name, bool(user.admin), scopes)
