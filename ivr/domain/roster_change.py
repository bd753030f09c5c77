"""Changes of the roster: what stood in each slot before and after, so that any of them can be taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from ivr.domain.roster import Duty, Task


class Slot(NamedTuple):
    """What is always replaced as a whole: the lines of one task of one unit on one day."""

    on: date
    unit: str
    task: Task


class ChangeKind(StrEnum):
    """What kind of change it was."""

    EDIT = "edit"  # on the page
    COPY = "copy"  # of another week
    PATTERN = "pattern"  # repeated by weekday
    IMPORT = "import"
    SUBSTITUTE = "substitute"  # leave, travel, illness
    SWAP = "swap"  # tukar piket
    UNDO = "undo"


@dataclass(frozen=True)
class SlotChange:
    """A slot before and after; the duties carry no ids, since ids change with every rewriting."""

    slot: Slot
    before: tuple[Duty, ...]
    after: tuple[Duty, ...]


@dataclass(frozen=True)
class RosterChange:
    """A change on record. `person_id` None: a command made it. `undone_by` is the change that took it back."""

    id: int
    hotline: str
    at: datetime
    person_id: int | None
    kind: ChangeKind
    why: str
    slots: tuple[SlotChange, ...]
    undone_by: int | None = None


def differences(standing: Mapping[Slot, Sequence[Duty]], wanted: Mapping[Slot, Sequence[Duty]]) -> list[SlotChange]:
    """The slots that would be another afterwards, by day, those of one day in the order in which they are wanted.

    The order of lines counts: it is that of ringing.
    """
    ordered = sorted(wanted.items(), key=lambda item: item[0].on)
    changes = [SlotChange(slot, plain(standing.get(slot, ())), plain(lines)) for slot, lines in ordered]
    return [change for change in changes if change.before != change.after]


def plain(lines: Sequence[Duty]) -> tuple[Duty, ...]:
    """The lines without their ids."""
    return tuple(replace(line, id=0) for line in lines)


def in_slots(lines: Sequence[Duty]) -> dict[Slot, tuple[Duty, ...]]:
    """The lines by slot, in their order."""
    slots: dict[Slot, tuple[Duty, ...]] = {}
    for line in lines:
        slot = Slot(line.on, line.unit, line.task)
        slots[slot] = (*slots.get(slot, ()), line)
    return slots
