"""The client of the internal API: start a server and follow its progress, ask for it, stop it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from perijove.common.endpoint import Endpoint

from .http1 import ConnectionLostError, Response, request
from .protocol import (
    BackendAwayError,
    BackendRefusedError,
    Progress,
    Ready,
    ServerRef,
    ServerState,
    StartRequest,
    StoppedBy,
    json_object,
    read_event,
    read_state,
)

#: A started stream must carry at least a blank keep-alive line this often.
STREAM_IDLE_SECONDS = 60.0

#: A line of a start is a step in words, or the address of a server.
LONGEST_LINE = 1024 * 1024


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
                    event = read_event(line)
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
        return read_state(answer)

    async def stop(
        self,
        ref: ServerRef,
        *,
        forever: bool = False,
        by: StoppedBy | None = None,
        seconds: float = 120,
    ) -> None:
        """Stop the server and wait until it has stopped; a server nobody knows has stopped.

        `forever` also moves its volumes to the bin. `by`: who asked the hub, for the page on which
        its owner wonders why.
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
        """Hand lines for the audit trail over; `lost` says how many could not be kept."""
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
        """Say that somebody's access changed: time to ask whose."""
        await self._call("POST", "/internal/v1/access/changed", seconds, {})

    async def _call(
        self, method: str, target: str, seconds: float, body: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        # For all of it: an answer that trickles must not hold anybody up either.
        try:
            return await asyncio.wait_for(self._whole(method, target, seconds, body), seconds + 1)
        except (asyncio.TimeoutError, TimeoutError) as error:
            raise BackendAwayError(f"no whole answer within {seconds:g} s") from error
        except ConnectionLostError as error:
            raise BackendAwayError(str(error)) from error

    async def _whole(
        self, method: str, target: str, seconds: float, body: Mapping[str, Any] | None
    ) -> Mapping[str, Any]:
        async with request(
            self._endpoint,
            method,
            target,
            headers=self._headers({} if body is None else {"Content-Type": "application/json"}),
            body=b"" if body is None else json.dumps(body).encode(),
            idle_seconds=seconds,
        ) as response:
            await _raise_for_status(response)
            return json_object(await response.body())

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
    message = str(error.get("message") or "")
    if response.status >= 500 or response.status in (408, 429):
        raise BackendAwayError(
            message or f"the backend answered {response.status}",
            _seconds(response.headers.get("retry-after")),
        )
    raise BackendRefusedError(response.status, code, message)


def _error_of(body: bytes) -> Mapping[str, Any]:
    try:
        error = json_object(body).get("error")
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
        if len(rest) > LONGEST_LINE:
            raise ConnectionLostError("a line of the answer has no end")
        for line in lines:
            if line.strip():
                yield line
