"""What the network found wrong, as Twilio's debugger would list it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Level(StrEnum):
    """A warning is logged and lived with; an error ends what was being done."""

    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One entry of the debugger: Twilio's code, what was wrong, on which call, in which document."""

    code: int
    level: Level
    text: str
    call_sid: str
    url: str
    at: datetime

    def __str__(self) -> str:
        return f"{self.level} {self.code}: {self.text} ({self.url}, {self.call_sid})"


class TwimlFailure(Exception):
    """A document cannot be had or cannot go on; carries Twilio's error code."""

    def __init__(self, code: int, text: str, *, url: str) -> None:
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text
        self.url = url
