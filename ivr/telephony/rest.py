"""Twilio's REST API, for the few things we ask it: what became of a call."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from twilio.base.exceptions import TwilioException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from config.settings import Settings
from ivr.domain.events import LegState
from ivr.workflows.close_silent_calls import Fate, NetworkUnreachable

TIMEOUT_SECONDS = 5.0
NO_SUCH_CALL = 20404  # Twilio's own code; a bare 404 only says that a server knows no such address


class _HttpClient(TwilioHttpClient):
    """Sends the library's requests to the configured base, and never waits without an end."""

    def __init__(self, base: str) -> None:
        super().__init__(timeout=TIMEOUT_SECONDS)
        self._base = urlsplit(base)

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:  # type: ignore[override]
        """The request, with scheme, host and path prefix of the configured base."""
        asked = urlsplit(url)
        path = self._base.path.rstrip("/") + asked.path
        moved = urlunsplit((self._base.scheme, self._base.netloc, path, asked.query, ""))
        return super().request(method, moved, *args, **kwargs)


class TwilioCallRecords:
    """The calls as Twilio's REST API knows them."""

    def __init__(self, settings: Settings) -> None:
        """Raises NetworkUnreachable later, when asked, if the account is not configured."""
        self._client: Client | None = None
        if settings.twilio_account_sid and settings.twilio_auth_token:
            self._client = Client(
                settings.twilio_account_sid,
                settings.twilio_auth_token,
                http_client=_HttpClient(settings.twilio_api_url),
            )

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
