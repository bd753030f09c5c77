"""Whose network address asks, where a proxy stands in front."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from flask import Request

_NEAR = tuple(
    ip_network(near)
    for near in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7", "fe80::/10")
)
"""Where a proxy of ours can stand (RFC 1918, RFC 4193)."""


def network_address(request: Request) -> str:
    """The address that tries are counted for."""
    return counted_address(request.remote_addr or "", request.headers.get("X-Forwarded-For", ""))


def counted_address(remote: str, forwarded: str) -> str:
    """The asker's address, an IPv6 one by its /64, as a household has so many.

    Only a neighbour is believed to be our proxy: loopback, a private network, or a local socket, which has no
    address. Of what it forwards only the last entry is its own word; those before it the asker may have written.
    """
    neighbour = _address(remote)
    is_proxy = not remote or remote.startswith("unix:") or (neighbour is not None and _is_near(neighbour))
    told = _address(forwarded.rpartition(",")[2]) if is_proxy and forwarded else None
    address = told or neighbour
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address) if address else remote[:64]


def _is_near(address: IPv4Address | IPv6Address) -> bool:
    return any(address in near for near in _NEAR)


def _address(written: str) -> IPv4Address | IPv6Address | None:
    """`203.0.113.7`, `203.0.113.7:4711`, `2001:db8::7`, `[2001:db8::7]:4711`."""
    word = written.strip().strip('"')
    if word.startswith("["):
        word = word[1:].partition("]")[0]
    elif word.count(":") == 1:
        word = word.partition(":")[0]
    try:
        address = ip_address(word.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
