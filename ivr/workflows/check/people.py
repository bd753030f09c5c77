"""Findings about people, roster and holidays of a hotline."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from config.command_line import command
from ivr.domain.gaps import Gap, GapKind
from ivr.domain.holidays import is_year_known
from ivr.domain.hotline import Hotline
from ivr.domain.hotlines import Hotlines
from ivr.domain.local_time import long_date
from ivr.domain.people import Person, Role
from ivr.store.people import Member
from ivr.workflows.check.findings import Finding
from ivr.workflows.gap_labels import gap_in_words

SAMPLE_DOMAIN = "@contoh.example"
MOST_NAMED = 3

T = TypeVar("T")

IMPORT_PEOPLE = command("people import BERKAS")
IMPORT_ROSTER = command("roster import BERKAS")
COLUMNS_OF_PEOPLE = f"kolomnya: {command('people import --help')}, contoh: demo/people.csv"
COLUMNS_OF_ROSTER = f"kolomnya: {command('roster import --help')}"


@dataclass(frozen=True)
class WeekFacts:
    """The roster of a hotline for seven days: its gaps, and whether any line of it stands."""

    gaps: Sequence[Gap]
    is_empty: bool


def people_findings(
    hotlines: Hotlines, members: Sequence[Member], *, is_demonstration: bool = False
) -> Iterator[Finding]:
    """Who is missing, and who is there but should not be; sample people belong into a demonstration."""
    if not any(member.person.is_active for member in members):
        yield Finding("P01", "Belum ada petugas, operator, maupun koordinator", f"{IMPORT_PEOPLE}; {COLUMNS_OF_PEOPLE}")
        return
    for hotline in hotlines:
        people = [member.person for member in members if member.hotline == hotline.key and member.person.is_active]
        yield from _roles(hotline, people, is_only=len(hotlines) == 1)
    yield from _unreachable([member.person for member in members if member.person.is_active])
    if not is_demonstration:
        yield from _samples([member.person for member in members if member.person.is_active])
    yield from _strays(hotlines, members)


def roster_findings(hotline: Hotline, week: WeekFacts, *, first: date, last: date) -> Iterator[Finding]:
    """What the roster of the coming days lacks."""
    if week.is_empty and any(gap.kind is GapKind.SHORT for gap in week.gaps):
        yield Finding(
            "R01",
            f"{hotline.name}: belum ada jadwal piket dari {long_date(first)} sampai {long_date(last)}",
            f"{IMPORT_ROSTER}; {COLUMNS_OF_ROSTER}",
        )
    elif week.gaps:
        told = _named(week.gaps, lambda gap: _gap(gap, hotline))
        which = f" --hotline {hotline.key}"
        yield Finding(
            "R02",
            f"{hotline.name}: {len(week.gaps)} kekosongan jadwal sampai {long_date(last)}: {told}",
            f"Lihat {command('roster gaps' + which)}, lengkapi dengan {IMPORT_ROSTER}",
        )


def calendar_findings(hotline: Hotline, today: date) -> Iterator[Finding]:
    """Years whose cuti bersama is not known; it is decreed some months before the year (SKB Tiga Menteri)."""
    unknown = [year for year in (today.year, today.year + 1) if not is_year_known(year, hotline.holidays)]
    if unknown:
        years = " dan ".join(str(year) for year in unknown)
        yield Finding(
            "C01",
            f"{hotline.name}: cuti bersama {years} belum diketahui; hotline akan buka pada hari itu",
            "Sesudah SKB terbit: perbarui Piket, atau tambahkan harinya di halaman Hari libur",
        )


def _roles(hotline: Hotline, people: Sequence[Person], *, is_only: bool) -> Iterable[Finding]:
    def can_answer(role: Role) -> bool:
        return any(role in person.roles and person.can_be_rung for person in people)

    of = "" if is_only else f"{hotline.name}: "
    if not can_answer(Role.OFFICER):
        yield Finding("P02", f"{of}belum ada petugas aktif yang dapat ditelepon", IMPORT_PEOPLE)
    if hotline.operator is not None and not can_answer(Role.OPERATOR):
        text = f"{of}belum ada operator aktif; penelepon yang diam atau salah tekan tidak sampai ke siapa pun"
        yield Finding("P03", text, IMPORT_PEOPLE)
    if not any(Role.COORDINATOR in person.roles and person.email for person in people):
        yield Finding("P04", f"{of}belum ada koordinator, penerima rekapitulasi harian", IMPORT_PEOPLE)


def _unreachable(people: Sequence[Person]) -> Iterable[Finding]:
    rung = {Role.OFFICER, Role.OPERATOR}
    silent = [person for person in people if person.roles & rung and person.phone is None]
    if silent:
        text = f"Tanpa nomor telepon, jadi tidak pernah berdering: {_named(silent, lambda person: person.name)}"
        yield Finding("P05", text, f"Lengkapi kolom telepon, lalu {IMPORT_PEOPLE}")


def _samples(people: Sequence[Person]) -> Iterable[Finding]:
    samples = [person for person in people if person.email.endswith(SAMPLE_DOMAIN)]
    if samples:
        text = f"{len(samples)} orang contoh ({SAMPLE_DOMAIN}) masih aktif, dengan nomor yang bukan milik kantor"
        remedy = "Pakai basis data baru (DATABASE_URL), atau impor mereka dengan kolom aktif berisi tidak"
        yield Finding("P06", text, remedy)


def _strays(hotlines: Hotlines, members: Sequence[Member]) -> Iterable[Finding]:
    strays = [member for member in members if member.person.is_active and not _belongs(member, hotlines)]
    if strays:
        named = _named(strays, lambda member: member.person.name)
        text = f"Hotline atau unit orang ini tidak ada (lagi) dalam berkas hotline: {named}"
        yield Finding("P07", text, f"Perbaiki kolom hotline dan unit, lalu {IMPORT_PEOPLE}")


def _belongs(member: Member, hotlines: Hotlines) -> bool:
    hotline = hotlines.by_key.get(member.hotline)
    return hotline is not None and all(unit in hotline.units for unit in member.person.units)


def _gap(gap: Gap, hotline: Hotline) -> str:
    return f"{long_date(gap.on)} {hotline.units[gap.unit].name}, {gap_in_words(gap, hotline)}"


def _named(found: Collection[T], words: Callable[[T], str]) -> str:
    shown = "; ".join(words(each) for each in list(found)[:MOST_NAMED])
    return f"{shown}; dan {len(found) - MOST_NAMED} lagi" if len(found) > MOST_NAMED else shown
