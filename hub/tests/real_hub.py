"""A real JupyterHub from the shipped configuration, with the fake backend behind it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from base64 import b64encode
from pathlib import Path
from typing import TypeVar

from .browser import Browser, Page
from .fake_backend import FakeBackend

HUB_FOLDER = Path(__file__).resolve().parents[1]
SERVICE_TOKEN = "service-token-for-tests"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


_Server = TypeVar("_Server", bound="TinyServer")


class TinyServer:
    """Answers every request with its own name: a lab or a service for the proxy to find."""

    def __init__(self, name: str) -> None:
        self._name = name.encode()
        self._server: asyncio.AbstractServer | None = None
        self.url = ""

    async def listen(self: _Server, port: int = 0) -> _Server:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def close(self) -> None:
        if self._server:
            self._server.close()

    def _hear(self, head: bytes) -> None:
        """What reached it; a service may be told secrets."""

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            self._hear(await reader.readuntil(b"\r\n\r\n"))
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n"
                b"Content-Length: %d\r\n\r\n%s" % (len(self._name), self._name)
            )
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


class FakeLab(TinyServer):
    """A lab, which is its user's: whatever reaches it, no secret of the platform may."""

    def __init__(self, name: str = "lab") -> None:
        super().__init__(name)
        self.heard: list[bytes] = []

    def _hear(self, head: bytes) -> None:
        self.heard.append(head)

    async def close(self) -> None:
        """End it; fails when it has heard a secret."""
        await super().close()
        for secret in (SERVICE_TOKEN, FakeBackend.token):
            forms = (secret, secret.encode().hex(), b64encode(secret.encode()).decode().rstrip("="))
            for form in forms:
                assert not any(form.encode() in head for head in self.heard), secret


class RealHub:
    """JupyterHub and its proxy as processes; `data` survives a restart."""

    def __init__(
        self,
        data: Path,
        environment: dict[str, str],
        prefix: str = "",
        config: Path = HUB_FOLDER / "jupyterhub_config.py",
    ) -> None:
        self.data = data
        self._config = config
        self._prefix = prefix
        #: What its browsers ask for.
        self.languages = ""
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        hub_port = free_port()
        #: Where labs and the proxy call it.
        self.hub_origin = f"http://127.0.0.1:{hub_port}"
        self._environment = {
            "PATH": _path_with_proxy(),
            "HOME": str(data),
            "PERIJOVE_DATA": str(data),
            "PERIJOVE_PORT": str(self.port),
            "PERIJOVE_HUB_PORT": str(hub_port),
            "PERIJOVE_PROXY_API_PORT": str(free_port()),
            **environment,
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._log_path = data / "hub.log"

    @classmethod
    def with_fake(
        cls,
        data: Path,
        backend: FakeBackend,
        service_url: str,
        settings: dict[str, str] | None = None,
        config: Path = HUB_FOLDER / "jupyterhub_config.py",
        prefix: str = "",
    ) -> RealHub:
        return cls(
            data,
            config=config,
            prefix=prefix,
            environment={
                "PERIJOVE_BACKEND_URL": service_url,
                "PERIJOVE_SERVICE_TOKEN": SERVICE_TOKEN,
                "PERIJOVE_INTERNAL_URL": backend.url,
                "PERIJOVE_INTERNAL_TOKEN": backend.token,
                "JUPYTERHUB_ADMIN": "root-ada",
                **(settings or {}),
            },
        )

    @property
    def log(self) -> str:
        return self._log_path.read_text() if self._log_path.exists() else ""

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    def browser(self) -> Browser:
        return Browser(self.origin, self.first_admin_code, self.languages)

    def first_admin_code(self) -> str:
        file = self.data / "secrets" / "first-admin-code"
        return file.read_text().strip() if file.exists() else ""

    async def start(self, log: int | None = None) -> None:
        """Start it; what it says goes to its log, or to the file descriptor that is given."""
        with self._log_path.open("ab") as own:
            output = own if log is None else log
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "jupyterhub",
                    "-f",
                    str(self._config),
                    # As shipped it looks every half minute.
                    "--Spawner.poll_interval=1",
                ],
                env=self._environment,
                cwd=self.data,
                stdout=output,
                stderr=output,
            )
        for _ in range(300):
            if self._process.poll() is not None:
                raise AssertionError(f"the hub ended:\n{self.log}")
            try:
                page = await self.browser().get(f"{self._prefix}/hub/health")
                if page.status == 200:
                    return
            except OSError:
                pass
            await asyncio.sleep(0.2)
        raise AssertionError(f"the hub did not come up:\n{self.log}")

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(how)
            await asyncio.to_thread(self._process.wait, 40)

    async def api(
        self, path: str, token: str = SERVICE_TOKEN, method: str = "GET", body: object = None
    ) -> object:
        headers = {"Authorization": f"token {token}"}
        page = await self.browser().call(method, f"/hub/api{path}", headers=headers, body=body)
        return page.json() if page.text else page.status

    async def accounts(
        self, method: str, path: str = "", body: object = None, token: str = SERVICE_TOKEN
    ) -> Page:
        """Call the interface for accounts, as the backend does."""
        headers = {"Authorization": f"token {token}"}
        target = f"/hub/api/perijove/accounts{path}"
        return await self.browser().call(method, target, headers=headers, body=body)


def _path_with_proxy() -> str:
    proxy = HUB_FOLDER.parent / "node_modules" / ".bin"
    # As `npm start` and the image have it: JupyterHub looks for programs of its environment there.
    programs = Path(sys.executable).parent
    return os.pathsep.join((str(proxy), str(programs), os.environ["PATH"]))
