"""The words and numbers of the recap, as Indonesians write them."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from ivr.domain.hotline import Hotline
from ivr.domain.hours import Stretch
from ivr.domain.local_time import clock, clock_span, long_date, to_local, zone_name
from ivr.domain.roster import Task
from ivr.workflows import record_labels
from ivr.workflows.record_labels import number, percent

WITHHELD = "tidak diketahui (disembunyikan)"
CONFIDENTIAL = "disampaikan melalui kanal lain"
NIHIL = "nihil"

TASKS: dict[Task | None, str] = {
    Task.DUTY: "Piket",
    Task.COVER: "Pengganti istirahat",
    Task.SUBSTITUTE: "Pengganti",
    None: "Siaga",
}


def filled_forms(talks: int, blank: int) -> str:
    """`18 dari 20 pembicaraan (90%)`."""
    return f"{number(talks - blank)} dari {number(talks)} pembicaraan ({percent(talks - blank, talks)})"


def span(stretch: Stretch, zone: ZoneInfo) -> str:
    """`07.00-17.00`."""
    return clock_span(to_local(stretch.start, zone), to_local(stretch.end, zone))


def spans(stretches: Sequence[Stretch], zone: ZoneInfo) -> str:
    """`07.00-12.00 dan 13.00-17.00`; a dash for none."""
    return joined([span(one, zone) for one in stretches]) or "-"


def moment(at: datetime, zone: ZoneInfo) -> str:
    """`Senin, 23 November 2026 pukul 17.00 WIB`."""
    local = to_local(at, zone)
    return f"{long_date(local.date())} pukul {clock(local)} {zone_name(local)}"


def joined(words: Sequence[str]) -> str:
    """`a, b dan c`."""
    return " dan ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def unit_name(hotline: Hotline, unit: str | None) -> str:
    """The unit's name; its key when the office has it no more; words for who chose none."""
    return "Belum memilih bagian" if unit is None else record_labels.unit_name(hotline, unit)
