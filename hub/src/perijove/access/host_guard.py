"""Refuses requests for foreign host names, on every route.

JupyterHub has no hook before its handlers, and a check in each of them would miss one. So the rule
is inserted before all routes of its Tornado application when the application is created: our pages,
JupyterHub's own, its API, and those that an operator adds with `extra_handlers`.
"""

from __future__ import annotations

import html
import re
import socket
from collections.abc import Callable
from typing import Any

from jupyterhub.app import JupyterHub
from tornado import web
from tornado.httputil import HTTPServerRequest
from tornado.log import app_log
from tornado.routing import Matcher, Rule

from perijove.common.allowed_hosts import EVERY_HOST, AllowedHosts, host_of
from perijove.config.settings import Settings
from perijove.config.strings import Strings

_MISDIRECTED = 421
#: Foreign hosts that are logged; a client that tries a million must not fill the log.
_MOST_TOLD = 20
_NAME = re.compile(r"[A-Za-z0-9.:\[\]_-]{1,255}")

_make_application = JupyterHub.init_tornado_application
_settings: Settings | None = None


def guard_hosts(settings: Settings) -> None:
    """Guard the hub of this process; harmless twice."""
    global _settings  # a process is one hub
    _settings = settings
    JupyterHub.init_tornado_application = _make_guarded_application


def _make_guarded_application(app: Any) -> None:
    _make_application(app)
    if _settings is None:
        return
    hosts = hosts_of(app, _settings)
    expected: Callable[[], bool] = getattr(app.authenticator, "first_admin_expected", lambda: False)
    off = EVERY_HOST in _settings.allowed_hosts
    guard = ForeignHost(hosts, (lambda: False) if off else expected)
    strings = Strings.of(app.tornado_settings)
    app.tornado_application.default_router.rules.insert(
        0, Rule(guard, HostRefused, {"strings": strings})
    )
    _tell(app.log, hosts, off=off)


def hosts_of(app: Any, settings: Settings) -> AllowedHosts:
    """What this hub answers to: as configured, and as its own addresses say."""
    domain = str(app.domain or "")
    return AllowedHosts.decide(
        configured=settings.allowed_hosts,
        public=[settings.certificate_domain, f".{domain}" if app.subdomain_host else domain],
        internal=[
            socket.gethostname(),
            host_of(app.bind_url),
            host_of(app.hub.url),
            host_of(app.hub.api_url),
            host_of(app.hub_connect_url),
            host_of(settings.hub_connect_url),
            host_of(settings.backend_url),
        ],
    )


def _tell(log: Any, hosts: AllowedHosts, *, off: bool) -> None:
    if off:
        log.warning(
            "PERIJOVE_ALLOWED_HOSTS is *: every host name is answered, and a page elsewhere can "
            "lead a name of its own here."
        )
    elif hosts.enforced:
        log.info(
            "Answers to IP addresses and to these hosts: %s. PERIJOVE_ALLOWED_HOSTS names more.",
            hosts,
        )
    else:
        log.warning(
            "Nothing says under which name users reach this hub, so every host name is answered. "
            "Set PERIJOVE_ALLOWED_HOSTS to that name, such as hub.example.org."
        )


class ForeignHost(Matcher):
    """Matches requests that are to be refused."""

    def __init__(self, hosts: AllowedHosts, first_admin_expected: Callable[[], bool]) -> None:
        self._hosts, self._first_admin_expected = hosts, first_admin_expected
        self._told: set[str] = set()

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        """Called by Tornado before it looks for a handler; None goes on to the next rule."""
        host = request.headers.get("Host", "")
        if self._hosts.has(host):
            return None
        # A hub without an administrator has no users whom a missing name could keep out.
        if not self._hosts.enforced and not self._first_admin_expected():
            return None
        if host not in self._told and len(self._told) < _MOST_TOLD:
            self._told.add(host)
            app_log.warning(
                "Refused a request for the host %r. If users reach this hub under that name, add "
                "it to PERIJOVE_ALLOWED_HOSTS.",
                host[:255],
            )
        return {}


class HostRefused(web.RequestHandler):
    """421, as a page or as JSON. It reads no body, and only the language from the cookies."""

    def initialize(self, strings: Strings) -> None:
        self._strings = strings

    def check_xsrf_cookie(self) -> None:
        """Nothing is going to be done."""

    def prepare(self) -> None:
        """Answers every method."""
        self.set_status(_MISDIRECTED)
        self.set_header("Cache-Control", "no-store")
        t, host = self._strings.t, self.request.headers.get("Host", "")
        # Without a port, as the setting takes it.
        name = re.sub(r":\d+$", "", host)
        message = t("hostRefused.message", host=name if _NAME.fullmatch(name) else "?")
        if "/api/" in self.request.path or "json" in self.request.headers.get("Accept", ""):
            self.finish({"code": "host_not_allowed", "status": _MISDIRECTED, "message": message})
            return
        title, text = html.escape(t("hostRefused.title")), html.escape(message)
        self.finish(
            f'<!doctype html>\n<html lang="{html.escape(self._strings.language)}"><head>'
            '<meta charset="utf-8"><meta name="color-scheme" content="light dark">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>\n"
        )
