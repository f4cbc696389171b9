"""A pid file that a killed hub left behind, whose number belongs to another process now."""

from __future__ import annotations

from pathlib import Path

_PROXY = b"configurable-http-proxy"
_PROCESSES = Path("/proc")


def remove_stale_pid_file(file: Path) -> None:
    """Remove the proxy's pid file unless the process whose number is in it is such a proxy.

    JupyterHub takes the process with this number for its former proxy, and ends it. In a container
    that was started again, numbers begin at one: it is likely the hub itself, or one of its
    threads, and the hub would end itself at each start.
    """
    try:
        pid = int(file.read_text().strip())
    except FileNotFoundError:
        return
    except ValueError:
        file.unlink()
        return
    if not _PROCESSES.exists():
        return  # no Linux: the process cannot be looked up, JupyterHub decides
    try:
        command = (_PROCESSES / str(pid) / "cmdline").read_bytes()
    except OSError:
        command = b""
    if _PROXY not in command:
        file.unlink(missing_ok=True)
