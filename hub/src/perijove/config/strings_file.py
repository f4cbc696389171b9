"""Reads and checks `strings.json`, beside the templates that use it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .settings import ConfigurationError

FILE = "strings.json"

_PLACE = re.compile(r"%\((\w+)\)s")


def page_strings(folder: Path, shipped: Path | None = None) -> dict[str, Any]:
    """For `JupyterHub.template_vars`: groups of texts by name, as the file of this folder has them.

    What it lacks is taken from the file of the folder that was shipped with us, if another.
    Raises ConfigurationError when there is no file, or something in it that pages cannot use.
    """
    strings = _read(folder / FILE)
    if shipped is None or shipped == folder:
        return strings
    merged: dict[str, Any] = _over(folder / FILE, _read(shipped / FILE), strings)
    return merged


def text_at(strings: Mapping[str, Any], path: str, /, **values: Any) -> str:
    """One text, such as `login.answers.wrong`, with values in its places."""
    found: Any = strings
    for name in path.split("."):
        found = found[name]
    return str(found) % values if values else str(found)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _problem(path, f"cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise _problem(path, f"is not valid JSON ({error}).") from error
    if not isinstance(content, dict):
        raise _problem(path, "has to be an object of groups.")
    for name, value in content.items():
        _check(path, name, value)
    return content


def _check(path: Path, name: str, value: Any) -> None:
    *_, last = name.split(".")
    if hasattr(dict, last):
        # In a template `group.items` would be the method.
        raise _problem(path, f"has {name}: please choose another name, this one is taken.")
    if isinstance(value, dict):
        for key, inner in value.items():
            _check(path, f"{name}.{key}", inner)
    elif not isinstance(value, str) or not value.strip():
        raise _problem(path, f"has no text at {name}.")


def _over(path: Path, shipped: Any, given: Any, name: str = "") -> Any:
    """The given texts, and the shipped ones where there is none."""
    if isinstance(shipped, dict) and isinstance(given, dict):
        return {
            key: _over(path, shipped[key], given[key], f"{name}.{key}".lstrip("."))
            if key in shipped and key in given
            else given.get(key, shipped.get(key))
            for key in {**shipped, **given}
        }
    if isinstance(shipped, dict) or isinstance(given, dict):
        what = "a group" if isinstance(shipped, dict) else "a text"
        raise _problem(path, f"has something else than {what} at {name}.")
    places = set(_PLACE.findall(shipped))
    wrong = set(_PLACE.findall(given)) - places
    if wrong or (places and "%" in _PLACE.sub("", given)):
        known = ", ".join(f"%({place})s" for place in sorted(places)) or "none"
        raise _problem(path, f"has a place for a value at {name} that is not known: {known} is.")
    return given


def _problem(path: Path, what: str) -> ConfigurationError:
    return ConfigurationError(
        [f"{path}, which holds the words of the hub's pages beside their templates, {what}"]
    )
