"""Sends the hub's pages to browsers that navigate, never to scripts that fetch them.

Without a host name of their own, labs share the hub's: a script in a lab's page could fetch
`/hub/token` with its visitor's cookie, read JupyterHub's XSRF token out of the HTML, and then use
JupyterHub's API in the visitor's name. JupyterHub's API requires that token of scripts, but its
pages do not.

Browsers send Fetch Metadata headers with each request, over TLS and to localhost. Over plain HTTP
they send none, and no page is held back.
"""

from __future__ import annotations

from typing import Any

from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import OutputTransform


class FetchMetadataPolicy(OutputTransform):
    """Empties a page that a script has fetched with a user's cookies."""

    def __init__(self, request: HTTPServerRequest) -> None:
        super().__init__(request)
        headers = request.headers
        script = headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
        # Without cookies the page is that of a stranger: programs may have it.
        self._held_back = script and "Cookie" in headers

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        """Called with the head of each answer."""
        self._held_back &= headers.get("Content-Type", "").startswith("text/html")
        if not self._held_back:
            return status_code, headers, chunk
        for name in ("Content-Encoding", "Etag"):
            headers.pop(name, None)
        headers["Cache-Control"] = "no-store"
        if "Content-Length" in headers:
            headers["Content-Length"] = "0"
        return (403 if status_code < 300 else status_code), headers, b""

    def transform_chunk(self, chunk: bytes, finishing: bool) -> bytes:
        """Called with what follows."""
        return b"" if self._held_back else chunk


def transforms(given: list[type[Any]]) -> list[type[Any]]:
    """`transforms` for Tornado's application, with this one behind all others."""
    return [*given, FetchMetadataPolicy]
