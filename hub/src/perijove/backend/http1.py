"""A small HTTP/1.1 client for one purpose: the internal API, over a unix socket or TCP.

Each call has its own connection, so leaving a streamed answer early closes it and the backend
notices at once. A pooled client cannot promise that, and on a local socket a connection is cheap.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from perijove.common.endpoint import Endpoint

_MAX_HEADER_BYTES = 64 * 1024
_CHUNK_BYTES = 64 * 1024

#: No answer of the backend that is read whole is longer: a thousand lines of a lab's log.
LONGEST_BODY = 16 * 1024 * 1024


class ConnectionLostError(Exception):
    """The peer could not be reached, went away, or did not speak HTTP/1.1."""


def _host_header(endpoint: Endpoint) -> str:
    if endpoint.socket_path is not None:
        return "localhost"
    host = f"[{endpoint.host}]" if ":" in endpoint.host else endpoint.host
    return f"{host}:{endpoint.port}"


@dataclass
class Response:
    """Status and headers; the body is read through `chunks`, piece by piece."""

    status: int
    headers: Mapping[str, str]
    _reader: asyncio.StreamReader
    _idle_seconds: float

    async def chunks(self) -> AsyncIterator[bytes]:
        """The body as it arrives. ConnectionLostError when it ends early or falls silent."""
        if self.headers.get("transfer-encoding", "").lower() == "chunked":
            async for piece in self._chunked():
                yield piece
        elif "content-length" in self.headers:
            left = _length(self.headers["content-length"], 10)
            while left > 0:
                piece = await self._read(self._reader.read(min(left, _CHUNK_BYTES)))
                if not piece:
                    raise ConnectionLostError("the answer ended early")
                left -= len(piece)
                yield piece
        else:
            while piece := await self._read(self._reader.read(_CHUNK_BYTES)):
                yield piece

    async def body(self) -> bytes:
        """The whole body; ConnectionLostError when it is longer than any that we ask for."""
        pieces, size = [], 0
        async for piece in self.chunks():
            size += len(piece)
            if size > LONGEST_BODY:
                raise ConnectionLostError("the answer is too long")
            pieces.append(piece)
        return b"".join(pieces)

    async def _chunked(self) -> AsyncIterator[bytes]:
        while True:
            line = await self._read(self._reader.readuntil(b"\r\n"))
            left = _length(line.split(b";", 1)[0].decode("latin-1"), 16)
            if left == 0:
                return
            while left > 0:
                piece = await self._read(self._reader.readexactly(min(left, _CHUNK_BYTES)))
                left -= len(piece)
                yield piece
            await self._read(self._reader.readexactly(2))

    async def _read(self, reading: Coroutine[Any, Any, bytes]) -> bytes:
        return await _bounded(reading, self._idle_seconds)


def _length(text: str, base: int) -> int:
    try:
        length = int(text, base)
    except ValueError as error:
        raise ConnectionLostError("the answer is not valid HTTP") from error
    if length < 0:
        raise ConnectionLostError("the answer is not valid HTTP")
    return length


async def _bounded(reading: Coroutine[Any, Any, bytes], seconds: float) -> bytes:
    try:
        return await asyncio.wait_for(reading, seconds)
    except (asyncio.TimeoutError, TimeoutError) as error:
        raise ConnectionLostError(f"no answer for {seconds:g} s") from error
    except (OSError, EOFError, asyncio.LimitOverrunError) as error:
        raise ConnectionLostError("the connection was lost") from error


async def _connect(
    endpoint: Endpoint, seconds: float
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    try:
        if endpoint.socket_path is not None:
            opening = asyncio.open_unix_connection(endpoint.socket_path, limit=_MAX_HEADER_BYTES)
        else:
            opening = asyncio.open_connection(endpoint.host, endpoint.port, limit=_MAX_HEADER_BYTES)
        return await asyncio.wait_for(opening, seconds)
    except (asyncio.TimeoutError, TimeoutError, OSError) as error:
        raise ConnectionLostError("cannot connect") from error


@asynccontextmanager
async def request(
    endpoint: Endpoint,
    method: str,
    target: str,
    *,
    headers: Mapping[str, str],
    body: bytes = b"",
    connect_seconds: float = 5,
    idle_seconds: float = 30,
) -> AsyncIterator[Response]:
    """Send one request and hand over the answer; leaving the block closes the connection.

    `target` must already be percent-encoded. `idle_seconds` bounds every silence, not the whole
    exchange. Raises ConnectionLostError, never an OSError.
    """
    reader, writer = await _connect(endpoint, connect_seconds)
    try:
        lines = [
            f"{method} {target} HTTP/1.1",
            f"Host: {_host_header(endpoint)}",
            "Connection: close",
            f"Content-Length: {len(body)}",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        try:
            writer.write("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)
            await asyncio.wait_for(writer.drain(), idle_seconds)
        except (asyncio.TimeoutError, TimeoutError, OSError) as error:
            raise ConnectionLostError("the connection was lost") from error
        status, answer_headers = _parse_head(
            await _bounded(reader.readuntil(b"\r\n\r\n"), idle_seconds)
        )
        yield Response(status, answer_headers, reader, idle_seconds)
    finally:
        # abort(), not close(): an answer that nobody reads on must not linger in a buffer.
        with suppress(Exception):
            writer.transport.abort()


def _parse_head(head: bytes) -> tuple[int, dict[str, str]]:
    status_line, *header_lines = head.decode("latin-1").split("\r\n")
    try:
        version, status, *_ = status_line.split(" ", 2)
        if not version.startswith("HTTP/1."):
            raise ValueError(version)
        headers = {}
        for line in header_lines:
            if line:
                name, value = line.split(":", 1)
                headers[name.strip().lower()] = value.strip()
        return int(status), headers
    except ValueError as error:
        raise ConnectionLostError("the answer is not valid HTTP") from error
