"""Where a request comes from, as far as our own proxies vouch for it."""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import time
from collections.abc import Sequence
from typing import Any

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_HOST_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_RESOLVE_SECONDS = 60.0
# A proxy that has not started yet: asked for again soon, but not with every request.
_RETRY_SECONDS = 1.0
_LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))


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

    async def networks(self) -> list[Network]:
        """Where they are now. A name is looked up again every minute: containers move."""
        if self._names and time.monotonic() >= self._stale_at:
            self._stale_at = time.monotonic() + _RETRY_SECONDS
            found = await asyncio.gather(*map(_addresses, self._names))
            self._resolved = [network for networks in found for network in networks]
            if all(found):
                self._stale_at = time.monotonic() + _RESOLVE_SECONDS
        return [*self._networks, *self._resolved]


async def _addresses(name: str) -> list[Network]:
    try:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    except OSError:
        return []  # it may not have started yet
    return [ipaddress.ip_network(str(address[4][0]).partition("%")[0]) for address in found]


def client_address(peer: str, forwarded_for: str, trusted: Sequence[Network]) -> str:
    """The last address in the chain that is none of our proxies.

    Each proxy appends the address that it sees. Whatever stands before the first address that we
    do not trust was written by somebody we do not trust.
    """
    chain = [part.strip() for part in forwarded_for.split(",") if part.strip()]
    address = _plain(peer)
    while chain and _is_trusted(address, trusted):
        before = _plain(chain.pop())
        if not before:
            break
        address = before
    return address or "unknown"


async def address_of(handler: Any, proxies: TrustedProxies) -> str:
    """The address behind a handler's request."""
    request = handler.request
    context = getattr(getattr(request, "connection", None), "context", None)
    # Tornado has replaced remote_ip by the header's word already; this is who really called.
    peer = getattr(context, "_orig_remote_ip", None) or request.remote_ip
    forwarded = ",".join(request.headers.get_list("X-Forwarded-For"))
    trusted = await proxies.networks()
    return client_address(str(peer), forwarded, [*trusted, *_own_address(request)])


def _own_address(request: Any) -> list[Network]:
    """The address at which this machine was called.

    Who calls from the same one is on this machine: JupyterHub's proxy, which reaches a hub in a
    container by its name and not over loopback.
    """
    stream: Any = getattr(getattr(request, "connection", None), "stream", None)
    try:
        name = stream.socket.getsockname()
        address = _plain(name[0]) if isinstance(name, tuple) else ""
    except (AttributeError, OSError):
        return []  # closed meanwhile, or no socket at all
    return [ipaddress.ip_network(address)] if address else []


def _is_trusted(address: str, trusted: Sequence[Network]) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address == ""  # a unix socket has no address: only this machine reaches it
    return any(
        ip.version == network.version and ip in network for network in (*_LOOPBACK, *trusted)
    )


def _plain(address: str) -> str:
    """Without a zone, and IPv4 as IPv4; '' for what is no address at all."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    mapped = getattr(ip, "ipv4_mapped", None)
    return str(mapped or ip)
