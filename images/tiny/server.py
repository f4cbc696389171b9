#!/usr/bin/env -S python3 -EsS
"""A stand-in for JupyterLab: answers HTTP under the prefix that the hub assigned.

It has no notebooks and asks nobody for a password. It is for tests only, which ask it below
`api/heard` for all that has reached it: no secret of the platform may be among that.
"""

import json
import os
import signal
import sys
import time
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

SERVICE = urlsplit(os.environ.get("JUPYTERHUB_SERVICE_URL") or "http://0.0.0.0:8888/")
PREFIX = os.environ.get("JUPYTERHUB_SERVICE_PREFIX") or SERVICE.path or "/"
STARTED = time.time()

#: The last requests, whole: what reaches a lab is its user's to read.
HEARD: deque[dict[str, Any]] = deque(maxlen=200)


def answer(path: str) -> tuple[int, str, bytes]:
    """Status, content type and body for a path of the URL."""
    if not path.startswith(PREFIX):
        return 404, "text/plain", b"Not found\n"
    inside = path[len(PREFIX) :]
    timestamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(STARTED))
    documents: dict[str, Any] = {
        "api": {"version": "0.0.0"},
        "api/kernels": [],
        "api/sessions": [],
        "api/heard": list(HEARD),
        "api/terminals": [],
        "api/status": {"started": timestamp, "last_activity": timestamp, "kernels": 0},
    }
    if inside in documents:
        return 200, "application/json", json.dumps(documents[inside]).encode()
    user = os.environ.get("JUPYTERHUB_USER", "nobody")
    return 200, "text/plain", f"Server of {user}: {path}\n".encode()


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD; keeps connections open as a real server does."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        HEARD.append(
            {"method": self.command, "url": self.path, "headers": self.headers.items(), "body": ""}
        )
        status, kind, body = answer(urlsplit(self.path).path)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: health checks would fill the log."""


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    address = (SERVICE.hostname or "0.0.0.0", SERVICE.port or 8888)
    print(f"Listening on {address[0]}:{address[1]}{PREFIX}", flush=True)
    ThreadingHTTPServer(address, Handler).serve_forever()


if __name__ == "__main__":
    main()
