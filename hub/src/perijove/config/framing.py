"""Which origins can show our pages in a frame: none, or those that the operator names.

One list for all pages: JupyterHub's and ours of the hub, those of the backend, those of labs. It
names whole origins. A wildcard or `'self'` could name this host as well, and on it lies every lab.

The backend keeps the same rule, and both are held to `tests/frame_ancestors_cases.json`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tornado.httputil import HTTPHeaders
from traitlets.config import Config

from .merge import add_to_dict

_ORIGIN = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?")
_DIRECTIVE = re.compile(r"(?:^|;)\s*frame-ancestors\s+([^;]*)", re.IGNORECASE)
#: What JupyterHub says of its own pages.
_NOBODY = "frame-ancestors 'none'"


def parse_origins(text: str) -> list[str]:
    """Those such as `https://lms.example.org`, by commas or spaces; ValueError for what is none."""
    origins = []
    for part in filter(None, re.split(r"[,\s]+", text.strip().lower())):
        origin = part.rstrip("/")
        if not _ORIGIN.fullmatch(origin):
            raise ValueError(
                f"{part!r} is no origin; name each as https://lms.example.org, without a path, "
                "wildcards or 'self'"
            )
        if origin not in origins:
            origins.append(origin)
    return origins


def configured(c: Config) -> list[str]:
    """What the operator has told JupyterHub by a header of its own, as far as it names origins."""
    settings = c.JupyterHub.get("tornado_settings", {})
    headers = HTTPHeaders(dict(settings.get("headers", {})) if isinstance(settings, dict) else {})
    found = _DIRECTIVE.search(headers.get("Content-Security-Policy", ""))
    if found is None or found.group(1).strip() in ("", "'none'"):
        return []
    try:
        return parse_origins(found.group(1))
    except ValueError:
        return []


def send_cookies_into_frames(c: Config, origins: list[str]) -> None:
    """Let browsers send cookies of hub and labs to frames in pages of other sites.

    They do so for cookies that say it and travel by TLS alone. A page over TLS frames no other.
    """
    if not origins or not all(origin.startswith("https:") for origin in origins):
        return
    add_to_dict(c.JupyterHub, "tornado_settings", {"cookie_options": {}})
    given = dict(c.JupyterHub.tornado_settings["cookie_options"])
    if not {"samesite", "secure"} & {name.lower() for name in given}:
        options = {**given, "samesite": "None", "secure": True}
        c.JupyterHub.tornado_settings["cookie_options"] = options


def with_ancestors(policy: str, origins: Iterable[str], host: str) -> str:
    """JupyterHub's policy with those who may frame the page, unless the operator wrote another.

    `host`: of the request. Who is named by mistake as this very host, a lab is on it too.
    """
    others = [origin for origin in origins if origin.partition("://")[2] != host.lower()]
    return policy.replace(_NOBODY, f"frame-ancestors {' '.join(others)}") if others else policy
