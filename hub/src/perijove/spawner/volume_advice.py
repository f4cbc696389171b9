"""Translates DockerSpawner's volume settings into Perijove's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

#: Names of a user that DockerSpawner puts into the names of volumes; both are the same.
_USER = re.compile(r"\{(safe_)?username\}")
_PLACEHOLDER = re.compile(r"\{[^}]*\}")
_SHARED_PLACE = "/mnt/shared"
_EACH = "Write each volume into the file that PERIJOVE_VOLUMES_FILE names."


def volumes_advice(volumes: Any, environ: Mapping[str, str], *, legacy: bool) -> str:
    """What to write for `DockerSpawner.volumes`; '' when all of it is written already."""
    if not isinstance(volumes, Mapping):
        return _EACH
    return _advice(
        (
            (str(source), str(target.get("bind", "")) if isinstance(target, Mapping) else target)
            for source, target in volumes.items()
        ),
        environ,
        legacy,
    )


def mounts_advice(mounts: Any, environ: Mapping[str, str], *, legacy: bool) -> str:
    """The same for `DockerSpawner.mounts`."""
    if not isinstance(mounts, list):
        return _EACH
    listed = [mount for mount in mounts if isinstance(mount, Mapping)]
    pairs = [(str(mount.get("source", "")), str(mount.get("target", ""))) for mount in listed]
    return _advice(pairs, environ, legacy)


def _advice(volumes: Iterable[tuple[str, Any]], environ: Mapping[str, str], legacy: bool) -> str:
    user = "{legacy_username}" if legacy else "{username}"
    written = _written(environ)
    lines: list[str] = []
    entries: list[str] = []
    taken: set[str] = set()
    for source, target in volumes:
        place = str(target).rstrip("/") or "/"
        name = _USER.sub(user, source)
        others = _PLACEHOLDER.findall(name.replace(user, "")) + _PLACEHOLDER.findall(place)
        if source.startswith(("/", "~", ".")):
            lines.append(_of_the_host(source, place))
        elif user not in name:
            if others or environ.get("PERIJOVE_SHARED_VOLUME") != name or place != _SHARED_PLACE:
                lines.append(_of_all_users(name, place, others))
        elif others:
            lines.append(
                f"{source}: names and places of volumes can hold {{username}} or "
                f"{{legacy_username}} in the name, and nothing else that is filled in."
            )
        elif (name, place) not in written:
            entries.append(_entry(name, place, taken))
    if entries:
        file = environ.get("PERIJOVE_VOLUMES_FILE") or "a file that PERIJOVE_VOLUMES_FILE names"
        lines.append(f"Write into {file}:\n" + "\n".join(entries))
    return "\n".join(lines)


def _of_the_host(source: str, place: str) -> str:
    if _PLACEHOLDER.search(source):
        return (
            f"{source}: no folder of the host is mounted. Make a volume over each user's folder "
            f"(docker volume create --opt type=none --opt o=bind --opt device=FOLDER NAME), and "
            f"give the volumes' name and {place} in PERIJOVE_VOLUMES_FILE."
        )
    return (
        f"{source}: no folder of the host is mounted. Make a volume over it (docker volume create "
        f"--opt type=none --opt o=bind --opt device={source} NAME) and write "
        f"PERIJOVE_SHARED_VOLUME=NAME: every lab has it at {_SHARED_PLACE}."
    )


def _of_all_users(name: str, place: str, others: Iterable[str]) -> str:
    if any(others):
        return f"{name}: names of volumes can hold {{username}} or {{legacy_username}}."
    where = "" if place == _SHARED_PLACE else f", and not at {place}"
    return (
        f"{name}: write PERIJOVE_SHARED_VOLUME={name} into the environment of the backend. Every "
        f"lab has this one volume of all users at {_SHARED_PLACE}{where}."
    )


def _entry(name: str, place: str, taken: set[str]) -> str:
    last = re.sub(r"[^a-z0-9_-]+", "-", place.rpartition("/")[2].lower()).strip("-_") or "home"
    suffix = {"jovyan": "home", "work": "workspace", "shared": "files"}.get(last, last)
    number = 2
    while suffix in taken:
        suffix, number = f"{last}{number}", number + 1
    taken.add(suffix)
    return f"  - suffix: {suffix}\n    name: {name}\n    mount: {place}"


def _written(environ: Mapping[str, str]) -> set[tuple[str, str]]:
    """Names and places in the file of volumes, as far as it can be read from here."""
    path = environ.get("PERIJOVE_VOLUMES_FILE")
    if not path:
        return set()
    content: Any = None
    with suppress(OSError, ValueError, yaml.YAMLError):
        content = yaml.safe_load(Path(path).read_text())
    if not isinstance(content, list):
        return set()
    return {
        (str(entry.get("name", "")), str(entry.get("mount", "")).rstrip("/") or "/")
        for entry in content
        if isinstance(entry, Mapping)
    }
