"""Whatever becomes of the log, hub, proxy and backend go on: a full disk, a reader that died."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .real_hub import RealHub, free_port

BACKEND = """
require('node:http').createServer((q, s) => s.end('backend'))
  .listen(Number(process.env.PERIJOVE_BACKEND_PORT), '127.0.0.1');
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="pj-") as path:
        (Path(path) / "main.cjs").write_text(BACKEND)
        yield Path(path)


def hub_in(folder: Path) -> RealHub:
    port = free_port()
    return RealHub(
        folder,
        {"PERIJOVE_BACKEND": str(folder / "main.cjs"), "PERIJOVE_BACKEND_PORT": str(port)},
    )


def resident_mb(pid: int) -> float:
    pages = int((Path("/proc") / str(pid) / "statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def cpu_seconds(pid: int) -> float:
    fields = (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def answers(hub: RealHub) -> bool:
    with contextlib.suppress(OSError, AssertionError):
        page = await hub.browser().get("/hub/login")
        return page.status == 200
    return False


async def backend_answers(hub: RealHub) -> bool:
    with contextlib.suppress(OSError):
        return (await hub.browser().get("/services/perijove/x")).text == "backend"
    return False


async def goes_on(hub: RealHub, folder: Path) -> None:
    proxy = proxy_of(folder)
    assert await answers(hub)
    assert await backend_answers(hub)
    # The proxy writes of the backend that it does not find, its supervisor of starting it again.
    os.kill(backend_of(folder), signal.SIGKILL)
    used, began = resident_mb(proxy), cpu_seconds(proxy)
    back = False
    for _ in range(30):
        back = await backend_answers(hub) or back
        await asyncio.sleep(0.1)
    assert back, "the backend is not back"
    assert await answers(hub)
    assert proxy_of(folder) == proxy, "the proxy was replaced"
    assert resident_mb(proxy) - used < 20, "the proxy grows"
    assert cpu_seconds(proxy) - began < 1.5, "the proxy runs wild"


async def test_a_disk_without_room_for_the_log_stops_nothing(folder: Path) -> None:
    hub = hub_in(folder)
    with Path("/dev/full").open("wb") as log:
        await hub.start(log.fileno())
    try:
        await goes_on(hub, folder)
    finally:
        await hub.stop()


async def test_a_reader_of_the_log_that_died_stops_nothing(folder: Path) -> None:
    hub = hub_in(folder)
    # A launcher written for Node gives its children sockets for their output, not pipes.
    reader, writer = socket.socketpair()
    with writer:
        drain = asyncio.create_task(asyncio.to_thread(read_until, reader, b"JupyterHub is now"))
        await hub.start(writer.fileno())
    await asyncio.wait_for(drain, 20)
    reader.close()
    try:
        await goes_on(hub, folder)
    finally:
        await hub.stop()


def read_until(reader: socket.socket, words: bytes) -> None:
    """Read as a launcher does, until the hub is up; a full pipe would stop it before."""
    seen = b""
    while words not in seen:
        piece = reader.recv(65536)
        if not piece:
            return
        seen = seen[-4096:] + piece


def proxy_of(folder: Path) -> int:
    return int((folder / "hub" / "proxy.pid").read_text())


def backend_of(folder: Path) -> int:
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with contextlib.suppress(OSError):
            command = (entry / "cmdline").read_bytes()
            if command.startswith(b"node\0") and str(folder / "main.cjs").encode() in command:
                return int(entry.name)
    raise AssertionError("there is no backend")
