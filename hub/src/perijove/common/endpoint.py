"""Where an HTTP server listens: a unix socket, or a host and port."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Endpoint:
    """A unix socket path, or a host and port."""

    socket_path: str | None
    host: str
    port: int

    @classmethod
    def parse(cls, url: str) -> Endpoint:
        """Read `unix:///absolute/path` or `http://host:port`; ValueError says what is wrong."""
        parts = urlsplit(url)
        if parts.scheme == "unix":
            if parts.netloc or not parts.path.startswith("/"):
                raise ValueError(f"{url!r}: a unix socket is written unix:///absolute/path")
            return cls(parts.path, "localhost", 0)
        if parts.scheme == "http" and parts.hostname and parts.path in ("", "/"):
            return cls(None, parts.hostname, parts.port or 80)
        raise ValueError(f"{url!r}: expected unix:///absolute/path or http://host:port")
