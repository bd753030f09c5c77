"""The form parameters that Twilio sends with a request about a leg.

Sources: Twilio docs, "TwiML for Programmable Voice: request parameters"; "Call resource: StatusCallback".
"""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime

from ivr.simulator.call import Direction, Leg, Status

API_VERSION = "2010-04-01"
PLACES = ("City", "State", "Zip", "Country")
COUNTRIES = {"+62": "ID", "+65": "SG", "+60": "MY", "+1": "US"}

STATUS_OF_EVENT = {
    "initiated": Status.INITIATED,
    "ringing": Status.RINGING,
    "answered": Status.IN_PROGRESS,
}


def call_parameters(leg: Leg) -> dict[str, str]:
    """Return the standard set, geographic fields present but empty where unknown."""
    params = {"Called": leg.number}
    faults = leg.network.faults
    if not faults.without_geo:
        params |= _places("To", leg.number)
        params |= _places("Called", leg.number)
        params |= _places("From", leg.caller)
        params |= _places("Caller", leg.caller)
    params |= {
        "Direction": str(leg.direction),
        "To": leg.number,
        "CallSid": leg.sid,
        "ApiVersion": API_VERSION,
        "CallStatus": str(leg.status),
        "From": leg.caller,
        "Caller": leg.caller,
        "AccountSid": leg.network.account_sid,
    }
    if leg.parent is not None:
        params["ParentCallSid"] = leg.parent.sid
    return params | leg.extra_parameters | dict(faults.extra_parameters)


def progress_parameters(leg: Leg, event: str, *, sequence: int) -> dict[str, str]:
    """Return what a status callback carries for `event`, frozen at this moment."""
    params = call_parameters(leg)
    params["CallStatus"] = str(STATUS_OF_EVENT.get(event, leg.status))
    params |= {
        "Timestamp": rfc2822(leg.network.loop.now()),
        "CallbackSource": "call-progress-events",
        "SequenceNumber": str(sequence),
    }
    if event == "completed":
        params |= {"CallDuration": str(leg.seconds), "Duration": str(minutes(leg.seconds))}
        if leg.direction is not Direction.INBOUND:
            from_carrier = {Status.COMPLETED: 200, Status.BUSY: 486, Status.FAILED: 404}
            params["SipResponseCode"] = str(from_carrier.get(leg.status, 487))
    return params


def minutes(seconds: int) -> int:
    """Return begun minutes, as Twilio bills them."""
    return -(-seconds // 60)


def rfc2822(when: datetime) -> str:
    """Return a time as Twilio writes it, for instance "Fri, 20 Aug 2010 01:13:42 +0000"."""
    return format_datetime(when.replace(microsecond=0))


def _places(role: str, number: str) -> dict[str, str]:
    country = next((code for prefix, code in COUNTRIES.items() if number.startswith(prefix)), "")
    return {role + place: country if place == "Country" else "" for place in PLACES}
