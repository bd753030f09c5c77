"""Carry days of the roster over to other days: what would stand there, and what was left out and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from ivr.domain.hotline import Hotline
from ivr.domain.hours import service_spans
from ivr.domain.people import Person, Role
from ivr.domain.replaced import who_can_be_replaced
from ivr.domain.roster import Duty, Task
from ivr.domain.roster_change import Slot, in_slots

Turn = Mapping[int, int]
"""Who does instead of whom: a person's id to another's; whoever is absent stays."""


class Existing(StrEnum):
    """What happens to cells that hold somebody already."""

    KEEP = "keep"
    REPLACE = "replace"


class Why(StrEnum):
    """Why something was not carried over, in the order in which it is told."""

    PAST = "past"
    CLOSED = "closed"  # no service on the day that it would go to
    NOTHING = "nothing"  # no service on the day that it comes from
    KEPT = "kept"  # somebody is there already
    UNREACHABLE = "unreachable"  # inactive, or without a telephone
    ONCE = "once"  # a substitute is for one day
    FOR_NOBODY = "for_nobody"  # covers somebody who is not on duty there


@dataclass(frozen=True)
class LeftOut:
    """Something that was not carried over to `on`; from which day (NOTHING); whom it concerns."""

    why: Why
    on: date
    unit: str = ""
    person_id: int | None = None


@dataclass(frozen=True)
class Move:
    """A day that is carried over to another; `turns` by unit."""

    source: date
    target: date
    turns: Mapping[str, Turn] = field(default_factory=dict)


@dataclass(frozen=True)
class Carried:
    """What would stand in each slot afterwards; slots that are absent stay."""

    wanted: Mapping[Slot, tuple[Duty, ...]]
    left_out: tuple[LeftOut, ...]


def carry_over(
    hotline: Hotline,
    lines: Sequence[Duty],
    moves: Iterable[Move],
    *,
    units: Sequence[str],
    people: Mapping[int, Person],
    today: date,
    existing: Existing,
) -> Carried:
    """Duties and covers of some days, on other days. `lines` hold all days concerned, and the day before each target.

    Days that are over, or without service, stay as they are, and so does a cell to which nothing can be carried.
    """
    standing = in_slots(lines)
    wanted: dict[Slot, tuple[Duty, ...]] = {}
    left_out: list[LeftOut] = []
    for move in moves:
        has_lines = any(slot.on == move.source and slot.unit in units for slot in standing)
        if why := _hindrance(hotline, move, has_lines=has_lines, today=today):
            left_out.append(LeftOut(why, move.source if why is Why.NOTHING else move.target))
        if why or not has_lines:
            continue
        for unit in units:
            source, there = ([line for task in Task for line in standing.get(Slot(on, unit, task), ())]
                             for on in (move.source, move.target))  # fmt: skip
            if not source:
                continue
            if there and existing is Existing.KEEP:
                left_out.append(LeftOut(Why.KEPT, move.target, unit))
                continue
            kept, dropped = _carried(source, move, unit, people)
            left_out += dropped
            if kept:
                wanted |= {
                    Slot(move.target, unit, task): tuple(one for one in kept if one.task is task) for task in Task
                }
    left_out += _drop_covers_for_nobody(hotline, people, standing, wanted)
    order = list(Why)
    return Carried(
        wanted,
        tuple(sorted(set(left_out), key=lambda one: (order.index(one.why), one.on, one.unit, one.person_id or 0))),
    )


def rotation(ring: Sequence[int], steps: int) -> Turn:
    """Everybody's place goes to who comes `steps` later in the ring."""
    return {person: ring[(place + steps) % len(ring)] for place, person in enumerate(ring)}


def ring_of(lines: Sequence[Duty], unit: str, people: Mapping[int, Person]) -> list[int]:
    """Who takes turns in a unit: its own officers who can be rung, those on duty as they come, the others by name."""
    officers = [one for one in people.values() if unit in one.units and Role.OFFICER in one.roles and one.can_be_rung]
    own = [one.id for one in sorted(officers, key=lambda one: one.name.lower())]
    on_duty = [line.person_id for line in lines if line.unit == unit and line.task is Task.DUTY]
    return list(dict.fromkeys([*(one for one in on_duty if one in own), *own]))


def _order(one: LeftOut) -> tuple[int, date, str, int]:
    return list(Why).index(one.why), one.on, one.unit, one.person_id or 0


def _hindrance(hotline: Hotline, move: Move, *, has_lines: bool, today: date) -> Why | None:
    """Why a whole day is not carried over, where that is worth telling."""
    is_served = bool(service_spans(hotline, move.target))
    if not has_lines:
        return Why.NOTHING if is_served and not service_spans(hotline, move.source) else None
    if move.target < today:
        return Why.PAST
    return None if is_served else Why.CLOSED


def _carried(
    source: Sequence[Duty], move: Move, unit: str, people: Mapping[int, Person]
) -> tuple[list[Duty], list[LeftOut]]:
    kept: list[Duty] = []
    dropped: list[LeftOut] = []
    turn = move.turns.get(unit, {})
    for line in source:
        who = turn.get(line.person_id, line.person_id)
        replaced = turn.get(line.replaces_id, line.replaces_id) if line.replaces_id is not None else None
        if line.task is Task.SUBSTITUTE:
            dropped.append(LeftOut(Why.ONCE, move.target, unit, line.person_id))
        elif who not in people or not people[who].can_be_rung:
            dropped.append(LeftOut(Why.UNREACHABLE, move.target, unit, who))
        else:
            kept.append(replace(line, on=move.target, person_id=who, replaces_id=replaced, id=0))
    return kept, dropped


def _drop_covers_for_nobody(
    hotline: Hotline,
    people: Mapping[int, Person],
    standing: Mapping[Slot, Sequence[Duty]],
    wanted: dict[Slot, tuple[Duty, ...]],
) -> list[LeftOut]:
    def lines_on(on: date, unit: str, task: Task) -> Sequence[Duty]:
        slot = Slot(on, unit, task)
        return wanted[slot] if slot in wanted else standing.get(slot, ())

    dropped: list[LeftOut] = []
    for slot, lines in wanted.items():
        lost = [
            line
            for line in lines
            if line.replaces_id is not None
            and line.replaces_id not in who_can_be_replaced(hotline, people, lines_on, line)
        ]
        dropped += (LeftOut(Why.FOR_NOBODY, slot.on, slot.unit, line.person_id) for line in lost)
        wanted[slot] = tuple(line for line in lines if line not in lost)
    return dropped
