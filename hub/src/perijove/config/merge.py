"""Adds to a JupyterHub configuration without removing anything from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from traitlets.config import Config
from traitlets.config.loader import LazyConfigValue


def list_of(section: Config, trait: str) -> list[Any]:
    """The list configured so far, as a copy; both `= [...]` and `.append(...)` count."""
    value = section.get(trait, [])
    if isinstance(value, LazyConfigValue):
        return list(value.get_value([]))
    return list(value)


def set_default(section: Config, trait: str, value: Any) -> None:
    """Set a trait unless the configuration has set it already."""
    if trait not in section:
        section[trait] = value


def add_to_list(section: Config, trait: str, values: Iterable[Any], *, first: bool = False) -> None:
    """Append (or prepend) the values that are not in the list yet."""
    have = list_of(section, trait)
    new = [value for value in values if value not in have]
    section[trait] = new + have if first else have + new


def add_to_dict(section: Config, trait: str, values: Mapping[str, Any]) -> None:
    """Add the keys that are not there yet."""
    value = section.get(trait, {})
    have = dict(value.get_value({})) if isinstance(value, LazyConfigValue) else dict(value)
    section[trait] = {**values, **have}


def add_groups(section: Config, names: Iterable[str]) -> None:
    """Make sure that these groups are loaded; members and properties of a known one stay."""
    groups = section.get("load_groups", {})
    have = dict(groups.get_value({})) if isinstance(groups, LazyConfigValue) else dict(groups)
    section["load_groups"] = {**{name: {"users": []} for name in names}, **have}


def add_role(section: Config, role: Mapping[str, Any]) -> None:
    """Add a role; a role of that name keeps what it has and gains our scopes and holders."""
    roles: list[dict[str, Any]] = list_of(section, "load_roles")
    for index, existing in enumerate(roles):
        if existing.get("name") == role["name"]:
            merged = {**role, **existing}
            for key in ("scopes", "services"):
                if key in role:
                    merged[key] = _union(existing.get(key, []), role[key])
            roles[index] = merged
            break
    else:
        roles.append(dict(role))
    section["load_roles"] = roles


def add_service(section: Config, service: Mapping[str, Any]) -> None:
    """Add a service; what the configuration says of it already wins."""
    services: list[dict[str, Any]] = list_of(section, "services")
    for index, existing in enumerate(services):
        if existing.get("name") == service["name"]:
            services[index] = {**service, **existing}
            break
    else:
        services.append(dict(service))
    section["services"] = services


def _union(first: Iterable[str], second: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*first, *second]))
