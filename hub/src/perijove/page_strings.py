"""The words of the hub's pages: `strings.json`, beside the templates that show them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .environment import ConfigurationError

FILE = "strings.json"


def page_strings(templates: Path) -> dict[str, Any]:
    """For `JupyterHub.template_vars`: groups of texts by name, as the file has them.

    Raises ConfigurationError when there is no such file, or something else than texts in it.
    """
    path = templates / FILE
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


def _problem(path: Path, what: str) -> ConfigurationError:
    return ConfigurationError(
        [f"{path}, which holds the words of the hub's pages beside their templates, {what}"]
    )
