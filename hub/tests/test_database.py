"""The hub's database: a write-ahead log where one can be, and nobody else's touched."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Engine
from traitlets.config import Config

from perijove import configure
from perijove.config import database


@pytest.fixture(autouse=True)
def _forget() -> object:
    yield
    if database._files:
        event.remove(Engine, "connect", database._prepare)
        database._files.clear()


def modes(url: str) -> tuple[str, int]:
    engine = create_engine(url)
    with engine.connect() as connection:
        mode = connection.execute(text("PRAGMA journal_mode")).scalar()
        synchronous = connection.execute(text("PRAGMA synchronous")).scalar()
    engine.dispose()
    return str(mode), int(synchronous or 0)


def test_commits_of_the_hubs_database_do_not_wait(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'hub.sqlite'}"
    assert database.use_write_ahead_log(url)
    assert modes(url) == ("wal", 1)
    # Another database in the same process keeps its ways: 2 is FULL.
    assert modes(f"sqlite:///{tmp_path / 'other.sqlite'}") == ("delete", 2)
    assert modes("sqlite:///:memory:") == ("memory", 2)


def test_configure_does_it_for_the_database_of_the_configuration(
    short_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(short_folder)
    environ = {"PERIJOVE_DATA": str(short_folder), "PATH": "/usr/bin"}
    c = Config()
    configure(c, environ)
    assert modes("sqlite:///jupyterhub.sqlite") == ("wal", 1)
    c.JupyterHub.db_url = "elsewhere.sqlite"
    configure(c, environ)
    assert modes(f"sqlite:///{short_folder / 'elsewhere.sqlite'}") == ("wal", 1)


def test_what_a_killed_hub_left_in_its_log_is_in_the_file_again(tmp_path: Path) -> None:
    file = tmp_path / "hub.sqlite"
    with closing(sqlite3.connect(file)) as hub:
        hub.execute("PRAGMA journal_mode = WAL")
        hub.execute("CREATE TABLE users (name TEXT)")
        hub.execute("INSERT INTO users VALUES ('ada')")
        hub.commit()
        left = {end: Path(f"{file}{end}").read_bytes() for end in ("", "-wal")}
    for end, content in left.items():
        Path(f"{file}{end}").write_bytes(content)
    database.use_write_ahead_log(f"sqlite:///{file}")
    # As `jupyterhub upgrade-db` copies it: the file alone.
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(file.read_bytes())
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT name FROM users").fetchall() == [("ada",)]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://hub@db/hub",
        "sqlite:///:memory:",
        "sqlite://",
        "sqlite:///file:hub?mode=memory&uri=true",
        "nonsense://",
    ],
)
def test_other_databases_stay_as_they_are(url: str) -> None:
    assert not database.use_write_ahead_log(url)


@pytest.mark.parametrize(
    ("kind", "can"), [("nfs4", False), ("cifs", False), ("fuse.sshfs", False), ("ext4", True)]
)
def test_a_network_file_system_cannot_have_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, can: bool
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "root / overlay rw 0 0\n"
        f"server:/srv {tmp_path} {kind} rw 0 0\n"
        f"server:/srv {tmp_path}-else xfs rw 0 0\n"
    )
    monkeypatch.setattr(database, "_MOUNTS", mounts)
    assert database.use_write_ahead_log(f"sqlite:///{tmp_path / 'hub.sqlite'}") is can


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB; making one takes root."""
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(tmp_path)],
        capture_output=True,
        check=False,
    )
    if made.returncode != 0:
        pytest.skip("a small disk takes root")
    yield tmp_path
    subprocess.run(["umount", "-l", str(tmp_path)], check=True)


def test_a_disk_without_a_free_byte_still_takes_what_the_hub_writes(small_disk: Path) -> None:
    url = f"sqlite:///{small_disk / 'hub.sqlite'}"
    assert database.use_write_ahead_log(url)
    engine = create_engine(url)
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE users (name TEXT)"))
        connection.commit()
        filler = small_disk / "filler"
        with pytest.raises(OSError, match="No space left"):
            filler.write_bytes(b"x" * (24 << 20))
        for number in range(2000):
            connection.execute(text("INSERT INTO users VALUES (:name)"), {"name": f"ada{number}"})
            connection.commit()
        connection.execute(text("UPDATE users SET name = 'grace' WHERE name = 'ada7'"))
        connection.commit()
        # Nothing of the reserve is left where tools look at tables.
        names = connection.execute(text("SELECT name FROM sqlite_master")).scalars().all()
    engine.dispose()
    assert names == ["users"]
