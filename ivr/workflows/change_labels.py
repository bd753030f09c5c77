"""The words for changes of the roster, for pages and mails."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from itertools import groupby

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import clock, closing_clock, day_and_month, day_name
from ivr.domain.people import Person
from ivr.domain.roster import Duty, Task
from ivr.domain.roster_change import ChangeKind, SlotChange
from ivr.workflows.record_labels import unit_name

KINDS: Mapping[ChangeKind, str] = {
    ChangeKind.EDIT: "Ubah jadwal",
    ChangeKind.COPY: "Salin pekan",
    ChangeKind.PATTERN: "Ulangi pola",
    ChangeKind.IMPORT: "Impor berkas",
    ChangeKind.SUBSTITUTE: "Pengganti",
    ChangeKind.SWAP: "Tukar piket",
    ChangeKind.UNDO: "Pembatalan",
}


def cells_in_words(
    changes: Sequence[SlotChange], people: Mapping[int, Person], hotline: Hotline
) -> tuple[tuple[date, str, str], ...]:
    """Day, unit (its name) and what is another there, cell by cell: by day, then as the hotline orders its units."""
    units, tasks = list(hotline.units), list(Task)
    place = {unit: number for number, unit in enumerate(units)}
    ordered = sorted(changes, key=lambda one: (one.slot.on, place.get(one.slot.unit, len(units)), one.slot.unit))
    cells = []
    for (on, unit), same in groupby(ordered, key=lambda one: (one.slot.on, one.slot.unit)):
        by_task = sorted(same, key=lambda one: tasks.index(one.slot.task))
        told = "; ".join(words for one in by_task for words in _differences(one, namer(people)))
        cells.append((on, unit_name(hotline, unit), told))
    return tuple(cells)


def changes_in_words(
    changes: Sequence[SlotChange], people: Mapping[int, Person], hotline: Hotline, *, most: int = 6
) -> tuple[str, ...]:
    """`Rabu 25 November, Direktorat Pelaporan: Andi diganti Sari`, cell by cell; of many the first ones."""
    told = [f"{short_date(on)}, {unit}: {words}" for on, unit, words in cells_in_words(changes, people, hotline)]
    return (*told[:most], f"dan {len(told) - most} sel lain") if len(told) > most else tuple(told)


def short_date(on: date) -> str:
    """`Rabu 25 November`."""
    return f"{day_name(on)} {day_and_month(on)}"


def days_in_words(days: Iterable[date]) -> str:
    """`Rabu 25 November`; of several `5 hari, Senin 23 November sampai Jumat 27 November`."""
    *rest, last = sorted(set(days))
    if len(rest) < 2:
        return " dan ".join(map(short_date, (*rest, last)))
    return f"{len(rest) + 1} hari, {short_date(rest[0])} sampai {short_date(last)}"


def times_in_words(starts: time | None, ends: time | None) -> str:
    """`07.00-12.00`, `mulai 10.00`, `sampai 12.00`; empty for the default."""
    if starts is None and ends is None:
        return ""
    if starts is None:
        return f"sampai {closing_clock(ends)}" if ends is not None else ""
    return f"{clock(starts)}-{closing_clock(ends)}" if ends is not None else f"mulai {clock(starts)}"


def line_in_words(line: Duty, name: Callable[[int], str]) -> str:
    """`Andi`, `Andi 07.00-12.00`, `istirahat: Rudi`, `Sari menggantikan Andi: sakit`."""
    times = times_in_words(line.starts, line.ends)
    who = " ".join(filter(None, (name(line.person_id), times)))
    note = f": {line.note}" if line.note else ""
    replaced = name(line.replaces_id) if line.replaces_id is not None else ""
    match line.task:
        case Task.DUTY:
            return f"{who} ({line.note})" if line.note else who
        case Task.COVER:
            return (
                f"istirahat: {who}" + (f" untuk {replaced}" if replaced else "") + (f" ({line.note})" if note else "")
            )
        case Task.SUBSTITUTE:
            return f"{name(line.person_id)} menggantikan {replaced}" + (f" {times}" if times else "") + note


def namer(people: Mapping[int, Person]) -> Callable[[int], str]:
    """A person's name by id; of several with the same name each with what their e-mail begins with."""
    often = Counter(person.name.lower() for person in people.values())

    def name(person_id: int) -> str:
        person = people.get(person_id)
        if person is None:
            return "seseorang"
        return f"{person.name} ({person.email.partition('@')[0]})" if often[person.name.lower()] > 1 else person.name

    return name


def _differences(change: SlotChange, name: Callable[[int], str]) -> Iterator[str]:
    """Who came, who went, who took whose place; else what is different about them."""
    gone = [one for one in change.before if one not in change.after]
    come = [one for one in change.after if one not in change.before]
    if not gone and not come:
        yield "urutan menjadi " + ", ".join(line_in_words(one, name) for one in change.after)
    pairs = list(zip(gone, come, strict=False))
    for old, new in pairs:
        between = "menjadi" if old.person_id == new.person_id else "diganti"
        yield f"{line_in_words(old, name)} {between} {line_in_words(new, name)}"
    if added := come[len(pairs) :]:
        yield f"{', '.join(line_in_words(one, name) for one in added)} ditambahkan"
    if removed := gone[len(pairs) :]:
        yield f"{', '.join(line_in_words(one, name) for one in removed)} dihapus"
