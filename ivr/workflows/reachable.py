"""Can the carrier reach an address of ours? Judged from the address alone."""

from ipaddress import ip_address
from urllib.parse import urlsplit

# Names that no public name server knows (RFC 2606, RFC 6761, RFC 8375, and what routers hand out).
PRIVATE = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "arpa")
SAMPLES = ("example", "invalid", "test", "example.com", "example.net", "example.org")


def why_unreachable(url: str, *, carrier_url: str) -> str | None:
    """Why the carrier at `carrier_url` cannot call `url`, in Indonesian; None when nothing speaks against it.

    A carrier that is itself on a private address (a server of the office, a virtual network) reaches private ones.
    """
    return None if why_private(carrier_url) else why_private(url)


def why_private(url: str) -> str | None:
    """Why an address is not known on the internet, in Indonesian; None when it may be."""
    host = _host(url)
    if is_loopback(url):
        return "hanya dikenal di komputer ini"
    try:
        address = ip_address(host)
    except ValueError:
        return _private_name(host)
    return None if address.is_global else "alamat jaringan dalam, tidak dapat dihubungi dari internet"


def is_loopback(url: str) -> bool:
    """Whether an address never leaves this machine."""
    host = _host(url)
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.rpartition(".")[2] == "localhost"


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").rstrip(".").lower()


def _private_name(host: str) -> str | None:
    last = host.rpartition(".")[2]
    if any(host == sample or host.endswith(f".{sample}") for sample in SAMPLES):
        return "nama contoh, tidak ada di internet"
    if "." not in host or last in PRIVATE:
        return "nama jaringan dalam, tidak dikenal di internet"
    return None
