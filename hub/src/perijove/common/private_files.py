"""Makes the platform's files readable only by the account that it runs under."""

from __future__ import annotations

import stat
from pathlib import Path

#: What is the platform's in its data folder; the backend has the same list. What users of local
#: processes keep lies in `engine`, which is closed itself and not what it holds.
_OURS = ("backend", "hub", "secrets", "run", "logs", "certs", "lab-scripts", "ports.json")
_OTHERS = 0o077


def make_private(data: Path) -> list[str]:
    """Take from group and others what they may do with the platform's files below `data`.

    Links are neither followed nor changed, and nothing else in the folder is touched. Returns what
    could not be closed, in words for the log.
    """
    problems: list[str] = []
    _close(data, problems)
    _close(data / "engine", problems)
    for name in _OURS:
        _close_all(data / name, problems)
    return problems


def _close_all(path: Path, problems: list[str]) -> None:
    if not _close(path, problems):
        return
    try:
        inside = list(path.iterdir())
    except OSError as error:
        problems.append(f"{path} cannot be read: {error}")
        return
    for one in inside:
        _close_all(one, problems)


def _close(path: Path, problems: list[str]) -> bool:
    """Close one thing; whether it is a directory."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    if stat.S_ISLNK(mode):
        return False
    if mode & _OTHERS:
        try:
            path.chmod(stat.S_IMODE(mode) & ~_OTHERS)
        except OSError as error:
            problems.append(f"{path} stays open to other accounts of this machine: {error}")
    return stat.S_ISDIR(mode)
