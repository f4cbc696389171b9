"""An IPv6 address is counted by its network."""

from __future__ import annotations

import pytest

from perijove.common.address_blocks import address_blocks


@pytest.mark.parametrize(
    ("address", "blocks"),
    [
        ("203.0.113.5", ("203.0.113.5",)),
        ("::ffff:203.0.113.5", ("203.0.113.5",)),
        ("64:ff9b::cb00:7105", ("203.0.113.5",)),
        ("2001:db8:1:2:3:4:5:6", ("2001:db8:1:2::/64", "2001:db8:1::/48")),
        ("2001:DB8:1:2::ffff", ("2001:db8:1:2::/64", "2001:db8:1::/48")),
        ("fe80::1%eth0", ("fe80::/64", "fe80::/48")),
        ("::1", ("::/64", "::/48")),
        ("unknown", ("unknown",)),
        ("", ("",)),
    ],
)
def test_what_an_address_counts_as(address: str, blocks: tuple[str, ...]) -> None:
    assert address_blocks(address) == blocks
