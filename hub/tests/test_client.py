"""The internal API's client, against a backend that behaves and one that does not."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from perijove.backend.client import InternalClient
from perijove.backend.protocol import (
    BackendAwayError,
    BackendRefusedError,
    Progress,
    Ready,
    ServerFailedError,
    ServerRef,
    StartRequest,
)
from perijove.common.current_request import RememberRequest
from perijove.common.endpoint import Endpoint

from .fake_backend import DROP, SILENCE, FakeBackend, failed, ready, step

REF = ServerRef("ada")
START = StartRequest(
    env={"A": "1"},
    args=[],
    image=None,
    limits={},
    command=["jupyterhub-singleuser"],
    options={"profile": "small"},
    groups=["class-a"],
    group_settings={"class-a": {"limits": {"pids": 512}}},
    admin=False,
    user_created="2026-03-10T12:00:00.123456Z",
    display_name="Big data",
    port=8888,
    start_timeout_seconds=90,
)


def client_of(backend: FakeBackend, token: str = "internal-secret") -> InternalClient:
    return InternalClient(backend.url, lambda: token)


async def collect(client: InternalClient, idle: float = 5) -> list[Progress | Ready]:
    return [event async for event in client.start(REF, START, idle_seconds=idle)]


async def test_a_start_streams_its_progress_and_ends_with_the_url(backend: FakeBackend) -> None:
    backend.starts = [
        [step("pulling", 42, "Pulling the image: 42 %"), "", ready("http://172.19.0.3:8888")]
    ]
    assert await collect(client_of(backend)) == [
        Progress(phase="pulling", percent=42, message="Pulling the image: 42 %"),
        Ready(url="http://172.19.0.3:8888"),
    ]
    (request,) = backend.requests
    assert (request.method, request.path) == ("POST", "/internal/v1/servers/ada")
    assert request.headers["authorization"] == "Bearer internal-secret"
    assert request.body == {
        "env": {"A": "1"},
        "command": ["jupyterhub-singleuser"],
        "args": [],
        "image": None,
        "limits": {},
        "options": {"profile": "small"},
        "groups": ["class-a"],
        "groupSettings": {"class-a": {"limits": {"pids": 512}}},
        "admin": False,
        "userCreated": "2026-03-10T12:00:00.123456Z",
        "displayName": "Big data",
        "port": 8888,
        "startTimeoutSeconds": 90,
    }


async def test_a_failure_carries_the_text_for_the_user(backend: FakeBackend) -> None:
    backend.starts = [[failed("image_not_found", "There is no image of that name.")]]
    with pytest.raises(ServerFailedError) as caught:
        await collect(client_of(backend))
    assert (caught.value.code, caught.value.message) == (
        "image_not_found",
        "There is no image of that name.",
    )


@pytest.mark.parametrize(
    "script",
    [[step("pulling", 1, "…"), DROP], [step("pulling", 1, "…")], ['{"half'], []],
    ids=["dropped", "ended without a last line", "cut in a line", "empty"],
)
async def test_a_stream_that_breaks_off_means_away(
    backend: FakeBackend, script: list[object]
) -> None:
    backend.starts = [script]
    with pytest.raises(BackendAwayError):
        await collect(client_of(backend))


async def test_silence_means_away_and_closes_the_connection(backend: FakeBackend) -> None:
    backend.starts = [[SILENCE]]
    with pytest.raises(BackendAwayError):
        await collect(client_of(backend), idle=0.1)
    await asyncio.sleep(0.05)
    assert backend.open_streams == 0


async def test_keep_alives_hold_a_quiet_stream_open(backend: FakeBackend) -> None:
    backend.starts = [["", 0.15, "", 0.15, "", 0.15, ready("http://x:1")]]
    assert await collect(client_of(backend), idle=0.3) == [Ready(url="http://x:1")]


async def test_leaving_a_start_early_closes_the_connection(backend: FakeBackend) -> None:
    backend.starts = [[step("queued", None, "…"), SILENCE]]
    async with aclosing(client_of(backend).start(REF, START)) as events:
        assert await anext(events) == Progress(phase="queued", percent=None, message="…")
        assert backend.open_streams == 1
    await asyncio.sleep(0.05)
    assert backend.open_streams == 0


async def test_503_means_away_and_tells_when_to_come_back(backend: FakeBackend) -> None:
    body = b'{"error":{"code":"engine_unavailable","message":"Docker does not answer."}}'
    backend.failures = [(503, {"Retry-After": "7"}, body)]
    with pytest.raises(BackendAwayError, match="Docker does not answer") as caught:
        await collect(client_of(backend))
    assert caught.value.retry_after == 7


async def test_a_wrong_token_is_refused_not_retried(backend: FakeBackend) -> None:
    with pytest.raises(BackendRefusedError) as caught:
        await client_of(backend, token="wrong").state(REF)
    assert caught.value.status == 401


async def test_nobody_listening_means_away(backend: FakeBackend) -> None:
    await backend.close()
    with pytest.raises(BackendAwayError):
        await client_of(backend).state(REF)


async def test_an_unreadable_secret_means_away(backend: FakeBackend) -> None:
    def token() -> str:
        raise FileNotFoundError("no such file")

    with pytest.raises(BackendAwayError):
        await InternalClient(backend.url, token).state(REF)


async def test_states(backend: FakeBackend) -> None:
    path = "/internal/v1/servers/ada"
    client = client_of(backend)
    assert await client.state(REF) is None
    backend.states[path] = {"state": "running", "url": "http://x:1"}
    running = await client.state(REF)
    assert running is not None
    assert (running.state, running.url) == ("running", "http://x:1")
    backend.states[path] = {"state": "stopped", "exitCode": 137, "message": "out of memory"}
    stopped = await client.state(REF)
    assert stopped is not None
    assert (stopped.state, stopped.exit_code) == ("stopped", 137)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"state":"zombie"}'])
async def test_an_answer_that_is_no_state_means_away(backend: FakeBackend, body: bytes) -> None:
    backend.failures = [(200, {}, body)]
    with pytest.raises(BackendAwayError):
        await client_of(backend).state(REF)


async def test_stopping_a_server_nobody_knows_is_no_error(backend: FakeBackend) -> None:
    backend.failures = [(404, {}, b'{"error":{"code":"not_found","message":"No such server."}}')]
    await client_of(backend).stop(REF)
    await client_of(backend).stop(REF, forever=True)
    assert [request.path for request in backend.asked("DELETE")] == [
        "/internal/v1/servers/ada",
        "/internal/v1/servers/ada?forever=true",
    ]


@pytest.mark.parametrize(
    ("ref", "path"),
    [
        (ServerRef("ada", "gpu"), "/internal/v1/servers/ada/gpu"),
        (ServerRef("a/../b"), "/internal/v1/servers/a%2F..%2Fb"),
        (ServerRef("zoë@x.org", "a?b=c#d"), "/internal/v1/servers/zo%C3%AB%40x.org/a%3Fb%3Dc%23d"),
    ],
)
def test_names_are_percent_encoded(ref: ServerRef, path: str) -> None:
    assert ref.path == path


@pytest.mark.parametrize("url", ["", "/run/x.sock", "unix://x.sock", "https://x:1", "http://x:1/y"])
def test_an_endpoint_that_cannot_be_is_told(url: str) -> None:
    with pytest.raises(ValueError, match=r"expected|written"):
        Endpoint.parse(url)


async def test_the_backend_answers_in_the_language_of_the_request(backend: FakeBackend) -> None:
    client = client_of(backend)
    await client.state(REF)
    assert "accept-language" not in backend.requests[-1].headers
    line = RequestStartLine("GET", "/hub/spawn-pending/ada", "HTTP/1.1")
    asked = HTTPHeaders({"Host": "hub", "Accept-Language": "en", "Cookie": "perijove-language=fr"})
    RememberRequest(HTTPServerRequest(start_line=line, headers=asked))
    await client.state(REF)
    assert backend.requests[-1].headers["accept-language"] == "fr;q=1.0, en;q=0.9"
