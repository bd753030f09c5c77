"""Where a page of a long list ends: the next one begins below it, whatever was added on top meanwhile."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa


@dataclass(frozen=True)
class Position:
    """A line of a list that is ordered by time, the newest first; of two at the same time the later id."""

    at: datetime
    id: int


def is_below(position: Position, at: sa.Column[Any], row_id: sa.Column[Any]) -> sa.ColumnElement[bool]:
    """Holds for the rows that come after a position. The first half is what an index of the time understands."""
    here = sa.tuple_(sa.literal(position.at, at.type), sa.literal(position.id))
    return sa.and_(at <= position.at, sa.tuple_(at, row_id) < here)
