"""Reads and checks the catalogs of texts: `locales/LANGUAGE.json`, beside the page templates.

They are in the format of i18next, JSON v4: nested groups, `{{name}}` for a value, and `_one`,
`_other` and so on for the forms of a plural.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .languages import is_language
from .settings import ConfigurationError

FOLDER = "locales"
SOURCE = "en"

#: A place for a value in a text.
PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_PLURAL = re.compile(r"_(zero|one|two|few|many|other)$")

#: Texts by their keys, such as `login.answers.wrong`.
Catalog = dict[str, str]


def read_catalogs(folder: Path, shipped: Path | None = None) -> dict[str, Catalog]:
    """The texts of every language that this folder of templates or the shipped one has.

    What a language lacks is the text of the shipped folder, then the English one. Raises
    ConfigurationError when a file cannot be used.
    """
    ours = _read_folder(shipped) if shipped is not None and shipped != folder else {}
    theirs = _read_folder(folder)
    if SOURCE not in ours and SOURCE not in theirs:
        raise _problem(folder / FOLDER / f"{SOURCE}.json", "is missing.")
    if ours:
        for language, catalog in theirs.items():
            _check_against(folder / FOLDER / f"{language}.json", ours[SOURCE], catalog)
    english = {**ours.get(SOURCE, {}), **theirs.get(SOURCE, {})}
    return {
        language: {**english, **ours.get(language, {}), **theirs.get(language, {})}
        for language in {**ours, **theirs}
    }


def flat(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every text of nested groups, with its key."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from flat(inner, f"{key}.{name}" if key else name)
    else:
        yield key, value


def _read_folder(folder: Path) -> dict[str, Catalog]:
    return {path.stem: _read(path) for path in sorted((folder / FOLDER).glob("*.json"))}


def _read(path: Path) -> Catalog:
    if not is_language(path.stem):
        raise _problem(path, "is not named after a language, such as fr.json.")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _problem(path, f"cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise _problem(path, f"is not valid JSON ({error}).") from error
    if not isinstance(content, dict):
        raise _problem(path, "has to be an object of groups.")
    catalog = dict(flat(content))
    for key, text in catalog.items():
        if not isinstance(text, str) or not text.strip():
            raise _problem(path, f"has no text at {key}.")
    return catalog


def _check_against(path: Path, english: Catalog, catalog: Catalog) -> None:
    groups = {key[:place] for key in english for place, sign in enumerate(key) if sign == "."}
    places: dict[str, set[str]] = {}
    for key, text in english.items():
        places.setdefault(_PLURAL.sub("", key), set()).update(PLACE.findall(text))
    for key, text in catalog.items():
        if key in groups:
            raise _problem(path, f"has a text instead of a group at {key}.")
        if any(key.startswith(f"{text_key}.") for text_key in english):
            raise _problem(path, f"has a group instead of a text at {key}.")
        known = places.get(_PLURAL.sub("", key))
        if known is not None and (set(PLACE.findall(text)) - known or "{{" in PLACE.sub("", text)):
            named = ", ".join(f"{{{{{name}}}}}" for name in sorted(known)) or "none"
            raise _problem(path, f"has an unknown value at {key}: {named} is known.")


def _problem(path: Path, what: str) -> ConfigurationError:
    return ConfigurationError([f"{path}, a catalog of texts, {what}"])
