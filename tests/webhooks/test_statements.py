"""How many SQL statements a webhook costs: exactly these, whatever the archive holds, and each by an index."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from ivr.domain.people import Role
from ivr.store.calls import sids_running_since
from ivr.store.tables import attempts, calls, duties, people, turns
from tests.webhooks.at_work import MONDAY, NINE, AtWork
from tests.webhooks.conftest import Door
from tests.webhooks.poster import HOTLINE, sid

EARLIER = 10_000
OLD_CALLER = "+6281399999999"
OPEN, LOAD, TRIED, ANSWER, SAVE, BOARD, LOG = (
    "INSERT calls", "SELECT calls", "SELECT attempts", "SELECT turns", "UPDATE calls",
    ["SELECT duties", "SELECT people"], "INSERT turns",
)  # fmt: skip
RING, TRY, REPORT = "INSERT attempts", "UPDATE attempts", "INSERT callbacks"

# Each webhook of one call with a talk, in order, and what it asks of the database.
COSTS: dict[str, list[str]] = {
    "arrives": [LOAD, OPEN, SAVE, LOG],
    "arrives again": [LOAD, ANSWER],
    "wrong key": [LOAD, SAVE, LOG],
    "silence": [LOAD, SAVE, LOG],
    "key": [LOAD, *BOARD, RING, SAVE, LOG],
    "key again": [LOAD, TRIED, ANSWER],
    "leg rings": [LOAD, TRIED, REPORT, TRY, SAVE],
    "leg rings again": [LOAD, TRIED, REPORT],
    "whisper": [LOAD, TRIED, ANSWER, TRY, SAVE, LOG],
    "whisper again": [LOAD, TRIED, ANSWER],
    "accepts": [LOAD, TRIED, ANSWER, TRY, SAVE, LOG],
    "dial ends": [LOAD, TRIED, TRY, SAVE, LOG],
    "leg ends": [LOAD, TRIED, REPORT, TRY, SAVE],
    "thanks": [LOAD, TRIED, SAVE, LOG],
    "ends": [LOAD, TRIED, REPORT, SAVE],
    "ends again": [LOAD, TRIED, REPORT],
}


class Counter:
    """The statements of one webhook, each as its verb and table."""

    def __init__(self) -> None:
        self.said: list[tuple[str, Any]] = []

    @property
    def short(self) -> list[str]:
        """Without the transaction's own words."""
        return [named for statement, _ in self.said if (named := _named(statement))]


def _named(statement: str) -> str:
    verb = statement.split(maxsplit=1)[0]
    tables = re.findall(r"\b(?:FROM|INTO|UPDATE)\s+(\w+)", statement)
    if verb not in ("SELECT", "INSERT", "UPDATE", "DELETE") or not tables:
        return ""
    return f"{verb} {'people' if 'people' in tables else tables[0]}"


@contextmanager
def counting(work: AtWork) -> Iterator[Counter]:
    """Count what the office says to its database."""
    counter = Counter()

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        counter.said.append((statement, parameters))

    sa.event.listen(work.office.database.engine, "before_cursor_execute", note)
    try:
        yield counter
    finally:
        sa.event.remove(work.office.database.engine, "before_cursor_execute", note)


def a_whole_call(door: Door, call: str, leg: str) -> Iterator[tuple[str, Counter]]:
    """Live through one call; each webhook with what it cost."""
    twilio = door.twilio

    def costs(what: str, path: str, **more: str) -> tuple[str, Counter]:
        door.work.clock.passes(1)
        with counting(door.work) as counter:
            about = {"ParentCallSid": call, "Direction": "outbound-dial"} if "leg" in path or "officer" in path else {}
            assert twilio.post(path, call=leg if about else call, **(about | more)).status == 200
        return what, counter

    whisper, report = f"/voice/officer/{call}/4", f"/voice/leg/{call}/4"
    talked = {"DialCallStatus": "completed", "DialBridged": "true", "DialCallDuration": "4"}
    rings = {"CallStatus": "ringing", "SequenceNumber": "1"}
    over = {"CallStatus": "completed", "SequenceNumber": "3", "Timestamp": "Mon, 23 Nov 2026 02:00:11 +0000"}
    yield costs("arrives", "/voice")
    yield costs("arrives again", "/voice")
    yield costs("wrong key", "/voice/key/1", Digits="9")
    yield costs("silence", "/voice/silence/2")
    yield costs("key", "/voice/key/3", Digits="2")
    yield costs("key again", "/voice/key/3", Digits="2")
    yield costs("leg rings", report, **rings)
    yield costs("leg rings again", report, **rings)
    yield costs("whisper", f"{whisper}/0")
    yield costs("whisper again", f"{whisper}/0")
    yield costs("accepts", f"{whisper}/1", Digits="1")
    yield costs("dial ends", "/voice/dial/4", **talked)
    yield costs("leg ends", report, **over)
    yield costs("thanks", "/voice/key/5", Digits="1")
    yield costs("ends", "/voice/status", CallStatus="completed", SequenceNumber="0")
    yield costs("ends again", "/voice/status", CallStatus="completed", SequenceNumber="0")


