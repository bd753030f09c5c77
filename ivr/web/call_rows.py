"""A line of the list of calls, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.domain.call_lines import whole_seconds
from ivr.domain.form import Form
from ivr.domain.hotline import Hotline
from ivr.domain.local_time import clock, day_name, plain_date, to_local
from ivr.domain.phone import readable
from ivr.store.call_pages import AttemptSeen, CallSeen
from ivr.workflows.export_calls import wait_seconds
from ivr.workflows.record_labels import CAME_BY, DISPOSITIONS, NOT_FILLED, WITHHELD, confidential, duration, unit_name

ELSEWHERE = "dilayani unit lain"


@dataclass(frozen=True)
class CallRow:
    """One call of the list. `forms` are what its talks' forms say, with whether they are filled."""

    id: int
    day: str
    time: str
    number: str
    unit: str
    officers: str
    wait: str
    talk: str
    disposition: str
    kind: str  # of the disposition's badge
    forms: tuple[tuple[str, bool], ...]


def row_of(seen: CallSeen, hotline: Hotline) -> CallRow:
    """A call as one line, its times on the hotline's clocks."""
    call, local = seen.call, to_local(seen.call.arrived_at, hotline.zone)
    disposition = DISPOSITIONS[call.disposition]
    return CallRow(
        id=call.id or 0,
        day=f"{day_name(local.date())}, {plain_date(local.date())}",
        time=clock(local),
        number=number_of(seen),
        unit=unit_name(hotline, call.unit),
        officers=", ".join(dict.fromkeys(_officers(seen))) or "-",
        wait=duration(wait_seconds(call)),
        talk=duration(sum(talk_seconds(one) or 0 for one in seen.talks)) if seen.talks else "-",
        disposition=disposition if not seen.written_by else f"{disposition} (dicatat sendiri)",
        kind=badge_of(seen),
        forms=tuple(_form_words(one.form) for one in seen.talks),
    )


def number_of(seen: CallSeen) -> str:
    """Who called; how they came instead, where the call was written down by hand without a number."""
    if seen.call.from_number:
        return readable(seen.call.from_number)
    return CAME_BY.get(seen.came_by or "", "-") if seen.written_by else WITHHELD


def badge_of(seen: CallSeen) -> str:
    """The look of what became of a call."""
    match seen.call.disposition:
        case None:
            return "info"
        case "answered":
            return "good"
        case "missed" | "abandoned" | "failed":
            return "bad"
        case _:
            return "warn"


def talk_seconds(one: AttemptSeen) -> int | None:
    """How long a talk lasted; None while it lasts."""
    start, end = one.attempt.talk_started_at, one.attempt.talk_ended_at
    return whole_seconds(start, end) if start and end else None


def _officers(seen: CallSeen) -> Iterator[str]:
    for one in seen.attempts:
        if one.attempt.is_accepted:
            yield one.officer or ELSEWHERE


def _form_words(form: Form | None) -> tuple[str, bool]:
    if form is None or form.is_empty:
        return NOT_FILLED, False
    said = [form.name, form.institution, confidential(form.other_channel) if form.is_confidential else ""]
    return ", ".join(word for word in said if word) or "diisi tanpa nama", True
