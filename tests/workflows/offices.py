"""An opened installation for the tests: sample hotlines, a database of either kind, a clock that stands still."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from config.settings import Settings, read_settings
from ivr.domain.hotline import Hotline
from ivr.domain.hotlines import Hotlines
from ivr.domain.roster import Duty
from ivr.store.engine import open_database
from ivr.store.people import load_people
from ivr.store.roster import load_duties
from ivr.workflows.import_people import import_people
from ivr.workflows.import_roster import import_roster
from ivr.workflows.office import Office
from tests.domain.samples import at, hotline
from tests.workflows.files import csv_file

SAMPLE_PEOPLE = (
    "Agus Salim,petugas,pelaporan,0812-0000-0001,agus@contoh.example",
    "Budi Santoso,petugas,pelaporan,0812-0000-0002,budi@contoh.example",
    "Citra Lestari,petugas,pti,0812-0000-0003,citra@contoh.example",
    "Dewi Anggraini,petugas,humas,0812-0000-0004,dewi@contoh.example",
    "Eko Prasetyo,petugas,humas,0812-0000-0005,eko@contoh.example",
    "Fitri Handayani,petugas,pti,0812-0000-0006,fitri@contoh.example",
    "Rina Wati,operator,,021-5000-1000 ext 10,rina@contoh.example",
    "Kartika Sari,koordinator,,,kartika@contoh.example",
)


@dataclass
class Hands:
    """An office and the two files that people hand in."""

    office: Office

    def people(self, *lines: str, heading: str = "nama,peran,unit,telepon,email") -> tuple[int, int, int]:
        """Import people: how many were added, changed, unchanged."""
        done = import_people(self.office, "orang.csv", csv_file(heading, *lines))
        return done.added, done.changed, done.unchanged

    def roster(self, *lines: str, dry_run: bool = False) -> tuple[int, int, int]:
        """Import lines `date,unit,person,task,from,to,replaces`: how many were added, removed, unchanged."""
        heading = "tanggal,unit,petugas,tugas,mulai,selesai,menggantikan"
        done = import_roster(self.office, "jadwal.csv", csv_file(heading, *lines), dry_run=dry_run)
        return done.added, done.removed, done.unchanged

    def duties(self, on: str = "2026-11-23", hotline: str = "ppatk") -> list[str]:
        """What stands on the roster of a day: `unit task name [times] [for name]`."""
        day = date.fromisoformat(on)
        with self.office.database.reading() as connection:
            names = {member.person.id: member.person.name.split()[0] for member in load_people(connection)}
            return [_told(line, names) for line in load_duties(connection, hotline, first=day, last=day)]


def _told(line: Duty, names: Mapping[int, str]) -> str:
    words = [line.unit, line.task.value, names[line.person_id]]
    words += [f"{line.starts:%H:%M}"] if line.starts else []
    words += [f"{line.ends:%H:%M}"] if line.ends else []
    words += [f"for {names[line.replaces_id]}"] if line.replaces_id else []
    return " ".join(words)


@contextmanager
def hands(database_url: str, root: Path, *hotlines: Hotline, now: str = "2026-11-23 09:00") -> Iterator[Hands]:
    """Hands over an office with the sample hotline (key `ppatk`), or with those given."""
    database = open_database(database_url)
    moment = at(now)

    def clock() -> datetime:
        return moment

    office = Office(_settings(root), Hotlines(hotlines or (hotline(key="ppatk"),)), database, clock)
    try:
        yield Hands(office)
    finally:
        database.close()


def _settings(root: Path) -> Settings:
    return read_settings({}, root)
