"""The edition of what offices edit about their hotlines: a number that grows with every edit of any of them."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from ivr.store.engine import Connection
from ivr.store.roster_tables import hotline_editions

NEVER_EDITED = 0

EDITION = sa.select(sa.func.coalesce(sa.func.sum(hotline_editions.c.edition), NEVER_EDITED).label("edition"))
"""One row with one number. The table has a row for each hotline that was ever edited, and none is ever removed."""


def current_edition(connection: Connection) -> int:
    """The edition as this transaction sees it."""
    return int(connection.execute(EDITION).scalar_one())


def grow_edition(connection: Connection, hotline: str) -> None:
    """Tell every process that special days or notices changed, in the transaction of the change."""
    # Made for the dialect, since each has its own words for it.
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    first = insert(hotline_editions).values(hotline=hotline, edition=1)
    connection.execute(
        first.on_conflict_do_update(index_elements=["hotline"], set_={"edition": hotline_editions.c.edition + 1})
    )
