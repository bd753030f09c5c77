"""The IncomingPhoneNumbers resource: look, list, change what a number does.

Source: Twilio docs, "IncomingPhoneNumber resource".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivr.simulator.dial_plan import E164
from ivr.simulator.numbers import IncomingNumber
from ivr.simulator.parameters import API_VERSION, rfc2822
from ivr.simulator.rest_errors import Refusal, not_found
from ivr.simulator.rest_request import Made, RestRequest, page_of

if TYPE_CHECKING:
    from ivr.simulator.network import Network

TEXTS = {
    "VoiceUrl": "voice_url",
    "VoiceFallbackUrl": "voice_fallback_url",
    "StatusCallback": "status_callback",
    "SmsUrl": "sms_url",
}
METHODS = {
    "VoiceMethod": "voice_method",
    "VoiceFallbackMethod": "voice_fallback_method",
    "StatusCallbackMethod": "status_callback_method",
    "SmsMethod": "sms_method",
}


def handle(network: Network, request: RestRequest, sid: str) -> Made:
    """Answer a request to IncomingPhoneNumbers.json ("" as sid) or to one number."""
    if not sid:
        if request.method == "POST":
            return _add(network, request)
        wanted = (request.get("PhoneNumber") or "").strip("*")
        found = [number for number in network.numbers.values() if wanted in number.number]
        return page_of(request, "incoming_phone_numbers", found, lambda each: describe(network, each))
    number = next((each for each in network.numbers.values() if each.sid == sid), None)
    if number is None:
        raise not_found(request.path)
    if request.method == "POST":
        _change(network, number, request)
    return Made(describe(network, number))


def describe(network: Network, number: IncomingNumber) -> dict[str, Any]:
    """Return a number as the API shows it."""
    return {
        "sid": number.sid,
        "account_sid": network.account_sid,
        "phone_number": number.number,
        "friendly_name": number.friendly_name,
        "capabilities": {"voice": True, "sms": False, "mms": False, "fax": False},
        "voice_url": number.voice_url,
        "voice_method": number.voice_method,
        "voice_fallback_url": number.voice_fallback_url,
        "voice_fallback_method": number.voice_fallback_method,
        "voice_application_sid": number.voice_application_sid or None,
        "voice_caller_id_lookup": False,
        "voice_receive_mode": "voice",
        "status_callback": number.status_callback,
        "status_callback_method": number.status_callback_method,
        "sms_url": number.sms_url,
        "sms_method": number.sms_method,
        "sms_fallback_url": "",
        "sms_fallback_method": "POST",
        "sms_application_sid": None,
        "trunk_sid": number.trunk_sid or None,
        "bundle_sid": None,
        "address_sid": None,
        "address_requirements": "none",
        "identity_sid": None,
        "emergency_status": "Inactive",
        "emergency_address_sid": None,
        "emergency_address_status": "unregistered",
        "origin": "twilio",
        "beta": False,
        "status": "in-use",
        "api_version": API_VERSION,
        "date_created": rfc2822(number.created_at),
        "date_updated": rfc2822(number.updated_at or number.created_at),
        "uri": f"/{API_VERSION}/Accounts/{network.account_sid}/IncomingPhoneNumbers/{number.sid}.json",
        "subresource_uris": {},
    }


def _add(network: Network, request: RestRequest) -> Made:
    wanted = request.get("PhoneNumber") or ""
    if not E164.fullmatch(wanted):
        raise Refusal(21421, f"PhoneNumber is invalid: {wanted}")
    if wanted in network.numbers:
        raise Refusal(21422, f"PhoneNumber is not available: {wanted}")
    number = network.add_number(wanted, voice_url="")
    _change(network, number, request)
    return Made(describe(network, number), 201)


def _change(network: Network, number: IncomingNumber, request: RestRequest) -> None:
    for name in ("VoiceUrl", "VoiceFallbackUrl", "StatusCallback", "SmsUrl"):
        url = request.get(name)
        if url and not url.startswith(("http://", "https://")):
            raise Refusal(21502, f"{name} is not valid: {url}")
    for name, attribute in TEXTS.items():
        value = request.get(name)
        if value is not None:
            setattr(number, attribute, value)
    for name, attribute in METHODS.items():
        value = request.get(name)
        if value not in (None, "GET", "POST"):
            raise Refusal(21403, f"{name} must be GET or POST, not {value}")
        if value is not None:
            setattr(number, attribute, value)
    # Setting one of the two deletes the other; either makes Twilio ignore the number's own voice URLs.
    for name, attribute, other in (
        ("VoiceApplicationSid", "voice_application_sid", "trunk_sid"),
        ("TrunkSid", "trunk_sid", "voice_application_sid"),
    ):
        sid = request.get(name)
        if sid is not None:
            setattr(number, attribute, sid)
            if sid:
                setattr(number, other, "")
    number.friendly_name = request.get("FriendlyName") or number.friendly_name
    number.updated_at = network.loop.now()
