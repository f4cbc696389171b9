"""Keeps one command running: `python -m perijove.supervise COMMAND…`.

JupyterHub restarts a managed service too, but only when it looks, every 30 seconds. This process
restarts it within a second, and takes it down when the hub has gone, even after a `kill -9` of the
hub: a backend without a hub would hold its port against the next one.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

#: A command that ran at least this long starts again without a wait.
_STEADY_SECONDS = 10.0
_FIRST_WAIT_SECONDS = 0.5
_LONGEST_WAIT_SECONDS = 10.0
#: How long the command may take to shut down before it is killed; the hub gives us 15 seconds.
_GRACE_SECONDS = 12.0
_LOOK_SECONDS = 0.5


class Supervisor:
    """Runs the command until told to stop or until the parent has gone."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._parent = os.getppid()
        self._stopping = False

    def run(self) -> int:
        """Supervise; returns the exit code for this process."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        wait = _FIRST_WAIT_SECONDS
        while not self._finished():
            started = time.monotonic()
            try:
                child = subprocess.Popen(  # noqa: S603 -- the command is the configuration's
                    self._command,
                    preexec_fn=_die_with_parent,  # safe: this process has one thread
                )
            except OSError as error:
                _say(f"cannot run {self._command[0]}: {error}")
                return 127
            self._watch(child)
            if self._finished():
                return _take_down(child)
            if time.monotonic() - started >= _STEADY_SECONDS:
                wait = _FIRST_WAIT_SECONDS
            _say(f"the backend ended with status {child.returncode}; starting it again")
            self._pause(wait)
            wait = min(_LONGEST_WAIT_SECONDS, wait * 2)
        return 0

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _finished(self) -> bool:
        return self._stopping or os.getppid() != self._parent

    def _watch(self, child: subprocess.Popen[bytes]) -> None:
        while not self._finished():
            try:
                child.wait(_LOOK_SECONDS)
            except subprocess.TimeoutExpired:
                continue
            return

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._finished() and time.monotonic() < until:
            time.sleep(0.1)


def _die_with_parent() -> None:
    """Ask Linux to end the command when this process is killed outright."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def _take_down(child: subprocess.Popen[bytes]) -> int:
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    return 0


def _say(message: str) -> None:
    # A full disk or a reader that died costs this line, and never the backend.
    with contextlib.suppress(OSError):
        os.write(sys.stderr.fileno(), f"perijove: {message}\n".encode())


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python -m perijove.supervise COMMAND [ARGUMENT...]")
    sys.exit(Supervisor(sys.argv[1:]).run())
