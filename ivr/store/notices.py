"""Notices on record: added, ended early, found."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from ivr.domain.notices import Notice
from ivr.store.engine import Connection
from ivr.store.roster_tables import notices
from ivr.store.tables import people

LONGEST_TEXT = 400
MOST = 200  # kept in mind; "tutup sekarang" is rare, and what ended years ago explains no call of today

_NOTICES = sa.select(notices, people.c.name).join(people, people.c.id == notices.c.made_by)


def latest_notices(connection: Connection) -> Mapping[str, Sequence[Notice]]:
    """The notices of every hotline that end last: all that hold, and for who asks about a past hour the recent ones."""
    found: dict[str, list[Notice]] = {}
    newest = _NOTICES.order_by(notices.c.ends_at.desc(), notices.c.id.desc()).limit(MOST)
    for row in connection.execute(newest).mappings():
        found.setdefault(row["hotline"], []).append(_notice(row))
    return found


def notice_of(connection: Connection, hotline: str, notice_id: int) -> Notice | None:
    """A notice by its id; None when this hotline has none such."""
    found = _NOTICES.where(notices.c.id == notice_id, notices.c.hotline == hotline)
    row = connection.execute(found).mappings().one_or_none()
    return _notice(row) if row else None


def notices_at(connection: Connection, hotline: str, at: datetime) -> tuple[Notice, ...]:
    """What holds at a moment, as this transaction sees it; in the order in which it was made."""
    on = _NOTICES.where(notices.c.hotline == hotline, notices.c.starts_at <= at, notices.c.ends_at > at)
    return tuple(_notice(row) for row in connection.execute(on.order_by(notices.c.id)).mappings())


def add_notice(connection: Connection, hotline: str, notice: Notice, *, by: int) -> int:
    """Put a notice on record; returns its id. The name and the id that it carries are not used."""
    row = {
        "hotline": hotline,
        "closes": notice.closes,
        "text": notice.text,
        "starts_at": notice.starts_at,
        "ends_at": notice.ends_at,
        "made_by": by,
    }
    return int(connection.execute(notices.insert().values(row).returning(notices.c.id)).scalar_one())


def end_notice(connection: Connection, notice_id: int, *, by: int, at: datetime) -> bool:
    """End a notice at once; False when it had ended before."""
    on = (notices.c.id == notice_id) & (notices.c.ends_at > at)
    return connection.execute(notices.update().where(on).values(ends_at=at, ended_by=by)).rowcount == 1


def _notice(row: sa.RowMapping) -> Notice:
    return Notice(row["id"], row["closes"], row["text"], row["starts_at"], row["ends_at"], row["name"])
