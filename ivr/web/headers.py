"""The headers of every page: no scripts but ours, in no frame, kept in no cache."""

from typing import TypeVar

from flask import request
from werkzeug.sansio.response import Response

AnyResponse = TypeVar("AnyResponse", bound=Response)

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; font-src 'self'; "
    "media-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def add_headers(response: AnyResponse, public_url: str) -> AnyResponse:
    """The response with its headers (OWASP, HTTP Headers Cheat Sheet)."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _CSP)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    is_static = request.endpoint is not None and request.endpoint.endswith(".static")
    if not response.cache_control.private:  # a page that says it may be kept, by its reader only, knows why
        headers["Cache-Control"] = "public, max-age=300" if is_static else "no-store"
    if public_url.startswith("https:"):
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return response
