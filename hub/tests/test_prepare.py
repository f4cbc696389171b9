"""What compose prepares before everything else: secrets, and their renewal after an upgrade."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

_FILE = Path(__file__).resolve().parents[2] / "images" / "hub" / "prepare.py"


@pytest.fixture
def prepare(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("prepare", _FILE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "PLATFORM_USER", os.getuid())
    return module


def writable(folder: Path) -> None:
    """As root is, who prepares: permissions do not stop it."""
    folder.chmod(0o700)


def test_secrets_are_made_once_and_readable_by_the_platform_alone(
    prepare: ModuleType, tmp_path: Path
) -> None:
    folder = tmp_path / "secrets"
    prepare.prepare_secrets(folder)
    before = {path.name: path.read_text() for path in folder.iterdir()}
    assert {"internal-token", "service-token"} <= before.keys()
    assert before["internal-token"] != before["service-token"]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o400}
    assert folder.stat().st_mode & 0o777 == 0o500

    writable(folder)
    prepare.prepare_secrets(folder)
    assert {path.name: path.read_text() for path in folder.iterdir()} == before


def test_a_token_that_labs_may_have_seen_is_renewed_once(
    prepare: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "service-token").write_text("seen by labs\n")
    (tmp_path / "internal-token").write_text("between hub and backend\n")
    prepare.prepare_secrets(tmp_path)
    renewed = (tmp_path / "service-token").read_text()
    assert renewed.strip() != "seen by labs"
    assert len(renewed.strip()) == 64
    assert (tmp_path / "internal-token").read_text() == "between hub and backend\n"

    writable(tmp_path)
    prepare.prepare_secrets(tmp_path)
    assert (tmp_path / "service-token").read_text() == renewed


def test_a_renewal_that_was_interrupted_is_done_again(
    prepare: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "service-token").write_text("seen by labs\n")

    def interrupted(_path: Path, _text: str) -> int:
        raise OSError("no space left")

    with monkeypatch.context() as broken:
        broken.setattr(Path, "write_text", interrupted)
        with pytest.raises(OSError, match="no space"):
            prepare.prepare_secrets(tmp_path)
    prepare.prepare_secrets(tmp_path)
    assert (tmp_path / "service-token").read_text().strip() != "seen by labs"


def test_a_token_that_an_operator_removed_is_made_again(
    prepare: ModuleType, tmp_path: Path
) -> None:
    prepare.prepare_secrets(tmp_path)
    before = (tmp_path / "service-token").read_text()
    writable(tmp_path)
    (tmp_path / "service-token").unlink()
    prepare.prepare_secrets(tmp_path)
    assert (tmp_path / "service-token").read_text() != before
