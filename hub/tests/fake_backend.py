"""A stand-in for the backend: the internal API as the contract says it, and its misbehaviours.

It runs inside a test's event loop, on a unix socket or a TCP port. Each start takes its script
from `starts`: a list of lines to send, with DROP and SILENCE for what goes wrong.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

DROP = "drop the connection"
SILENCE = "say nothing more"

Script = list[Any]


@dataclass
class Recorded:
    """A request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


@dataclass
class FakeBackend:
    """Answers from `starts`, `states` and `failures`; remembers what it was asked."""

    token: str = "internal-secret"
    starts: list[Script] = field(default_factory=list)
    states: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: Answers (status, headers, body) to give first, one per request.
    failures: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    requests: list[Recorded] = field(default_factory=list)
    open_streams: int = 0
    url: str = ""
    _server: asyncio.AbstractServer | None = None

    async def listen_unix(self, path: str) -> str:
        self._server = await asyncio.start_unix_server(self._serve, path)
        self.url = f"unix://{path}"
        return self.url

    async def listen_tcp(self, port: int = 0) -> str:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port)
        port = self._server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        return self.url

    async def close(self) -> None:
        if self._server:
            self._server.close()

    def asked(self, method: str) -> list[Recorded]:
        return [request for request in self.requests if request.method == method]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._answer(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        request_line, *header_lines = head.strip().split("\r\n")
        method, target, _ = request_line.split(" ")
        headers = {
            name.lower(): value for name, value in (line.split(": ", 1) for line in header_lines)
        }
        raw = await reader.readexactly(int(headers.get("content-length", "0")))
        recorded = Recorded(method, target, headers, json.loads(raw) if raw else None)
        self.requests.append(recorded)
        if self.failures:
            status, extra, body = self.failures.pop(0)
            self._send(writer, status, body, extra)
        elif headers.get("authorization") != f"Bearer {self.token}":
            self._send_json(
                writer, 401, {"error": {"code": "unauthorized", "message": "Wrong token."}}
            )
        elif target in ("/internal/v1/accounts/changed", "/internal/v1/access/changed"):
            self._send_json(writer, 200, {})
        elif target.startswith("/internal/v1/sessions/"):
            self._send_json(writer, 200, {"asked": target, "body": recorded.body})
        elif target == "/internal/v1/events":
            self._send_json(writer, 200, {"taken": len(recorded.body["events"])})
        elif method == "POST":
            await self._stream(reader, writer, unquote(target))
        elif method == "GET":
            state = self.states.get(unquote(target))
            if state is None:
                self._send_json(
                    writer, 404, {"error": {"code": "not_found", "message": "No such server."}}
                )
            else:
                self._send_json(writer, 200, state)
        else:
            self.states.pop(unquote(target.partition("?")[0]), None)
            self._send_json(writer, 200, {"state": "stopped"})
        await writer.drain()

    async def _stream(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str
    ) -> None:
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n"
        )
        self.open_streams += 1
        try:
            for line in self.starts.pop(0):
                if line == DROP:
                    writer.transport.abort()
                    return
                if line == SILENCE:
                    await reader.read()  # returns once the client has gone
                    return
                if isinstance(line, float):
                    await asyncio.sleep(line)
                    continue
                text = (line if isinstance(line, str) else json.dumps(line)) + "\n"
                # Two chunks per line: a reader must not take a chunk for a line.
                for piece in (text[: len(text) // 2], text[len(text) // 2 :]):
                    if piece:
                        data = piece.encode()
                        writer.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
                await writer.drain()
                if isinstance(line, dict) and "ready" in line:
                    self.states[path] = {"state": "running", "url": line["ready"]["url"]}
            writer.write(b"0\r\n\r\n")
        finally:
            self.open_streams -= 1

    def _send_json(self, writer: asyncio.StreamWriter, status: int, value: Any) -> None:
        self._send(writer, status, json.dumps(value).encode(), {})

    def _send(
        self, writer: asyncio.StreamWriter, status: int, body: bytes, extra: dict[str, str]
    ) -> None:
        lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in extra.items()]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


def step(phase: str, percent: float | None, message: str) -> dict[str, Any]:
    return {
        "progress": {
            "phase": phase,
            "percent": percent,
            "message": message,
            "at": "2026-01-01T00:00:00.000Z",
        }
    }


def ready(url: str) -> dict[str, Any]:
    return {"ready": {"url": url}}


def failed(code: str, message: str) -> dict[str, Any]:
    return {"failed": {"code": code, "message": message}}
