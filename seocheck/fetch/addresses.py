"""Which network addresses are public. Our own table: the standard library calls too much global.

`ipaddress` says that multicast, NAT64 and 6to4 forms of private addresses, and others are global (more so in older
patch releases), and what is safe must not depend on the Python it runs on. It only parses here. The table follows the
IANA registries of special-purpose addresses; it allows what is known to be public, not what is not known to be private.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address


@dataclass(frozen=True, slots=True)
class Kind:
    """What an address is that is not public. sensitive: where clouds hand out credentials; never opened by a name."""

    words: str
    sensitive: bool = False


_METADATA = Kind("a cloud's metadata service", sensitive=True)
_LINK_LOCAL = Kind("a link-local address", sensitive=True)
_LOOPBACK = Kind("this computer itself")
_PRIVATE = Kind("an address of a private network")
_RESERVED = Kind("an address that no site can have")
_TUNNEL = Kind("an address of a tunnel that could lead anywhere")

_V4 = [
    (IPv4Network(network), kind)
    for network, kind in (
        ("169.254.169.254/32", _METADATA),
        ("100.100.100.200/32", _METADATA),
        ("168.63.129.16/32", _METADATA),
        ("192.0.0.192/32", _METADATA),
        ("0.0.0.0/8", _LOOPBACK),
        ("127.0.0.0/8", _LOOPBACK),
        ("10.0.0.0/8", _PRIVATE),
        ("100.64.0.0/10", _PRIVATE),
        ("172.16.0.0/12", _PRIVATE),
        ("192.168.0.0/16", _PRIVATE),
        ("169.254.0.0/16", _LINK_LOCAL),
        ("192.0.0.0/24", _RESERVED),
        ("192.0.2.0/24", _RESERVED),
        ("192.88.99.0/24", _TUNNEL),
        ("198.18.0.0/15", _RESERVED),
        ("198.51.100.0/24", _RESERVED),
        ("203.0.113.0/24", _RESERVED),
        ("224.0.0.0/4", _RESERVED),
        ("240.0.0.0/4", _RESERVED),
    )
]
_V6 = [
    (IPv6Network(network), kind)
    for network, kind in (
        ("fd00:ec2::254/128", _METADATA),
        ("fd20:ce::254/128", _METADATA),
        ("::/127", _LOOPBACK),
        ("fc00::/7", _PRIVATE),
        ("fec0::/10", _PRIVATE),
        ("fe80::/10", _LINK_LOCAL),
        ("2001::/23", _TUNNEL),  # Teredo and protocol assignments
        ("2002::/16", _TUNNEL),  # 6to4
        ("64:ff9b:1::/48", _TUNNEL),  # NAT64 of one's own network
        ("2001:db8::/32", _RESERVED),
        ("3fff::/20", _RESERVED),
    )
]
_PUBLIC_V6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)  # upper half of an interface identifier that ends in an IPv4 address


def not_public(address: str) -> Kind | None:
    """What `address` (an IP address as text) is when no public site can stand there, or None when it is public."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return _RESERVED
    return _kind_of_v4(parsed) if isinstance(parsed, IPv4Address) else _kind_of_v6(parsed)


def _kind_of_v4(address: IPv4Address) -> Kind | None:
    return next((kind for network, kind in _V4 if address in network), None)


def _kind_of_v6(address: IPv6Address) -> Kind | None:
    for network, kind in _V6:
        if address in network:
            return kind
    inner = IPv4Address(int(address) & 0xFFFFFFFF)
    if address.ipv4_mapped or address in _NAT64:
        return _kind_of_v4(inner)
    if address in _COMPATIBLE:
        return _kind_of_v4(inner) or _TUNNEL
    if address not in _PUBLIC_V6:
        return _RESERVED
    return _kind_of_v4(inner) if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP else None


_LOCAL_NAMES = ("localhost", "local", "internal", "home.arpa", "localdomain", "lan", "intranet", "onion")
_METADATA_NAMES = frozenset(("metadata", "metadata.google.internal", "instance-data", "instance-data.ec2.internal"))


def not_public_name(host: str) -> Kind | None:
    """The same for a host name that says so by itself: it is not even looked up."""
    name = host.rstrip(".")
    if name in _METADATA_NAMES:
        return _METADATA
    local = any(name == suffix or name.endswith(f".{suffix}") for suffix in _LOCAL_NAMES)
    return Kind("a name for computers near by") if local else None


def is_loopback_name(host: str) -> bool:
    """Whether a name always means this computer (RFC 6761)."""
    name = host.rstrip(".")
    return name == "localhost" or name.endswith(".localhost")


# Ports of other services. Browsers block most (https://fetch.spec.whatwg.org/#port-blocking); databases are ours.
FORBIDDEN_PORTS = frozenset(
    (
        *(0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104),
        *(109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 445, 465, 512, 513, 514, 515),
        *(526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 873, 989, 990, 993, 995, 1433, 1521, 1719, 1720),
        *(1723, 2049, 2375, 2376, 2379, 2380, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5672, 5900, 6000, 6379),
        *(6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080, 10250, 11211, 27017),
    )
)
