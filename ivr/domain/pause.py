"""A pause: the time in which somebody on duty is not rung."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PauseReason(StrEnum):
    """Why somebody pauses."""

    MANUAL = "manual"  # they said so
    WRAP_UP = "wrap_up"  # a talk just ended, and its notes want finishing
    UNANSWERED = "unanswered"  # calls in a row were not answered


@dataclass(frozen=True)
class Pause:
    """The last pause of a person, over or not. `until` is None while only they themselves end it."""

    reason: PauseReason
    since: datetime
    until: datetime | None

    def holds(self, at: datetime) -> bool:
        """Whether it is on at a moment."""
        return self.since <= at and (self.until is None or at < self.until)

    def outlasts(self, until: datetime | None) -> bool:
        """Whether it lasts as long as one to `until`, or longer."""
        return self.until is None or (until is not None and self.until >= until)
