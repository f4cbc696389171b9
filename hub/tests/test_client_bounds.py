"""What the client bears of an answer: so much, for so long, and nothing that is no HTTP."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest

from perijove.backend import client
from perijove.backend.client import InternalClient
from perijove.backend.protocol import BackendAwayError, ServerRef

from .test_client import START

REF = ServerRef("ada")
Say = Callable[[asyncio.StreamWriter], Coroutine[Any, Any, None]]
HEAD = b"HTTP/1.1 200 OK\r\n"


@asynccontextmanager
async def answering(say: Say) -> AsyncIterator[InternalClient]:
    """A server that gives every client this answer."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            await say(writer)
        except ConnectionError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        port = server.sockets[0].getsockname()[1]
        yield InternalClient(f"http://127.0.0.1:{port}", lambda: "internal-secret")
    finally:
        server.close()


async def without_end(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"\r\n")
    for _ in range(1000):
        writer.write(b"x" * 65536)
        await writer.drain()


async def one_huge_chunk(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffffffff\r\n")
    for _ in range(1000):
        writer.write(b"x" * 65536)
        await writer.drain()


async def trickling(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"Content-Length: 1000\r\n\r\n")
    for _ in range(100):
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.1)


@pytest.mark.parametrize("say", [without_end, one_huge_chunk])
async def test_an_answer_without_end_is_left(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "LONGEST_BODY", 1024 * 1024)
    async with answering(say) as asking:
        with pytest.raises(BackendAwayError):
            await asking.state(REF)


async def test_an_answer_that_trickles_is_left_at_its_time() -> None:
    async with answering(trickling) as asking:
        began = time.monotonic()
        with pytest.raises(BackendAwayError):
            await asking.state(REF, seconds=0.5)
        assert time.monotonic() - began < 5


@pytest.mark.parametrize("head", [b"Content-Length: -1\r\n\r\n", b"Content-Length: many\r\n\r\n"])
async def test_a_length_that_is_none_means_away(head: bytes) -> None:
    async def say(writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + head + b"{}")
        await writer.drain()

    async with answering(say) as asking:
        with pytest.raises(BackendAwayError):
            await asking.state(REF)


async def test_a_step_without_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "LONGEST_LINE", 1024 * 1024)
    async with answering(without_end) as asking:
        with pytest.raises(BackendAwayError):
            await anext(asking.start(REF, START))
