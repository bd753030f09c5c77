"""What an upload would do, sealed into the page that shows it, so that exactly this is applied."""

from datetime import date, time
from typing import Any

from ivr.domain.hotline import Hotline
from ivr.domain.roster import Duty, Task
from ivr.domain.roster_change import Slot
from ivr.workflows.import_roster import RosterImported
from ivr.workflows.office import Office
from ivr.workflows.signed_links import seal, unseal
from ivr.workflows.upload_roster import Approved

MOST_LETTERS = 450_000  # of a field of a form, which Flask keeps in memory (500 kB)
_WHAT = "roster upload"


class TooMuch(Exception):
    """More than a page can carry."""


def sealed_upload(office: Office, hotline: Hotline, found: RosterImported, *, person_id: int) -> str:
    """For one person's one press of the button. Raises TooMuch."""
    after = {change.slot: _lines(change.after) for change in found.changes}
    slots = [
        [slot.on.isoformat(), slot.unit, slot.task.value, _lines(before), after.get(slot)]
        for slot, before in found.expected.items()
    ]
    sealed = seal(office, _WHAT, [person_id, hotline.key, slots])
    if len(sealed) > MOST_LETTERS:
        raise TooMuch
    return sealed


def opened_upload(office: Office, hotline: Hotline, sealed: str, *, person_id: int, why: str = "") -> Approved | None:
    """What was sealed for the same person and hotline; None for anything else."""
    found = unseal(office, _WHAT, sealed)
    if not isinstance(found, list) or found[:2] != [person_id, hotline.key]:
        return None
    wanted: dict[Slot, tuple[Duty, ...]] = {}
    expected: dict[Slot, tuple[Duty, ...]] = {}
    for on, unit, task, before, after in found[2]:
        slot = Slot(date.fromisoformat(on), unit, Task(task))
        if unit not in hotline.units:
            return None
        expected[slot] = _duties(slot, before)
        wanted[slot] = _duties(slot, after) if after is not None else expected[slot]
    return Approved(hotline, wanted, expected, why)


def _lines(lines: tuple[Duty, ...]) -> list[list[Any]]:
    return [
        [
            line.person_id,
            line.starts.isoformat() if line.starts else None,
            line.ends.isoformat() if line.ends else None,
            line.replaces_id,
            line.note,
        ]
        for line in lines
    ]


def _duties(slot: Slot, lines: list[list[Any]]) -> tuple[Duty, ...]:
    def clock(written: str | None) -> time | None:
        return time.fromisoformat(written) if written else None

    return tuple(
        Duty(slot.on, slot.unit, person_id, slot.task, clock(starts), clock(ends), replaces_id, note)
        for person_id, starts, ends, replaces_id, note in lines
    )
