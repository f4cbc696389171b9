"""A strict Content-Security-Policy for the hub's pages: only scripts of our templates run.

Every answer has a random mark, the nonce. Our templates put it on their scripts, and the answer's
header says that scripts without it do not run. JupyterHub stays as
it is: a template asks for the mark like for any other value, and Tornado lets an application look
at its answers as they leave.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import GZipContentEncoding, OutputTransform

from perijove.config.framing import with_ancestors

_HEADER = "Content-Security-Policy"

#: The mark of the answer that is being made. Each request runs in a task, and so in a context, of
#: its own.
_nonce: ContextVar[str] = ContextVar("perijove_nonce", default="")


def nonce(_user: Any = None) -> str:
    """The mark for scripts in the page that is being made; for `JupyterHub.template_vars`."""
    return _nonce.get()


def policy(mark: str) -> str:
    """What a page may load and run.

    `strict-dynamic` passes the trust on to what a marked script loads, and makes browsers ignore
    where a script lies: labs share the hub's host, and their files must not run here.
    """
    return "; ".join(
        [
            f"script-src 'nonce-{mark}' 'strict-dynamic'",
            "object-src 'none'",
            "base-uri 'self'",
            "worker-src 'none'",
            "style-src 'self' 'unsafe-inline'",
            "font-src 'self' data:",
        ]
    )


class StrictPages(OutputTransform):
    """Adds the policy to JupyterHub's own, on every page."""

    #: Who may show the pages in a frame.
    ancestors: tuple[str, ...] = ()

    def __init__(self, request: HTTPServerRequest) -> None:
        super().__init__(request)
        self._host = request.host
        self._mark = secrets.token_urlsafe(16)
        _nonce.set(self._mark)

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        """Called with the head of each answer."""
        given = headers.get(_HEADER, "")
        # A policy that the operator has written in full stays as it is.
        theirs = "script-src" in given or "default-src" in given
        if headers.get("Content-Type", "").startswith("text/html"):
            # A lab's page that opens one of ours in a window keeps no hold of it.
            headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
            # Scripts ask the browser's cache without asking us: a page, which has JupyterHub's XSRF
            # token in it, must not lie there.
            headers["Cache-Control"] = "no-store"
            headers.setdefault("X-Content-Type-Options", "nosniff")
            headers.setdefault("Referrer-Policy", "same-origin")
            given = with_ancestors(given, self.ancestors, self._host)
            if given:
                headers[_HEADER] = given
            if not theirs:
                headers[_HEADER] = "; ".join(filter(None, [given, policy(self._mark)]))
        return status_code, headers, chunk


def transforms(
    settings: dict[str, Any], ancestors: Iterable[str] = ()
) -> list[type[OutputTransform]]:
    """`transforms` for Tornado's application, with those that its settings ask for."""
    framed = {"ancestors": tuple(ancestors)}
    pages = type("StrictPages", (StrictPages,), framed) if framed["ancestors"] else StrictPages
    given = list(settings.get("transforms", ()))
    if not given and (settings.get("compress_response") or settings.get("gzip")):
        given.append(GZipContentEncoding)
    return [*given, pages]
