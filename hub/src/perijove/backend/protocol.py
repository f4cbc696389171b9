"""What travels on the internal API between the spawner and the backend, and what can go wrong.

Everything that can go wrong is one of three errors, because the spawner must tell them apart: the
backend is away (try again), it refuses (never try again), the server failed (tell the user).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, TypeVar
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from perijove.config.strings import Strings

_Model = TypeVar("_Model", bound=BaseModel)


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

    `message` is written for users; '' when the backend did not say why.
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(f"{message} ({status} {code})".lstrip())
        self.status = status
        self.code = code
        self.message = message

    def text_in(self, strings: Strings) -> str:
        """What to tell the user."""
        return self.message or strings.t("refusals.unexplained", status=self.status)


class ServerFailedError(InternalApiError):
    """The server could not start.

    `message` is written for the user who waits for it; '' when the backend did not say why.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{message} ({code})".lstrip())
        self.code = code
        self.message = message


class StoppedBy(NamedTuple):
    """Who asked the hub to stop a server at JupyterHub's own API."""

    by: str
    kind: Literal["user", "service"]


class ServerRef(NamedTuple):
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
        return "/".join(quote(segment, safe="") for segment in filter(None, self))


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)


class StartRequest(_Message):
    """What the backend needs to start a server within `start_timeout_seconds`.

    An empty `command` is the image's own; `args` follow either. `image` is None for the
    platform's. `limits` are those of the hub's configuration: `cpuCores`, `memoryBytes`.
    `group_settings` is our part of the properties of those groups, which the backend checks.
    `user_created` tells the account from an earlier one of the same name. `display_name` is what
    the owner calls the server, from JupyterHub 6 on.
    """

    env: dict[str, str]
    command: list[str]
    args: list[str]
    image: str | None
    limits: dict[str, float]
    options: dict[str, Any]
    groups: list[str]
    group_settings: dict[str, Any]
    admin: bool
    user_created: str | None
    display_name: str | None
    port: int
    start_timeout_seconds: int


class Progress(_Message):
    """One step of a start. `percent` (0 to 100, or None) counts within the phase."""

    phase: str = ""
    percent: float | None = None
    message: str = ""


class Ready(_Message):
    """The server answers at this URL."""

    url: str


class ServerState(_Message):
    """What the backend knows of a server."""

    state: Literal["running", "starting", "stopped"]
    url: str | None = None
    exit_code: int = 0
    message: str | None = None


class Failure(_Message):
    """What went wrong, for programs and for users."""

    code: str = "error"
    message: str = ""


class _Line(_Message):
    # A newer backend may send other kinds of lines: all of these are None then.
    progress: Progress | None = None
    ready: Ready | None = None
    failed: Failure | None = None


class _Refusal(_Message):
    error: Failure = Failure()


def read_event(line: bytes) -> Progress | Ready | None:
    """Read a line of a start; raises ServerFailedError for the line that says so."""
    event = _read(_Line, line)
    if event.failed is not None:
        raise ServerFailedError(event.failed.code, event.failed.message)
    return event.ready or event.progress


def read_state(answer: Mapping[str, Any]) -> ServerState:
    """Read a state; raises BackendAwayError for anything else."""
    try:
        return ServerState.model_validate(answer)
    except ValidationError as error:
        raise BackendAwayError("the backend's answer is no state of a server") from error


def read_refusal(body: bytes) -> Failure:
    """Read the error of an answer that is not 200, however little of it there is."""
    try:
        return _read(_Refusal, body).error
    except BackendAwayError:
        return Failure()


def _read(kind: type[_Model], body: bytes) -> _Model:
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        raise BackendAwayError("the backend's answer is not what was expected") from error
