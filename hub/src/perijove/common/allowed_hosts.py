"""The host names that this hub answers to; a request for another is refused untouched.

A page elsewhere can lead a host name of its own to this machine's address (DNS rebinding): for a
browser it then is that page, and may read every answer. The name in `Host` tells it apart. An IP
address needs no list: opening one looks up no name.

The backend keeps the same rule, and both are held to `tests/allowed_hosts_cases.json`.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

#: Switches the list off.
EVERY_HOST = "*"

_HEADER = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?")
_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?")


def parse_hosts(text: str) -> list[str]:
    """Names by commas: `hub.example.org`, `.example.org` for all below it, too, or `*`.

    ValueError names what is no host.
    """
    hosts = []
    for part in filter(None, (part.strip().lower() for part in text.split(","))):
        host = part.removeprefix("*") if part.startswith("*.") else part
        if host != EVERY_HOST and not _NAME.fullmatch(host.removeprefix(".")) and not _ip(part):
            raise ValueError(
                f"{part!r} is no host name; use names such as hub.example.org or .example.org, "
                "without a port"
            )
        hosts.append(host)
    return hosts


def host_of(url: str | None) -> str:
    """The host name in a URL; '' without one."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    """Whether who listens there can be reached from this machine only."""
    ip = _ip(host)
    return host.lower() == "localhost" or (ip is not None and ip.is_loopback)


@dataclass(frozen=True)
class AllowedHosts:
    """Hosts by name. One that begins with a dot stands for a domain and all below it."""

    names: frozenset[str]
    #: Whether others are refused. Where nothing tells the public name, there is no list to keep.
    enforced: bool

    @classmethod
    def decide(
        cls, *, configured: Iterable[str], public: Iterable[str], internal: Iterable[str] = ()
    ) -> AllowedHosts:
        """What a deployment answers to.

        `configured` is what the operator lists, `public` the names that other settings give away,
        `internal` those of its parts among themselves.
        """
        listed = list(configured)
        known = [name for name in public if name and not is_loopback(name)]
        names = (name.lower().rstrip(".") for name in (*listed, *known, *internal))
        return cls(
            frozenset({"localhost", ".localhost", *filter(_is_name, names)}),
            enforced=bool(listed or known) and EVERY_HOST not in listed,
        )

    def has(self, header: str) -> bool:
        """Whether a `Host` is on the list. Who sends none is a program: browsers always do."""
        if not header:
            return True
        found = _HEADER.fullmatch(header)
        if not found:
            return False
        host = found.group(1).strip("[]").lower().rstrip(".")
        return (
            _ip(host) is not None
            or host in self.names
            or any(
                name.startswith(".") and (host.endswith(name) or host == name[1:])
                for name in self.names
            )
        )

    def __str__(self) -> str:
        return ", ".join(sorted(self.names))


def _is_name(text: str) -> bool:
    return _NAME.fullmatch(text.removeprefix(".")) is not None and _ip(text) is None


def _ip(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return None
