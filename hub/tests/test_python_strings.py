"""Texts for users in Python are in the catalogs; only texts for operators are in the code."""

from __future__ import annotations

from textwrap import dedent

import pytest

from .python_strings import sentences_in, uses_in_python
from .real_hub import HUB_FOLDER

FOLDER = HUB_FOLDER / "src" / "perijove"
FILES = sorted(FOLDER.rglob("*.py"))

#: Functions whose sentences may stand where they are: nobody reads them on a page or in an answer.
LEFT = {
    ("check_config.py", ""): "on the terminal of an operator",
    ("configured_server.py", ""): "a mistake in a hook, in the log",
    ("configured_server.py", "__getattr__"): "a mistake in a hook, in the log",
    ("command_line.py", ""): "on the terminal of an operator",
    ("previous_spawner.py", ""): "for operators: into the log, or on their terminal",
    ("volume_advice.py", ""): "for operators: into the log, or on their terminal",
    ("revoke.py", "_noted"): "JupyterHub's own note of a server's token, which it looks for",
    ("__init__.py", "__getattr__"): "a mistake in a program, in Python's own words",
    ("client.py", "_body"): "goes into the log",
    ("client_address.py", "__init__"): "stops the start: a setting is wrong",
    ("settings.py", "__init__"): "stops the start: the head of a ConfigurationError",
    ("allowed_hosts.py", "parse_hosts"): "stops the start: a setting is wrong",
    ("framing.py", "parse_origins"): "stops the start: a setting is wrong",
    ("custom_templates.py", ""): "markup without a word",
    ("custom_templates.py", "_problems"): "goes into the log",
    ("locales.py", "_check_against"): "stops the start: a catalog is wrong",
    ("locales.py", "_read"): "stops the start: a catalog is wrong",
    ("locales.py", "read_catalogs"): "stops the start: a catalog is missing",
    ("settings.py", "language"): "stops the start: a setting is wrong",
    ("host_guard.py", "prepare"): "markup without a word",
    ("sign_up.py", "_whole_addresses"): "stops the start: a setting is wrong",
    ("settings.py", "must_be_plain"): "stops the start: a setting is wrong",
    ("private_files.py", "_close"): "goes into the log",
    ("private_files.py", "_close_all"): "goes into the log",
    ("settings.py", "command"): "stops the start: a setting is wrong",
    ("settings.py", "count"): "stops the start: a setting is wrong",
    ("settings.py", "port"): "stops the start: a setting is wrong",
    ("settings.py", "port_of"): "stops the start: a setting is wrong",
    ("settings.py", "read"): "stops the start: settings do not go together",
    ("settings.py", "secret"): "stops the start: a file cannot be read",
    ("first_admin.py", "_no_way_in"): "stops the start: nobody could administer",
    ("endpoint.py", "parse"): "stops the start, or the spawner of a hub configured by hand",
    (
        "lab_tokens.py",
        "post",
    ): "JupyterHub's own note of a server's token, which its code looks for",
    ("secret_files.py", "read"): "goes into the log, or stops the start",
    ("service.py", ""): "the description of the backend's role, which JupyterHub shows nowhere",
    ("supervise.py", ""): "on the terminal",
    ("supervise.py", "run"): "goes into the log",
    ("template_files.py", "templates_folder"): "stops the start: the templates are missing",
}


#: Of these all functions speak to operators.
ADVISERS = {"check_config.py", "previous_spawner.py", "volume_advice.py"}


def sentences() -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for file in FILES:
        for sentence in sentences_in(file.read_text()):
            function = "" if file.name in ADVISERS else sentence.function
            found.setdefault((file.name, function), []).append(sentence.text)
    return found


def test_python_has_no_sentences_for_users() -> None:
    assert {place: texts for place, texts in sentences().items() if place not in LEFT} == {}


def test_every_exception_is_still_one() -> None:
    assert sorted(LEFT.keys() - sentences().keys()) == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('raise web.HTTPError(404, "There is no such server.")', "There is no such server."),
        ('raise HTTPError(404, "Gone")', "Gone"),
        ('raise web.HTTPError(404, reason="Gone")', "Gone"),
        ('raise RefusedError(404, "no_account", f"There is no {name}.")', "There is no \ufffc."),
        ('raise RefusedError(404, "no_account", f"{name}?" + "not")', "not"),
        ('log.note("waiting")', "waiting"),
        # Not said, but shown as it is.
        ('raise web.HTTPError(404, "refusals.noServer")', "refusals.noServer"),
        ('_AWAY = "The server manager is restarting."', "The server manager is restarting."),
        ('ANSWERS = {1: ("code", "not now")}', "not now"),
        ('def f(): return ("name_invalid", f"{name} is in use")', "\ufffc is in use"),
        ('self.finish({"message": "Done."})', "Done."),
        ('self.log.info(self.answer("It is done"))', None),
        ('def f():\n    """Says what it does."""\n    x: str = "is it so"', "is it so"),
    ],
)
def test_the_check_finds(source: str, text: str | None) -> None:
    assert [sentence.text for sentence in sentences_in(source)] == ([text] if text else [])


@pytest.mark.parametrize(
    "source",
    [
        '"""A module."""\nX = 1\n"""What it is."""',
        'class A:\n    """A class."""\n    def f(self):\n        """A function."""',
        'raise RefusedError(404, "no_account", "refusals.accounts.noAccount", name=name)',
        'raise web.HTTPError(404, self.t("refusals.noServer"))',
        "raise web.HTTPError(error.status, error.text_in(self.strings)) from error",
        'self.log.info("%s made the account %s", self.current_user.name, name)',
        'app_log.exception("A visit was not told to the audit log")',
        'raise BackendAwayError(f"cannot read the token: {error}")',
        'name = Unicode(config=True, help="The secret for it.")',
        'self.set_header("Retry-After", "5"); kind = "text/html; charset=utf-8"',
        'cursor.execute("PRAGMA synchronous = NORMAL")',
        'hub.load_roles = [{"name": "perijove-backend", "scopes": ["read:users!user=ada"]}]',
    ],
)
def test_the_check_bears_with(source: str) -> None:
    assert sentences_in(source) == []


def test_the_reader_of_python_follows_calls_and_tables() -> None:
    source = """
    TABLE = {1: "signup.answers.ready", 2: "user.sign_in", 3: "signup.answers are many"}
    def f(self):
        if self.busy:
            raise RefusedError(409, "no_way", "refusals.noWay", name=self.name)
        return self.t("fields.rules", length=8) + strings.t("typo.title")
    """
    uses = uses_in_python(dedent(source), {"signup", "fields"})
    assert {(use.path, use.values) for use in uses} == {
        ("signup.answers.ready", None),
        ("fields.rules", frozenset({"length"})),
        ("refusals.noWay", frozenset({"name"})),
        ("typo.title", None),
    }
