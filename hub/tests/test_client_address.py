"""Where a request comes from, by the word of our own proxies alone."""

from __future__ import annotations

import ipaddress
from types import SimpleNamespace
from typing import Any

import pytest
from tornado.httputil import HTTPHeaders

from perijove.client_address import TrustedProxies, address_of, client_address


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "expected"),
    [
        ("127.0.0.1", "203.0.113.5", "", "203.0.113.5"),
        ("127.0.0.1", "", "", "127.0.0.1"),
        ("", "203.0.113.5", "", "203.0.113.5"),
        # What the client wrote itself stands further left, and is not believed.
        ("127.0.0.1", "1.1.1.1, 203.0.113.5", "", "203.0.113.5"),
        ("127.0.0.1", "1.1.1.1, 203.0.113.5, 172.18.0.3", "172.18.0.0/16", "203.0.113.5"),
        ("127.0.0.1", "203.0.113.5, 172.18.0.3", "", "172.18.0.3"),
        # Not through our proxy at all: a lab that calls the hub itself.
        ("172.19.0.8", "203.0.113.5", "", "172.19.0.8"),
        ("172.19.0.8", "203.0.113.5", "172.19.0.8", "203.0.113.5"),
        ("127.0.0.1", "nonsense", "", "127.0.0.1"),
        ("::1", "2001:db8::7", "", "2001:db8::7"),
        ("::ffff:127.0.0.1", "::ffff:203.0.113.5", "", "203.0.113.5"),
        ("127.0.0.1", "x" * 10_000, "", "127.0.0.1"),
    ],
)
async def test_the_address_is_the_last_that_our_proxies_vouch_for(
    peer: str, forwarded: str, trusted: str, expected: str
) -> None:
    networks = await TrustedProxies(trusted).networks()
    assert client_address(peer, forwarded, networks) == expected


@pytest.mark.parametrize(
    ("peer", "expected"),
    [
        # JupyterHub's proxy beside the hub in one container calls it by the container's address.
        ("192.168.96.2", "203.0.113.5"),
        ("127.0.0.1", "203.0.113.5"),
        ("192.168.96.3", "192.168.96.3"),
    ],
)
async def test_a_proxy_on_this_machine_is_believed_at_whatever_address_it_calls(
    peer: str, expected: str
) -> None:
    called = SimpleNamespace(getsockname=lambda: ("192.168.96.2", 8081))
    connection = SimpleNamespace(
        context=SimpleNamespace(_orig_remote_ip=peer), stream=SimpleNamespace(socket=called)
    )
    headers = HTTPHeaders({"X-Forwarded-For": "203.0.113.5"})
    request = SimpleNamespace(connection=connection, remote_ip="203.0.113.5", headers=headers)
    handler = SimpleNamespace(request=request)
    assert await address_of(handler, TrustedProxies("")) == expected


async def test_a_proxy_that_starts_later_than_the_hub_is_known_soon(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known: list[str] = []

    async def addresses(name: str) -> list[Any]:
        return [ipaddress.ip_network(address) for address in known]

    now = 0.0
    monkeypatch.setattr("perijove.client_address._addresses", addresses)
    monkeypatch.setattr("perijove.client_address.time.monotonic", lambda: now)
    proxies = TrustedProxies("traefik")
    assert await proxies.networks() == []
    known.append("172.18.0.3")
    now = 1.5
    assert [str(network) for network in await proxies.networks()] == ["172.18.0.3/32"]
    # An address that is known is not looked up with every request.
    known.clear()
    now = 30.0
    assert [str(network) for network in await proxies.networks()] == ["172.18.0.3/32"]


async def test_a_proxy_can_be_named() -> None:
    networks = await TrustedProxies("localhost, nowhere.invalid").networks()
    assert "127.0.0.1/32" in map(str, networks)


@pytest.mark.parametrize("text", ["a b", "10.0.0.0/99", "http://proxy", "-x"])
def test_what_cannot_be_a_proxy_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no address, network or host name"):
        TrustedProxies(text)
