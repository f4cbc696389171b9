"""A browser without a screen: cookies, redirects, forms."""

from __future__ import annotations

import asyncio
import html
import http.client
import http.cookiejar
import json
import re
import socket
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Headers = dict[str, str] | None


@dataclass(frozen=True)
class Page:
    """What came back; `url` is where the redirects ended."""

    status: int
    url: str
    text: str
    headers: dict[str, str]

    @property
    def path(self) -> str:
        return urllib.parse.urlsplit(self.url).path

    def json(self) -> Any:
        return json.loads(self.text)


class _ThisMachine(http.client.HTTPConnection):
    """Whatever a host is called, it is here: so hubs with many hosts need no DNS."""

    def connect(self) -> None:
        self.sock = socket.create_connection(("127.0.0.1", self.port), self.timeout)


class _FindsHosts(urllib.request.HTTPHandler):
    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_ThisMachine, request)


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class Browser:
    """The browser of one user; `origin` has no trailing slash.

    `code` answers the one-time code for the first administrator, '' once it was used. `languages`
    are what it asks for, '' for nothing.
    """

    def __init__(self, origin: str, code: Callable[[], str] = str, languages: str = "") -> None:
        self._origin, self.languages = origin, languages
        self.code = code
        self.cookies = http.cookiejar.CookieJar()

    async def get(self, path: str, *, follow: bool = True, headers: Headers = None) -> Page:
        return await self._send("GET", path, None, follow, headers or {})

    async def post(self, path: str, fields: dict[str, str], *, headers: Headers = None) -> Page:
        body = urllib.parse.urlencode(fields).encode()
        return await self._send("POST", path, body, True, headers or {})

    async def call(
        self, method: str, path: str, *, headers: Headers = None, body: Any = None
    ) -> Page:
        """A request as an API client sends it; a body travels as JSON, bytes as they are."""
        raw = body is None or isinstance(body, bytes)
        data = body if raw else json.dumps(body).encode()
        typed = {} if raw else {"Content-Type": "application/json"}
        return await self._send(method, path, data, True, {**typed, **(headers or {})})

    async def submit(self, path: str, fields: dict[str, str], form: str | None = None) -> Page:
        """Open the form's page, then post it with the page's XSRF token."""
        return await self.post(path, {**fields, "_xsrf": await self.xsrf(form or path)})

    async def xsrf(self, path: str) -> str:
        page = await self.get(path)
        found = re.search(r'name="_xsrf"\s+value="([^"]+)"', page.text)
        if not found:
            raise AssertionError(f"no form at {path}: {page.status} {page.text[:300]}")
        return found.group(1)

    def plant(self, name: str, value: str, path: str) -> None:
        """Put a cookie there that no answer has set, as a page on the same host can."""
        host = urllib.parse.urlsplit(self._origin).hostname or ""
        self.cookies.set_cookie(
            http.cookiejar.Cookie(
                0, name, value, None, False, host, False, False, path, True,
                False, None, True, None, None, {},
            )
        )  # fmt: skip

    async def sign_up(self, name: str, password: str) -> Page:
        return await self.submit(
            "/hub/signup",
            {
                "username": name,
                "code": self.code(),
                "signup_password": password,
                "signup_password_confirmation": password,
            },
        )

    async def sign_in(self, name: str, password: str) -> Page:
        return await self.submit("/hub/login", {"username": name, "password": password})

    async def fill(self, page: Page, fields: dict[str, str]) -> Page:
        """Submit the form on a page, with whatever it hides."""
        (action,) = re.findall(r'<form action="([^"]+)"', page.text)
        hidden = dict(re.findall(r'type="hidden" name="([^"]+)"\s+value="([^"]*)"', page.text))
        return await self.post(html.unescape(action), {**hidden, **fields})

    async def _send(
        self, method: str, path: str, body: bytes | None, follow: bool, headers: dict[str, str]
    ) -> Page:
        url = urllib.parse.urljoin(self._origin, path)
        asked = {"Accept-Language": self.languages} if self.languages else {}
        request = urllib.request.Request(url, body, {**asked, **headers}, method=method)
        return await asyncio.to_thread(self._open, request, follow)

    def _open(self, request: urllib.request.Request, follow: bool) -> Page:
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            _FindsHosts(),
            urllib.request.HTTPCookieProcessor(self.cookies),
            *([] if follow else [_StayHere()]),
        )
        try:
            answer = opener.open(request, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return Page(
                answer.status,
                answer.url,
                answer.read().decode(),
                {name.lower(): value for name, value in answer.headers.items()},
            )
