"""The recap as figures and facts, before anybody words it."""

from dataclasses import dataclass
from datetime import date, datetime

from ivr.domain.call import Disposition
from ivr.domain.call_lines import CallLine
from ivr.domain.form import Form
from ivr.domain.gaps import Gap
from ivr.domain.hotline import Hotline
from ivr.domain.hours import Stretch
from ivr.domain.roster import Task
from recap.period import Period


@dataclass(frozen=True)
class Outcome:
    """How many inbound calls ended in one way, within and outside service hours. None: still running."""

    disposition: Disposition | None
    in_hours: int
    outside: int

    @property
    def count(self) -> int:
        """Both together."""
        return self.in_hours + self.outside


@dataclass(frozen=True)
class UnitFigures:
    """One unit's day: inbound calls by the unit that answered or was tried last; None chose no unit.

    `unserved` wanted something and spoke to nobody; `turned_away` heard that the hotline is closed, or were blocked.
    """

    unit: str | None
    calls: int
    answered: int
    unserved: int
    turned_away: int
    talks: int
    talk_seconds: int

    @property
    def others(self) -> int:
        """Turned away, or still running."""
        return self.calls - self.answered - self.unserved


@dataclass(frozen=True)
class OfficerFigures:
    """One officer's day. `passed` counts rings that were declined or not answered."""

    person_id: int
    name: str
    talks: int
    talk_seconds: int
    blank_forms: int
    passed: int


@dataclass(frozen=True)
class Waits:
    """How long callers waited: on average until an officer answered, and the longest wait of all in service hours."""

    average_seconds: int | None
    longest_seconds: int | None
    longest_call: CallLine | None


@dataclass(frozen=True)
class Unserved:
    """A caller whom nobody served. `reached_at` is when they got through later, or were rung back."""

    call: CallLine
    is_outside: bool
    reached_at: datetime | None
    is_rung_back: bool


@dataclass(frozen=True)
class Planned:
    """A line of the roster. `task` is None for an operator on standing duty."""

    unit: str
    task: Task | None
    person_id: int
    name: str
    hours: tuple[Stretch, ...]
    replaces_id: int | None = None
    replaces: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Worked:
    """Who really answered for a unit in a stretch of the day, by the rule that rings; nobody where empty."""

    unit: str
    stretch: Stretch
    names: tuple[str, ...]


@dataclass(frozen=True)
class SheetRow:
    """One talk on an officer's sheet. Of a confidential one, `form` holds no content."""

    talk_id: int
    caller: str | None
    started_at: datetime
    ended_at: datetime | None
    form: Form | None
    unit: str
    entered_by: str | None
    is_outbound: bool
    came_by: str | None = None


@dataclass(frozen=True)
class Sheet:
    """One officer's sheet (SOP PPATK, Lampiran 1); without rows it says *nihil*.

    `is_rostered` is False for who took a talk without standing on the roster; `is_standing` for operators.
    `replaced_by` are those who took over the whole duty. `signed_at` is when the officer said that it is right.
    """

    person_id: int
    name: str
    units: tuple[str, ...]
    is_rostered: bool
    is_standing: bool
    replaced_by: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    signed_at: datetime | None = None


@dataclass(frozen=True)
class Recap:
    """The recap of a service day. Every inbound call counts once in `outcomes`, every talk stands on one sheet.

    `twilio_count` is how many inbound calls Twilio counts for the period, None where it was not asked;
    `by_hand` of the inbound calls never went over Twilio.
    """

    hotline: Hotline
    period: Period
    made_at: datetime
    service: tuple[Stretch, ...]
    breaks: tuple[Stretch, ...]
    outcomes: tuple[Outcome, ...]
    arrived: int
    by_hand: int
    outbound: int
    talks: int
    blank_forms: int
    twilio_count: int | None
    waits: Waits
    units: tuple[UnitFigures, ...]
    officers: tuple[OfficerFigures, ...]
    unserved: tuple[Unserved, ...]
    running: tuple[CallLine, ...]
    planned: tuple[Planned, ...]
    worked: tuple[Worked, ...]
    gaps: tuple[Gap, ...]
    sheets: tuple[Sheet, ...]

    @property
    def on(self) -> date:
        """The service day."""
        return self.period.on

    @property
    def is_proven(self) -> bool:
        """The outcomes add up to the arrivals, and the sheets to the talks."""
        return self.arrived == sum(one.count for one in self.outcomes) and self.talks == sum(
            len(sheet.rows) for sheet in self.sheets
        )

    @property
    def twilio_difference(self) -> int:
        """How many inbound calls Twilio counts that are not on record (negative: the other way round)."""
        return 0 if self.twilio_count is None else self.twilio_count - (self.arrived - self.by_hand)
