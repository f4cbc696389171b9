"""The internal API between the spawner and the backend.

The hub asks, the backend acts: start a server and follow its progress, ask for its state, stop it.
Everything that can go wrong is one of three errors, because the spawner must tell them apart:
the backend is away (try again), it refuses (never try again), the server failed (tell the person).
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

from .http1 import ConnectionLostError, Endpoint, Response, request

#: A started stream must carry at least a blank keep-alive line this often.
STREAM_IDLE_SECONDS = 60.0


class InternalApiError(Exception):
    """Base of everything this client raises."""


class BackendAwayError(InternalApiError):
    """No usable answer: unreachable, restarting, overloaded or broken off. Trying again is right.

    `retry_after` is the wait in seconds the backend asked for, if it did.
    """

    def __init__(self, why: str, retry_after: float | None = None) -> None:
        super().__init__(why)
        self.retry_after = retry_after


class BackendRefusedError(InternalApiError):
    """The backend understood and said no; the same request would be refused again."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(f"{message} ({status} {code})")
        self.status = status
        self.code = code
        self.message = message


class ServerFailedError(InternalApiError):
    """The server could not start. `message` is written for the person who waits for it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{message} ({code})")
        self.code = code
        self.message = message


@dataclass(frozen=True)
class ServerRef:
    """Which server: its owner, and its name ('' is the default server)."""

    user: str
    name: str = ""

    @property
    def path(self) -> str:
        """Its path in the internal API, every segment percent-encoded."""
        segments = [self.user, self.name] if self.name else [self.user]
        return "/internal/v1/servers/" + "/".join(quote(segment, safe="") for segment in segments)


@dataclass(frozen=True)
class StartRequest:
    """What the backend needs to start a server; `timeout_seconds` is what is left of the limit."""

    env: Mapping[str, str]
    command: list[str]
    options: Mapping[str, Any]
    groups: list[str]
    admin: bool
    port: int
    timeout_seconds: float

    def to_json(self) -> bytes:
        """The request body."""
        return json.dumps(
            {
                "env": dict(self.env),
                "command": self.command,
                "options": dict(self.options),
                "groups": self.groups,
                "admin": self.admin,
                "port": self.port,
                "startTimeoutSeconds": max(1, round(self.timeout_seconds)),
            }
        ).encode()


@dataclass(frozen=True)
class Progress:
    """One step of a start. `percent` (0 to 100, or None) counts within the phase."""

    phase: str
    percent: float | None
    message: str


@dataclass(frozen=True)
class Ready:
    """The server answers at this URL."""

    url: str


@dataclass(frozen=True)
class ServerState:
    """What the backend knows of a server."""

    state: Literal["running", "starting", "stopped"]
    url: str | None = None
    exit_code: int = 0
    message: str = ""


class InternalClient:
    """Calls the internal API. `token` is asked for anew at each call, so a new secret is heard."""

    def __init__(self, url: str, token: Callable[[], str]) -> None:
        self._endpoint = Endpoint.parse(url)
        self._token = token

    async def start(
        self, ref: ServerRef, start: StartRequest, *, idle_seconds: float = STREAM_IDLE_SECONDS
    ) -> AsyncGenerator[Progress | Ready, None]:
        """Start a server, or join a start under way; ends after `Ready`.

        Raises ServerFailedError, BackendRefusedError, or BackendAwayError (also when the stream
        breaks off before its last line).
        """
        try:
            async with request(
                self._endpoint,
                "POST",
                ref.path,
                headers=self._headers({"Content-Type": "application/json"}),
                body=start.to_json(),
                idle_seconds=idle_seconds,
            ) as response:
                await _raise_for_status(response)
                async for line in _lines(response):
                    event = _read_event(line)
                    if event is None:
                        continue
                    yield event
                    if isinstance(event, Ready):
                        return
        except ConnectionLostError as error:
            raise BackendAwayError(str(error)) from error
        raise BackendAwayError("the backend stopped answering during the start")

    async def state(self, ref: ServerRef, *, seconds: float = 10) -> ServerState | None:
        """The server's state, or None when the backend does not know the server."""
        try:
            answer = await self._call("GET", ref.path, seconds)
        except BackendRefusedError as error:
            if error.status == 404:
                return None
            raise
        return _read_state(answer)

    async def stop(self, ref: ServerRef, *, forever: bool = False, seconds: float = 120) -> None:
        """Stop the server and wait until it has stopped; a server nobody knows has stopped.

        `forever` also moves its volumes to the bin.
        """
        target = ref.path + ("?forever=true" if forever else "")
        try:
            await self._call("DELETE", target, seconds)
        except BackendRefusedError as error:
            if error.status != 404:
                raise

    async def _call(self, method: str, target: str, seconds: float) -> Mapping[str, Any]:
        try:
            async with request(
                self._endpoint,
                method,
                target,
                headers=self._headers({}),
                idle_seconds=seconds,
            ) as response:
                await _raise_for_status(response)
                return _json_object(await response.body())
        except ConnectionLostError as error:
            raise BackendAwayError(str(error)) from error

    def _headers(self, extra: Mapping[str, str]) -> dict[str, str]:
        try:
            token = self._token()
        except (OSError, ValueError) as error:
            raise BackendAwayError(f"cannot read the internal token: {error}") from error
        return {"Authorization": f"Bearer {token}", "Accept": "application/json", **extra}


