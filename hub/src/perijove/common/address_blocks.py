"""The network that an address counts as: the owner of one IPv6 address has a whole network."""

from __future__ import annotations

import ipaddress

#: One line of a provider, and what a provider gives to one customer at most.
_LINE, _CUSTOMER = 64, 48
#: IPv4 addresses as a translator shows them to a machine that speaks IPv6 only.
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


def address_blocks(address: str) -> tuple[str, ...]:
    """The units in which attempts from an address are counted, the narrowest first.

    An IPv4 address counts for itself; so does one inside an IPv6 address, and text that is no
    address at all. An IPv6 address counts as its /64, and wider as its /48.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return (address,)
    if isinstance(ip, ipaddress.IPv4Address):
        return (str(ip),)
    if ip.ipv4_mapped is not None:
        return (str(ip.ipv4_mapped),)
    if ip in _TRANSLATED:
        return (str(ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)),)
    return tuple(
        str(ipaddress.ip_network((ip, length), strict=False)) for length in (_LINE, _CUSTOMER)
    )
