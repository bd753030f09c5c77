"""Load the duty board for a moment."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import to_local
from ivr.domain.roster import DutyBoard
from ivr.store.duty_board import load_duty_board
from ivr.store.engine import Connection


def load_board_at(
    connection: Connection, hotline: Hotline, *, now: datetime, units: Sequence[str] | None = None
) -> DutyBoard:
    """The board at `now`, of all units or of some: today's duties, and yesterday's, which may run past midnight."""
    today = to_local(now, hotline.zone).date()
    return load_duty_board(connection, hotline.key, first=today - timedelta(days=1), last=today, units=units)
