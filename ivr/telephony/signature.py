"""The guard of the webhooks: only who knows the account's auth token gets past it."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from twilio.request_validator import RequestValidator, get_signature_algorithm
from werkzeug.datastructures import Headers, MultiDict

SIGNATURE = "X-Twilio-Signature"
SIGNATURE_SETTINGS = "X-Twilio-Webhooks-Signature-Settings"
UNENCODED = "/:@!$&'()*+,;=~"  # what a path may hold as it is (RFC 3986, 3.3)


class Guard:
    """Checks signatures against the public URL; with no token at all, nobody passes."""

    def __init__(self, public_url: str, tokens: Iterable[str | None]) -> None:
        """`tokens`: the auth token, and the next one while the account rotates it."""
        self._public_url = public_url
        self._validators = tuple(RequestValidator(token) for token in tokens if token)

    def admits(self, environ: Mapping[str, Any], form: MultiDict[str, str], headers: Headers) -> bool:
        """Whether Twilio (or who else has the token) signed this request. Fails closed, never raises.

        The URL that was signed is the configured public one plus the raw request target: a proxy changes
        scheme and host, frameworks decode and reorder queries (Twilio docs, Webhooks security).
        """
        signature = headers.get(SIGNATURE)
        if not signature:
            return False
        url = self._public_url + raw_target(environ)
        algorithm = get_signature_algorithm(headers.get(SIGNATURE_SETTINGS))
        try:
            return any(one.validate(url, form, signature, algorithm) for one in self._validators)
        except (ValueError, TypeError, KeyError, UnicodeError):
            return False  # the library raises on ports over 65535, surrogates, and the like


def raw_target(environ: Mapping[str, Any]) -> str:
    """Path and query exactly as requested.

    gunicorn and Werkzeug hand over RAW_URI, uWSGI and waitress REQUEST_URI. granian has neither: its query is
    raw and its path decoded, so the path is encoded again; the URLs of our webhooks hold nothing to encode.
    """
    raw = environ.get("RAW_URI") or environ.get("REQUEST_URI")
    if raw:
        target = str(raw)
        return target if target.startswith("/") else "/" + target.partition("://")[2].partition("/")[2]
    path = quote(environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""), safe=UNENCODED, encoding="latin-1")
    query = environ.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path
