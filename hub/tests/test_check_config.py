"""`perijove check-config`: the same beforehand, on the terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import perijove
from perijove.check_config import BROKEN, GOOD, LOST, check, report, run
from perijove.command_line import main

FOLDER = Path(__file__).parent / "configurations"


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("with_perijove", GOOD),
        ("deploy_docker", LOST),
        ("form_with_reader", GOOD),
        ("stops_half_way", BROKEN),
    ],
)
def test_the_status_tells_scripts_how_it_went(
    name: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(str(FOLDER / f"{name}.py"), {}) == status
    assert capsys.readouterr().out.rstrip().split("\n")[-1].startswith(f"{FOLDER / name}.py: ")


def test_it_says_what_the_hub_says_at_its_start() -> None:
    file = FOLDER / "deploy_docker.py"
    said = report(file, check(file, {}))
    assert "c.DockerSpawner.image does not count.\n    Write JUPYTERHUB_NOTEBOOK_IMAGE=" in said
    assert "      - suffix: workspace\n        name: jupyterhub-user-{username}" in said
    assert "go on counting:\n    c.DockerSpawner.cmd\n    c.DockerSpawner.debug" in said
    assert "can go:\n    c.DockerSpawner.remove\n    c.DockerSpawner.use_internal_ip" in said
    assert "perijove.configure(c)" in said


def test_a_file_that_stops_is_looked_at_up_to_there() -> None:
    file = FOLDER / "stops_half_way.py"
    checked = check(file, {"PERIJOVE_PORT": "eighty"})
    said = report(file, checked)
    assert "stops in line 9: KeyError: 'AN_IMAGE_THAT_NOBODY_NAMED'" in said
    assert "mem_limit" in said
    assert "lots" in said
    assert "PERIJOVE_PORT is 'eighty'" in said


def test_checking_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = perijove.configure
    assert check(FOLDER / "with_perijove.py", {}).configured
    assert list(tmp_path.iterdir()) == []
    assert perijove.configure is before


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-config", "/no/such/file.py"]) == BROKEN
    assert "There is no file /no/such/file.py." in capsys.readouterr().err


def test_it_is_a_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "perijove", "check-config", str(FOLDER / "with_perijove.py")],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (GOOD, "")
    assert done.stdout.endswith("everything in it counts.\n")
