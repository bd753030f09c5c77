"""One HTTP exchange between the network and the service, kept for tests and pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal


class Purpose(StrEnum):
    """Why a request is made; a callback's answer is not executed."""

    TWIML = "twiml"
    LATE_ACTION = "late action"
    CALLBACK = "callback"
    MEDIA = "media"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; status 0 and an `error_code` of Twilio's when nothing did; `url` is where redirects led."""

    status: int
    content_type: str = ""
    body: bytes = b""
    error_code: int = 0
    error_text: str = ""
    could_not_connect: bool = False
    timed_out: bool = False
    url: str = ""

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request as it was sent, and its answer."""

    at: datetime
    call_sid: str
    purpose: Purpose
    method: Literal["GET", "POST"]
    url: str
    params: Mapping[str, str]
    token: str
    answer: Answer

    @property
    def response(self) -> str:
        """The body that came back, as text."""
        return self.answer.text
