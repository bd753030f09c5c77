"""The other days of the week on which a cell of the roster can be made the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import abort, request

from ivr.domain.roster_week import monday_of
from ivr.workflows.change_labels import line_in_words, short_date
from ivr.workflows.edit_roster import mark_of
from ivr.workflows.show_cell import CellShown

MOST_DAYS = 7


@dataclass(frozen=True)
class OtherDay:
    """A day to choose. `mark` is that of what stands there, `standing` says it in words."""

    on: date
    day: str
    mark: str
    standing: str
    is_chosen: bool


def other_days(shown: CellShown, chosen: Mapping[date, str]) -> tuple[OtherDay, ...]:
    """The days to choose. Those chosen already keep the mark of what was seen when they were."""
    return tuple(
        OtherDay(
            on,
            short_date(on),
            chosen.get(on) or mark_of(lines),
            "; ".join(line_in_words(line, shown.name) for line in lines),
            on in chosen,
        )
        for on, lines in shown.others.items()
    )


def asked_also(on: date) -> dict[date, str]:
    """The days that were chosen, each with its mark; what is no day of the same week cannot be chosen."""
    written = request.form.getlist("also")[:MOST_DAYS]
    try:
        also = {date.fromisoformat(day): request.form.get(f"mark-{day}", "") for day in written}
    except ValueError:
        abort(400)
    if any(abs((day - on).days) >= MOST_DAYS or monday_of(day) != monday_of(on) for day in also):
        abort(400)
    return also
