"""The client of Twilio's REST API: at the configured base, with a deadline on every request."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from config.settings import Settings

TIMEOUT_SECONDS = 5.0


class RestHttp(TwilioHttpClient):
    """Sends the library's requests to the configured base, and never waits without an end."""

    def __init__(self, base: str) -> None:
        super().__init__(timeout=TIMEOUT_SECONDS)
        self._base = urlsplit(base)
        self.told_at: datetime | None = None  # the server's own clock in its last answer

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:  # type: ignore[override]
        """The request, with scheme, host and path prefix of the configured base."""
        asked = urlsplit(url)
        path = self._base.path.rstrip("/") + asked.path
        moved = urlunsplit((self._base.scheme, self._base.netloc, path, asked.query, ""))
        response = super().request(method, moved, *args, **kwargs)
        self.told_at = _moment((response.headers or {}).get("Date"))
        return response

    def close(self) -> None:
        """Drop the connections."""
        if self.session is not None:
            self.session.close()


def rest_client(settings: Settings) -> Client | None:
    """A client for the account of the settings; None where it is not configured."""
    if not settings.twilio_account_sid or not settings.twilio_auth_token:
        return None
    http = RestHttp(settings.twilio_api_url)
    return Client(settings.twilio_account_sid, settings.twilio_auth_token, http_client=http)


def _moment(header: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(header or "")
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
