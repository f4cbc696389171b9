"""Addresses under /hub/ that people remember and that lead to pages of ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jupyterhub.handlers import BaseHandler
from jupyterhub.utils import url_path_join
from tornado import web

from .service import SERVICE_NAME

#: Pages that live under the service and answer under /hub/ as well.
PAGES = ("activity", "notifications", "settings", "volumes", "users", "groups", "events")


class ToPage(BaseHandler):
    """Sends a signed-in visitor to a page of the service."""

    def initialize(self, pages_url: str, page: str) -> None:
        self._target = url_path_join(pages_url, page)

    @web.authenticated
    def get(self) -> None:
        """Redirect; never permanent, because browsers remember those for ever."""
        self.redirect(self._target, permanent=False)


def handlers(pages_url: str) -> list[tuple[str, type[ToPage], dict[str, str]]]:
    """Entries for `JupyterHub.extra_handlers`."""
    return [(f"/{page}", ToPage, {"pages_url": pages_url, "page": page}) for page in PAGES]


def pages_url(base_url: str, subdomain_host: str) -> str:
    """Where our pages are, as browsers see it: a path, or a URL when services have a host each."""
    path = str(url_path_join(base_url, "services", SERVICE_NAME, "/"))
    if not subdomain_host:
        return path
    scheme, _, host = subdomain_host.partition("://")
    return f"{scheme}://services.{host.rstrip('/')}{path}"


def landing(pages_url: str) -> Callable[[Any], str]:
    """`JupyterHub.default_url`: the home page for whoever is signed in, the login for others."""

    def default_url(handler: Any) -> str:
        return pages_url if handler.current_user else ""

    return default_url
