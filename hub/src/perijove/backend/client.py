"""The client of the internal API: start a server and follow its progress, ask for it, stop it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlencode

from aiohttp import (
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
    ThreadedResolver,
    UnixConnector,
)
from aiohttp.http import HttpProcessingError
from yarl import URL

from perijove.common.current_request import current_request
from perijove.common.endpoint import Endpoint
from perijove.config.languages import accept_language, preferred

from .protocol import (
    BackendAwayError,
    BackendRefusedError,
    Progress,
    Ready,
    ServerRef,
    ServerState,
    StartRequest,
    StoppedBy,
    read_event,
    read_refusal,
    read_state,
)

#: A started stream must carry at least a blank keep-alive line this often.
STREAM_IDLE_SECONDS = 60.0
_CONNECT_SECONDS = 5.0

#: A line of a start is a step in words, or the address of a server.
LONGEST_LINE = 1024 * 1024

#: No answer of the backend that is read whole is longer: a thousand lines of a lab's log.
LONGEST_BODY = 16 * 1024 * 1024

#: What aiohttp raises for a server that is not there, falls silent or does not speak HTTP.
_BROKEN = (
    ClientError,
    HttpProcessingError,
    OSError,
    ValueError,
    asyncio.TimeoutError,
    TimeoutError,
)


class InternalClient:
    """Calls the internal API. `token` is read at each call, so that a new secret counts at once.

    Each call has its own connection, so leaving a streamed answer early closes it, and the backend
    notices at once.
    """

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
        body = start.model_dump_json(by_alias=True).encode()
        async with self._request("POST", ref.path, body, idle_seconds) as response:
            async for line in response.content:  # none is longer than LONGEST_LINE
                event = read_event(line) if line.strip() else None
                if event is None:
                    continue
                yield event
                if isinstance(event, Ready):
                    return
        raise BackendAwayError("the backend stopped answering during the start")

    async def state(self, ref: ServerRef, *, seconds: float = 10) -> ServerState | None:
        """The server's state, or None when the backend does not know the server."""
        try:
            answer = await self._call("GET", ref.path, seconds)
        except BackendRefusedError as error:
            if error.status == 404:
                return None
            raise
        return read_state(answer)

    async def stop(
        self,
        ref: ServerRef,
        *,
        forever: bool = False,
        by: StoppedBy | None = None,
        seconds: float = 120,
    ) -> None:
        """Stop the server and wait until it has stopped; an unknown server has stopped.

        `forever` also moves its volumes to the trash. `by`: who asked the hub, for the page on
        which its owner reads why.
        """
        query = {"forever": "true"} if forever else {} if by is None else by._asdict()
        target = ref.path + (f"?{urlencode(query)}" if query else "")
        try:
            await self._call("DELETE", target, seconds)
        except BackendRefusedError as error:
            if error.status != 404:
                raise

    async def session(self, ref: ServerRef, *, seconds: float = 10) -> Mapping[str, Any]:
        """The server's session, as the public interface describes it."""
        return await self._call("GET", ref.session_path, seconds)

    async def extend(
        self, ref: ServerRef, hours: float, *, seconds: float = 10
    ) -> Mapping[str, Any]:
        """Extend the session within the allowance; what was granted, and the session after it."""
        return await self._call("POST", ref.session_path, seconds, {"hours": hours})

    async def log(self, ref: ServerRef, tail: int, *, seconds: float = 10) -> list[str]:
        """The last lines of the server's log, oldest first."""
        answer = await self._call("GET", f"{ref.log_path}?tail={tail}", seconds)
        lines = answer.get("lines")
        return [str(line) for line in lines] if isinstance(lines, list) else []

    async def report_events(
        self, events: Sequence[Mapping[str, Any]], lost: int, *, seconds: float = 10
    ) -> None:
        """Send lines for the audit log; `lost` says how many could not be kept."""
        await self._call(
            "POST", "/internal/v1/events", seconds, {"events": list(events), "lost": lost}
        )

    async def account_changed(self, name: str, *, seconds: float = 10) -> None:
        """Say that an account came, went or changed, so that open pages show it at once."""
        await self._call("POST", "/internal/v1/accounts/changed", seconds, {"name": name})

    async def full_disks(self, *, seconds: float = 5) -> Sequence[Mapping[str, Any]]:
        """Disks that are full now, as the public interface describes them."""
        found = (await self._call("GET", "/internal/v1/disks", seconds)).get("fullDisks")
        return [disk for disk in found if isinstance(disk, dict)] if isinstance(found, list) else []

    async def access_changed(self, *, seconds: float = 5) -> None:
        """Say that the access of a user changed, so that the backend reads whose."""
        await self._call("POST", "/internal/v1/access/changed", seconds, {})

    async def _call(
        self, method: str, target: str, seconds: float, body: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        sent = None if body is None else json.dumps(body).encode()

        async def whole() -> bytes:
            async with self._request(method, target, sent, seconds) as response:
                return await _body(response)

        # For the whole exchange: an answer that trickles must not block the caller either.
        try:
            answer = json.loads(await asyncio.wait_for(whole(), seconds + 1))
        except (asyncio.TimeoutError, TimeoutError) as error:
            raise BackendAwayError(f"no whole answer within {seconds:g} s") from error
        except ValueError as error:
            raise BackendAwayError("the backend's answer is not JSON") from error
        if not isinstance(answer, dict):
            raise BackendAwayError("the backend's answer is not a JSON object")
        return answer

    @asynccontextmanager
    async def _request(
        self, method: str, target: str, body: bytes | None, idle_seconds: float
    ) -> AsyncIterator[ClientResponse]:
        """Send a request whose `target` is percent-encoded, and hand over an answer of status 200.

        `idle_seconds` bounds every silence, not the whole exchange.
        """
        timeout = ClientTimeout(total=None, sock_connect=_CONNECT_SECONDS, sock_read=idle_seconds)
        try:
            async with (
                ClientSession(
                    connector=self._connector(),
                    timeout=timeout,
                    cookie_jar=DummyCookieJar(),
                    auto_decompress=False,
                    read_bufsize=LONGEST_LINE // 2,  # aiohttp allows a line of twice as much
                ) as session,
                session.request(
                    method,
                    self._url(target),
                    data=body,
                    headers=self._headers(body),
                    allow_redirects=False,
                ) as response,
            ):
                if response.status != 200:
                    raise await _error_of(response)
                yield response
        except _BROKEN as error:
            raise BackendAwayError(f"the connection was lost: {error}") from error

    def _connector(self) -> UnixConnector | TCPConnector:
        if self._endpoint.socket_path is not None:
            return UnixConnector(self._endpoint.socket_path, force_close=True)
        # The system's own way to resolve names, as everything else of the hub uses it.
        return TCPConnector(resolver=ThreadedResolver(), force_close=True)

    def _url(self, target: str) -> URL:
        host = self._endpoint.host
        authority = f"[{host}]" if ":" in host else host
        port = f":{self._endpoint.port}" if self._endpoint.port else ""
        return URL(f"http://{authority}{port}{target}", encoded=True)

    def _headers(self, body: bytes | None) -> dict[str, str]:
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        # What the backend says is for the user whose request this is.
        if languages := preferred(current_request()):
            headers["Accept-Language"] = accept_language(languages)
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            return {**headers, "Authorization": f"Bearer {self._token()}"}
        except (OSError, ValueError) as error:
            raise BackendAwayError(f"cannot read the internal token: {error}") from error


async def _body(response: ClientResponse) -> bytes:
    """The whole body; ValueError when it is longer than any that we ask for."""
    pieces, size = [], 0
    async for piece in response.content.iter_any():
        size += len(piece)
        if size > LONGEST_BODY:
            raise ValueError("the answer is too long")
        pieces.append(piece)
    return b"".join(pieces)


async def _error_of(response: ClientResponse) -> BackendAwayError | BackendRefusedError:
    refusal = read_refusal(await _body(response))
    if response.status >= 500 or response.status in (408, 429):
        return BackendAwayError(
            refusal.message or f"the backend answered {response.status}",
            _seconds(response.headers.get("Retry-After")),
        )
    return BackendRefusedError(response.status, refusal.code, refusal.message)


def _seconds(retry_after: str | None) -> float | None:
    try:
        return max(0.0, float(retry_after)) if retry_after else None
    except ValueError:
        return None  # a date: our own backoff serves as well
