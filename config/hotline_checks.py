"""What must hold between the parts of one hotline file: times, days, rings, holidays, numbers."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from config.faults import Fault, Findings, Place
from config.hotline_schema import HotlineShape, week
from config.time_values import DAY_NAMES, ClockSpan, days_of
from config.unit_checks import UNIT_CHECKS
from config.yaml_lines import Document

DAY, WEEK = 24 * 60, 7 * 24 * 60

Check = Callable[[HotlineShape, Document], Iterator[Fault]]


def check_hotline(hotline: HotlineShape, document: Document, sound: frozenset[str], findings: Findings) -> None:
    """Note all faults and warnings between the parts. Checks that need a part which is not `sound` are left out."""
    for check, needs in FAULTS + UNIT_CHECKS.faults:
        if sound.issuperset(needs):
            findings.faults.extend(check(hotline, document))
    for check, needs in WARNINGS + UNIT_CHECKS.warnings:
        if sound.issuperset(needs):
            findings.warnings.extend(check(hotline, document))


def _days_written_twice(hotline: HotlineShape, document: Document) -> Iterator[Fault]:
    yield from _twice(hotline.hours, ("hours",), document)
    yield from _twice(hotline.breaks, ("breaks",), document)
    for at, unit in enumerate(hotline.units):
        yield from _twice(unit.required, ("units", at, "required"), document)


def _twice(written: Mapping[str, object], place: Place, document: Document) -> Iterator[Fault]:
    seen: dict[int, str] = {}
    for name in written:
        for day in days_of(name):
            if day in seen:
                problem = f"hari {DAY_NAMES[day]} sudah diatur oleh '{seen[day]}'"
                yield document.fault((*place, name), problem, "tulis setiap hari satu kali saja")
                break
            seen[day] = name


def _spans_overlap(hotline: HotlineShape, document: Document) -> Iterator[Fault]:
    for key, written in (("hours", hotline.hours), ("breaks", hotline.breaks)):
        spans = sorted((start, end, name) for name, start, end in _minutes(written))
        # The first one comes once more, a week later: a Sunday night may run into Monday.
        following = [*spans[1:], *((start + WEEK, end + WEEK, name) for start, end, name in spans[:1])]
        told: set[str] = set()
        for (before, end, other), (start, _, name) in zip(spans, following, strict=True):
            is_one_day_twice = before // DAY == start // DAY and name != other  # told by `_days_written_twice`
            if start < end and name not in told and not is_one_day_twice:
                told.add(name)
                problem = f"rentang jam bertumpukan pada hari {DAY_NAMES[start % WEEK // DAY]}"
                yield document.fault((key, name), problem, "gabungkan, atau geser salah satunya")


def _breaks_outside_hours(hotline: HotlineShape, document: Document) -> Iterator[Fault]:
    """A break belongs to the service that starts on its own weekday; the night of the day before is another's."""
    told: set[str] = set()
    for name, start, end in _minutes(hotline.breaks):
        day = start // DAY
        spans = [range(begin, close) for _, begin, close in _minutes(hotline.hours) if begin // DAY == day]
        if name not in told and not set(range(start, end)).issubset(chain.from_iterable(spans)):
            told.add(name)
            problem = f"istirahat hari {DAY_NAMES[day]} di luar jam layanan"
            yield document.fault(("breaks", name), problem, "sesuaikan dengan hours")


def _minutes(written: Mapping[str, tuple[ClockSpan, ...]]) -> Iterator[tuple[str, int, int]]:
    """Name, start and end of every span, in minutes from Monday 00:00; the end may lie in the next week."""
    for name, spans in written.items():
        for day in days_of(name):
            for span in spans:
                start = span.start.hour * 60 + span.start.minute
                end = span.end.hour * 60 + span.end.minute
                yield name, day * DAY + start, day * DAY + end + (DAY if end <= start else 0)


def _hunt_is_too_short(hotline: HotlineShape, document: Document) -> Iterator[Fault]:
    ring = hotline.ring
    one = ring.ring_seconds + (ring.key_seconds if ring.press_1 else 0)
    if ring.hunt_seconds < one:
        key = "hunt_seconds" if "hunt_seconds" in ring.model_fields_set else "ring_seconds"
        problem = f"waktu mencari petugas ({ring.hunt_seconds} detik) lebih singkat dari satu kali dering ({one} detik)"
        yield document.fault(("ring", key), problem, f"tulis hunt_seconds: {one} atau lebih")


def _special_days_clash(hotline: HotlineShape, document: Document) -> Iterator[Fault]:
    seen: dict[object, Place] = {}
    for key, days in (("add", hotline.holidays.add), ("remove", hotline.holidays.remove)):
        for at, special in enumerate(days):
            place = ("holidays", key, at)
            if special.date in seen:
                line = document.line((*seen[special.date], "date"))
                problem = f"tanggal {special.date} sudah ditulis di baris {line}"
                yield document.fault((*place, "date"), problem, "hapus salah satu")
            seen.setdefault(special.date, place)


def _joint_leave_elsewhere(hotline: HotlineShape, document: Document) -> Iterator[Fault]:
    if hotline.holidays.joint_leave and hotline.holidays.country != "ID":
        yield document.fault(("holidays", "joint_leave"), "cuti bersama hanya ada untuk country: ID", "tulis tidak")


def _referrals_twice(hotline: HotlineShape, document: Document) -> Iterator[Fault]:
    seen: set[str] = set()
    for at, contact in enumerate(hotline.referrals):
        if contact.key in seen:
            yield document.fault(("referrals", at, "key"), f"kunci '{contact.key}' sudah dipakai", "pakai yang lain")
        seen.add(contact.key)


def _numbers_twice(hotline: HotlineShape, document: Document) -> Iterator[Fault]:
    for key, numbers in (("numbers", hotline.numbers), ("blocked", hotline.blocked)):
        seen: set[str] = set()
        for at, number in enumerate(numbers):
            if number.lower() in seen:
                yield document.fault((key, at), f"nomor {number} ditulis dua kali", "hapus salah satu")
            seen.add(number.lower())


def _voice_speaks_other_language(hotline: HotlineShape, document: Document) -> Iterator[Fault]:
    for key, voice in (("caller", hotline.voices.caller), ("officer", hotline.voices.officer)):
        if voice.name.startswith("Google.") and not voice.name.startswith(f"Google.{voice.language}-"):
            problem = f"suara {voice.name} tidak berbahasa {voice.language}"
            where = ("voices", key, "name" if "name" in voice.model_fields_set else "language")
            yield document.fault(where, problem, f"pilih suara Google.{voice.language}-..., atau ganti language")


def _recap_before_closing(hotline: HotlineShape, document: Document) -> Iterator[Fault]:
    ends = [span.end for spans in week(hotline.hours).values() for span in spans if span.end > span.start]
    if ends and hotline.recap.at < max(ends):
        problem = f"rekap pukul {hotline.recap.at:%H.%M} lebih awal dari jam tutup {max(ends):%H.%M}"
        yield document.fault(("recap", "at"), problem, "rekap baru dikirim sesudah layanan tutup")


FAULTS: tuple[tuple[Check, set[str]], ...] = (
    (_days_written_twice, {"hours", "breaks", "units"}),
    (_spans_overlap, {"hours", "breaks"}),
    (_breaks_outside_hours, {"hours", "breaks"}),
    (_hunt_is_too_short, {"ring"}),
    (_special_days_clash, {"holidays"}),
    (_joint_leave_elsewhere, {"holidays"}),
    (_referrals_twice, {"referrals"}),
    (_numbers_twice, {"numbers", "blocked"}),
    (_voice_speaks_other_language, {"voices"}),
)
WARNINGS: tuple[tuple[Check, set[str]], ...] = ((_recap_before_closing, {"recap", "hours"}),)
