"""The refusals of the REST API, in Twilio's shape.

Source: Twilio docs, "REST API: error responses".
"""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """A request that is not carried out; carries Twilio's code and the HTTP status."""

    def __init__(self, code: int, message: str, *, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status

    def body(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "message": self.message,
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }


def not_found(path: str) -> Refusal:
    return Refusal(20404, f"The requested resource {path} was not found", status=404)


def not_in_progress() -> Refusal:
    return Refusal(21220, "Call is not in-progress. Cannot redirect.")
