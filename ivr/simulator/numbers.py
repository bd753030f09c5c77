"""A telephone number of the account, and what it is configured to do when called.

Source: Twilio docs, "IncomingPhoneNumber resource".
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
    updated_at: datetime | None = None
