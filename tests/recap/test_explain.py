"""The recap's questions use indexes, on both databases: history makes no recap slower."""

import random
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from ivr.store.tables import attempts, calls, forms, people
from ivr.store.unfilled import Arrivals, forms_of_unreminded, forms_unmailed
from ivr.workflows.export_calls import export_calls
from recap.compose import compose_daily, compose_monthly
from tests.recap.records import Records

START = datetime(2026, 1, 1, tzinfo=UTC)
DAY = date(2026, 7, 21)


@pytest.fixture
def history(records: Records) -> Records:
    """Eight thousand calls over 400 days, most with an attempt."""
    chance = random.Random(1)
    records.officer("Siti", "pti")
    rows = [
        {
            "sid": f"CA{n}",
            "hotline": "ppatk" if n % 3 else "lain",
            "direction": "inbound" if n % 50 else "outbound",
            "from_number": f"+62813{chance.randint(0, 5000):08d}",
            "to_number": "+622150001000",
            "arrived_at": START + timedelta(minutes=72 * n),
            "admission": "open",
            "phase": "goodbye",
            "turn": 1,
            "last_event_at": START,
            "answered_at": START + timedelta(minutes=72 * n) if n % 4 else None,
            "ended_at": START,
            "disposition": "answered" if n % 4 else "missed",
        }
        for n in range(8_000)
    ]
    with records.office.database.writing() as connection:
        connection.execute(calls.insert(), rows)
        ids = connection.execute(sa.select(calls.c.id)).scalars().all()
        siti = connection.execute(sa.select(people.c.id)).scalar_one()
        plain = {"turn": 1, "person_id": siti, "phone": "+62812", "unit": "pti", "started_at": START, "freed_at": START}
        connection.execute(attempts.insert(), [plain | {"call_id": one, "outcome": "accepted"} for one in ids])
        tried = connection.execute(sa.select(attempts.c.id)).scalars().all()
        connection.execute(
            forms.insert(), [{"attempt_id": one, "filled_by": siti, "filled_at": START} for one in tried]
        )
        connection.execute(sa.text("ANALYZE"))
    return records


def plans(records: Records, act: Callable[[], object]) -> list[str]:
    """How the database answers each question that is asked while acting, in its own words."""
    engine = records.office.database.engine
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        asked.append((statement, values))

    sa.event.listen(engine, "before_cursor_execute", note)
    act()
    sa.event.remove(engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN " if records.office.database.is_sqlite else "EXPLAIN "
    with records.office.database.reading() as connection:
        if not records.office.database.is_sqlite:
            # In tables this small reading all of one can be cheapest. Then: is there no way but to read all of it?
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        return [
            "\n".join(str(row[-1]) for row in connection.exec_driver_sql(explain + statement, values))
            for statement, values in asked
        ]


def whole_tables(plan: str) -> list[str]:
    """The steps that read a whole table that grows with history."""
    return re.findall(r"(?:SCAN|Seq Scan on) (?:calls|attempts|forms|turns)\b.*", plan)


def test_a_daily_recap_walks_indexes(history: Records) -> None:
    now = history.office.clock()

    found = plans(history, lambda: compose_daily(history.office, history.hotline, DAY, now=now))

    assert len(found) > 5
    assert sum("ix_calls" in plan for plan in found) >= 3
    assert [step for plan in found for step in whole_tables(plan)] == []


def test_a_monthly_recap_walks_indexes(history: Records) -> None:
    now = history.office.clock()

    found = plans(history, lambda: compose_monthly(history.office, history.hotline, date(2026, 7, 1), now=now))

    assert [step for plan in found for step in whole_tables(plan)] == []


def test_an_export_with_forms_walks_indexes(history: Records) -> None:
    found = plans(history, lambda: list(export_calls(history.office, hotline="ppatk", first=DAY, last=DAY)))

    assert [step for plan in found for step in whole_tables(plan)] == []


def test_blank_forms_are_found_by_indexes(history: Records) -> None:
    now = datetime(2026, 7, 21, 10, tzinfo=UTC)
    today = Arrivals("ppatk", now - timedelta(days=1), now, ended_by=now)

    def looks_for_blanks() -> None:
        with history.office.database.reading() as connection:
            forms_unmailed(connection, today, seen_since=now, now=now)
            forms_of_unreminded(connection, today, key_prefix="forms-reminder:ppatk:2026-07-21:")

    found = plans(history, looks_for_blanks)
    assert sum("ix_calls" in plan for plan in found) == 2
    assert [step for plan in found for step in whole_tables(plan)] == []
    assert not re.findall(r"(?:SCAN|Seq Scan on) (?:outbox|sessions)\b", "\n".join(found))


def test_a_whole_table_would_be_found(history: Records) -> None:
    def looks_everywhere() -> None:
        with history.office.database.reading() as connection:
            connection.execute(sa.select(calls.c.id).where(calls.c["keys"] == "2")).all()

    found = plans(history, looks_everywhere)
    assert [step for plan in found for step in whole_tables(plan)] != [], found
