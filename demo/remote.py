"""A running demonstration, as a program on the same machine reaches it: over its HTTP API."""

from collections.abc import Mapping
from typing import Any

import requests

TIMEOUT_SECONDS = 5.0


class Gone(Exception):
    """The demonstration does not answer any more."""


class Remote:
    """Asks and orders; safe to use from one thread."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._session = requests.Session()
        self._session.trust_env = False  # no proxy stands between two programs of one machine

    def ask(self, path: str) -> Mapping[str, Any]:
        """What the API says. Raises Gone."""
        try:
            answer = self._session.get(f"{self.url}/demo{path}", timeout=TIMEOUT_SECONDS)
            answer.raise_for_status()
            said = answer.json()
        except (requests.RequestException, ValueError) as fault:
            raise Gone(self.url) from fault
        return said if isinstance(said, dict) else {}

    def order(self, path: str, **body: object) -> str:
        """Do something; returns why it was refused, "" when it was not. Raises Gone."""
        try:
            answer = self._session.post(f"{self.url}/demo{path}", json=body, timeout=TIMEOUT_SECONDS)
            return "" if answer.ok else str(answer.json().get("sorry", answer.status_code))
        except (requests.RequestException, ValueError) as fault:
            raise Gone(self.url) from fault

    def is_there(self) -> bool:
        """Whether a demonstration answers here."""
        try:
            return "hotline" in self.ask("/choices")
        except Gone:
            return False

    def close(self) -> None:
        """Drop the connection."""
        self._session.close()
