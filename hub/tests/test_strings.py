"""Where handlers and spawners have their words from, in hubs of every kind."""

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
from perijove.config.strings import Strings, StringsMixin, shipped_strings
from perijove.spawner.spawn_error import SpawnError

from .bracket_language import in_brackets
from .real_hub import HUB_FOLDER

AWAY = "The server manager is restarting. Your server starts as soon as it is back."


@pytest.fixture(autouse=True)
def words_of_the_guard() -> Iterator[None]:
    """Each of these hubs gives its words to the one guard of this process."""
    yield
    guard_access(Strings())


def settings_with(strings: object) -> dict[str, Any]:
    return {"template_vars": {"perijove_strings": strings}}


def test_a_hub_has_words_of_its_own() -> None:
    strings = Strings.of(settings_with({"starts": {"away": "Moment."}}))
    assert strings.t("starts.away") == "Moment."
    # What its file lacks is said as it was shipped.
    assert strings.t("starts.failed") == "Your server could not start."


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"template_vars": {}},
        settings_with({}),
        settings_with(None),
        settings_with(lambda user: {}),
        settings_with({"starts": "Moment.", "refusals": {"unexplained": "%(other)s 100 %"}}),
    ],
)
def test_a_hub_that_was_configured_by_hand_has_words_too(settings: dict[str, Any]) -> None:
    strings = Strings.of(settings)
    assert strings.t("starts.away") == AWAY
    assert strings.t("refusals.unexplained", status=404) == "The backend answered 404."


def test_what_nobody_has_is_said_by_its_name() -> None:
    assert Strings().t("starts.nowhere", name="ada") == "starts.nowhere"


def test_the_shipped_file_is_read_once() -> None:
    assert shipped_strings() is shipped_strings()


def test_handlers_speak_in_the_words_of_their_hub() -> None:
    handler = StringsMixin()
    handler.settings = settings_with({"refusals": {"rename": {"nameTaken": "%(name)s: belegt"}}})
    assert handler.t("refusals.rename.nameTaken", name="100%") == "100%: belegt"
    assert handler.t("refusals.noServer") == "There is no such server."


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
    assert SpawnError.of(error, Strings()).jupyterhub_message == message


def test_scopes_are_described_in_the_words_of_the_hub(short_folder: Path) -> None:
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
    configure(c, {**environ, "PERIJOVE_TEMPLATES": str(templates)})
    described = [scope["description"] for scope in c.JupyterHub.custom_scopes.values()]
    assert [text[0] + text[-1] for text in described] == ["⟦⟧"] * 8


def test_words_of_an_operator_come_before_those_of_the_file(short_folder: Path) -> None:
    c = Config()
    c.JupyterHub.template_vars = settings_with({"scopes": {"notify": "Melden."}})["template_vars"]
    configure(c, {"PERIJOVE_DATA": str(short_folder), "PATH": "/usr/bin"})
    assert c.JupyterHub.custom_scopes["custom:perijove:notify"]["description"] == "Melden."


def test_an_installed_package_has_words(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=HUB_FOLDER, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    script = (
        "from perijove.config import strings; print(strings.__file__); "
        "print(strings.Strings().t('starts.away'))"
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
