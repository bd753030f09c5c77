"""Show the swaps and substitutes that concern somebody: what waits for them, what they asked, what is decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import to_local
from ivr.domain.people import Person
from ivr.domain.roster_change import ChangeKind, RosterChange
from ivr.domain.scope import Scope
from ivr.domain.swap import OPEN, Swap, SwapState, SwapStep, steps_of
from ivr.domain.taking_back import original
from ivr.store.people import load_people
from ivr.store.roster_changes import changes_between
from ivr.store.swaps import newest_swaps
from ivr.workflows.office import Office
from ivr.workflows.step_swap import actor_of
from ivr.workflows.take_back_roster import may_take_back
from ivr.workflows.tell_of_substitute import new_lines

ANSWERS = (SwapStep.ACCEPT, SwapStep.DECLINE, SwapStep.APPROVE, SwapStep.REFUSE)
AHEAD = timedelta(days=62)
MOST_CHANGES = 300


@dataclass(frozen=True)
class SwapShown:
    """A swap, its state today, and what the person can do with it."""

    swap: Swap
    state: SwapState
    steps: tuple[SwapStep, ...]


@dataclass(frozen=True)
class SubstituteShown:
    """A substitute named lately, and whether the person can take it back."""

    change: RosterChange
    may_take_back: bool


@dataclass(frozen=True)
class SwapsShown:
    """What `waiting` waits for this person, what is `open` for others, what is `decided`; people by id."""

    waiting: tuple[SwapShown, ...]
    open: tuple[SwapShown, ...]
    decided: tuple[SwapShown, ...]
    substitutes: tuple[SubstituteShown, ...]
    people: Mapping[int, Person]

    def name(self, person_id: int) -> str:
        """Somebody's name, by id."""
        return self.people[person_id].name if person_id in self.people else "seseorang"


def show_swaps(office: Office, hotline: Hotline, *, scope: Scope, now: datetime) -> SwapsShown:
    """The newest first."""
    today = to_local(now, hotline.zone).date()
    units = [unit for unit in hotline.units if scope.keeps_roster_of(hotline.key, unit)]
    with office.database.reading() as connection:
        found = newest_swaps(connection, hotline.key, units=units, person_id=scope.person_id)
        changes = changes_between(connection, hotline.key, first=today, last=today + AHEAD, most=MOST_CHANGES)
        people = {member.person.id: member.person for member in load_people(connection, hotline.key)}
    shown = [_shown(swap, scope, today) for swap in found]
    waiting = tuple(one for one in shown if any(step in ANSWERS for step in one.steps))
    return SwapsShown(
        waiting,
        tuple(one for one in shown if one.state in OPEN and one not in waiting),
        tuple(one for one in shown if one.state not in OPEN),
        tuple(
            SubstituteShown(change, may_take_back(change, hotline, scope, now=now))
            for change in changes
            if original(change, changes).kind is ChangeKind.SUBSTITUTE
            and change.undone_by is None
            and _concerns(change, scope)
        ),
        people,
    )


def _shown(swap: Swap, scope: Scope, today: date) -> SwapShown:
    return SwapShown(swap, swap.state_on(today), steps_of(swap, actor_of(scope, swap), today=today))


def _concerns(change: RosterChange, scope: Scope) -> bool:
    lines = new_lines(change)
    is_party = any(scope.person_id in (line.person_id, line.replaces_id) for line in lines)
    return bool(lines) and (is_party or any(scope.keeps_roster_of(change.hotline, line.unit) for line in lines))
