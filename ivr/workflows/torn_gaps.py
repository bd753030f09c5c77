"""Which gaps a file would tear in the roster, said before it is applied."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from ivr.domain.gaps import GapKind
from ivr.domain.hotline import Hotline
from ivr.domain.local_time import long_date
from ivr.domain.roster_change import SlotChange
from ivr.domain.roster_week import monday_of
from ivr.store.engine import Connection
from ivr.workflows.gap_labels import gap_with_hours
from ivr.workflows.record_labels import unit_name
from ivr.workflows.weigh_change import weigh_change

MOST_TOLD = 12


def torn_gaps(
    connection: Connection, hotline: Hotline, changes: Sequence[SlotChange], kinds: Collection[GapKind]
) -> Iterator[str]:
    """The gaps of some kinds that are not there now, in words; to be asked while nothing is changed yet.

    Week by week, for a file may hold a year.
    """
    for _, week in groupby(sorted(changes, key=lambda one: one.slot), key=lambda one: monday_of(one.slot.on)):
        for gap in weigh_change(connection, hotline, {one.slot: one.after for one in week}).of_kinds(kinds):
            yield f"{long_date(gap.on)}, {unit_name(hotline, gap.unit)}: {gap_with_hours(gap, hotline)}"


def first_told(words: Iterable[str], what: str) -> tuple[str, ...]:
    """The first twelve of many words, and how many more there are."""
    every = tuple(words)
    more = (f"dan {len(every) - MOST_TOLD} {what} lagi",) if len(every) > MOST_TOLD else ()
    return (*every[:MOST_TOLD], *more)
