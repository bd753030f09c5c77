"""Twilio's request signature, written from its documentation and not from its library.

Source: Twilio docs, "Webhooks security: validating signatures from Twilio".
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit, urlunsplit

FormValue = str | Sequence[str]


def sign_form(auth_token: str, url: str, params: Mapping[str, FormValue]) -> str:
    """Return the signature of a form POST (or of a GET, with `params` empty) to exactly this URL.

    Each distinct name in code-point order is followed by its distinct values in order, nothing between.
    """
    spoken = [url]
    for name in sorted(params):
        value = params[name]
        values = [value] if isinstance(value, str) else sorted(set(value))
        spoken.extend(name + each for each in values)
    return _hmac_sha1(auth_token, "".join(spoken))


def sign_json(auth_token: str, url: str, body: bytes) -> tuple[str, str]:
    """Return the URL with the body's hash in its query, and the signature of that URL."""
    digest = hashlib.sha256(body).hexdigest()
    if "bodySHA256=" not in url:
        url += ("&" if "?" in url else "?") + "bodySHA256=" + digest
    return url, _hmac_sha1(auth_token, url)


def url_to_sign(url: str) -> str:
    """Return the form of a URL that Twilio signs: no fragment, and on https no unusual port."""
    parts = urlsplit(url)
    host = parts.netloc
    if parts.scheme == "https" and parts.port not in (None, 443):
        host = host.rpartition(":")[0]
    return urlunsplit((parts.scheme, host, parts.path, parts.query, ""))


def _hmac_sha1(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha1).digest()).decode()
