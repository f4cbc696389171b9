"""The texts of the hub's pages are in the catalogs, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from perijove.config.locales import PLACE, read_catalogs

from .python_strings import uses_in_python
from .real_hub import HUB_FOLDER
from .template_strings import Use, uses_in, words_in

TEMPLATES = HUB_FOLDER.parent / "hub-templates"
FILES = sorted(TEMPLATES.rglob("*.html"))
PYTHON = sorted((HUB_FOLDER / "src").rglob("*.py"))


#: Every text without the forms of plurals, and the values that it has places for.
CATALOG: dict[str, set[str]] = {}
for key, text in read_catalogs(TEMPLATES)["en"].items():
    CATALOG.setdefault(key.removesuffix("_one").removesuffix("_other"), set()).update(
        PLACE.findall(text)
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(TEMPLATES)))
def test_a_template_has_no_words_of_its_own(file: Path) -> None:
    assert words_in(file.read_text()) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ("<p>{{ name }} is here</p>", ["\ufffc is here"]),
        ("{% block title %}Home · {{ name }}{% endblock %}", ["Home · \ufffc"]),
        ('<a href="{{ url }}">{{ "open" if active else "start" }}</a>', ["open start"]),
        ('<p>{{ reason or "kept" }}{{ reason | default("none") }}</p>', ["\ufffc kept\ufffc none"]),
        ('<img alt="A planet">', ["A planet"]),
        ('<nav aria-label="{{ "main" }}">', ["main"]),
        ('<input placeholder="name">', ["name"]),
        ('<input type="submit" value="Go on">', ["Go on"]),
        ('<meta name="description" content="A lab">', ["A lab"]),
        ('{{ parts.password("password", "Password") }}', ["Password"]),
        ('{% set status_message = status_message or "Not Found" %}', ["Not Found"]),
        ('{% for key, words in [("light", "Like the system")] %}{% endfor %}', ["Like the system"]),
        ("<script>line.textContent = failed ? 'done' : text;</script>", ["done"]),
        ("<script>at('x').setAttribute('aria-label', `show ${field}`);</script>", ["show \ufffc"]),
        ("<script>confirm('sure?');</script>", ["sure?"]),
        ("<script>const words = { title: 'Your server' };</script>", ["Your server"]),
    ],
)
def test_the_check_finds(source: str, words: list[str]) -> None:
    assert list(dict.fromkeys(words_in(source))) == words


@pytest.mark.parametrize(
    "source",
    [
        "{# A remark #}<!-- another --><style>.a { color: red; }</style>",
        '<p class="pj-code mb-1">503</p><p>{{ strings.home }} · {{ name }}</p>',
        '<div class="{{ kind or "alert-danger" }}" data-url="{{ base_url ~ "home" }}"></div>',
        '{% if kind == "Not Found" %}{% include "perijove/Some words.html" %}{% endif %}',
        "<script>// Read aloud once.\nmatchMedia('(prefers-color-scheme: dark)');</script>",
        "<script>line.textContent = (event.message ?? '').replace(/^Spawn failed: /, '');</script>",
    ],
)
def test_the_check_bears_with(source: str) -> None:
    assert words_in(source) == []


def all_uses() -> Iterator[tuple[str, Use]]:
    """Where texts are asked for, by templates and by Python."""
    for file in FILES:
        yield from ((file.name, use) for use in uses_in(file.read_text()))
    groups = {path.partition(".")[0] for path in CATALOG}
    for file in PYTHON:
        yield from ((file.name, use) for use in uses_in_python(file.read_text(), groups))


USES = list(all_uses())


def of(use: Use) -> list[str]:
    """The texts that are meant: one, or all of a group."""
    return [path for path in CATALOG if f"{path}.".startswith(f"{use.path}.")]


def test_every_text_that_is_used_is_there() -> None:
    assert [(file, use.path) for file, use in USES if not of(use)] == []


def test_a_text_gets_the_values_that_it_has_places_for() -> None:
    wrong = [
        (file, path, sorted(use.values or ()))
        for file, use in USES
        for path in of(use)
        if CATALOG[path] != (use.values or set())
        # A table of keys says nothing of their values.
        and not (file == "sign_up_page.py" and use.values is None)
    ]
    assert wrong == []


def test_the_reader_of_templates_follows_branches_and_groups() -> None:
    source = """
    {{ t("login.title") }} {{ t("a.b" if x else "a.c", count=2) }} {{ t("d.e." ~ key, default=y) }}
    {{ t("login.link", link=parts.link(url, t("login.inner"))) }}
    {{ t(field ~ ".label") }} {{ t("script") | tojson }} {{ other.title }}
    """
    assert {(use.path, use.values) for use in uses_in(source)} == {
        ("login.title", None),
        ("a.b", frozenset({"count"})),
        ("a.c", frozenset({"count"})),
        ("d.e", None),
        ("login.link", frozenset({"link"})),
        ("login.inner", None),
        ("script", None),
    }
