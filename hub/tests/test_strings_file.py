"""The file with the words of the hub's pages: what stops the start, and how texts get values."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from traitlets.config import Config

from perijove import ConfigurationError, configure
from perijove.config.strings_file import page_strings, text_at

from .bracket_language import in_brackets, outside
from .real_hub import HUB_FOLDER

TEMPLATES = HUB_FOLDER.parent / "hub-templates"
BOLD = "<b>x</b>"


def test_pages_get_the_file_as_it_is(short_folder: Path) -> None:
    c = Config()
    configure(c, {"PERIJOVE_DATA": str(short_folder), "PATH": "/usr/bin"})
    file = json.loads((TEMPLATES / "strings.json").read_text())
    assert c.JupyterHub.template_vars["perijove_strings"] == file


def test_templates_of_an_operator_stand_first_and_keep_the_words(short_folder: Path) -> None:
    c = Config()
    c.JupyterHub.template_paths = ["/their/templates"]
    configure(c, {"PERIJOVE_DATA": str(short_folder), "PATH": "/usr/bin"})
    assert c.JupyterHub.template_paths[0] == "/their/templates"
    assert c.JupyterHub.template_vars["perijove_strings"]["login"]["title"] == "Sign in"


def test_words_come_from_the_folder_of_the_templates_and_what_it_lacks_from_ours(
    short_folder: Path,
) -> None:
    folder = short_folder / "templates"
    shutil.copytree(TEMPLATES, folder)
    theirs = '{"login": {"title": "Anmelden", "answers": {"wrong": "Falsch."}}, "new": "Neu"}'
    (folder / "strings.json").write_text(theirs)
    environ = {
        "PERIJOVE_DATA": str(short_folder),
        "PERIJOVE_TEMPLATES": str(folder),
        "PATH": "/usr/bin",
    }
    c = Config()
    configure(c, environ)
    strings = c.JupyterHub.template_vars["perijove_strings"]
    assert strings["login"]["title"] == "Anmelden"
    assert text_at(strings, "login.answers.wrong") == "Falsch."
    assert text_at(strings, "login.noAccountLink") == "Sign up"
    assert strings["new"] == "Neu"
    (folder / "strings.json").unlink()
    with pytest.raises(ConfigurationError, match=r"strings\.json.*cannot be read"):
        configure(Config(), environ)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, r"cannot be read \(No such file or directory\)"),
        ("{", "is not valid JSON"),
        (b"\xff", "is not valid JSON"),
        ("[]", "has to be an object of groups"),
        ('{"login": {"title": 3}}', r"has no text at login\.title"),
        ('{"login": {"title": " "}}', r"has no text at login\.title"),
        ('{"login": ["Sign in"]}', "has no text at login"),
        ('{"login": {"items": "Things"}}', r"has login\.items: please choose another name"),
    ],
)
def test_a_file_that_pages_cannot_use_stops_the_start(
    tmp_path: Path, content: str | bytes | None, words: str
) -> None:
    if content is not None:
        raw = content if isinstance(content, bytes) else content.encode()
        (tmp_path / "strings.json").write_bytes(raw)
    with pytest.raises(ConfigurationError, match=words) as caught:
        page_strings(tmp_path)
    assert str(tmp_path / "strings.json") in str(caught.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"login": "Anmelden"}', "has something else than a group at login"),
        ('{"login": {"title": {"a": "b"}}}', r"has something else than a text at login\.title"),
        ('{"login": {"service": "Mit %(dienst)s"}}', r"login\.service .*: %\(service\)s is"),
        ('{"login": {"service": "100 % %(service)s"}}', r"login\.service .*: %\(service\)s is"),
        ('{"login": {"title": "%(name)s"}}', r"login\.title .*: none is"),
    ],
)
def test_a_file_that_does_not_fit_ours_stops_the_start(
    tmp_path: Path, content: str, words: str
) -> None:
    (tmp_path / "strings.json").write_text(content)
    with pytest.raises(ConfigurationError, match=words):
        page_strings(tmp_path, TEMPLATES)


def render(source: str, **values: object) -> str:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    parts = '{% import "perijove/parts.html" as parts %}'
    return environment.from_string(parts + source).render(**values)


@pytest.mark.parametrize(
    "source",
    [
        "{{ text | format(name=name) }}",
        "{{ text | e | format(name=name) }}",
        "{{ text | e | format(name=parts.strong(name)) }}",
        "{{ text | e | format(name=parts.link(name, name)) }}",
    ],
)
def test_a_value_in_a_text_is_never_markup(source: str) -> None:
    page = render(source, text="Hello %(name)s & <i>all</i>", name=BOLD)
    assert BOLD not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    # Nor is the text itself.
    assert "&amp; &lt;i&gt;all&lt;/i&gt;" in page


def test_a_link_may_stand_in_a_text() -> None:
    page = render(
        "{{ text | e | format(link=parts.link(href, words)) }}",
        text="No account yet? %(link)s",
        href='/hub/signup?next="x',
        words="Sign up",
    )
    assert page == 'No account yet? <a href="/hub/signup?next=&#34;x">Sign up</a>'


#: What JupyterHub tells every page.
EVERY_PAGE = {
    "perijove_name": "Perijove",
    "perijove_prefix": "/services/perijove/",
    "base_url": "/hub/",
    "prefix": "/",
    "login_url": "/hub/login",
    "xsrf_token": "x",
    "static_url": lambda path, **_: path,
}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("login.html", {"login_service": "⟦GitHub⟧"}),
        ("login.html", {"authenticator": {"request_otp": True, "otp_prompt": "⟦Code⟧"}}),
        ("login.html", {"authenticator": {}, "login_term_url": "/terms"}),
        ("logout.html", {"announcement_logout": "⟦Come back soon⟧"}),
        ("my_message.html", {"message": "⟦Your account is ready.⟧"}),
        ("confirm.html", {"account": None}),
        ("confirm.html", {"account": {"username": "⟦ada⟧", "is_authorized": False}}),
        ("confirm.html", {"account": {"username": "⟦ada⟧", "is_authorized": True}}),
    ],
)
def test_pages_of_other_authenticators_have_no_words_of_their_own(
    tmp_path: Path, name: str, values: dict[str, object]
) -> None:
    strings = page_strings(in_brackets(TEMPLATES, tmp_path))
    page = render(f'{{% include "{name}" %}}', perijove_strings=strings, **{**EVERY_PAGE, **values})
    assert {text.removeprefix("· ") for text in outside(page)} == {"Perijove"}


def test_no_name_is_markup_in_any_text_with_a_place_for_one() -> None:
    strings = page_strings(TEMPLATES)
    for name, application in ((BOLD, "Their <i>lab</i>"), ("100%(name)s", "50%")):
        page = render(
            '{% include "oauth.html" %}',
            perijove_strings=strings,
            **EVERY_PAGE,
            oauth_client={"description": application, "redirect_uri": name},
            scope_descriptions=[{"scope": "x", "description": name, "filter": name}],
        )
        assert BOLD not in page
        assert "<i>lab</i>" not in page
    assert "<strong>50%</strong> would like" in page
    assert "You go on to 100%(name)s." in page


@pytest.mark.parametrize(
    ("most", "shown", "chosen"),
    [
        (None, ["1 Hour", "1 Day", "1 Week", "1 Month", "1 Year", "Never"], "Never"),
        (0, ["1 Hour", "1 Day", "1 Week", "1 Month", "1 Year", "Never"], "Never"),
        (604800, ["1 Hour", "1 Day", "1 Week"], "1 Week"),
        (1800, ["Max (30 minutes)"], "Max (30 minutes)"),
        (36000, ["1 Hour", "Max (10 hours)"], "Max (10 hours)"),
        (864000, ["1 Hour", "1 Day", "1 Week", "Max (10 days)"], "Max (10 days)"),
    ],
)
def test_a_token_lives_no_longer_than_the_hub_allows(
    most: int | None, shown: list[str], chosen: str
) -> None:
    page = render(
        '{% include "perijove/token_ends.html" %}',
        perijove_strings=page_strings(TEMPLATES),
        token_expires_in_max_seconds=most,
    )
    options = re.findall(r'<option value="(\d*)"( selected)?>\s*(.*?)\s*</option>', page)
    assert [label for _, _, label in options] == shown
    assert [label for _, selected, label in options if selected] == [chosen]
