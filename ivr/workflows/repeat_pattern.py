"""Repeat a week's roster in the weeks after it, if wanted with people taking turns."""

from datetime import date, timedelta

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import plain_date
from ivr.domain.roster_change import ChangeKind
from ivr.domain.roster_copy import Existing
from ivr.domain.roster_week import monday_of
from ivr.workflows.carry_roster import Carrying

MOST_WEEKS = 26
DAY = timedelta(days=1)


class WrongRange(ValueError):
    """The range is empty or too long; the text says so in Indonesian."""


def last_day(monday: date, weeks: int) -> date:
    """The last day of so many weeks after a week."""
    return monday + (7 * weeks + 6) * DAY


def repeat_pattern(hotline: Hotline, *, week: date, until: date, rotates: bool, existing: Existing) -> Carrying:
    """The week of a day, every week after it up to a day (inclusive), to be previewed and carried.

    With `rotates`, everybody's place goes to the next person of the unit, one further each week. Raises WrongRange.
    """
    monday = monday_of(week)
    first = monday + 7 * DAY
    if until < first:
        raise WrongRange(f"{plain_date(until)} belum melewati pekan ini; tulis {plain_date(first)} atau sesudahnya")
    if until > last_day(monday, MOST_WEEKS):
        last = plain_date(last_day(monday, MOST_WEEKS))
        raise WrongRange(f"paling banyak {MOST_WEEKS} pekan, yaitu sampai {last}")
    days = [first + n * DAY for n in range((until - first).days + 1)]
    moves = tuple(
        (monday + day.weekday() * DAY, day, (monday_of(day) - monday).days // 7 if rotates else 0) for day in days
    )
    why = f"pola pekan {plain_date(monday)} sampai {plain_date(until)}" + (", bergilir" if rotates else "")
    return Carrying(hotline, ChangeKind.PATTERN, moves, existing, why)
