"""Calls and talks as plain lines, the way reports read them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ivr.domain.call import Admission, Disposition
from ivr.domain.form import Form
from ivr.domain.roster import DutyBoard

UNSERVED = frozenset(Disposition) - {Disposition.ANSWERED, Disposition.REJECTED}
"""What became of callers who wanted something and spoke to nobody."""


def whole_seconds(start: datetime, end: datetime) -> int:
    """From one moment to a later one: both cut to whole seconds first, as Twilio's own times are; never negative."""
    return max(0, int(end.timestamp()) - int(start.timestamp()))


@dataclass(frozen=True, slots=True)
class TalkLine:
    """A talk: an attempt that an officer accepted. `form` is None where none was ever opened."""

    id: int
    person_id: int
    unit: str
    started_at: datetime
    ended_at: datetime | None
    form: Form | None = None

    @property
    def is_blank(self) -> bool:
        """The officer has not noted anything yet."""
        return self.form is None or self.form.is_empty

    @property
    def seconds(self) -> int:
        """How long the talk lasted, in whole seconds; 0 while it lasts."""
        return whole_seconds(self.started_at, self.ended_at) if self.ended_at else 0


@dataclass(frozen=True, slots=True)
class CallLine:
    """A call with its talks in order; times are aware UTC.

    `passed_by` are the people (ids) whose telephone rang without an acceptance, once for each ring; a ring that the
    caller ended counts for nobody. `entered_by` wrote the call down by hand, of a caller who
    `came_by` visit, desk or other.
    """

    id: int
    direction: str
    from_number: str | None
    to_number: str
    arrived_at: datetime
    admission: Admission
    unit: str | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    disposition: Disposition | None = None
    entered_by: int | None = None
    came_by: str | None = None
    talks: tuple[TalkLine, ...] = ()
    passed_by: tuple[int, ...] = ()

    @property
    def is_inbound(self) -> bool:
        """Somebody called the hotline; otherwise the office called back."""
        return self.direction == "inbound"

    @property
    def wait_seconds(self) -> int | None:
        """Whole seconds from arrival to the first acceptance, else to the end; None while neither is known."""
        end = self.answered_at or self.ended_at
        return whole_seconds(self.arrived_at, end) if end else None


@dataclass(frozen=True)
class DayLines:
    """Everything that the recap of a day is built from.

    `board` holds the duties from the day before to the day after; `names` everybody whom a line names. `reached` and
    `rung_back` tell, for the numbers of callers whom nobody served, when one of their calls was answered and when
    the office rang them back. `signed` tells when a person (id) said that the own sheet of the day is right.
    """

    calls: tuple[CallLine, ...]
    board: DutyBoard
    names: Mapping[int, str]
    reached: Mapping[str, tuple[datetime, ...]]
    rung_back: Mapping[str, tuple[datetime, ...]]
    signed: Mapping[int, datetime] = field(default_factory=dict)
