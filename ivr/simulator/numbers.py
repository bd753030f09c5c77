"""The telephone numbers and SIP domains of the account, and what they are configured to do when called.

Sources: Twilio docs, "IncomingPhoneNumber resource", "SIP Domain resource".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ivr.simulator.values import Method


@dataclass(slots=True)
class IncomingNumber:
    """The voice settings of one owned number; the REST door changes them."""

    sid: str
    number: str
    created_at: datetime
    friendly_name: str = ""
    voice_url: str = ""
    voice_method: Method = "POST"
    voice_fallback_url: str = ""
    voice_fallback_method: Method = "POST"
    status_callback: str = ""
    status_callback_method: Method = "POST"
    sms_url: str = ""
    sms_method: Method = "POST"
    voice_application_sid: str = ""
    trunk_sid: str = ""
    updated_at: datetime | None = None


@dataclass(slots=True)
class SipDomain:
    """The voice settings of one SIP domain, `kantor.sip.twilio.com`."""

    sid: str
    domain_name: str
    created_at: datetime
    friendly_name: str = ""
    voice_url: str = ""
    voice_method: Method = "POST"
    voice_fallback_url: str = ""
    voice_fallback_method: Method = "POST"
    voice_status_callback_url: str = ""
    voice_status_callback_method: Method = "POST"
    updated_at: datetime | None = None
