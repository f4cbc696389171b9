"""The catalogs of texts: what stops the start, and how texts get values."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from traitlets.config import Config

from perijove import ConfigurationError, configure
from perijove.config.locales import read_catalogs
from perijove.config.strings import Strings

from .bracket_language import LANGUAGE, in_brackets, outside
from .real_hub import HUB_FOLDER

TEMPLATES = HUB_FOLDER.parent / "hub-templates"
BOLD = "<b>x</b>"


def with_catalog(folder: Path, content: str | bytes, language: str = "en") -> Path:
    """A folder of templates that has this catalog alone."""
    (folder / "locales").mkdir(exist_ok=True)
    raw = content if isinstance(content, bytes) else content.encode()
    (folder / "locales" / f"{language}.json").write_bytes(raw)
    return folder


def test_languages_are_found_by_their_files(tmp_path: Path) -> None:
    assert read_catalogs(TEMPLATES).keys() == {"en", "fr"}
    theirs = with_catalog(tmp_path, '{"login": {"title": "Anmelden"}}', "de")
    catalogs = read_catalogs(theirs, TEMPLATES)
    assert catalogs.keys() == {"de", "en", "fr"}
    assert catalogs["de"]["login.title"] == "Anmelden"
    assert catalogs["de"]["login.noAccountLink"] == "Sign up"


def test_templates_of_an_operator_stand_first_and_keep_the_texts(short_folder: Path) -> None:
    c = Config()
    c.JupyterHub.template_paths = ["/their/templates"]
    configure(c, {"PERIJOVE_DATA": str(short_folder), "PATH": "/usr/bin"})
    assert c.JupyterHub.template_paths[0] == "/their/templates"
    assert c.JupyterHub.template_vars["t"](None)("login.title") == "Sign in"


def test_texts_come_from_the_folder_of_the_templates_and_what_it_lacks_from_ours(
    short_folder: Path,
) -> None:
    folder = short_folder / "templates"
    shutil.copytree(TEMPLATES, folder)
    shutil.rmtree(folder / "locales")
    theirs = {"login": {"title": "Welcome", "answers": {"wrong": "No."}}, "new": "Ours"}
    with_catalog(folder, json.dumps(theirs))
    with_catalog(folder, '{"login": {"title": "Bienvenue"}}', "fr")
    c = Config()
    environ = {"PERIJOVE_DATA": str(short_folder), "PATH": "/usr/bin"}
    configure(c, {**environ, "PERIJOVE_TEMPLATES": str(folder)})
    strings = Strings.of(c.JupyterHub.tornado_settings)
    assert strings.t("login.title") == "Welcome"
    assert strings.t("login.answers.wrong") == "No."
    assert strings.t("login.noAccountLink") == "Sign up"
    assert strings.t("new") == "Ours"
    french = strings.within("fr")
    assert french.t("login.title") == "Bienvenue"
    assert french.t("login.noAccountLink") == "Créer un compte"
    assert french.t("new") == "Ours"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "is not valid JSON"),
        (b"\xff", "is not valid JSON"),
        ("[]", "has to be an object of groups"),
        ('{"login": {"title": 3}}', r"has no text at login\.title"),
        ('{"login": {"title": " "}}', r"has no text at login\.title"),
        ('{"login": ["Sign in"]}', "has no text at login"),
        ('{"login": "Anmelden"}', "has a text instead of a group at login"),
        ('{"login": {"title": {"a": "b"}}}', r"has a group instead of a text at login\.title"),
        ('{"login": {"service": "Mit {{dienst}}"}}', r"login\.service: \{\{service\}\} is"),
        ('{"login": {"service": "Mit {{service"}}', r"login\.service: \{\{service\}\} is"),
        ('{"login": {"title": "{{name}}"}}', r"login\.title: none is"),
        ('{"login": {"answers": {"paused_few": "{{x}}"}}}', r"paused_few: \{\{count\}\} is"),
    ],
)
@pytest.mark.parametrize("language", ["en", "pl"])
def test_a_catalog_that_pages_cannot_use_stops_the_start(
    tmp_path: Path, content: str | bytes, problem: str, language: str
) -> None:
    with pytest.raises(ConfigurationError, match=problem) as caught:
        read_catalogs(with_catalog(tmp_path, content, language), TEMPLATES)
    assert str(tmp_path / "locales" / f"{language}.json") in str(caught.value)


def test_a_file_named_after_no_language_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="is not named after a language"):
        read_catalogs(with_catalog(tmp_path, "{}", "en.old"), TEMPLATES)
    with pytest.raises(ConfigurationError, match=r"en\.json.*is missing"):
        read_catalogs(tmp_path / "nowhere")


STRINGS = Strings(read_catalogs(TEMPLATES))


def render(source: str, **values: object) -> str:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    parts = '{% import "perijove/parts.html" as parts with context %}'
    return environment.from_string(parts + source).render(**values)


def strings_with(text: str) -> Strings:
    return Strings({"en": {"text": text}})


@pytest.mark.parametrize(
    "source",
    [
        '{{ t("text", name=name) }}',
        '{{ t("text", name=parts.strong(name)) }}',
        '{{ t("text", name=parts.link(name, name)) }}',
    ],
)
def test_a_value_in_a_text_is_never_markup(source: str) -> None:
    page = render(source, t=strings_with("Hello {{name}} & <i>all</i>").t, name=BOLD)
    assert BOLD not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    # Nor is the text itself.
    assert "&amp; &lt;i&gt;all&lt;/i&gt;" in page


def test_a_link_may_stand_in_a_text() -> None:
    page = render(
        '{{ t("text", link=parts.link(href, label)) }}',
        t=strings_with("No account yet? {{link}}").t,
        href='/hub/signup?next="x',
        label="Sign up",
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
    "perijove_scope": lambda _scope, described: described,
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
def test_pages_of_other_authenticators_have_only_texts_of_the_catalog(
    tmp_path: Path, name: str, values: dict[str, object]
) -> None:
    strings = Strings(read_catalogs(in_brackets(TEMPLATES, tmp_path)), fixed=LANGUAGE)
    page = render(f'{{% include "{name}" %}}', t=strings.t, **{**EVERY_PAGE, **values})
    assert {text.removeprefix("· ") for text in outside(page)} == {"Perijove"}


def test_no_name_is_markup_in_any_text_with_a_place_for_one() -> None:
    for name, application in ((BOLD, "Their <i>lab</i>"), ("100{{name}}", "{{50}}")):
        page = render(
            '{% include "oauth.html" %}',
            t=STRINGS.t,
            **EVERY_PAGE,
            oauth_client={"description": application, "redirect_uri": name},
            scope_descriptions=[{"scope": "x", "description": name, "filter": name}],
        )
        assert BOLD not in page
        assert "<i>lab</i>" not in page
    assert "<strong>{{50}}</strong> would like" in page
    assert "You go on to 100{{name}}." in page


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
        t=STRINGS.t,
        token_expires_in_max_seconds=most,
    )
    options = re.findall(r'<option value="(\d*)"( selected)?>\s*(.*?)\s*</option>', page)
    assert [label for _, _, label in options] == shown
    assert [label for _, selected, label in options if selected] == [chosen]
