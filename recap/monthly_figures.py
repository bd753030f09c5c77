"""A month of calls, counted while they are read: by day, weekday, hour, unit, topic and officer."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ivr.domain.call import Disposition
from ivr.domain.call_lines import CallLine
from ivr.domain.hotline import Hotline
from ivr.domain.hours import service_spans
from recap.clean_text import one_line
from recap.outside_hours import ServiceTime
from recap.tally import FAILURES, Tally

DAY = timedelta(days=1)


@dataclass
class Slot:
    """The inbound calls of one day, weekday or hour.

    `others` were blocked, or still run. `waited` sums the waits of the `timed` ones: answered over the telephone, not
    written down by hand.
    """

    answered: int = 0
    unserved: int = 0
    others: int = 0
    outside: int = 0
    timed: int = 0
    waited: int = 0

    @property
    def count(self) -> int:
        """All calls."""
        return self.answered + self.unserved + self.others + self.outside

    @property
    def average_wait(self) -> int | None:
        """Seconds until an officer answered."""
        return round(self.waited / self.timed) if self.timed else None


@dataclass
class MonthFigures:
    """One calendar month. `topics` counts talks by unit and topic; confidential ones without their topic."""

    first: date
    last: date
    service_days: int
    tally: Tally = field(default_factory=Tally)
    days: dict[date, Slot] = field(default_factory=dict)
    weekdays: dict[int, Slot] = field(default_factory=dict)
    hours: dict[int, Slot] = field(default_factory=dict)
    topics: Counter[tuple[str, str]] = field(default_factory=Counter)
    confidential: int = 0
    names: Mapping[int, str] = field(default_factory=dict)

    @property
    def answered(self) -> int:
        """Inbound calls that an officer answered."""
        return self.tally.outcomes()[0].count

    @property
    def unserved_in_hours(self) -> int:
        """Inbound calls in service hours whose caller nobody served."""
        return sum(slot.unserved for slot in self.days.values())


def month_figures(hotline: Hotline, first: date, last: date, calls: Iterable[CallLine]) -> MonthFigures:
    """Count a month's calls; each is looked at once and forgotten."""
    every_day = [first + n * DAY for n in range((last - first).days + 1)]
    figures = MonthFigures(first, last, sum(bool(service_spans(hotline, day)) for day in every_day))
    figures.days = {day: Slot() for day in every_day}
    figures.weekdays = {weekday: Slot() for weekday in range(7)}
    service = ServiceTime(hotline, [first - DAY, *every_day])
    for call in calls:
        is_outside = service.is_outside(call)
        figures.tally.add(call, is_outside=is_outside)
        if call.is_inbound:
            _place(figures, call, hotline.zone, is_outside=is_outside)
        for talk in call.talks:
            form = talk.form
            if form is not None and form.is_confidential:
                figures.confidential += 1
            elif form is not None and not form.is_empty:
                figures.topics[talk.unit, one_line(form.topic)] += 1
    return figures


def contents_of_month(figures: MonthFigures) -> str:
    """The month's figures as JSON."""
    values = {
        "version": 1,
        "figure:arrived": figures.tally.arrived,
        "figure:talks": figures.tally.talks,
        "figure:blank_forms": figures.tally.blank_forms,
    }
    values |= {f"outcome:{one.disposition or 'running'}": one.count for one in figures.tally.outcomes()}
    values |= {f"day:{day.isoformat()}": slot.count for day, slot in sorted(figures.days.items())}
    return json.dumps(values, sort_keys=True)


def month_after(first: date) -> date:
    """The first day of the next month."""
    return (first.replace(day=28) + 4 * DAY).replace(day=1)


def month_before(first: date) -> date:
    """The first day of the month before."""
    return (first - DAY).replace(day=1)


def _place(figures: MonthFigures, call: CallLine, zone: ZoneInfo, *, is_outside: bool) -> None:
    local: datetime = call.arrived_at.astimezone(zone)
    for slot in (
        figures.days.setdefault(local.date(), Slot()),
        figures.weekdays[local.weekday()],
        figures.hours.setdefault(local.hour, Slot()),
    ):
        if is_outside:
            slot.outside += 1
        elif call.disposition is Disposition.ANSWERED:
            slot.answered += 1
            if call.entered_by is None:
                slot.timed += 1
                slot.waited += call.wait_seconds or 0
        elif call.disposition in FAILURES:
            slot.unserved += 1
        else:
            slot.others += 1
