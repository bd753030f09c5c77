"""Tell the two of a swap that nobody decided in time; it ended when the first of its days began."""

from dataclasses import replace
from datetime import datetime, timedelta

from ivr.domain.local_time import to_local
from ivr.domain.swap import SwapState
from ivr.store.swaps import move_swap, open_swaps
from ivr.workflows.office import Office
from ivr.workflows.tell_of_swap import tell_of_swap

LATE = timedelta(days=3)  # of older ones nobody needs to hear any more


def expire_swaps(office: Office, *, now: datetime) -> int:
    """Write down which open swaps have ended, and tell; returns how many."""
    ended = 0
    for hotline in office.hotlines:
        today = to_local(now, hotline.zone).date()
        with office.database.reading() as connection:
            if not open_swaps(connection, hotline.key, until=today):
                continue
        with office.database.writing() as connection:
            for swap in open_swaps(connection, hotline.key, until=today):
                over = replace(swap, state=SwapState.EXPIRED)
                if not move_swap(connection, swap.id, before=swap.state, after=SwapState.EXPIRED):
                    continue
                ended += 1
                if today - swap.days[0] <= LATE:
                    tell_of_swap(connection, office, hotline, over, by=None, now=now)
    return ended
