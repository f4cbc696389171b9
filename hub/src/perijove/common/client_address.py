"""The client's address, as far as our own proxies vouch for it.

JupyterHub's `trusted_downstream_ips` cannot do this: Tornado believes the last X-Forwarded-For and
any X-Real-Ip of every caller, so a lab that calls the hub directly could claim any address. It also
knows no networks and no host names, and proxies in containers change their address.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import time
from collections.abc import Sequence
from typing import Any

from tornado.log import app_log

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_HOST_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_RESOLVE_SECONDS = 60.0
# A proxy that has not started yet: asked for again soon, but not with every request.
_RETRY_SECONDS = 1.0


class TrustedProxies:
    """Proxies in front of JupyterHub's own: addresses, networks, and names that lead to one."""

    def __init__(self, text: str) -> None:
        self._networks: list[Network] = []
        self._names: list[str] = []
        for part in filter(None, map(str.strip, text.split(","))):
            try:
                self._networks.append(ipaddress.ip_network(part, strict=False))
            except ValueError:
                if not _HOST_NAME.fullmatch(part):
                    raise ValueError(f"{part!r} is no address, network or host name") from None
                self._names.append(part)
        self._resolved: list[Network] = []
        self._stale_at = 0.0
        self._told = False

    async def networks(self) -> list[Network]:
        """Where they are now. A name is looked up again every minute: containers move."""
        if self._names and time.monotonic() >= self._stale_at:
            self._stale_at = time.monotonic() + _RETRY_SECONDS
            found = await asyncio.gather(*map(_addresses, self._names))
            self._resolved = [network for networks in found for network in networks]
            if all(found):
                self._stale_at = time.monotonic() + _RESOLVE_SECONDS
        return [*self._networks, *self._resolved]

    def warn_of_unknown(self, address: str) -> None:
        """Once: a proxy of the operator's that nobody named makes all users one address."""
        if not self._told:
            self._told = True
            app_log.warning(
                "A request from %s came with an X-Forwarded-For that is not believed. If that is "
                "a proxy of yours, name it in PERIJOVE_TRUSTED_PROXIES.",
                address,
            )


async def _addresses(name: str) -> list[Network]:
    try:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    except OSError:
        return []  # it may not have started yet
    return [ipaddress.ip_network(str(address[4][0]).partition("%")[0]) for address in found]


def client_address(
    peer: str, here: str, forwarded_for: str, proxies: Sequence[Network]
) -> str | None:
    """The browser's address; None when it is unknown.

    JupyterHub's proxy runs on this machine and appends the address that it sees: that one word is
    believed of a caller who is on this machine, and so are those before it as far as they were
    written by proxies that the operator has named. All the rest was written by clients that we do
    not know. A process on this machine that calls us past the proxy can choose that one word;
    `docs/security.md` says so.

    `peer` is who called, `here` the address at which they called us; both are '' on a unix socket.
    """
    address = _plain(peer)
    if not (_is_on_this_machine(address, _plain(here)) or _is_one_of(address, proxies)):
        return address
    chain = _chain(forwarded_for)
    while chain:
        before = _plain(chain.pop())
        if not before:
            break
        address = before
        if not _is_one_of(address, proxies):
            break
    return address or None


async def address_of(handler: Any, proxies: TrustedProxies) -> str:
    """The address behind a handler's request; `unknown` when it cannot be told."""
    request = handler.request
    context = getattr(getattr(request, "connection", None), "context", None)
    # Tornado has replaced remote_ip by the header's word already; this is who really called.
    peer = str(getattr(context, "_orig_remote_ip", None) or request.remote_ip)
    forwarded = ",".join(request.headers.get_list("X-Forwarded-For"))
    here = peer if _is_own(peer) else _called_at(request)
    address = client_address(peer, here, forwarded, await proxies.networks())
    if address is not None and _plain(next(iter(_chain(forwarded)), "")) not in ("", address):
        proxies.warn_of_unknown(address)
    return address or "unknown"


def _chain(forwarded_for: str) -> list[str]:
    return [part.strip() for part in forwarded_for.split(",") if part.strip()]


def _called_at(request: Any) -> str:
    """The address at which this machine was called; '' on a unix socket, or when it has gone."""
    stream: Any = getattr(getattr(request, "connection", None), "stream", None)
    try:
        name = stream.socket.getsockname()
    except (AttributeError, OSError):
        return ""
    return str(name[0]) if isinstance(name, tuple) else ""


def _is_own(peer: str) -> bool:
    """Whether an address is one of this machine's.

    Docker's firewall gives what the machine sends to its own address on the labs' network the
    machine's first address as sender: so comes our proxy when the hub listens there. Only towards
    an own address does the system choose that very address as sender; nothing is sent for it.
    """
    address = _plain(peer)
    if not address:
        return False
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, 9))
            return _plain(str(probe.getsockname()[0])) == address
    except OSError:
        return False


def _is_on_this_machine(address: str, here: str) -> bool:
    """Whether the caller shares the machine: over loopback, a unix socket, or its own address.

    JupyterHub's proxy beside a hub in a container reaches it by its name, not over loopback.
    """
    return address in ("", here) or ipaddress.ip_address(address).is_loopback


def _is_one_of(address: str, networks: Sequence[Network]) -> bool:
    if not address:
        return False
    ip = ipaddress.ip_address(address)
    return any(ip.version == network.version and ip in network for network in networks)


def _plain(address: str) -> str:
    """Without a zone, and IPv4 as IPv4; '' for what is no address at all."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    mapped = getattr(ip, "ipv4_mapped", None)
    return str(mapped or ip)
