"""SQLite as a busy hub needs it: a commit does not wait for the disk.

JupyterHub commits about eight times for each server that starts, on the event loop that answers
all requests. By default, each commit waits for the disk two or three times; with a write-ahead
log it waits for none. A crash of the hub loses nothing. A power cut can lose the last moments,
and the servers that were started in them end with the same power cut.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import ArgumentError

#: A write-ahead log needs memory that all its readers share: no network can offer that.
_NETWORK = {
    *("9p", "afs", "ceph", "cifs", "drvfs", "glusterfs", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"),
    *("vboxsf", "virtiofs"),
}

_MOUNTS = Path("/proc/self/mounts")

_files: set[str] = set()

#: Taken beforehand, in the file and in its log: SQLite writes there when a disk has no byte left,
#: so a server can still be stopped, and an administrator can sign in to make room.
_RESERVE_BYTES = 4 * 1024 * 1024


def use_write_ahead_log(db_url: str) -> bool:
    """Give the hub's database a write-ahead log; says whether it is one that can have it."""
    file = _file_of(db_url)
    if file is None or _is_on_network(file):
        return False
    # A log that a killed hub left behind is written back now: `jupyterhub upgrade-db` copies the
    # file alone before it changes it.
    with suppress(sqlite3.Error):
        if file.exists():
            with closing(sqlite3.connect(file, timeout=1)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if not _files:
        event.listen(Engine, "connect", _prepare)
    _files.add(str(file))
    return True


def _prepare(connection: Any, _record: Any) -> None:
    """Called by SQLAlchemy for every new connection of this process, whatever its database."""
    if not isinstance(connection, sqlite3.Connection):
        return
    with closing(connection.cursor()) as cursor:
        _, _, file = cursor.execute("PRAGMA database_list").fetchone()
        if file and str(Path(file).resolve()) in _files:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = NORMAL")
            if not _has_reserve(Path(file)):
                _keep_reserve(cursor)


def _has_reserve(file: Path) -> bool:
    with suppress(OSError):
        return file.with_name(f"{file.name}-wal").stat().st_size >= _RESERVE_BYTES
    return False


def _keep_reserve(cursor: sqlite3.Cursor) -> None:
    """Take room; a disk that has none leaves everything as it was.

    The log goes with its last connection, so each hub does it once.
    """
    try:
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("CREATE TABLE perijove_reserve (room BLOB)")
        cursor.execute("INSERT INTO perijove_reserve VALUES (zeroblob(?))", (_RESERVE_BYTES,))
        cursor.execute("DROP TABLE perijove_reserve")
        cursor.execute("COMMIT")
        cursor.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    except sqlite3.Error:
        with suppress(sqlite3.Error):
            cursor.execute("ROLLBACK")


def _file_of(db_url: str) -> Path | None:
    if "://" not in db_url:
        db_url = f"sqlite:///{db_url}"  # as JupyterHub completes it
    try:
        url = make_url(db_url)
    except ArgumentError:
        return None
    name = url.database
    if url.get_backend_name() != "sqlite" or not name or name == ":memory:" or "mode" in url.query:
        return None
    return Path(name).resolve()


def _is_on_network(file: Path) -> bool:
    try:
        lines = _MOUNTS.read_text().splitlines()
    except OSError:
        return False  # not Linux
    best, kind = "", ""
    for line in lines:
        _, point, fstype, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        inside = point == "/" or str(file) == point or str(file).startswith(f"{point}/")
        if inside and len(point) >= len(best):
            best, kind = point, fstype
    return kind in _NETWORK or kind.startswith("fuse")
