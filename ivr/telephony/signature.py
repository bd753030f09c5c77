"""The guard of the webhooks: only who knows the account's auth token gets past it."""

import hmac
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from twilio.request_validator import RequestValidator, get_signature_algorithm
from werkzeug.datastructures import Headers, MultiDict

SIGNATURE = "X-Twilio-Signature"
SIGNATURE_SETTINGS = "X-Twilio-Webhooks-Signature-Settings"
BODY_HASH = "bodySHA256"  # what Twilio adds to the URL when the body is no form
UNENCODED = "/:@!$&'()*+,;=~"  # what a path may hold as it is (RFC 3986, 3.3)

_URL = re.compile(
    r"(?P<origin>(?P<scheme>https?)://(?:[^/?#]*@)?(?:\[[^\]/]*\]|[^/?#:@]*))(?P<port>:\d*)?(?P<rest>.*)", re.S
)
_USUAL_PORT = {"https": ":443", "http": ":80"}


class Guard:
    """Checks signatures against the public URL; with no token at all, nobody passes."""

    def __init__(self, public_url: str, tokens: Iterable[str | None]) -> None:
        """`tokens`: the auth token, and the next one while the account rotates it."""
        parts = urlsplit(public_url)
        self._public_url = public_url
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._prefix = parts.path
        self._validators = tuple(RequestValidator(token) for token in tokens if token)

    def admits(self, environ: Mapping[str, Any], content: MultiDict[str, str] | bytes, headers: Headers) -> bool:
        """Whether Twilio (or who else has the token) signed this request. Fails closed, never raises.

        `content` is the form, or the body of a request that brings none. The URL that was signed is the
        configured public one plus the raw request target: a proxy changes scheme and host, frameworks decode
        and reorder queries (Twilio docs, Webhooks security).
        """
        signature = headers.get(SIGNATURE)
        if not signature:
            return False
        target = raw_target(environ)
        if isinstance(content, bytes) and not _is_hash_of(content, target):
            return False
        form: Mapping[str, str] = {} if isinstance(content, bytes) else content
        algorithm = get_signature_algorithm(headers.get(SIGNATURE_SETTINGS))
        try:
            expected = [
                v.compute_signature(url, form, algorithm) for v in self._validators for url in self._urls(target)
            ]
        except (ValueError, UnicodeError):
            return False  # an algorithm that nobody knows, or letters that are none
        given = signature.encode("utf-8", "replace")
        return any(hmac.compare_digest(one.encode(), given) for one in expected)

    def _urls(self, target: str) -> Iterator[str]:
        """Every way in which the URL asked for may have been signed."""
        bases = [self._public_url]
        if self._prefix and target.startswith(f"{self._prefix}/"):
            bases.append(self._origin)  # the proxy did not cut the public path off
        targets = [target] if "'" not in target else [target, target.replace("'", "%27")]
        for base in bases:
            for asked in targets:
                yield from _with_and_without_port(base + asked)


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


def _with_and_without_port(url: str) -> Iterator[str]:
    """Twilio is not of one mind whether the port is signed; its own libraries accept these forms."""
    yield url
    if found := _URL.fullmatch(url):
        origin, port, rest = found["origin"], found["port"], found["rest"]
        yield origin + rest if port else origin + _USUAL_PORT[found["scheme"]] + rest


def _is_hash_of(body: bytes, target: str) -> bool:
    claimed = parse_qs(target.partition("?")[2]).get(BODY_HASH, [""])[0]
    return hmac.compare_digest(sha256(body).hexdigest().encode(), claimed.lower().encode("utf-8", "replace"))