def with_history(work: AtWork) -> None:
    """Ten thousand earlier calls, each with its attempt, turns, and the duties of the years they took."""
    hotline = work.office.hotlines.first.key
    everybody = [work.hires(unit, on=None) for unit in ("pti", "humas", "pelaporan") for _ in range(20)]
    with work.office.database.writing() as connection:
        ids = {row.phone: row.id for row in connection.execute(sa.select(people.c.phone, people.c.id))}
        days = [MONDAY - timedelta(days=1 + number // 4) for number in range(EARLIER)]
        duty = {"hotline": hotline, "unit": "pti", "task": "piket"}
        on_duty = [everybody[number % len(everybody)] for number in range(EARLIER)]
        connection.execute(
            duties.insert(),
            [duty | {"on": day, "person_id": ids[phone]} for day, phone in zip(days, on_duty, strict=True)],
        )
        old = {"hotline": hotline, "direction": "inbound", "to_number": HOTLINE, "from_number": OLD_CALLER, "turn": 3}
        old |= {"admission": "open", "phase": "goodbye", "disposition": "missed", "ended_by": "system"}
        times = [NINE - timedelta(minutes=30 * (number + 1)) for number in range(EARLIER)]
        connection.execute(
            calls.insert(),
            [
                old
                | {"sid": sid(10**9 + n), "arrived_at": at, "last_event_at": at, "hunt_started_at": at, "ended_at": at}
                for n, at in enumerate(times)
            ],
        )
        made = (
            connection.execute(sa.select(calls.c.id).where(calls.c.from_number == OLD_CALLER).order_by(calls.c.id))
            .scalars()
            .all()
        )
        ring = {"turn": 2, "unit": "pti", "outcome": "no_answer"}
        connection.execute(
            attempts.insert(),
            [
                ring
                | {"call_id": c, "person_id": ids[p], "phone": p, "started_at": at, "ring_ended_at": at, "freed_at": at}
                for c, p, at in zip(made, on_duty, times, strict=True)
            ],
        )
        connection.execute(
            turns.insert(),
            [
                {"call_id": c, "leg_sid": sid(10**9 + n), "turn": 1, "at": at, "event": "key", "answer": "<Response/>"}
                for n, (c, at) in enumerate(zip(made, times, strict=True))
            ],
        )
    with work.office.database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("ANALYZE")


def test_every_webhook_costs_exactly_these_statements_also_after_ten_thousand_calls(door: Door) -> None:
    door.work.hires("pti")
    door.work.hires("operator", role=Role.OPERATOR, on=None)
    fresh = {what: counter.short for what, counter in a_whole_call(door, sid(1), sid(2))}
    assert fresh == COSTS

    with_history(door.work)
    door.work.clock.now = NINE
    late = dict(a_whole_call(door, sid(3), sid(4)))

    assert {what: counter.short for what, counter in late.items()} == COSTS
    assert_by_index(door.work, [one for counter in late.values() for one in counter.said])


def assert_by_index(work: AtWork, said: list[tuple[str, Any]], *, at_least: int = 10) -> None:
    """No statement of a webhook walks through a table that grows."""
    explain = "EXPLAIN QUERY PLAN " if work.office.database.is_sqlite else "EXPLAIN "
    growing = r"calls|attempts|turns|callbacks|duties"
    walks = rf"SCAN ({growing})\b|Seq Scan on ({growing})\b"
    seen: set[str] = set()
    with work.office.database.engine.connect() as connection:
        for statement, parameters in said:
            if statement in seen or not statement.lstrip().startswith(("SELECT", "UPDATE")):
                continue
            seen.add(statement)
            plan = connection.exec_driver_sql(explain + statement, parameters).all()
            words = "\n".join(str(row) for row in plan)
            assert not re.search(walks, words), f"{statement}\n{words}"
            connection.rollback()
    assert len(seen) >= at_least


def test_the_sweep_finds_the_silent_calls_by_an_index(door: Door) -> None:
    with_history(door.work)

    with counting(door.work) as counter, door.work.office.database.reading() as connection:
        assert sids_running_since(connection, NINE, most=50) == []

    assert_by_index(door.work, counter.said, at_least=1)
