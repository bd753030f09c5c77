"""Tell those concerned that a substitute or a swap was taken back, or made again, on the roster's own page."""

from datetime import datetime

from ivr.domain.hotline import Hotline
from ivr.domain.roster_change import ChangeKind, RosterChange
from ivr.store.engine import Connection
from ivr.store.roster_changes import origin_of
from ivr.store.swaps import swap_of_change
from ivr.workflows.office import Office
from ivr.workflows.tell_of_substitute import new_lines, tell_of_substitute, tell_substitute_back
from ivr.workflows.tell_of_swap import tell_of_swap


def tell_of_taking_back(
    connection: Connection,
    office: Office,
    hotline: Hotline,
    change: RosterChange,
    *,
    made: RosterChange,
    by: int,
    now: datetime,
) -> None:
    """Queue the mails that the pages of swaps and substitutes would send. `made` took `change` back.

    Who was told to come must not hear only from the roster that somebody else does. `by` is told nothing.
    """
    origin = origin_of(connection, change)
    if origin.kind is ChangeKind.SUBSTITUTE:
        if new_lines(change):
            tell_substitute_back(connection, office, hotline, change, by=by, now=now)
        elif new_lines(made):
            tell_of_substitute(connection, office, hotline, made, by=by, now=now)
    if origin.kind is ChangeKind.SWAP and (swap := swap_of_change(connection, origin.id)) is not None:
        tell_of_swap(connection, office, hotline, swap, by=by, now=now, again=made.id)
