"""The texts of handlers and spawners, in hubs of every kind."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from traitlets.config import Config

from perijove import configure
from perijove.access.revoke import guard_access
from perijove.backend.protocol import BackendRefusedError, ServerFailedError
from perijove.config.service import describe_scope
from perijove.config.strings import SETTING, Strings, StringsMixin, shipped_strings
from perijove.pages.full_disks import size
from perijove.spawner.spawn_error import SpawnError

from .bracket_language import LANGUAGE, in_brackets
from .real_hub import HUB_FOLDER

AWAY = "The server manager is restarting. Your server starts as soon as it is back."


@pytest.fixture(autouse=True)
def strings_of_the_guard() -> Iterator[None]:
    """Each of these hubs gives its strings to the one guard of this process."""
    yield
    guard_access(shipped_strings())


@pytest.mark.parametrize("settings", [{}, {SETTING: None}, {SETTING: {"starts": "Moment."}}])
def test_a_hub_that_was_configured_by_hand_has_strings_too(settings: dict[str, Any]) -> None:
    strings = Strings.of(settings)
    assert strings.t("starts.away") == AWAY
    assert strings.t("refusals.unexplained", status=404) == "The backend answered 404."


def test_a_text_that_is_not_there_is_its_key() -> None:
    assert Strings({}).t("starts.nowhere", name="ada") == "starts.nowhere"
    assert Strings({}).t("starts.nowhere", default="Gone", count=2) == "Gone"
    assert Strings({"en": {"a": "{{b}} {{c}}"}}).t("a", c=1) == "{{b}} 1"


def test_the_shipped_catalogs_are_read_once() -> None:
    assert shipped_strings() is shipped_strings()


def test_handlers_have_the_strings_of_their_hub() -> None:
    handler = StringsMixin()
    handler.settings = {SETTING: Strings({"en": {"refusals.nameTaken": "{{name}}: belegt"}})}
    assert handler.t("refusals.nameTaken", name="{{name}}") == "{{name}}: belegt"


@pytest.mark.parametrize(
    ("language", "count", "form"),
    [
        ("en", 0, "other"),
        ("en", 1, "one"),
        ("en", 2, "other"),
        ("fr", 0, "one"),
        ("fr", 1, "one"),
        ("fr", 2, "other"),
        ("fr", 1_000_000, "many"),
        ("pl", 3, "few"),
        ("pl", 5, "many"),
        ("pt-BR", 0, "one"),
        ("xx-unknown", 1, "one"),
    ],
)
def test_a_count_chooses_the_form_of_the_language(language: str, count: int, form: str) -> None:
    catalog = {f"left_{form}": form for form in ("one", "few", "many", "other")}
    assert Strings({language: catalog}, fixed=language).t("left", count=count) == form
    # The form that every language has stands for the others.
    assert Strings({language: {"left_other": "?"}}, fixed=language).t("left", count=count) == "?"


def test_bytes_are_written_as_in_the_language() -> None:
    strings = shipped_strings()
    assert size(strings, 1.5 * 1024**3) == "1.5 GiB"
    assert size(strings.within("fr"), 1.5 * 1024**3) == "1,5\N{NO-BREAK SPACE}Gio"
    assert size(strings, None) == "0 B"


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (ServerFailedError("engine", "No room."), "No room."),
        (ServerFailedError("engine", ""), "Your server could not start."),
        (BackendRefusedError(403, "forbidden", "Not you."), "Not you."),
        (BackendRefusedError(403, "error", ""), "The backend answered 403."),
        (
            BackendRefusedError(401, "unauthorized", "Wrong token."),
            "The hub and the server manager do not share the same secret. "
            "Please tell an administrator: PERIJOVE_INTERNAL_TOKEN differs.",
        ),
    ],
)
def test_a_start_that_failed_always_says_why(
    error: ServerFailedError | BackendRefusedError, message: str
) -> None:
    assert SpawnError(error, shipped_strings()).jupyterhub_message == message


def test_scopes_are_described_in_the_texts_of_the_hub(short_folder: Path) -> None:
    environ = {"PERIJOVE_DATA": str(short_folder), "PATH": "/usr/bin"}
    c = Config()
    configure(c, environ)
    admin = {
        "description": "Administer Perijove: activity, settings and everyone's notifications.",
        "subscopes": ["custom:perijove:notify"],
    }
    assert c.JupyterHub.custom_scopes["custom:perijove:admin"] == admin
    templates = in_brackets(HUB_FOLDER.parent / "hub-templates", short_folder)
    c = Config()
    language = {"PERIJOVE_TEMPLATES": str(templates), "PERIJOVE_LANGUAGE": f"{LANGUAGE}-EO"}
    configure(c, {**environ, **language})
    described = [scope["description"] for scope in c.JupyterHub.custom_scopes.values()]
    assert [text[0] + text[-1] for text in described] == ["⟦⟧"] * 8


def test_a_scope_is_described_in_the_language_of_the_request() -> None:
    french = shipped_strings().within("fr")
    ours, theirs = "Read the logs of servers.", "Read our logs."
    assert describe_scope(french, "custom:perijove:logs", ours) == "Lire les journaux des serveurs."
    assert describe_scope(french, "custom:perijove:logs", theirs) == theirs
    assert describe_scope(french, "list:users", ours) == ours


def test_an_installed_package_has_strings(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=HUB_FOLDER, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    script = (
        "from perijove.config import strings; print(strings.__file__); "
        "print(strings.shipped_strings().t('starts.away'))"
    )
    said = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "installed")},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    assert said == [str(tmp_path / "installed" / "perijove" / "config" / "strings.py"), AWAY]
