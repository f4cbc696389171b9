"""A made-up language whose texts stand in brackets, and what a page says outside of them."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from .template_strings import SPOKEN

LANGUAGE = "eo"
OPEN, CLOSE = "⟦", "⟧"
_LETTERS = re.compile(r"[^\W\d_]")
_ALONE = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr")


def in_brackets(templates: Path, folder: Path) -> Path:
    """A copy of the page templates that has this language as well."""
    copy = folder / "templates"
    shutil.copytree(templates, copy)
    english = json.loads((copy / "locales" / "en.json").read_text())
    (copy / "locales" / f"{LANGUAGE}.json").write_text(json.dumps(_bracketed(english)))
    return copy


def _bracketed(value: Any) -> Any:
    if isinstance(value, str):
        return f"{OPEN}{value}{CLOSE}"
    return {name: _bracketed(inner) for name, inner in value.items()}


def outside(page: str) -> list[str]:
    """What a page says, on screen or aloud, that is not in brackets."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.depth == 0, reader.said[-10:]
    return reader.said


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.said: list[str] = []
        #: The elements around, and whether what is inside is no text.
        self._around: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        for name in SPOKEN:
            self._say_alone(values.get(name, ""))
        if values.get("name") == "description" or values.get("type") in ("submit", "button"):
            self._say_alone(values.get("content", "") or values.get("value", ""))
        if tag not in _ALONE:
            silent = tag in ("script", "style") or (bool(self._around) and self._around[-1][1])
            self._around.append((tag, silent))

    def handle_endtag(self, tag: str) -> None:
        while self._around and self._around.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._around and self._around[-1][1]:
            return
        rest, self.depth = _outside(data, self.depth)
        self._keep(rest)

    def _say_alone(self, text: str) -> None:
        rest, depth = _outside(text, 0)
        assert depth == 0, text
        self._keep(rest)

    def _keep(self, rest: str) -> None:
        if _LETTERS.search(rest):
            self.said.append(" ".join(rest.split()))


def _outside(text: str, depth: int) -> tuple[str, int]:
    rest = ""
    for sign in text:
        depth += sign == OPEN
        if depth == 0:
            rest += sign
        depth -= sign == CLOSE
    return rest, depth
