"""The Calls resource: look, list, create, redirect and end.

Source: Twilio docs, "Call resource"; error pages 20404, 21201-21220.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ivr.simulator.api_call import CallOrder, place_call
from ivr.simulator.call import Direction, Fallback, Leg, Status, StatusWatch
from ivr.simulator.dial_plan import E164, EVENTS, SIP_URI
from ivr.simulator.documents import Source
from ivr.simulator.parameters import API_VERSION, rfc2822
from ivr.simulator.rest_errors import Refusal, not_found, not_in_progress
from ivr.simulator.rest_request import Made, RestRequest, page_of
from ivr.simulator.values import Method

if TYPE_CHECKING:
    from ivr.simulator.network import Network

LONGEST_TWIML = 4000


def handle(network: Network, request: RestRequest, sid: str) -> Made:
    """Answer a request to Calls.json ("" as sid) or to one call."""
    if not sid:
        return _create(network, request) if request.method == "POST" else _list(network, request)
    leg = network.legs_by_sid.get(sid)
    if leg is None:
        raise not_found(request.path)
    if request.method == "POST":
        _update(leg, request)
    return Made(describe(leg))


def describe(leg: Leg) -> dict[str, Any]:
    """Return a call as the API shows it."""
    uri = f"/{API_VERSION}/Accounts/{leg.network.account_sid}/Calls/{leg.sid}"
    began_at = leg.created_at if leg.direction is Direction.INBOUND else leg.answered_at or leg.created_at
    changed_at = leg.ended_at or leg.answered_at or leg.created_at
    return {
        "sid": leg.sid,
        "account_sid": leg.network.account_sid,
        "parent_call_sid": leg.parent.sid if leg.parent else None,
        "phone_number_sid": leg.phone_number_sid or None,
        "from": leg.caller,
        "from_formatted": leg.caller,
        "to": leg.number,
        "to_formatted": leg.number,
        "status": str(leg.status),
        "direction": str(leg.direction),
        "date_created": rfc2822(leg.created_at),
        "date_updated": rfc2822(changed_at),
        "start_time": None if leg.status is Status.QUEUED else rfc2822(began_at),
        "end_time": rfc2822(leg.ended_at) if leg.ended_at else None,
        "duration": str(leg.seconds) if leg.ended_at else None,
        "price": None,
        "price_unit": "USD",
        "api_version": API_VERSION,
        "answered_by": None,
        "annotation": None,
        "caller_name": None,
        "forwarded_from": None,
        "group_sid": None,
        "queue_time": "0",
        "trunk_sid": None,
        "uri": uri + ".json",
        "subresource_uris": {"recordings": uri + "/Recordings.json"},
    }


def _list(network: Network, request: RestRequest) -> Made:
    on, since, before = (_moment(request.get(name)) for name in ("StartTime", "StartTime>", "StartTime<"))
    found = [
        leg
        for leg in reversed(network.legs())
        if _matches(leg, request)
        and (on is None or on <= leg.created_at < on + timedelta(days=1))
        and (since is None or leg.created_at >= since)
        and (before is None or leg.created_at <= before)
    ]
    return page_of(request, "calls", found, describe)


def _matches(leg: Leg, request: RestRequest) -> bool:
    parent = leg.parent.sid if leg.parent else ""
    shown = {"To": leg.number, "From": leg.caller, "Status": str(leg.status), "ParentCallSid": parent}
    return all(request.get(name) in (None, value) for name, value in shown.items())


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text.lstrip("=").replace("Z", "+00:00"))
    except ValueError as problem:
        raise Refusal(20001, f"{text!r} is not a date") from problem
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _create(network: Network, request: RestRequest) -> Made:
    to, caller = request.get("To"), request.get("From")
    if not to:
        raise Refusal(21201, "No 'To' number is specified")
    if not caller:
        raise Refusal(21213, "No 'From' number is specified")
    if not (E164.fullmatch(to) or SIP_URI.fullmatch(to)):
        raise Refusal(21211, f"Invalid 'To' Phone Number: {to}")
    if not E164.fullmatch(caller):
        raise Refusal(21212, f"Invalid 'From' Phone Number: {caller}")
    if caller not in network.numbers and caller not in network.verified_numbers:
        raise Refusal(21210, f"'From' phone number not verified: {caller}")
    source = _source(request)
    if source is None:
        raise Refusal(21205, "Url parameter is required.")
    order = CallOrder(
        to=to,
        caller=caller,
        source=source,
        ring_seconds=min(request.number("Timeout", default=60), 600),
        send_digits=request.get("SendDigits") or "",
        watch=_watch(request),
        fallback=_fallback(request),
    )
    return Made(describe(place_call(network, order)), 201)


def _update(leg: Leg, request: RestRequest) -> None:
    source = _source(request)
    status = request.get("Status")
    if status not in (None, "completed", "canceled"):
        raise Refusal(21218, f"Invalid Status: {status}")
    if (source or status) and not leg.is_live:
        raise not_in_progress()
    if status == "canceled" and leg.is_answered:
        raise not_in_progress()
    leg.watch = _watch(request) or leg.watch
    leg.fallback = _fallback(request) or leg.fallback
    if status:
        leg.end(by="api", status=None if leg.is_answered else Status.CANCELED)
    elif source:
        if not leg.is_answered and leg.direction is not Direction.INBOUND:
            raise not_in_progress()
        leg.redirect(source)


def _source(request: RestRequest) -> Source | None:
    twiml, url = request.get("Twiml"), request.get("Url")
    if twiml:
        if len(twiml) > LONGEST_TWIML:
            raise Refusal(21602, f"Twiml of {len(twiml)} characters, at most {LONGEST_TWIML}")
        return Source(twiml=twiml)
    if not url:
        return None
    if not url.startswith(("http://", "https://")):
        raise Refusal(21205, f"Url is not a valid URL: {url}")
    return Source(url, _method(request, "Method"))


def _watch(request: RestRequest) -> StatusWatch | None:
    url = request.get("StatusCallback")
    events = frozenset(request.fields.get("StatusCallbackEvent", [])) & EVENTS
    method = _method(request, "StatusCallbackMethod")
    return StatusWatch(url, method, events or frozenset({"completed"})) if url else None


def _fallback(request: RestRequest) -> Fallback | None:
    url = request.get("FallbackUrl")
    return Fallback(url, _method(request, "FallbackMethod")) if url else None


def _method(request: RestRequest, name: str) -> Method:
    return "GET" if request.get(name) == "GET" else "POST"
