"""Twilio's REST API, for the few things we ask it: what became of a call."""

from datetime import datetime

import requests
from twilio.base.exceptions import TwilioException

from config.settings import Settings
from ivr.domain.events import LegState
from ivr.telephony.rest_client import rest_client
from ivr.workflows.close_silent_calls import Fate, NetworkUnreachable

NO_SUCH_CALL = 20404  # Twilio's own code; a bare 404 only says that a server knows no such address


class TwilioCallRecords:
    """The calls as Twilio's REST API knows them."""

    def __init__(self, settings: Settings) -> None:
        """Raises NetworkUnreachable later, when asked, if the account is not configured."""
        self._client = rest_client(settings)

    def fate_of(self, call_sid: str) -> Fate | None:
        """What became of a call; None when Twilio knows no such call. Raises NetworkUnreachable."""
        if self._client is None:
            raise NetworkUnreachable("TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are not set")
        try:
            call = self._client.calls(call_sid).fetch()
        except (requests.RequestException, TwilioException, ValueError, AttributeError, TypeError) as fault:
            if getattr(fault, "code", None) == NO_SUCH_CALL:
                return None
            raise NetworkUnreachable(type(fault).__name__) from fault  # also an answer that is none
        return _fate(str(call.status), call.end_time)


def _fate(status: str, ended_at: object) -> Fate:
    try:
        state = LegState(status)
    except ValueError:
        return Fate(is_running=True)  # queued, or a word that is new to us: ask again later
    return Fate(
        is_running=not state.is_final,
        ended_at=ended_at if isinstance(ended_at, datetime) else None,
        is_failed=state is LegState.FAILED,
    )
