"""Posts to a webhook as Twilio does, or nearly: every byte of the request can be chosen."""

import base64
import hashlib
import hmac
import http.client
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree

from tests.webhooks.at_work import TOKEN

CALLER = "+6281300000001"
HOTLINE = "+622150001000"
FORM = "application/x-www-form-urlencoded"


def sid(number: int, kind: str = "CA") -> str:
    """A sid as Twilio makes them."""
    return f"{kind}{number:032x}"


def sign(url: str, form: Iterable[tuple[str, str]], token: str = TOKEN) -> str:
    """Twilio's signature, written down again from its documentation (Webhooks security)."""
    text = url + "".join(name + value for name, value in sorted(set(form)))
    return base64.b64encode(hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()).decode()


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    content_type: str
    body: bytes

    @cached_property
    def document(self) -> ElementTree.Element:
        """The TwiML; it must be well-formed, declared as XML, and no more than Twilio reads."""
        assert self.status == 200, (self.status, self.body)
        assert self.content_type.startswith("text/xml"), self.content_type
        assert len(self.body) < 64 * 1024
        root = ElementTree.fromstring(self.body)
        assert root.tag == "Response"
        return root

    @property
    def said(self) -> list[str]:
        """Every sentence spoken."""
        return [verb.text or "" for verb in self.document.iter("Say")]

    @property
    def verbs(self) -> list[str]:
        """The verbs of the document, outermost only."""
        return [verb.tag for verb in self.document]

    @property
    def action(self) -> str:
        """The path that is asked after the document's Gather or Dial."""
        (verb,) = [verb for verb in self.document if verb.tag in ("Gather", "Dial")]
        return urlsplit(verb.attrib["action"]).path

    @property
    def redirect(self) -> str:
        """The path and query of the document's Redirect."""
        (verb,) = [verb for verb in self.document if verb.tag == "Redirect"]
        parts = urlsplit(verb.text or "")
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def rung(self) -> tuple[str, str]:
        """The telephone dialled, and the path that its whisper is asked from."""
        (number,) = self.document.iter("Number")
        return number.text or "", urlsplit(number.attrib["url"]).path


class Poster:
    """Posts to a server at `url`; signs for the public URL, which is the same unless a proxy is in between."""

    def __init__(self, url: str, *, public_url: str | None = None, token: str = TOKEN) -> None:
        self.url = url
        self.public_url = public_url or url
        self.token = token

    def post(self, path: str, *, call: str = sid(1), sent_to: str = "", **more: str) -> Reply:
        """A signed request of a caller's leg. `sent_to` is the path at the server, where a proxy changes it."""
        form = {
            "CallSid": call,
            "From": CALLER,
            "To": HOTLINE,
            "CallStatus": "in-progress",
            "AccountSid": "AC" + "0" * 32,
        }
        return self.form(path, form | more, sent_to=sent_to)

    def form(self, path: str, form: Mapping[str, str], *, sent_to: str = "") -> Reply:
        """A signed request with exactly this form."""
        signature = sign(self.public_url + path, form.items(), self.token)
        headers = {"Content-Type": FORM, "X-Twilio-Signature": signature}
        return self.send(sent_to or path, urlencode(form).encode(), headers)

    def leg(self, path: str, *, leg: str, call: str = sid(1), **more: str) -> Reply:
        """A signed request of the leg to an officer."""
        return self.post(path, call=leg, ParentCallSid=call, Direction="outbound-dial", **more)

    def send(
        self, target: str, body: bytes | Iterable[bytes], headers: Mapping[str, str], *, method: str = "POST"
    ) -> Reply:
        """Exactly this request. A body in pieces is sent chunked, without Content-Length."""
        parts = urlsplit(self.url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=15)
        try:
            connection.request(method, target, body=body, headers=dict(headers))
            answer = connection.getresponse()
            return Reply(answer.status, answer.headers.get("Content-Type", ""), answer.read())
        finally:
            connection.close()
