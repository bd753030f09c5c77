"""What a change of the calendar does to a day: its service, its roster, its callers; in sentences."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ivr.domain.gaps import find_gaps
from ivr.domain.holidays import holiday_on
from ivr.domain.hotline import Hotline
from ivr.domain.hours import service_spans
from ivr.domain.local_time import long_date
from ivr.domain.roster import Duty, DutyBoard, Task
from ivr.domain.speech import say
from ivr.store.duty_board import load_duty_board
from ivr.store.engine import Connection
from ivr.workflows.gap_labels import gap_in_words, hours_in_words

DAY = timedelta(days=1)
_TASKS = {Task.DUTY: "", Task.COVER: ", istirahat", Task.SUBSTITUTE: ", pengganti"}


def day_effects(connection: Connection, before: Hotline, after: Hotline, on: date) -> tuple[str, ...]:
    """What becomes of a local date when the hotline's calendar changes from one to the other."""
    board = load_duty_board(connection, before.key, first=on - DAY, last=on + DAY)
    return tuple(_effects(before, after, board, on))


def _effects(before: Hotline, after: Hotline, board: DutyBoard, on: date) -> Iterator[str]:
    lines, when = [line for line in board.duties if line.on == on], long_date(on)
    served, serves = bool(service_spans(before, on)), service_spans(after, on)
    named = f"{len(lines)} piket pada {when}"
    if served and not serves:
        yield f"{named} tidak berlaku: {_names(after, board, lines)}." if lines else f"Belum ada piket pada {when}."
        holiday = holiday_on(on, after.holidays)
        spoken = after.prompts.text(say("closed.holiday", holiday=holiday.spoken if holiday else ""))
        yield f"Penelepon pada hari itu mendengar: “{spoken}”"
        yield "Hari itu tidak mendapat rekapitulasi; panggilannya masuk rekapitulasi hari layanan berikutnya."
    elif serves and not served:
        hours = ", ".join(hours_in_words(span, after) for span in serves)
        yield f"{when} menjadi hari layanan, pukul {hours}."
        yield f"{named} berlaku: {_names(after, board, lines)}." if lines else f"Belum ada piket pada {when}."
        gaps = find_gaps(after, board, on, on)
        if gaps:
            told = "; ".join(f"{after.units[gap.unit].name}: {gap_in_words(gap, after)}" for gap in gaps)
            yield f"Yang masih perlu dilengkapi dalam jadwal: {told}."
    else:
        kind = "hari layanan" if serves else "hari tanpa layanan"
        yield f"{when} tetap {kind}, jadi jadwal piket tidak berubah."


def _names(hotline: Hotline, board: DutyBoard, lines: Sequence[Duty]) -> str:
    def unit(key: str) -> str:
        return hotline.units[key].name if key in hotline.units else key

    return ", ".join(
        f"{board.people[line.person_id].name} ({unit(line.unit)}{_TASKS.get(line.task, '')})" for line in lines
    )