async def _raise_for_status(response: Response) -> None:
    if response.status == 200:
        return
    error = _error_of(await response.body())
    code = str(error.get("code", "error"))
    message = str(error.get("message", f"The backend answered {response.status}."))
    if response.status >= 500 or response.status in (408, 429):
        raise BackendAwayError(message, _seconds(response.headers.get("retry-after")))
    raise BackendRefusedError(response.status, code, message)


def _error_of(body: bytes) -> Mapping[str, Any]:
    try:
        error = _json_object(body).get("error")
    except BackendAwayError:
        return {}
    return error if isinstance(error, dict) else {}


def _seconds(retry_after: str | None) -> float | None:
    try:
        return max(0.0, float(retry_after)) if retry_after else None
    except ValueError:
        return None  # a date: our own backoff serves as well


async def _lines(response: Response) -> AsyncIterator[bytes]:
    rest = b""
    async for piece in response.chunks():
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            if line.strip():
                yield line


def _read_event(line: bytes) -> Progress | Ready | None:
    event = _json_object(line)
    if isinstance(failed := event.get("failed"), dict):
        raise ServerFailedError(
            str(failed.get("code", "failed")),
            str(failed.get("message") or "Your server could not start."),
        )
    if isinstance(ready := event.get("ready"), dict):
        return Ready(str(ready["url"]))
    if isinstance(progress := event.get("progress"), dict):
        percent = progress.get("percent")
        return Progress(
            phase=str(progress.get("phase", "")),
            percent=float(percent) if isinstance(percent, int | float) else None,
            message=str(progress.get("message", "")),
        )
    return None  # a kind of line that a newer backend may send


def _read_state(answer: Mapping[str, Any]) -> ServerState:
    state = answer.get("state")
    if state not in ("running", "starting", "stopped"):
        raise BackendAwayError(f"the backend reports an unknown state {state!r}")
    exit_code = answer.get("exitCode")
    return ServerState(
        state=state,
        url=str(answer["url"]) if answer.get("url") else None,
        exit_code=exit_code if isinstance(exit_code, int) else 0,
        message=str(answer.get("message") or ""),
    )


def _json_object(body: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(body)
    except ValueError as error:
        raise BackendAwayError("the backend's answer is not JSON") from error
    if not isinstance(value, dict):
        raise BackendAwayError("the backend's answer is not a JSON object")
    return value
