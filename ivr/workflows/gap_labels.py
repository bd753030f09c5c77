"""The words for gaps in the roster, for terminals, pages and warnings."""

from ivr.domain.gaps import Gap, GapKind
from ivr.domain.holidays import holiday_on
from ivr.domain.hotline import Hotline
from ivr.domain.hours import Stretch, service_day
from ivr.domain.local_time import clock_span, to_local


def gap_in_words(gap: Gap, hotline: Hotline) -> str:
    """What is wrong, without day, unit and time: `kurang petugas: ada 1 dari 2`."""
    name = gap.person.name if gap.person else ""
    match gap.kind:
        case GapKind.SHORT:
            return f"kurang petugas: ada {gap.present} dari {gap.required}"
        case GapKind.UNREACHABLE:
            why = "tidak aktif" if gap.person and not gap.person.is_active else "tidak punya nomor telepon"
            return f"{name} bertugas, tetapi {why}"
        case GapKind.NO_COVER:
            return f"istirahat {name} tidak ada penggantinya"
        case GapKind.TWO_UNITS:
            return f"{name} sekaligus bertugas di {hotline.units[gap.other_unit or gap.unit].name}"
        case GapKind.FOR_NOBODY:
            return f"{name} menggantikan {gap.other.name if gap.other else ''}, yang tidak bertugas saat itu"
        case GapKind.OUTSIDE_HOURS:
            holiday = holiday_on(gap.on, hotline.holidays)
            return f"{name} dijadwalkan di luar jam layanan" + (f" ({holiday.name})" if holiday else "")


def hours_in_words(stretch: Stretch | None, hotline: Hotline) -> str:
    """`07.00-17.00` on the hotline's clocks; empty without a stretch."""
    if stretch is None:
        return ""
    return clock_span(to_local(stretch.start, hotline.zone), to_local(stretch.end, hotline.zone))


def gap_with_hours(gap: Gap, hotline: Hotline) -> str:
    """As `gap_in_words`, with its hours where they are not the whole service day: `..., pukul 12.00-13.00`."""
    words = gap_in_words(gap, hotline)
    if gap.stretch is None or gap.stretch == service_day(hotline, gap.on):
        return words
    return f"{words}, pukul {hours_in_words(gap.stretch, hotline)}"
