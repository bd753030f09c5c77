"""The SIP Domain resource: look, list, change what a domain does.

Source: Twilio docs, "SIP Domain resource".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivr.simulator.numbers import SipDomain
from ivr.simulator.parameters import API_VERSION, rfc2822
from ivr.simulator.rest_errors import Refusal, not_found
from ivr.simulator.rest_request import Made, RestRequest, page_of

if TYPE_CHECKING:
    from ivr.simulator.network import Network

URLS = {
    "VoiceUrl": "voice_url",
    "VoiceFallbackUrl": "voice_fallback_url",
    "VoiceStatusCallbackUrl": "voice_status_callback_url",
}
METHODS = {
    "VoiceMethod": "voice_method",
    "VoiceFallbackMethod": "voice_fallback_method",
    "VoiceStatusCallbackMethod": "voice_status_callback_method",
}


def handle(network: Network, request: RestRequest, rest: str) -> Made:
    """Answer a request to SIP/Domains.json ("Domains" as rest) or to one domain ("Domains/SD...")."""
    kind, _, sid = rest.partition("/")
    if kind != "Domains":
        raise not_found(request.path)
    if not sid:
        return page_of(request, "domains", list(network.sip_domains.values()), lambda each: describe(network, each))
    domain = next((each for each in network.sip_domains.values() if each.sid == sid), None)
    if domain is None:
        raise not_found(request.path)
    if request.method == "POST":
        _change(network, domain, request)
    return Made(describe(network, domain))


def describe(network: Network, domain: SipDomain) -> dict[str, Any]:
    """Return a domain as the API shows it."""
    uri = f"/{API_VERSION}/Accounts/{network.account_sid}/SIP/Domains/{domain.sid}"
    return {
        "sid": domain.sid,
        "account_sid": network.account_sid,
        "domain_name": domain.domain_name,
        "friendly_name": domain.friendly_name,
        "auth_type": "IP_ACL",
        "voice_url": domain.voice_url,
        "voice_method": domain.voice_method,
        "voice_fallback_url": domain.voice_fallback_url,
        "voice_fallback_method": domain.voice_fallback_method,
        "voice_status_callback_url": domain.voice_status_callback_url,
        "voice_status_callback_method": domain.voice_status_callback_method,
        "sip_registration": False,
        "emergency_calling_enabled": False,
        "emergency_caller_sid": None,
        "secure": False,
        "byoc_trunk_sid": None,
        "api_version": API_VERSION,
        "date_created": rfc2822(domain.created_at),
        "date_updated": rfc2822(domain.updated_at or domain.created_at),
        "uri": uri + ".json",
        "subresource_uris": {"credential_list_mappings": uri + "/CredentialListMappings.json"},
    }


def _change(network: Network, domain: SipDomain, request: RestRequest) -> None:
    for name, attribute in URLS.items():
        url = request.get(name)
        if url and not url.startswith(("http://", "https://")):
            raise Refusal(21502, f"{name} is not valid: {url}")
        if url is not None:
            setattr(domain, attribute, url)
    for name, attribute in METHODS.items():
        method = request.get(name)
        if method not in (None, "GET", "POST"):
            raise Refusal(21403, f"{name} must be GET or POST, not {method}")
        if method is not None:
            setattr(domain, attribute, method)
    domain.updated_at = network.loop.now()
