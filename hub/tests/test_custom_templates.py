"""Whose templates come first, which scripts get a mark, and what is said of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from perijove.pages.custom_templates import frame, in_order, problems, with_nonce_extension


def rendered(source: str) -> str:
    options = with_nonce_extension({"autoescape": True})
    environment = Environment(loader=DictLoader({"a.html": source}), **options)  # noqa: S701
    return environment.get_template("a.html").render(
        csp_nonce="MARK", given="<script>bad()</script>"
    )


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("<script>a()</script>", "<script nonce=MARK>a()</script>"),
        ('<SCRIPT src="a.js">', '<script nonce=MARK src="a.js">'),
        ("<script\n  async>", "<script nonce=MARK\n  async>"),
        ('<script nonce="{{ csp_nonce }}">', '<script nonce="MARK">'),
        ('<script src="a" nonce="own">', '<script src="a" nonce="own">'),
        ("<scripted-element>", "<scripted-element>"),
        ("{{ given }}", "&lt;script&gt;bad()&lt;/script&gt;"),
        # What a page shows is nobody's template, even where it is not escaped.
        ("{{ given | safe }}", "<script>bad()</script>"),
    ],
)
def test_scripts_of_a_template_are_marked_and_nothing_that_it_shows(source: str, page: str) -> None:
    assert rendered(source) == page


def test_extensions_of_the_operator_stay() -> None:
    options = with_nonce_extension({"extensions": ["jinja2.ext.do"], "trim_blocks": True})
    assert options["extensions"][0] == "jinja2.ext.do"
    assert options["trim_blocks"] is True


def test_folders_of_the_operator_come_first_and_nativeauthenticators_last(tmp_path: Path) -> None:
    ours, native = tmp_path / "ours", tmp_path / "native"
    assert in_order([], ours, native) == [str(ours), str(native)]
    linked = tmp_path / "linked"
    native.mkdir()
    linked.symlink_to(native)
    configured = [f"{native}/", "/theirs", str(linked)]
    assert in_order(configured, ours, native) == ["/theirs", str(ours), str(native)]


def test_what_would_be_dead_is_named_and_what_works_is_not(tmp_path: Path) -> None:
    theirs, ours = tmp_path / "theirs", tmp_path / "ours"
    theirs.mkdir()
    (theirs / "page.html").write_text('{% extends "perijove/page.html" %}')
    (theirs / "login.html").write_text(
        '{# <a onclick="old()"> #}<!-- <b onload="x"> --><script>if (one == "x") a()</script>'
        '<link rel="stylesheet" href="/hub/static/a.css"><a href="https://example.org/on=1">'
    )
    assert problems([str(theirs)], ours) == []
    (theirs / "spawn.html").write_text(
        "<form\n  onsubmit='go()'><link rel=stylesheet href=//x.org/a>"
    )
    found = problems([str(theirs), "/no/such/folder"], ours)
    assert [("onsubmit" in text, "//x.org/a" in text) for text in found] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize(
    ("theirs", "found"),
    [
        (None, "page.html"),
        ('{% extends "perijove/page.html" %}', "page.html"),
        ("<main>{%- block content %}{% endblock %}</main>", "page.html"),
        ('{% extends "templates/page.html" %}', "perijove/page.html"),
    ],
)
def test_our_pages_stand_in_a_frame_that_shows_them(
    tmp_path: Path, theirs: str | None, found: str
) -> None:
    ours = Path(__file__).parents[2] / "hub-templates"
    if theirs is not None:
        (tmp_path / "page.html").write_text(theirs)
    assert frame([str(tmp_path)], ours) == found
