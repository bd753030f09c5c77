"""A test call: an officer's telephone is rung once, so that it surely rings when a caller waits."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ivr.domain.events import LegState

REFUSED = "refused"
"""The status of a call that the network did not place."""

LASTS = timedelta(minutes=3)  # ringing, the question and the thanks; callbacks that have not come by then are lost
_IN_ORDER = (REFUSED, LegState.INITIATED, LegState.RINGING, LegState.ANSWERED)


class PhoneTestState(StrEnum):
    """How a test call stands, as a person would say it."""

    ORDERED = "ordered"
    RINGING = "ringing"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"  # answered, and key 1 was not pressed
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    FAILED = "failed"
    REFUSED = "refused"
    LOST = "lost"  # the network told no end

    @property
    def is_pending(self) -> bool:
        """Something more will be known in a moment."""
        return self in (PhoneTestState.ORDERED, PhoneTestState.RINGING, PhoneTestState.ANSWERED)


_OF_STATUS = {
    REFUSED: PhoneTestState.REFUSED,
    LegState.RINGING: PhoneTestState.RINGING,
    LegState.ANSWERED: PhoneTestState.ANSWERED,
    LegState.COMPLETED: PhoneTestState.NOT_CONFIRMED,
    LegState.NO_ANSWER: PhoneTestState.NO_ANSWER,
    LegState.BUSY: PhoneTestState.BUSY,
    LegState.FAILED: PhoneTestState.FAILED,
    LegState.CANCELED: PhoneTestState.NO_ANSWER,
}


@dataclass(frozen=True)
class PhoneTest:
    """A test call. `sid` is None until the network said which call it is; `status` is the network's word for it."""

    id: int
    sid: str | None
    person_id: int
    phone: str
    asked_at: datetime
    status: str
    confirmed_at: datetime | None

    def state_at(self, now: datetime) -> PhoneTestState:
        """How it stands at a moment. Who pressed 1 heard it, whatever the network says of the line."""
        if self.confirmed_at is not None:
            return PhoneTestState.CONFIRMED
        state = _OF_STATUS.get(self.status, PhoneTestState.ORDERED)
        return PhoneTestState.LOST if state.is_pending and now - self.asked_at > LASTS else state

    def is_under_way(self, now: datetime) -> bool:
        """Whether the telephone may still be in use for it, also after key 1."""
        return replace(self, confirmed_at=None).state_at(now).is_pending

    def is_news(self, status: str) -> bool:
        """Whether the network's word goes beyond what is known: callbacks come doubled and in any order."""
        if self.status and self.status not in _IN_ORDER:
            return False  # an end is an end
        return status not in _IN_ORDER or not self.status or _IN_ORDER.index(status) > _IN_ORDER.index(self.status)
