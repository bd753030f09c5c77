"""The words for somebody's hours of duty, for reminders and calendars."""

from collections.abc import Iterator, Mapping, Sequence

from ivr.domain.duty_hours import Break, DutyHours, HourKind
from ivr.domain.hotline import Hotline
from ivr.domain.hours import Stretch
from ivr.domain.local_time import clock, closing_clock, day_name, to_local
from ivr.domain.people import Person
from ivr.workflows.record_labels import unit_name

People = Mapping[int, Person]


def title_of(hours: DutyHours, hotline: Hotline) -> str:
    """`Piket Direktorat Pelaporan`, `Pengganti istirahat Direktorat Pelaporan`."""
    what = "Piket" if hours.kind is HourKind.DUTY else "Pengganti istirahat"
    return f"{what} {unit_name(hotline, hours.unit)}"


def span_in_words(stretch: Stretch, hotline: Hotline) -> str:
    """`07.00-17.00` on the hotline's clocks; past midnight `20.00-06.00 (Rabu)`."""
    start, end = to_local(stretch.start, hotline.zone), to_local(stretch.end, hotline.zone)
    words = f"{clock(start)}-{closing_clock(end)}"
    ends_at_midnight = closing_clock(end) == "24.00" and (end.date() - start.date()).days == 1
    return words if end.date() == start.date() or ends_at_midnight else f"{words} ({day_name(end.date())})"


def details_of(hours: DutyHours, hotline: Hotline, people: People) -> Iterator[str]:
    """Whom they take the place of, who covers their breaks, who is there, too."""
    if hours.others:
        place = "Menggantikan" if hours.kind is HourKind.DUTY else "Menjawab selama istirahat"
        yield f"{place} {names_in_words(hours.others, people)}."
    for pause in hours.breaks:
        yield _break_words(pause, hotline, people)
    if hours.kind is HourKind.DUTY:
        with_whom = names_in_words(hours.colleagues, people)
        yield f"Bersama {with_whom}." if with_whom else "Tidak ada petugas lain di unit ini."


def names_in_words(ids: Sequence[int], people: People) -> str:
    """`Andi`, `Andi dan Sari`, `Andi, Sari dan Dewi`."""
    *most, last = [people[one].name for one in ids] or [""]
    return f"{', '.join(most)} dan {last}" if most else last


def _break_words(pause: Break, hotline: Hotline, people: People) -> str:
    span = span_in_words(pause.stretch, hotline)
    if pause.covered_by:
        return f"Istirahat {span}: digantikan {names_in_words(pause.covered_by, people)}."
    return f"Istirahat {span}: tidak ada penggantinya, tetap menjawab."
