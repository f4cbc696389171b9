"""What travels on the internal API between the spawner and the backend, and what can go wrong.

Everything that can go wrong is one of three errors, because the spawner must tell them apart: the
backend is away (try again), it refuses (never try again), the server failed (tell the person).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple
from urllib.parse import quote

from perijove.config.strings import Words


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
    """The backend understood and said no; the same request would be refused again.

    `message` is written for people; '' when the backend did not say why.
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(f"{message} ({status} {code})".lstrip())
        self.status = status
        self.code = code
        self.message = message

    def in_words(self, words: Words) -> str:
        """What to tell whoever asked."""
        return self.message or words.say("refusals.unexplained", status=self.status)


class StoppedBy(NamedTuple):
    """Who asked the hub to stop a server, by one of its own doors."""

    by: str
    kind: Literal["user", "service"]


class ServerFailedError(InternalApiError):
    """The server could not start.

    `message` is written for the person who waits for it; '' when the backend did not say why.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{message} ({code})".lstrip())
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
        return f"/internal/v1/servers/{self._segments}"

    @property
    def session_path(self) -> str:
        """The path of its session."""
        return f"/internal/v1/sessions/{self._segments}"

    @property
    def log_path(self) -> str:
        """The path of its log."""
        return f"/internal/v1/logs/{self._segments}"

    @property
    def _segments(self) -> str:
        segments = [self.user, self.name] if self.name else [self.user]
        return "/".join(quote(segment, safe="") for segment in segments)


@dataclass(frozen=True)
class StartRequest:
    """What the backend needs to start a server; `timeout_seconds` is what is left of the limit.

    An empty `command` is the image's own; `args` stand behind either. `image` is None for the
    platform's. `limits` are those of the hub's configuration: `cpuCores`, `memoryBytes`.
    `group_settings` is our part of the properties of those groups, which the backend checks.
    `user_created` tells the account from an earlier one of the same name. `display_name` is what
    the owner calls the server, from JupyterHub 6 on.
    """

    env: Mapping[str, str]
    command: list[str]
    args: list[str]
    image: str | None
    limits: Mapping[str, float]
    options: Mapping[str, Any]
    groups: list[str]
    group_settings: Mapping[str, Any]
    admin: bool
    user_created: str | None
    display_name: str | None
    port: int
    timeout_seconds: float

    def to_json(self) -> bytes:
        """The request body."""
        return json.dumps(
            {
                "env": dict(self.env),
                "command": self.command,
                "args": self.args,
                "image": self.image,
                "limits": dict(self.limits),
                "options": dict(self.options),
                "groups": self.groups,
                "groupSettings": dict(self.group_settings),
                "admin": self.admin,
                "userCreated": self.user_created,
                "displayName": self.display_name,
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


def read_event(line: bytes) -> Progress | Ready | None:
    """Read a line of a start; raises ServerFailedError for the line that says so."""
    event = json_object(line)
    if isinstance(failed := event.get("failed"), dict):
        raise ServerFailedError(str(failed.get("code", "failed")), str(failed.get("message") or ""))
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


def read_state(answer: Mapping[str, Any]) -> ServerState:
    """Read a state; what is none means that nobody can tell."""
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


def json_object(body: bytes) -> Mapping[str, Any]:
    """Read a JSON object; anything else means that the backend is not itself."""
    try:
        value = json.loads(body)
    except ValueError as error:
        raise BackendAwayError("the backend's answer is not JSON") from error
    if not isinstance(value, dict):
        raise BackendAwayError("the backend's answer is not a JSON object")
    return value
