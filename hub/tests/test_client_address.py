"""Where a request comes from, by the word of our own proxies alone."""

from __future__ import annotations

import ipaddress
import json
import socket
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tornado.httputil import HTTPHeaders

from perijove.common.client_address import TrustedProxies, address_of, client_address

#: The backend is held to the same table.
CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "client_address_cases.json").read_text()
)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
async def test_the_address_is(case: dict[str, Any]) -> None:
    networks = await TrustedProxies(case["proxies"]).networks()
    found = client_address(case["peer"], case["here"], case["forwarded"], networks)
    assert found == case["address"]


async def test_a_header_without_end_is_no_way_round() -> None:
    assert client_address("127.0.0.1", "127.0.0.1", "x" * 10_000, []) == "127.0.0.1"


def handler_called_by(peer: str, forwarded: str) -> SimpleNamespace:
    called = SimpleNamespace(getsockname=lambda: ("192.168.96.2", 8081))
    connection = SimpleNamespace(
        context=SimpleNamespace(_orig_remote_ip=peer), stream=SimpleNamespace(socket=called)
    )
    headers = HTTPHeaders({"X-Forwarded-For": forwarded})
    request = SimpleNamespace(connection=connection, remote_ip="203.0.113.5", headers=headers)
    return SimpleNamespace(request=request)


@pytest.mark.parametrize(
    ("peer", "expected"),
    [
        # JupyterHub's proxy beside the hub in one container calls it by the container's address.
        ("192.168.96.2", "203.0.113.5"),
        ("127.0.0.1", "203.0.113.5"),
        ("192.168.96.3", "192.168.96.3"),
    ],
)
async def test_the_peer_is_who_really_called(peer: str, expected: str) -> None:
    assert await address_of(handler_called_by(peer, "203.0.113.5"), TrustedProxies("")) == expected


async def test_our_proxy_is_known_by_any_address_of_this_machine() -> None:
    # Docker's firewall rewrites the sender of what the proxy sends to the labs' network's address.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("203.0.113.5", 9))
        except OSError:
            pytest.skip("This machine has no network.")
        own = str(probe.getsockname()[0])
    called = handler_called_by(own, "198.51.100.7, 203.0.113.5")
    assert await address_of(called, TrustedProxies("")) == "203.0.113.5"


async def test_the_operator_hears_once_of_a_proxy_that_nobody_named(
    caplog: pytest.LogCaptureFixture,
) -> None:
    proxies = TrustedProxies("10.0.0.1")
    for forwarded in ("203.0.113.5", "203.0.113.5, 10.0.0.1"):
        await address_of(handler_called_by("127.0.0.1", forwarded), proxies)
    assert caplog.text == ""
    for _ in range(3):
        handler = handler_called_by("127.0.0.1", "203.0.113.5, 10.0.0.2")
        assert await address_of(handler, proxies) == "10.0.0.2"
    assert caplog.text.count("PERIJOVE_TRUSTED_PROXIES") == 1


async def test_a_proxy_that_starts_later_than_the_hub_is_known_soon(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known: list[str] = []

    async def addresses(name: str) -> list[Any]:
        return [ipaddress.ip_network(address) for address in known]

    now = 0.0
    monkeypatch.setattr("perijove.common.client_address._addresses", addresses)
    monkeypatch.setattr("perijove.common.client_address.time.monotonic", lambda: now)
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
