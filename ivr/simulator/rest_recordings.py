"""The Recordings resource: look, listen, delete.

Source: Twilio docs, "Recordings resource".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivr.simulator.parameters import API_VERSION, rfc2822
from ivr.simulator.recordings import Recording
from ivr.simulator.rest_errors import not_found
from ivr.simulator.rest_request import Made, RestRequest, page_of

if TYPE_CHECKING:
    from ivr.simulator.network import Network


def handle(network: Network, request: RestRequest, name: str) -> Made:
    """Answer a request to Recordings.json ("" as name), to one recording, or to its sound."""
    if not name:
        wanted = request.get("CallSid")
        found = [each for each in network.recordings.values() if wanted in (None, each.call_sid)]
        return page_of(request, "recordings", found, lambda each: describe(network, each))
    recording = network.recordings.get(name.partition(".")[0])
    if recording is None:
        raise not_found(request.path)
    if request.method == "DELETE":
        del network.recordings[recording.sid]
        return Made(b"", 204)
    if request.path.endswith(".json"):
        return Made(describe(network, recording))
    return Made(recording.audio(), content_type="audio/x-wav")


def describe(network: Network, recording: Recording) -> dict[str, Any]:
    """Return a recording as the API shows it."""
    return {
        "sid": recording.sid,
        "account_sid": network.account_sid,
        "call_sid": recording.call_sid,
        "conference_sid": None,
        "status": "completed",
        "source": recording.source,
        "channels": recording.channels,
        "duration": str(recording.seconds),
        "start_time": rfc2822(recording.began_at),
        "date_created": rfc2822(recording.began_at),
        "date_updated": rfc2822(recording.began_at),
        "price": None,
        "price_unit": "USD",
        "error_code": None,
        "encryption_details": None,
        "api_version": API_VERSION,
        "media_url": recording.url,
        "uri": f"/{API_VERSION}/Accounts/{network.account_sid}/Recordings/{recording.sid}.json",
        "subresource_uris": {},
    }
