"""A busy service day for the benchmark of the recap: 2,000 calls, most of them answered and written down."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app import open_office
from bench.back_office import ROSTER, found_office
from bench.settings import read, settings_of
from ivr.domain.form import Form
from ivr.store.forms import save_form
from ivr.store.tables import attempts, calls, people
from ivr.workflows.import_roster import import_roster
from ivr.workflows.office import Office

ON = date(2026, 11, 24)  # the filled past ends two days before, so none of it belongs to this day
OPENS_AT = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
EVERY = timedelta(seconds=14)  # of eight hours
AFTERWARDS = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
# Of ten calls: what became of them.
ENDINGS = ("answered",) * 8 + ("missed", "abandoned")
FORM = Form(
    name="Bapak Surya Wijaya",
    institution="PT Bank Perkreditan Rakyat Contoh Sejahtera",
    contact="0813-0000-0001 / (021) 5550-1000\nsurya@bank.example",
    topic="Tata Cara Pelaporan (LTKM, LTKT, LTKL, SIPESAT, LT, LPUTLB)",
    problem="cara mengoreksi laporan yang sudah terkirim dengan nomor referensi keliru, dan batas waktunya bila hari "
    "terakhir jatuh pada hari libur nasional.",
    remark="Tuntas",
)


def found_busy_office(url: str, var: Path) -> None:
    """The office of the benchmark with a roster for the busy day; no calls yet."""
    found_office(url, var)
    office = office_of(url, var)
    try:
        import_roster(office, "roster.csv", ROSTER.replace("2026-11-23", str(ON)).encode())
    finally:
        office.database.close()


def office_of(url: str, var: Path) -> Office:
    """The office behind a database, after the day's closing."""
    settings = read(settings_of(url, var), var)
    return open_office(settings, lambda: AFTERWARDS)


def fill_day(office: Office, most: int) -> None:
    """The day's calls, one after another, with talks of three minutes."""
    with office.database.writing() as connection:
        officers = connection.execute(sa.select(people.c.id, people.c.phone).order_by(people.c.id)).all()
        connection.execute(calls.insert(), [_call(place) for place in range(most)])
        of_day = sa.select(calls.c.id, calls.c.answered_at, calls.c.disposition).where(calls.c.arrived_at >= OPENS_AT)
        rows = connection.execute(of_day.order_by(calls.c.arrived_at)).all()
        connection.execute(attempts.insert(), list(_attempts(rows, officers)))
        talks = sa.select(attempts.c.id, attempts.c.person_id).where(
            attempts.c.started_at >= OPENS_AT, attempts.c.outcome == "accepted"
        )
        for place, talk in enumerate(connection.execute(talks).all()):
            if place % 10:  # one of ten is not written down yet
                save_form(connection, FORM, attempt_id=talk.id, filled_by=talk.person_id, at=AFTERWARDS)


def _call(place: int) -> dict[str, Any]:
    at = OPENS_AT + place * EVERY
    ending = ENDINGS[place % len(ENDINGS)]
    answered_at = at + timedelta(seconds=20) if ending == "answered" else None
    return {
        "sid": f"CAday{place:029d}",
        "hotline": "ppatk",
        "direction": "inbound",
        "from_number": f"+62813{1000000 + place * 37 % 500000}",  # callers who called before, too
        "to_number": "+622150001000",
        "arrived_at": at,
        "admission": "open",
        "phase": "goodbye",
        "turn": 4,
        "keys": "1",
        "unit": "pelaporan",
        "hunt_started_at": at,
        "last_event_at": at,
        "answered_at": answered_at,
        "ended_at": at + timedelta(seconds=200),
        "ended_by": "caller",
        "disposition": ending,
    }


def _attempts(rows: Any, officers: Any) -> Iterator[dict[str, Any]]:
    for place, row in enumerate(rows):
        at, officer = OPENS_AT + place * EVERY, officers[place % len(officers)]
        ended_at = row.answered_at + timedelta(seconds=180) if row.answered_at else None
        yield {
            "call_id": row.id,
            "turn": 2,
            "person_id": officer.id,
            "phone": officer.phone,
            "unit": "pelaporan",
            "leg_sid": f"CAleg{place:029d}",
            "started_at": at,
            "ring_ended_at": at + timedelta(seconds=15),
            "outcome": "accepted" if ended_at else "no_answer",
            "talk_started_at": row.answered_at,
            "talk_ended_at": ended_at,
            "talk_ended_by": "caller" if ended_at else None,
            "freed_at": ended_at or at + timedelta(seconds=15),
        }
