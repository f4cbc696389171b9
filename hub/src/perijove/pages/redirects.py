"""Short URLs under /hub/ that redirect to our pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from jupyterhub.handlers import BaseHandler
from jupyterhub.utils import subdomain_hook_idna, subdomain_hook_legacy, url_path_join
from tornado import web

from perijove.config.service import SERVICE_NAME

#: JupyterHub's hooks for hosts of their own, by the names that its configuration has for them.
_HOOKS: dict[Any, Any] = {
    None: subdomain_hook_idna,
    "idna": subdomain_hook_idna,
    "legacy": subdomain_hook_legacy,
}

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


def pages_url(base_url: str, subdomain_host: str, subdomain_hook: Any = None) -> str:
    """Where our pages are, as browsers see it: a path, or a URL when services have a host each.

    JupyterHub's hook says which host that is: `subdomain_hook` is what the configuration has, the
    name of one of JupyterHub's own or a function; None is JupyterHub's default.
    """
    path = str(url_path_join(base_url, "services", SERVICE_NAME, "/"))
    if not subdomain_host:
        return path
    hook = _HOOKS.get(subdomain_hook, subdomain_hook)
    # Without a scheme JupyterHub takes https.
    parts = urlsplit(subdomain_host if "://" in subdomain_host else f"https://{subdomain_host}")
    host = hook(SERVICE_NAME, parts.hostname, kind="service")
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{path}"


def landing(pages_url: str) -> Callable[[Any], str]:
    """`JupyterHub.default_url`: the home page for signed-in users, the login for others."""

    def default_url(handler: Any) -> str:
        return pages_url if handler.current_user else ""

    return default_url
