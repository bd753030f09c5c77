"""The benchmark's own hands in a database: it hires people, and puts their telephones on the hook."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from app import open_office
from bench.settings import read, settings_of
from ivr.store.migrate import upgrade
from ivr.store.tables import attempts
from ivr.workflows.import_people import import_people
from ivr.workflows.import_roster import import_roster

NAME = "piket-bench"
NINE_ON_MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # in Jakarta; the roster is for this day

# The watch of the PPATK hotline on an ordinary day: what its decision about a key has to look at.
PEOPLE = """\
nama,peran,unit,telepon,email
Andi,petugas,pelaporan,+6281100000001,andi@kantor.example
Sari,petugas,pelaporan,+6281100000002,sari@kantor.example
Rudi,petugas,pelaporan,+6281100000003,rudi@kantor.example
Dewi,petugas,pti,+6281100000004,dewi@kantor.example
Bayu,petugas,pti,+6281100000005,bayu@kantor.example
Nina,petugas,humas,+6281100000006,nina@kantor.example
Tono,petugas,humas,+6281100000007,tono@kantor.example
Rina,operator,operator,+6281100000008,rina@kantor.example
"""
ROSTER = """\
tanggal,unit,petugas,tugas
2026-11-23,pelaporan,andi@kantor.example,piket
2026-11-23,pelaporan,sari@kantor.example,piket
2026-11-23,pelaporan,rudi@kantor.example,istirahat
2026-11-23,pti,dewi@kantor.example,piket
2026-11-23,pti,bayu@kantor.example,istirahat
2026-11-23,humas,nina@kantor.example,piket
2026-11-23,humas,tono@kantor.example,istirahat
"""


class BackOffice:
    """One database of a contestant."""

    def __init__(self, url: str, *, is_floor: bool = False) -> None:
        self.url = url
        self._is_floor = is_floor
        named = {"application_name": NAME} if url.startswith("postgresql") else {}
        self._engine = sa.create_engine(url, connect_args=named)

    def free_telephones(self) -> None:
        """Put every telephone on the hook, as if each dial had ended."""
        if self._is_floor:
            return
        with self._engine.begin() as connection:
            ended = {"freed_at": attempts.c.started_at, "outcome": "no_answer"}
            connection.execute(attempts.update().where(attempts.c.freed_at.is_(None)).values(ended))

    def server_processes(self) -> list[int]:
        """The pids of PostgreSQL's processes that work for this database; SQLite has none."""
        if not self.url.startswith("postgresql"):
            return []
        found = sa.text(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name <> :name"
        )
        with self._engine.connect() as connection:
            return list(connection.execute(found, {"name": NAME}).scalars())

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()


def ahead_of_the_machine() -> timedelta:
    """By how much a clock that now shows nine o'clock on that Monday is ahead."""
    return NINE_ON_MONDAY - datetime.now(UTC)


def found_office(url: str, var: Path) -> None:
    """Create the product's tables, and fill its roster for the Monday of the benchmark."""
    upgrade(url)
    settings = read(settings_of(url, var), var)
    office = open_office(settings)
    try:
        import_people(office, "people.csv", PEOPLE.encode())
        import_roster(office, "roster.csv", ROSTER.encode())
    finally:
        office.database.close()
