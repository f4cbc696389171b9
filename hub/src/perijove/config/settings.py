"""Reads the environment that configures the hub's side, and reports all problems at once."""

from __future__ import annotations

import hashlib
import os
import shlex
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from perijove.common.allowed_hosts import parse_hosts
from perijove.common.client_address import TrustedProxies
from perijove.common.endpoint import Endpoint
from perijove.common.plain_names import is_plain_line
from perijove.common.redact import redact
from perijove.common.secret_files import SecretFile

from .framing import parse_origins
from .languages import is_language

#: A unix socket's path must fit into sockaddr_un; Linux allows 107 bytes, macOS 103.
_LONGEST_SOCKET_PATH = 100

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


class ConfigurationError(Exception):
    """Settings that cannot work; the message lists every one of them."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = [redact(line) for line in problems]
        listed = "\n".join(f"  - {line}" for line in self.problems)
        super().__init__(f"Perijove cannot start:\n{listed}")


@dataclass(frozen=True)
class Settings:
    """What the hub's side needs to know. Ports are TCP ports, paths are absolute."""

    data: Path
    backend_url: str | None
    backend_command: list[str]
    backend_port: int
    service_token: str | None
    internal_url: str
    internal_token: str | None
    internal_token_file: str | None
    port: int
    ip: str
    hub_port: int
    proxy_api_port: int
    network_gateway: str | None
    hub_connect_url: str | None
    base_url: str
    #: A language tag, such as `en`.
    language: str
    admin: str | None
    admin_password: str | None = field(repr=False)
    trusted_proxies: str
    allowed_hosts: list[str]
    frame_ancestors: list[str]
    signup_enabled: bool
    signup_most_pending: int
    named_servers: int
    #: None when nothing is said, empty for the image's own.
    lab_command: list[str] | None
    ssl_enabled: bool
    certificate_domain: str

    @property
    def managed(self) -> bool:
        """Whether the hub runs the backend itself."""
        return self.backend_url is None

    @property
    def first_admin_code_file(self) -> Path:
        """Where the one-time code for the first administrator lies while it is needed."""
        return self.data / "secrets" / "first-admin-code"

    @classmethod
    def read(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read and check the environment; ConfigurationError lists all that is wrong."""
        reader = _Reader(os.environ if environ is None else environ)
        reader.must_be_plain("PERIJOVE_NAME", "PERIJOVE_STAGE")
        data = Path(reader.text("PERIJOVE_DATA") or ".perijove").absolute()
        internal_token = reader.text("PERIJOVE_INTERNAL_TOKEN")
        token_file = reader.text("PERIJOVE_INTERNAL_TOKEN_FILE")
        hub_connect_url = reader.text("PERIJOVE_HUB_CONNECT_URL")
        hub_connect_port = reader.port_of("PERIJOVE_HUB_CONNECT_URL")
        settings = cls(
            data=data,
            backend_url=reader.text("PERIJOVE_BACKEND_URL"),
            backend_command=_backend_command(reader.text("PERIJOVE_BACKEND")),
            backend_port=reader.port("PERIJOVE_BACKEND_PORT", 18082),
            service_token=reader.secret("PERIJOVE_SERVICE_TOKEN"),
            internal_url=reader.endpoint("PERIJOVE_INTERNAL_URL", _default_socket(data)),
            internal_token=internal_token,
            internal_token_file=None
            if internal_token
            else token_file or str(data / "secrets" / "internal-token"),
            port=reader.port("PERIJOVE_PORT", 8000),
            ip=reader.text("PERIJOVE_IP") or "127.0.0.1",
            hub_port=reader.port("PERIJOVE_HUB_PORT", hub_connect_port or 18081),
            proxy_api_port=reader.port("PERIJOVE_PROXY_API_PORT", 18001),
            network_gateway=reader.text("PERIJOVE_NETWORK_GATEWAY"),
            hub_connect_url=hub_connect_url,
            base_url=_with_slashes(reader.text("JUPYTERHUB_BASE_URL") or "/"),
            language=reader.language("PERIJOVE_LANGUAGE", "en"),
            admin=reader.text("JUPYTERHUB_ADMIN"),
            admin_password=reader.secret("JUPYTERHUB_ADMIN_PASSWORD"),
            trusted_proxies=reader.proxies("PERIJOVE_TRUSTED_PROXIES"),
            allowed_hosts=reader.listed("PERIJOVE_ALLOWED_HOSTS", parse_hosts),
            frame_ancestors=reader.listed("PERIJOVE_FRAME_ANCESTORS", parse_origins),
            signup_enabled=reader.flag("JUPYTERHUB_SIGNUP_ENABLED", True, old="ENABLE_SIGNUP"),
            signup_most_pending=max(1, reader.count("PERIJOVE_SIGNUP_MAX_PENDING", 200)),
            named_servers=reader.count("PERIJOVE_NAMED_SERVERS"),
            lab_command=reader.command("PERIJOVE_LAB_COMMAND"),
            ssl_enabled=reader.flag("JUPYTERHUB_SSL_ENABLED", False, old="ENABLE_JUPYTERHUB_SSL"),
            certificate_domain=reader.text("CERTIFICATE_DOMAIN_NAME") or "localhost",
        )
        if settings.backend_url and not settings.service_token:
            reader.problems.append(
                "PERIJOVE_BACKEND_URL is set, so the backend runs by itself: give both sides the "
                "same PERIJOVE_SERVICE_TOKEN or PERIJOVE_SERVICE_TOKEN_FILE."
            )
        if reader.problems:
            raise ConfigurationError(reader.problems)
        return settings

    def read_internal_token(self) -> str:
        """The secret between hub and backend as it is now; OSError or ValueError without one."""
        return self.internal_token or SecretFile(self.internal_token_file or "").read()

    def ensure_internal_token(self) -> None:
        """Generate the secret between spawner and backend if none is configured."""
        if self.internal_token_file:
            SecretFile(self.internal_token_file).ensure()


class _Reader:
    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.problems: list[str] = []

    def text(self, name: str) -> str | None:
        return self._environ.get(name, "").strip() or None

    def must_be_plain(self, *names: str) -> None:
        for name in names:
            if not is_plain_line(self.text(name) or ""):
                self.problems.append(f"{name} holds characters that cannot be seen.")

    def flag(self, name: str, otherwise: bool, *, old: str) -> bool:
        value = self.text(name) or self.text(old)
        if value is None:
            return otherwise
        if value.lower() in _TRUE:
            return True
        if value.lower() not in _FALSE:
            self.problems.append(f"{name} is {value!r}; use 1 or 0.")
        return False

    def language(self, name: str, otherwise: str) -> str:
        value = self.text(name) or otherwise
        if not is_language(value):
            self.problems.append(f"{name} is {value!r}; use a language tag such as en or fr.")
        return value

    def count(self, name: str, otherwise: int = 0) -> int:
        value = self.text(name) or str(otherwise)
        if value.isascii() and value.isdigit():
            return int(value)
        self.problems.append(f"{name} is {value!r}; use a number, 0 for none.")
        return 0

    def port(self, name: str, otherwise: int) -> int:
        value = self.text(name)
        if value is None:
            return otherwise
        if value.isascii() and value.isdigit() and 0 < int(value) < 65536:
            return int(value)
        self.problems.append(f"{name} is {value!r}; use a port from 1 to 65535.")
        return otherwise

    def port_of(self, name: str) -> int | None:
        """The port in a URL; a hub that others reach there listens there."""
        value = self.text(name)
        if value is None:
            return None
        parts = urlsplit(value)
        try:
            if parts.scheme in ("http", "https") and parts.hostname:
                return parts.port
        except ValueError:
            pass
        self.problems.append(f"{name} is {value!r}; use a URL such as http://hub:8081.")
        return None

    def endpoint(self, name: str, otherwise: str) -> str:
        value = self.text(name) or otherwise
        try:
            Endpoint.parse(value)
        except ValueError as error:
            self.problems.append(f"{name}: {error}.")
        return value

    def command(self, name: str) -> list[str] | None:
        """A command line, split as a shell does, or the word `image`."""
        value = self.text(name)
        if value is None:
            return None
        if value == "image":
            return []
        try:
            return shlex.split(value)
        except ValueError as error:
            self.problems.append(f"{name} is no command line: {error}.")
            return None

    def proxies(self, name: str) -> str:
        value = self.text(name) or ""
        try:
            TrustedProxies(value)
        except ValueError as error:
            self.problems.append(f"{name}: {error}.")
        return value

    def listed(self, name: str, parse: Callable[[str], list[str]]) -> list[str]:
        try:
            return parse(self.text(name) or "")
        except ValueError as error:
            self.problems.append(f"{name}: {error}.")
            return []

    def secret(self, name: str) -> str | None:
        path = self.text(f"{name}_FILE")
        if value := self.text(name):
            return value
        if path is None:
            return None
        try:
            return SecretFile(path).read()
        except (OSError, ValueError) as error:
            self.problems.append(f"{name}_FILE cannot be read: {error}.")
            return None


#: Megabytes of V8's young generation. As Node comes it grows to 16, three times over, and keeps
#: that for ever; the backend's garbage is short-lived and fits into less.
_SEMI_SPACE = "--max-semi-space-size=4"


def _backend_command(backend: str | None) -> list[str]:
    return ["node", _SEMI_SPACE, backend] if backend else ["perijove-backend"]


def _with_slashes(prefix: str) -> str:
    inner = prefix.strip("/")
    return f"/{inner}/" if inner else "/"


def _default_socket(data: Path) -> str:
    path = data / "run" / "internal.sock"
    if len(os.fsencode(path)) > _LONGEST_SOCKET_PATH:
        # A deep data folder: the same place for hub and backend every time, in a private folder.
        name = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
        path = Path(tempfile.gettempdir()) / f"perijove-{os.getuid()}-{name}" / "internal.sock"
    return f"unix://{path}"


def ensure_socket_folder(internal_url: str) -> None:
    """Make the unix socket's folder, private to this user; ConfigurationError when it is not."""
    socket_path = Endpoint.parse(internal_url).socket_path
    if socket_path is None:
        return
    folder = Path(socket_path).parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    in_shared_place = folder.parent == Path(tempfile.gettempdir())
    if in_shared_place and (folder.stat().st_uid != os.getuid() or folder.stat().st_mode & 0o077):
        raise ConfigurationError(
            [f"{folder} exists and is not private to this user. Remove it, then start again."]
        )
