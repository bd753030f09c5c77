"""Twilio's REST API, for what we ask it about calls: what became of one, how many there were."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

import requests
from twilio.base.exceptions import TwilioException

from config.settings import Settings
from ivr.domain.events import LegState
from ivr.telephony.rest_client import rest_client
from ivr.workflows.close_silent_calls import Fate, NetworkUnreachable

PAGE = 1000
MOST_COUNTED = 20 * PAGE  # a count that would take longer is not worth its requests
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

    def count_inbound(self, start: datetime, end: datetime, numbers: Sequence[str]) -> int | None:
        """How many inbound calls to these numbers Twilio saw begin in [start, end); None when it cannot be asked.

        Twilio promises to search by whole UTC days only, so days are asked for and the moments compared here. Of
        calls to a SIP address it cannot be asked.
        """
        if self._client is None or any(not number.startswith("+") for number in numbers):
            return None
        days = {
            "start_time_after": datetime.combine(start.astimezone(UTC), time.min, UTC),
            "start_time_before": datetime.combine(end.astimezone(UTC) + timedelta(days=1), time.min, UTC),
        }
        count = 0
        try:
            for number in numbers:
                found = self._client.calls.list(to=number, page_size=PAGE, limit=MOST_COUNTED, **days)
                if len(found) == MOST_COUNTED:
                    return None
                began = [call.start_time for call in found if call.direction == "inbound" and call.start_time]
                count += sum(start <= at < end for at in began)
        except (requests.RequestException, TwilioException, ValueError, AttributeError, TypeError, KeyError):
            return None
        return count


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
