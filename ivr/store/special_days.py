"""Special days: as the hotline file has them until somebody edits them, then as edited."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa

from ivr.domain.hotline import HolidayPolicy, SpecialDay
from ivr.store.engine import Connection
from ivr.store.roster_tables import special_days

LONGEST = 200  # letters, of a name and of a decree


@dataclass(frozen=True)
class KeptDay:
    """A special day in the database. `is_open`: an official holiday on which the office serves all the same."""

    hotline: str
    day: SpecialDay
    is_open: bool


def kept_days(connection: Connection) -> Mapping[str, Sequence[KeptDay]]:
    """The special days by hotline, in order; a hotline that is not named was never edited, so that its file holds."""
    kept: dict[str, list[KeptDay]] = {}
    for row in connection.execute(sa.select(special_days).order_by(special_days.c.on, special_days.c.id)).mappings():
        days = kept.setdefault(row["hotline"], [])
        if row["removed_at"] is None:
            days.append(KeptDay(row["hotline"], SpecialDay(row["on"], row["name"], row["decree"]), row["is_open"]))
    return kept


def policy_as_kept(policy: HolidayPolicy, days: Sequence[KeptDay] | None) -> HolidayPolicy:
    """The file's policy with the days of the database, where there are any."""
    if days is None:
        return policy
    added = tuple(one.day for one in days if not one.is_open)
    return replace(policy, added=added, removed=tuple(one.day for one in days if one.is_open))


def days_in_file(hotline: str, policy: HolidayPolicy) -> tuple[KeptDay, ...]:
    """The special days of a hotline file."""
    return (
        *(KeptDay(hotline, day, is_open=False) for day in policy.added),
        *(KeptDay(hotline, day, is_open=True) for day in policy.removed),
    )


def add_special_days(connection: Connection, days: Iterable[KeptDay], *, by: int | None, at: datetime) -> None:
    """Put days on record; `by` None is the hotline file."""
    rows = [
        {
            "hotline": one.hotline,
            "on": one.day.on,
            "is_open": one.is_open,
            "name": one.day.name,
            "decree": one.day.decree,
            "added_by": by,
            "added_at": at,
        }
        for one in days
    ]
    if rows:
        connection.execute(special_days.insert(), rows)


def remove_special_day(connection: Connection, hotline: str, on: date, *, by: int, at: datetime) -> None:
    """Take a date off; its row stays, and says who did, and that the days were edited."""
    standing = (special_days.c.hotline == hotline) & (special_days.c.on == on) & special_days.c.removed_at.is_(None)
    connection.execute(special_days.update().where(standing).values(removed_by=by, removed_at=at))
