"""What an officer's page asks every other second: one small query, however long history is."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from ivr.domain.scope import Scope
from ivr.store.callers import calls_in_vain, earlier_talks
from ivr.store.desk import desk_talks
from ivr.store.engine import Connection, Database, open_database
from ivr.store.tables import attempts, calls, forms, people
from tests.domain.samples import at
from tests.statements import statements

NINE = at("2026-11-23 09:00")
BUDI = "+6281300000001"
ANDI = Scope(1, "contoh", False, frozenset(), frozenset({"pti"}), False, False, False)


@pytest.fixture
def database(migrated_database_url: str) -> Iterator[Database]:
    """Two officers with 1,500 talks each behind them, every tenth with Budi."""
    opened = open_database(migrated_database_url)
    with opened.writing() as connection:
        _fill(connection, talks=3000)
    if not opened.is_sqlite:
        with opened.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("ANALYZE"))
    yield opened
    opened.close()


def _fill(connection: Connection, *, talks: int) -> None:
    common = {"hotline": "contoh", "roles": "petugas", "units": "pti"}
    for person in (1, 2):
        row = {"id": person, "email": f"{person}@contoh.example", "name": f"Petugas {person}"}
        connection.execute(people.insert(), common | row | {"phone": f"+6281200000{person:03}"})
    numbers = range(1, talks + 1)
    starts = {number: NINE - timedelta(hours=talks - number) for number in numbers}
    connection.execute(
        calls.insert(),
        [
            {
                "id": number, "sid": f"CA{number}", "hotline": "contoh", "direction": "inbound",
                "from_number": BUDI if number % 10 == 0 else f"+62813{number:08}", "to_number": "+622150001000",
                "arrived_at": starts[number], "admission": "open", "phase": "goodbye", "turn": 3, "keys": "2",
                "last_event_at": starts[number], "answered_at": starts[number], "ended_at": starts[number],
            }
            for number in numbers
        ],
    )  # fmt: skip
    connection.execute(
        attempts.insert(),
        [
            {
                "id": number, "call_id": number, "turn": 2, "person_id": 1 + number % 2, "unit": "pti",
                "phone": f"+6281200000{1 + number % 2:03}", "started_at": starts[number], "outcome": "accepted",
                "talk_started_at": starts[number], "talk_ended_at": starts[number], "freed_at": starts[number],
            }
            for number in numbers
        ],
    )  # fmt: skip
    connection.execute(forms.insert(), {"attempt_id": talks, "name": "Budi", "filled_by": 1, "filled_at": NINE})


def plan(database: Database, statement: str, values: Any) -> str:
    """How the database would find the rows."""
    explain = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "
    with database.reading() as connection:
        if not database.is_sqlite:  # so few rows are cheaper read whole; of a real history they are not
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        rows = connection.exec_driver_sql(explain + statement, values).all()
    return "\n".join(str(row[-1]) for row in rows)


def assert_no_walk(plan: str) -> None:
    """Neither calls nor attempts are read from end to end."""
    for table in ("calls", "attempts"):
        assert f"SCAN {table}\n" not in plan + "\n", plan
        assert f"Seq Scan on {table}" not in plan, plan


def test_the_desk_is_one_statement_over_an_index(database: Database) -> None:
    with statements(database) as sent, database.reading() as connection:
        found = desk_talks(connection, ANDI, since=NINE - timedelta(hours=9))

    assert [talk.attempt_id for talk in found] == [3000, 2998, 2996, 2994, 2992]
    assert [talk.name for talk in found] == ["Budi", "", "", "", ""]
    ((statement, values),) = [one for one in sent if one[0] != "BEGIN"]
    assert_no_walk(plan(database, statement, values))


def test_a_callers_history_is_found_over_an_index_and_bounded(database: Database) -> None:
    with statements(database) as sent, database.reading() as connection:
        newest, total = earlier_talks(connection, ANDI, hotline="contoh", number=BUDI, before=NINE, most=5)
        in_vain = calls_in_vain(
            connection, ANDI, hotline="contoh", number=BUDI, since=NINE - timedelta(hours=9), before=NINE
        )

    assert [talk.call_id for talk in newest] == [2990, 2980, 2970, 2960, 2950]
    assert total == 200, "the newest 200 calls of a number are looked at"
    assert (in_vain.times, in_vain.last_at) == (0, None)
    asked = [one for one in sent if one[0] != "BEGIN"]
    assert len(asked) == 2
    for statement, values in asked:
        assert_no_walk(plan(database, statement, values))
