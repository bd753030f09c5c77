"""The OutgoingCallerIds resource: which foreign numbers the account has verified.

Source: Twilio docs, "OutgoingCallerId resource".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivr.simulator.parameters import API_VERSION
from ivr.simulator.rest_errors import not_found
from ivr.simulator.rest_request import Made, RestRequest, page_of

if TYPE_CHECKING:
    from ivr.simulator.network import Network


def handle(network: Network, request: RestRequest, sid: str) -> Made:
    """Answer a request to OutgoingCallerIds.json; single ones are not kept apart."""
    if sid or request.method != "GET":
        raise not_found(request.path)
    wanted = request.get("PhoneNumber")
    found = [number for number in sorted(network.verified_numbers) if wanted in (None, number)]
    return page_of(request, "outgoing_caller_ids", found, lambda each: describe(network, each))


def describe(network: Network, number: str) -> dict[str, Any]:
    """Return a verified number as the API shows it."""
    sid = f"PN{int(number.lstrip('+')):032x}"
    return {
        "sid": sid,
        "account_sid": network.account_sid,
        "phone_number": number,
        "friendly_name": number,
        "uri": f"/{API_VERSION}/Accounts/{network.account_sid}/OutgoingCallerIds/{sid}.json",
    }
