"""Carry days of the roster over to others: shown first, then done as one change, exactly as shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from ivr.domain.gaps import Gap, find_gaps
from ivr.domain.hotline import Hotline
from ivr.domain.local_time import to_local
from ivr.domain.people import Person
from ivr.domain.roster import Duty
from ivr.domain.roster_change import ChangeKind, RosterChange, SlotChange, differences, in_slots
from ivr.domain.roster_copy import Existing, LeftOut, Move, carry_over, ring_of, rotation
from ivr.domain.scope import Scope
from ivr.store.duty_board import load_duty_board
from ivr.store.engine import Connection
from ivr.store.people import load_people
from ivr.store.roster import load_duties, lock_roster
from ivr.store.roster_changes import latest_changes
from ivr.workflows.change_roster import change_roster
from ivr.workflows.edit_roster import NotTheirs
from ivr.workflows.office import Office

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Carrying:
    """What is carried where. `moves` are source, target, and by how many places people take turns (0: nobody)."""

    hotline: Hotline
    kind: ChangeKind
    moves: tuple[tuple[date, date, int], ...]
    existing: Existing
    why: str = ""

    @property
    def first(self) -> date:
        """The first day that any move touches."""
        return min(min(source, target) for source, target, _ in self.moves)

    @property
    def last(self) -> date:
        """The last one."""
        return max(max(source, target) for source, target, _ in self.moves)


@dataclass(frozen=True)
class Preview:
    """What would be another afterwards and what is left out; `mark` says that it is this that somebody saw."""

    changes: tuple[SlotChange, ...]
    left_out: tuple[LeftOut, ...]
    people: dict[int, Person]

    @property
    def mark(self) -> str:
        """Another one whenever something else would be changed."""
        return _mark(self.changes)


class PreviewMoved(Exception):
    """The roster is another than when the preview was made. Nothing was written."""


def preview_carrying(office: Office, carrying: Carrying, *, scope: Scope, now: datetime) -> Preview:
    """What would happen. Raises NotTheirs for who keeps no unit's roster."""
    with office.database.reading() as connection:
        return _preview(connection, carrying, scope=scope, now=now)


def carry_roster(
    office: Office, carrying: Carrying, *, seen: str, scope: Scope, now: datetime
) -> tuple[RosterChange | None, tuple[Gap, ...]]:
    """Do what a preview (its `mark`) showed; the change, and the gaps that the days concerned still have.

    Raises NotTheirs, and PreviewMoved when it would be something else by now.
    """
    with office.database.writing() as connection:
        lock_roster(connection)
        preview = _preview(connection, carrying, scope=scope, now=now)
        if preview.mark == seen:
            change = change_roster(
                connection,
                carrying.hotline.key,
                {one.slot: one.after for one in preview.changes},
                by=scope.person_id,
                kind=carrying.kind,
                now=now,
                why=carrying.why,
                expected={one.slot: one.before for one in preview.changes},
            )
        elif (change := _done_just_now(connection, carrying, seen=seen, by=scope.person_id)) is None:
            raise PreviewMoved
    if change is None:
        return None, ()
    # Looking ahead over half a year takes its time, and a call that rings meanwhile must not wait for it.
    with office.database.reading() as connection:
        return change, _gaps(connection, carrying)


def _mark(changes: Sequence[SlotChange]) -> str:
    return sha256(repr(tuple(changes)).encode()).hexdigest()[:16]


def _done_just_now(connection: Connection, carrying: Carrying, *, seen: str, by: int) -> RosterChange | None:
    """The newest change, if it is this very one: a button that was pressed twice does and says the same once."""
    newest = next(iter(latest_changes(connection, carrying.hotline.key, most=1)), None)
    if newest is None or (newest.person_id, newest.kind) != (by, carrying.kind) or _mark(newest.slots) != seen:
        return None
    return newest


def _preview(connection: Connection, carrying: Carrying, *, scope: Scope, now: datetime) -> Preview:
    hotline = carrying.hotline
    units = [unit for unit in hotline.units if scope.keeps_roster_of(hotline.key, unit)]
    if not units:
        raise NotTheirs
    lines = load_duties(connection, hotline.key, first=carrying.first - DAY, last=carrying.last)
    people = {member.person.id: member.person for member in load_people(connection, hotline.key)}
    carried = carry_over(
        hotline,
        lines,
        _moves(carrying, lines, units, people),
        units=units,
        people=people,
        today=to_local(now, hotline.zone).date(),
        existing=carrying.existing,
    )
    return Preview(tuple(differences(in_slots(lines), carried.wanted)), carried.left_out, people)


def _moves(
    carrying: Carrying, lines: Sequence[Duty], units: Sequence[str], people: dict[int, Person]
) -> tuple[Move, ...]:
    sources = {source for source, _, _ in carrying.moves}
    pattern = [line for line in lines if line.on in sources]
    rings = {unit: ring_of(pattern, unit, people) for unit in units}
    return tuple(
        Move(source, target, {unit: rotation(ring, steps) for unit, ring in rings.items()} if steps else {})
        for source, target, steps in carrying.moves
    )


def _gaps(connection: Connection, carrying: Carrying) -> tuple[Gap, ...]:
    targets = [target for _, target, _ in carrying.moves]
    first, last = min(targets), max(targets)
    board = load_duty_board(connection, carrying.hotline.key, first=first - DAY, last=last + DAY)
    return find_gaps(carrying.hotline, board, first, last)
