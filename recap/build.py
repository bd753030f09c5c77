"""From plain lines to the recap: who called, what became of it, what is missing."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from ivr.domain.call_lines import UNSERVED, CallLine, DayLines
from ivr.domain.gaps import find_gaps
from ivr.domain.hotline import Hotline
from ivr.domain.hours import break_spans, service_spans
from recap.figures import Recap, Unserved
from recap.outside_hours import ServiceTime
from recap.period import Period, local_days
from recap.roster_of_day import planned_roster, worked_roster
from recap.sheets import sheets_of
from recap.tally import tally_of


def build(hotline: Hotline, period: Period, lines: DayLines, *, now: datetime, twilio_count: int | None) -> Recap:
    """The recap of a day, made from everything that was collected."""
    service = ServiceTime(hotline, local_days(period, hotline.zone))
    outside = frozenset(call.id for call in lines.calls if service.is_outside(call))
    tally = tally_of(lines.calls, outside)
    planned = planned_roster(hotline, lines.board, period.on)
    return Recap(
        hotline=hotline,
        period=period,
        made_at=now,
        service=service_spans(hotline, period.on),
        breaks=break_spans(hotline, period.on),
        outcomes=tally.outcomes(),
        arrived=sum(call.is_inbound for call in lines.calls),
        by_hand=tally.by_hand,
        outbound=tally.outbound,
        talks=sum(len(call.talks) for call in lines.calls),
        blank_forms=tally.blank_forms,
        twilio_count=twilio_count,
        waits=tally.waits(),
        units=tally.units(hotline),
        officers=tally.officers(lines.names),
        unserved=tuple(_unserved(lines.calls, outside, lines)),
        running=tuple(call for call in lines.calls if call.ended_at is None),
        planned=planned,
        worked=worked_roster(hotline, lines.board, period.on),
        gaps=find_gaps(hotline, lines.board, period.on, period.on),
        sheets=sheets_of(lines, planned),
    )


def _unserved(calls: Iterable[CallLine], outside: Collection[int], lines: DayLines) -> Iterator[Unserved]:
    for call in calls:
        if call.is_inbound and call.disposition in UNSERVED:
            reached = _first_after(lines.reached, call)
            rung_back = _first_after(lines.rung_back, call)
            is_rung_back = rung_back is not None and (reached is None or rung_back < reached)
            yield Unserved(call, call.id in outside, rung_back if is_rung_back else reached, is_rung_back)


def _first_after(times: Mapping[str, Sequence[datetime]], call: CallLine) -> datetime | None:
    found = times.get(call.from_number or "", ())
    place = bisect_right(found, call.arrived_at)
    return found[place] if place < len(found) else None
