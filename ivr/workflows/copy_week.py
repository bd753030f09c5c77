"""Copy a week's roster into another week, weekday by weekday."""

from datetime import date, timedelta

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import plain_date
from ivr.domain.roster_change import ChangeKind
from ivr.domain.roster_copy import Existing
from ivr.domain.roster_week import monday_of
from ivr.workflows.carry_roster import Carrying


class SameWeek(ValueError):
    """A week cannot be copied into itself."""


def copy_week(hotline: Hotline, *, source: date, target: date, existing: Existing) -> Carrying:
    """The week of one day into the week of another, to be previewed and carried. Raises SameWeek."""
    origin, monday = monday_of(source), monday_of(target)
    if origin == monday:
        raise SameWeek
    moves = tuple((origin + timedelta(days=n), monday + timedelta(days=n), 0) for n in range(7))
    return Carrying(hotline, ChangeKind.COPY, moves, existing, f"dari pekan {plain_date(origin)}")
