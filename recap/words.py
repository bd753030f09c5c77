"""The words and numbers of the recap, as Indonesians write them."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from ivr.domain.call import Disposition
from ivr.domain.hotline import Hotline
from ivr.domain.hours import Stretch
from ivr.domain.local_time import clock, clock_span, long_date, to_local, zone_name
from ivr.domain.roster import Task

WITHHELD = "tidak diketahui (disembunyikan)"
NOT_FILLED = "belum diisi"
CONFIDENTIAL = "disampaikan melalui kanal lain"
NIHIL = "nihil"

OUTCOMES: dict[Disposition | None, str] = {
    Disposition.ANSWERED: "Terjawab",
    Disposition.MISSED: "Tidak terjawab",
    Disposition.ABANDONED: "Penelepon menutup lebih dahulu",
    Disposition.MESSAGE: "Meninggalkan pesan",
    Disposition.CALLBACK: "Minta ditelepon kembali",
    Disposition.CLOSED: "Mendengar pengumuman tutup",
    Disposition.FAILED: "Terputus karena gangguan",
    Disposition.REJECTED: "Ditolak (daftar blokir)",
    None: "Masih berlangsung",
}
TASKS: dict[Task | None, str] = {
    Task.DUTY: "Piket",
    Task.COVER: "Pengganti istirahat",
    Task.SUBSTITUTE: "Pengganti",
    None: "Siaga",
}


def number(value: int) -> str:
    """`2.000`."""
    return f"{value:,}".replace(",", ".")


def percent(part: int, whole: int) -> str:
    """`87,5%`; a dash where there is no whole."""
    if not whole:
        return "-"
    return f"{100 * part / whole:.1f}".removesuffix(".0").replace(".", ",") + "%"


def filled_forms(talks: int, blank: int) -> str:
    """`18 dari 20 pembicaraan (90%)`."""
    return f"{number(talks - blank)} dari {number(talks)} pembicaraan ({percent(talks - blank, talks)})"


def duration(seconds: int | None) -> str:
    """`45 detik`, `1 menit 35 detik`, `1 jam 40 menit 55 detik`: to the second, so that sums agree; a dash for None."""
    if seconds is None:
        return "-"
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "jam"), (minutes, "menit"), (rest, "detik")]
    return " ".join(f"{number(count)} {unit}" for count, unit in parts if count) or "0 detik"


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
    """The unit's name; its key when the office has it no more."""
    if unit is None:
        return "Belum memilih bagian"
    return hotline.units[unit].name if unit in hotline.units else unit
