"""The current request, for code that JupyterHub does not pass it to.

Tornado creates an output transform with each request, when its body is complete and before its
handler runs. Each request runs in a task, and so in a context of its own.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from tornado.httputil import HTTPServerRequest
from tornado.web import OutputTransform

_current: ContextVar[HTTPServerRequest | None] = ContextVar("perijove_request", default=None)


class RememberRequest(OutputTransform):
    """Changes nothing of an answer."""

    def __init__(self, request: HTTPServerRequest) -> None:
        super().__init__(request)
        _current.set(request)


def current_request() -> HTTPServerRequest | None:
    """None outside of requests, such as while the hub starts."""
    return _current.get()


def transforms(given: list[type[Any]]) -> list[type[Any]]:
    """`transforms` for Tornado's application, with the one that remembers."""
    return [*given, RememberRequest]
