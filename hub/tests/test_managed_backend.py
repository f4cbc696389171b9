"""The hub runs the backend itself: it comes back when killed, and never outlives the hub."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .real_hub import RealHub, free_port

# A backend in five lines: notes its pid and what it was told, and answers.
BACKEND = """
const { appendFileSync, writeFileSync } = require('node:fs');
appendFileSync(process.env.PERIJOVE_DATA + '/pids', process.pid + '\\n');
writeFileSync(process.env.PERIJOVE_DATA + '/told.json', JSON.stringify(process.env));
require('node:http').createServer((q, s) => s.end('backend ' + q.url))
  .listen(Number(process.env.PERIJOVE_BACKEND_PORT), '127.0.0.1');
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="pj-") as path:
        (Path(path) / "main.cjs").write_text(BACKEND)
        yield Path(path)


def pids(folder: Path) -> list[int]:
    with contextlib.suppress(FileNotFoundError):
        return [int(line) for line in (folder / "pids").read_text().split()]
    return []


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def until(condition: object, seconds: float = 10) -> None:
    assert callable(condition)
    for _ in range(int(seconds * 10)):
        if condition():
            return
        await asyncio.sleep(0.1)
    raise AssertionError("it did not happen in time")


async def test_a_killed_backend_is_back_within_seconds_and_goes_with_the_hub(folder: Path) -> None:
    hub = RealHub(
        folder,
        {
            "PERIJOVE_BACKEND": str(folder / "main.cjs"),
            "PERIJOVE_BACKEND_PORT": str(free_port()),
            "JUPYTERHUB_BASE_URL": "/platform",
            "JUPYTERHUB_SERVICE_MLFLOW": "1",
        },
        prefix="/platform",
    )
    await hub.start()
    try:
        page = await hub.browser().get("/platform/services/perijove/x")
        assert page.text == "backend /platform/services/perijove/x"
        told = (folder / "told.json").read_text()
        for name in ("JUPYTERHUB_API_TOKEN", "JUPYTERHUB_SERVICE_PREFIX", "PERIJOVE_INTERNAL_URL"):
            assert f'"{name}"' in told
        assert '"JUPYTERHUB_BASE_URL":"/platform/"' in told

        (first,) = pids(folder)
        os.kill(first, signal.SIGKILL)
        await until(lambda: len(pids(folder)) == 2, 5)
        second = pids(folder)[1]
        await asyncio.sleep(0.5)
        page = await hub.browser().get("/platform/services/perijove/y")
        assert page.text == "backend /platform/services/perijove/y"
    finally:
        await hub.stop(signal.SIGKILL)
    await until(lambda: not alive(second), 5)

    # The next hub finds its ports free again, and clears the proxy away that the first one left.
    await hub.start()
    await hub.stop()
    assert not alive(pids(folder)[-1])


async def test_a_stopped_supervisor_takes_its_command_down(folder: Path) -> None:
    pid_file = folder / "pid"
    script = f"import os,time; open({str(pid_file)!r},'w').write(str(os.getpid())); time.sleep(60)"
    supervisor = subprocess.Popen(
        [sys.executable, "-m", "perijove.supervise", sys.executable, "-c", script]
    )
    await until(lambda: pid_file.exists() and pid_file.read_text() != "")
    child = int(pid_file.read_text())
    supervisor.send_signal(signal.SIGINT)
    assert await asyncio.to_thread(supervisor.wait, 10) == 0
    assert not alive(child)


def test_a_command_that_cannot_run_is_told() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "perijove.supervise", "no-such-command-anywhere"],
        capture_output=True,
        check=False,
        timeout=20,
    )
    assert done.returncode == 127
    assert b"cannot run no-such-command-anywhere" in done.stderr
