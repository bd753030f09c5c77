"""Makes webhooks as Twilio sends them: a form of twenty parameters, signed, as the bytes of an HTTP request."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from ivr.simulator import sign_form

TOKEN = "benchmark-token-0123456789abcdef0"
HOTLINE = "+622150001000"
ACCOUNT = "AC" + "0" * 32


@dataclass(frozen=True)
class Webhook:
    """One request, and words that its answer must hold: an apology is a 200 as well."""

    request: bytes
    expects: bytes


def new_sid() -> str:
    """The sid of a call nobody has heard of."""
    return f"CA{secrets.token_hex(16)}"


def standard_form(sid: str, caller: str) -> dict[str, str]:
    """The nineteen parameters that come with every request of a leg (Twilio docs, request parameters)."""
    return {
        "AccountSid": ACCOUNT,
        "ApiVersion": "2010-04-01",
        "CallSid": sid,
        "CallStatus": "in-progress",
        "Called": HOTLINE,
        "CalledCountry": "ID",
        "Caller": caller,
        "CallerCity": "",
        "CallerCountry": "ID",
        "CallerState": "",
        "CallerZip": "",
        "Direction": "inbound",
        "From": caller,
        "FromCity": "",
        "FromCountry": "ID",
        "FromState": "",
        "FromZip": "",
        "To": HOTLINE,
        "ToCountry": "ID",
    }


def webhook(url: str, path: str, form: Mapping[str, str], *, expects: str) -> Webhook:
    """A signed request to `url` (the public URL, without a slash at its end) plus `path`."""
    body = urlencode(form).encode()
    head = (
        f"POST {path} HTTP/1.1\r\n"
        f"Host: {url.partition('://')[2]}\r\n"
        "User-Agent: TwilioProxy/1.1\r\n"
        "Accept: */*\r\n"
        "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n"
        f"Content-Length: {len(body)}\r\n"
        f"X-Twilio-Signature: {sign_form(TOKEN, url + path, form)}\r\n"
        "\r\n"
    )
    return Webhook(head.encode() + body, expects.encode())
