"""The day of some units only: what their leader may read of a recap, and nothing of anybody else's callers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from ivr.domain.call_lines import CallLine, DayLines
from ivr.domain.hotline import Hotline
from ivr.domain.posts import stands_by
from ivr.workflows.office import Office
from recap.build import build
from recap.collect import collect
from recap.document import Document
from recap.layout import document_of


def document_of_units(office: Office, hotline: Hotline, on: date, *, units: frozenset[str], now: datetime) -> Document:
    """The recap of a service day as the records of these units say now. Raises recap.period.NoServiceDay.

    Everything is left out before it is counted, so that no figure and no line can come from elsewhere.
    """
    period, lines = collect(office, hotline, on, now=now)
    theirs = replace(hotline, units={key: unit for key, unit in hotline.units.items() if key in units})
    built = build(theirs, period, lines_of_units(lines, units), now=now, twilio_count=None)
    return document_of(built)


def lines_of_units(lines: DayLines, units: frozenset[str]) -> DayLines:
    """The lines of a day that belong to units: their calls, their talks of any call, their roster.

    A call that was moved to one of them counts there; what was said before, at another unit, is left out.
    """
    board = replace(lines.board, duties=tuple(line for line in lines.board.duties if line.unit in units))
    people = {line.person_id for line in board.duties}
    people |= {one.id for one in board.people.values() if any(stands_by(one, unit) for unit in units)}
    people |= {talk.person_id for call in lines.calls for talk in call.talks if talk.unit in units}
    calls = tuple(_calls(lines, units, people))
    numbers = {call.from_number for call in calls}
    return replace(
        lines,
        calls=calls,
        board=board,
        reached={number: times for number, times in lines.reached.items() if number in numbers},
        rung_back={number: times for number, times in lines.rung_back.items() if number in numbers},
    )


def _calls(lines: DayLines, units: frozenset[str], people: set[int]) -> Iterator[CallLine]:
    for call in lines.calls:
        talks = tuple(talk for talk in call.talks if talk.unit in units)
        if call.unit in units or talks:
            unit = call.unit if call.unit in units else talks[0].unit
            passed_by = tuple(person_id for person_id in call.passed_by if person_id in people)
            yield replace(call, unit=unit, talks=talks, passed_by=passed_by)
