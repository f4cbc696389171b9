"""Which answers get the policy for scripts, and whose own policy stays."""

from __future__ import annotations

import asyncio

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine
from tornado.web import GZipContentEncoding

from perijove.pages.content_policy import StrictPages, nonce, transforms

CSP = "Content-Security-Policy"
JUPYTERHUBS = "frame-ancestors 'none'; report-uri /hub/security/csp-report"


def a_request() -> HTTPServerRequest:
    start = RequestStartLine("GET", "/", "HTTP/1.1")
    return HTTPServerRequest(start_line=start, headers=HTTPHeaders({"Host": "hub.example.org"}))


def policy_of(content_type: str, given: str = JUPYTERHUBS) -> str:
    transform = StrictPages(a_request())
    headers = HTTPHeaders({"Content-Type": content_type, **({CSP: given} if given else {})})
    _, headers, chunk = transform.transform_first_chunk(200, headers, b"<p>", True)
    assert chunk == b"<p>"
    return headers.get(CSP, "")


def test_a_page_keeps_what_jupyterhub_says_and_gains_ours() -> None:
    found = policy_of("text/html; charset=UTF-8")
    assert found.startswith(f"{JUPYTERHUBS}; script-src 'nonce-{nonce()}'")
    assert "object-src 'none'" in policy_of("text/html", given="")


@pytest.mark.parametrize("content_type", ["application/json", "text/css", "image/png"])
def test_what_is_no_page_stays_as_it_is(content_type: str) -> None:
    assert policy_of(content_type) == JUPYTERHUBS


def test_a_page_is_out_of_reach_for_the_page_that_opens_it() -> None:
    for given in ("", "default-src 'self'"):
        headers = HTTPHeaders({"Content-Type": "text/html", CSP: given})
        StrictPages(a_request()).transform_first_chunk(200, headers, b"", True)
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("theirs", ["script-src 'self' 'unsafe-inline'", "default-src 'self'"])
def test_a_policy_that_the_operator_wrote_in_full_stays(theirs: str) -> None:
    assert policy_of("text/html", theirs) == theirs


async def test_answers_that_are_made_side_by_side_have_marks_of_their_own() -> None:
    async def answer() -> tuple[str, str]:
        StrictPages(a_request())
        first = nonce()
        await asyncio.sleep(0.01)
        return first, nonce()

    found = await asyncio.gather(*(asyncio.ensure_future(answer()) for _ in range(5)))
    assert all(before == after for before, after in found)
    assert len({before for before, _ in found}) == 5


def test_compression_that_was_asked_for_is_not_lost() -> None:
    assert transforms({}) == [StrictPages]
    assert transforms({"compress_response": True}) == [GZipContentEncoding, StrictPages]
    assert transforms({"transforms": [GZipContentEncoding]}) == [GZipContentEncoding, StrictPages]
