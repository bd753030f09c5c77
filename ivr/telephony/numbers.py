"""The Twilio account over REST: its state, its numbers and SIP domains, and where their calls go."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.rest import Client

from config.settings import Settings
from ivr.telephony.rest_client import RestHttp, rest_client
from ivr.telephony.rest_faults import in_words
from ivr.workflows.carrier import Account, Line, NotConfigured, Refused, Route, Unreachable

UNKNOWN = (20003, 20404)  # a wrong token; an account that is not there (Twilio docs, errors 20003, 20404)
FORBIDDING = (401, 403)

DOMAIN_ROUTE = {
    "voice_url": "voice_url",
    "voice_method": "voice_method",
    "voice_fallback_url": "fallback_url",
    "voice_fallback_method": "fallback_method",
    "voice_status_callback_url": "status_url",
    "voice_status_callback_method": "status_method",
}
NUMBER_ROUTE = {
    "voice_url": "voice_url",
    "voice_method": "voice_method",
    "voice_fallback_url": "fallback_url",
    "voice_fallback_method": "fallback_method",
    "status_callback": "status_url",
    "status_callback_method": "status_method",
}
"""Twilio's names for the parts of a route (Twilio docs, "IncomingPhoneNumber resource", "SIP Domain resource")."""


class TwilioNumbers:
    """The account of the settings; the real `ivr.workflows.carrier.Carrier`."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is asked yet; without account and token every question raises NotConfigured."""
        self._sid = settings.twilio_account_sid
        self._client = rest_client(settings)

    def account(self) -> Account:
        """See Carrier."""
        with self._asking() as client:
            found = client.api.accounts(self._sid or "").fetch()
            told_at = client.http_client.told_at if isinstance(client.http_client, RestHttp) else None
            return Account(str(found.status) == "active", str(found.type).lower() == "trial", told_at)

    def number(self, number: str) -> Line | None:
        """See Carrier. Twilio searches for parts of numbers, so what it finds is compared once more."""
        with self._asking() as client:
            found = client.incoming_phone_numbers.list(phone_number=number, limit=20)
            return next((_number(each) for each in found if each.phone_number == number), None)

    def sip_domain(self, name_or_sid: str) -> Line | None:
        """See Carrier. Twilio cannot search for a name, so all domains are looked through."""
        with self._asking() as client:
            wanted = name_or_sid.lower()
            every = client.sip.domains.stream(page_size=100)
            return next(
                (_domain(each) for each in every if wanted in (str(each.sid).lower(), str(each.domain_name).lower())),
                None,
            )

    def may_show(self, number: str) -> bool:
        """See Carrier."""
        with self._asking() as client:
            return self.number(number) is not None or bool(client.outgoing_caller_ids.list(phone_number=number))

    def point(self, line: Line, route: Route) -> Line:
        """See Carrier."""
        with self._asking() as client:
            if line.is_sip_domain:
                domain = client.sip.domains(line.sid)
                return _domain(domain.update(**_spelt(route, DOMAIN_ROUTE)))
            number = client.incoming_phone_numbers(line.sid)
            return _number(number.update(**_spelt(route, NUMBER_ROUTE)))

    @contextmanager
    def _asking(self) -> Iterator[Client]:
        """The client, with every way in which it fails told as one of ours."""
        if self._client is None:
            raise NotConfigured("TWILIO_ACCOUNT_SID atau TWILIO_AUTH_TOKEN belum diisi")
        try:
            yield self._client
        except TwilioRestException as fault:
            if fault.status in FORBIDDING or fault.code in UNKNOWN:
                raise Refused(f"{fault.msg.partition(': ')[2] or fault.msg} (kode {fault.code})") from fault
            raise Unreachable(f"jawaban {fault.status}, kode {fault.code}") from fault
        except TwilioException as fault:
            # A list that cannot be fetched: the library hands over its answer as it is, without reading it.
            status = getattr(fault.args[-1], "status_code", None) if fault.args else None
            if status in FORBIDDING:
                raise Refused(f"jawaban {status}") from fault
            raise Unreachable(f"jawaban {status}") from fault
        except requests.RequestException as fault:
            raise Unreachable(in_words(fault)) from fault
        except (ValueError, KeyError, AttributeError, TypeError) as fault:
            raise Unreachable("jawabannya bukan jawaban REST API Twilio") from fault


def _number(found: Any) -> Line:
    return Line(
        sid=str(found.sid),
        address=str(found.phone_number),
        route=_route(found, NUMBER_ROUTE),
        application_sid=found.voice_application_sid or None,
        trunk_sid=found.trunk_sid or None,
    )


def _domain(found: Any) -> Line:
    return Line(str(found.sid), str(found.domain_name), _route(found, DOMAIN_ROUTE), is_sip_domain=True)


def _route(found: Any, names: dict[str, str]) -> Route:

    return Route(**{ours: str(getattr(found, theirs) or "") for theirs, ours in names.items()})


def _spelt(route: Route, names: dict[str, str]) -> dict[str, str]:
    return {theirs: getattr(route, ours) for theirs, ours in names.items()}
