"""From plain lines to the recap: who called, what became of it, what is missing."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from ivr.domain.call import Admission, Disposition
from ivr.domain.call_lines import UNSERVED, CallLine, DayLines
from ivr.domain.gaps import find_gaps
from ivr.domain.hotline import Hotline
from ivr.domain.hours import break_spans, service_spans
from recap.figures import OfficerFigures, Outcome, Recap, UnitFigures, Unserved, Waits
from recap.period import Period, local_days
from recap.roster_of_day import planned_roster, worked_roster
from recap.sheets import sheets_of

ORDER = (
    Disposition.ANSWERED,
    Disposition.MISSED,
    Disposition.ABANDONED,
    Disposition.MESSAGE,
    Disposition.CALLBACK,
    Disposition.CLOSED,
    Disposition.FAILED,
    Disposition.REJECTED,
    None,
)


def build(hotline: Hotline, period: Period, lines: DayLines, *, now: datetime, twilio_count: int | None) -> Recap:
    """The recap of a day, made from everything that was collected."""
    inbound = [call for call in lines.calls if call.is_inbound]
    outside = _outside_hours(hotline, period, inbound)
    planned = planned_roster(hotline, lines.board, period.on)
    return Recap(
        hotline=hotline,
        period=period,
        made_at=now,
        service=service_spans(hotline, period.on),
        breaks=break_spans(hotline, period.on),
        outcomes=_outcomes(inbound, outside),
        arrived=len(inbound),
        by_hand=sum(call.entered_by is not None for call in inbound),
        outbound=len(lines.calls) - len(inbound),
        talks=sum(len(call.talks) for call in lines.calls),
        blank_forms=sum(talk.is_blank for call in lines.calls for talk in call.talks),
        twilio_count=twilio_count,
        waits=waits_of(call for call in inbound if call.id not in outside),
        units=units_of(hotline, lines.calls),
        officers=officers_of(lines.calls, lines.names),
        unserved=tuple(_unserved(inbound, outside, lines)),
        running=tuple(call for call in lines.calls if call.ended_at is None),
        planned=planned,
        worked=worked_roster(hotline, lines.board, period.on),
        gaps=find_gaps(hotline, lines.board, period.on, period.on),
        sheets=sheets_of(lines, planned),
    )


def waits_of(calls: Iterable[CallLine]) -> Waits:
    """How long callers waited; what was written down by hand never waited."""
    waited = answered = total = 0
    longest: CallLine | None = None
    for call in calls:
        seconds = call.wait_seconds
        if seconds is None or call.entered_by is not None or call.disposition is Disposition.REJECTED:
            continue
        if call.answered_at is not None:
            answered, total = answered + 1, total + seconds
        if longest is None or seconds > waited:
            waited, longest = seconds, call
    return Waits(round(total / answered) if answered else None, waited if longest else None, longest)


def units_of(hotline: Hotline, calls: Sequence[CallLine]) -> tuple[UnitFigures, ...]:
    """The figures of every unit as configured, then of units that are no more, then of calls that chose none."""
    inbound: Counter[str | None] = Counter()
    answered: Counter[str | None] = Counter()
    unserved: Counter[str | None] = Counter()
    talks: Counter[str | None] = Counter()
    seconds: Counter[str | None] = Counter()
    for call in calls:
        inbound[call.unit] += call.is_inbound
        answered[call.unit] += call.is_inbound and call.disposition is Disposition.ANSWERED
        unserved[call.unit] += call.is_inbound and call.disposition not in (None, Disposition.ANSWERED)
        for talk in call.talks:
            talks[talk.unit] += 1
            seconds[talk.unit] += talk.seconds
    others = sorted({unit for unit in (*inbound, *talks) if unit is not None} - hotline.units.keys())
    nowhere = [None] if inbound[None] else []
    return tuple(
        UnitFigures(unit, inbound[unit], answered[unit], unserved[unit], talks[unit], seconds[unit])
        for unit in (*hotline.units, *others, *nowhere)
    )


def officers_of(calls: Iterable[CallLine], names: Mapping[int, str]) -> tuple[OfficerFigures, ...]:
    """The figures of everybody whose telephone rang or who talked, by name."""
    talks: Counter[int] = Counter()
    seconds: Counter[int] = Counter()
    blank: Counter[int] = Counter()
    passed: Counter[int] = Counter()
    for call in calls:
        passed.update(call.passed_by)
        for talk in call.talks:
            talks[talk.person_id] += 1
            seconds[talk.person_id] += talk.seconds
            blank[talk.person_id] += talk.is_blank
    everybody = sorted({*talks, *passed}, key=lambda one: (names[one].lower(), one))
    return tuple(
        OfficerFigures(one, names[one], talks[one], seconds[one], blank[one], passed[one]) for one in everybody
    )


def _outside_hours(hotline: Hotline, period: Period, calls: Iterable[CallLine]) -> frozenset[int]:
    """The calls (ids) outside service hours: what the caller was told counts, else the calendar."""
    spans = [span for day in local_days(period, hotline.zone) for span in service_spans(hotline, day)]

    def is_outside(call: CallLine) -> bool:
        if call.entered_by is None and call.admission in (Admission.OPEN, Admission.CLOSED):
            return call.admission is Admission.CLOSED
        return not any(span.holds(call.arrived_at) for span in spans)

    return frozenset(call.id for call in calls if is_outside(call))


def _outcomes(calls: Iterable[CallLine], outside: Collection[int]) -> tuple[Outcome, ...]:
    counts = Counter((call.disposition, call.id in outside) for call in calls)
    return tuple(Outcome(one, counts[one, False], counts[one, True]) for one in ORDER)


def _unserved(calls: Iterable[CallLine], outside: Collection[int], lines: DayLines) -> Iterator[Unserved]:
    for call in calls:
        if call.disposition in UNSERVED:
            reached = _first_after(lines.reached, call)
            rung_back = _first_after(lines.rung_back, call)
            is_rung_back = rung_back is not None and (reached is None or rung_back < reached)
            yield Unserved(call, call.id in outside, rung_back if is_rung_back else reached, is_rung_back)


def _first_after(times: Mapping[str, Sequence[datetime]], call: CallLine) -> datetime | None:
    found = times.get(call.from_number or "", ())
    place = bisect_right(found, call.arrived_at)
    return found[place] if place < len(found) else None
