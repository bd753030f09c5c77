"""The finding about special days that people edited on their page."""

from collections.abc import Iterator

from ivr.domain.hotline import HolidayPolicy, Hotline, SpecialDay
from ivr.domain.local_time import plain_date
from ivr.workflows.check.findings import Finding

MOST_NAMED = 5


def special_day_findings(filed: Hotline, edited: Hotline) -> Iterator[Finding]:
    """How the days on record differ from the file's; those on record count, so nothing is wrong."""
    told = sorted({*_differences(filed.holidays, edited.holidays)})
    if told:
        more = f"; dan {len(told) - MOST_NAMED} lagi" if len(told) > MOST_NAMED else ""
        shown = "; ".join(words for _, words in told[:MOST_NAMED])
        yield Finding(
            "L02",
            f"{filed.name}: hari khusus di halaman Hari libur berbeda dari berkas hotline; yang di halaman berlaku: "
            f"{shown}{more}",
            "Tidak perlu apa-apa, atau samakan holidays.add dan holidays.remove pada berkas hotline",
        )


def _differences(filed: HolidayPolicy, edited: HolidayPolicy) -> Iterator[tuple[str, str]]:
    for what, before, after in (("libur", filed.added, edited.added), ("buka", filed.removed, edited.removed)):
        yield from _told(what, before, after, "hanya di berkas")
        yield from _told(what, after, before, "hanya di halaman")


def _told(
    what: str, here: tuple[SpecialDay, ...], there: tuple[SpecialDay, ...], where: str
) -> Iterator[tuple[str, str]]:
    for day in here:
        if day not in there:
            yield day.on.isoformat(), f"{plain_date(day.on)} {what}, {day.name} ({where})"
