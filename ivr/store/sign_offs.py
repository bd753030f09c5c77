"""Sign-offs: an officer's own word that the sheet of a day is right."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from ivr.domain.call import Outcome
from ivr.domain.form import Form
from ivr.store.desk_tables import sign_offs
from ivr.store.engine import Connection
from ivr.store.forms import FORM_COLUMNS, form_of
from ivr.store.insert_once import InsertOnce
from ivr.store.tables import attempts, calls, forms

_SIGN = InsertOnce(sign_offs, on=["hotline", "on", "person_id"], returning=sign_offs.c.signed_at)


@dataclass(frozen=True)
class SheetTalk:
    """A talk on an officer's sheet."""

    attempt_id: int
    started_at: datetime
    ended_at: datetime | None
    is_blank: bool


def talks_on_sheet(
    connection: Connection, hotline: str, person_id: int, *, start: datetime, end: datetime
) -> tuple[SheetTalk, ...]:
    """An officer's own talks of calls that arrived in [start, end), in order."""
    found = (
        sa.select(
            attempts.c.id, attempts.c.started_at, attempts.c.talk_started_at, attempts.c.talk_ended_at, *FORM_COLUMNS
        )
        .join(calls, calls.c.id == attempts.c.call_id)
        .outerjoin(forms, forms.c.attempt_id == attempts.c.id)
        .where(calls.c.hotline == hotline, calls.c.arrived_at >= start, calls.c.arrived_at < end)
        .where(attempts.c.person_id == person_id, attempts.c.outcome == Outcome.ACCEPTED.value)
        .order_by(attempts.c.started_at, attempts.c.id)
    )
    return tuple(
        SheetTalk(row.id, row.talk_started_at or row.started_at, row.talk_ended_at, (form_of(row) or Form()).is_empty)
        for row in connection.execute(found)
    )


def signed_off_at(connection: Connection, hotline: str, person_id: int, on: date) -> datetime | None:
    """When the sheet of a local day was said to be right, None when it was not, or was changed since."""
    found = sa.select(sign_offs.c.signed_at).where(_of(hotline, person_id, on))
    signed: datetime | None = connection.execute(found).scalar_one_or_none()
    return signed


def put_sign_off(connection: Connection, hotline: str, person_id: int, on: date, *, at: datetime) -> bool:
    """Put the word on record; False when it stood there already."""
    row = {"hotline": hotline, "on": on, "person_id": person_id, "signed_at": at}
    return _SIGN(connection, row) is not None


def withdraw_sign_off(connection: Connection, hotline: str, person_id: int, on: date) -> bool:
    """The sheet was changed: the word stands no more. False when it did not stand there."""
    return connection.execute(sign_offs.delete().where(_of(hotline, person_id, on))).rowcount == 1


def _of(hotline: str, person_id: int, on: date) -> sa.ColumnElement[bool]:
    return sa.and_(sign_offs.c.hotline == hotline, sign_offs.c.person_id == person_id, sign_offs.c.on == on)
