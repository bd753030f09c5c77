"""Lets only the demonstration's own page press keys: not a page elsewhere, not another host's name for us."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Request

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})

#: No inline scripts, nothing from elsewhere, in no frame.
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def why_refused(request: Request) -> str | None:
    """The reason to refuse a request, None to admit it.

    A name that points to 127.0.0.1 (DNS rebinding) shows in Host; a foreign page shows in Origin, and in the type
    of a body that browsers send without asking. Programs of this machine send no Origin, and may press keys.
    """
    host = request.host.rpartition(":")[0] if ":" in request.host.rpartition("]")[2] else request.host
    if host not in LOOPBACK:
        return "host"
    if request.method in ("GET", "HEAD"):
        return None
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        return "origin"
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return "site"
    return None if request.mimetype == "application/json" else "type"
