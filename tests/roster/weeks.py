"""Staff and sample weeks for the stories of the roster's pages."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import requests

from ivr.domain.people import Role
from ivr.domain.roster import Duty, Task
from ivr.domain.roster_change import Slot, in_slots
from ivr.domain.scope import Scope, scope_of
from ivr.store.people import load_people
from ivr.store.roster import load_duties, replace_slots
from ivr.store.roster_changes import latest_changes
from ivr.store.tables import people
from tests.calls.world import MONDAY, World
from tests.web.visitor import Visitor

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=n) for n in range(1, 5))
WEEK_BEFORE, WEEK_AFTER = MONDAY - timedelta(days=7), MONDAY + timedelta(days=7)
OFFICERS = {
    "andi": "pelaporan",
    "sari": "pelaporan",
    "rudi": "pelaporan",
    "dewi": "pti",
    "bayu": "pti",
    "nina": "humas",
    "tono": "humas",
}
COLUMNS = ("petugas", "tugas", "mulai", "selesai", "menggantikan", "catatan")


def staffed(world: World) -> World:
    """PPATK's people: Maya coordinates, Ketut leads Pelaporan, Opi is the operator; nobody is rostered yet."""
    world.officer("maya", "", "+6281200000009", role=Role.COORDINATOR)
    world.officer("ketut", "pelaporan", "+6281200000008", role=Role.LEADER)
    world.operator("opi", "+6281200000007")
    for place, (name, unit) in enumerate(OFFICERS.items(), 1):
        world.officer(name, unit, f"+628120000010{place}")
    return world


def person(world: World, name: str) -> int:
    """Somebody's id."""
    return world._ids[name]


def sample_day(world: World, on: date) -> None:
    """What the sample roster of the office holds on a day: complete."""
    for name, unit in (("andi", "pelaporan"), ("sari", "pelaporan"), ("dewi", "pti"), ("nina", "humas")):
        world.rosters(name, unit, on=on)
    for name, unit in (("rudi", "pelaporan"), ("bayu", "pti"), ("tono", "humas")):
        world.rosters(name, unit, task="istirahat", on=on)


def sample_week(world: World, monday: date = MONDAY) -> None:
    """Monday to Friday of the sample roster."""
    for n in range(5):
        sample_day(world, monday + timedelta(days=n))


def standing(world: World, *, first: date = MONDAY, last: date = FRIDAY) -> dict[Slot, tuple[Duty, ...]]:
    """The lines of some days, by slot, without ids."""
    with world.office.database.reading() as connection:
        found = in_slots(load_duties(connection, "ppatk", first=first, last=last))
    return {
        slot: tuple(Duty(*[getattr(one, name) for name in _FIELDS]) for one in lines) for slot, lines in found.items()
    }


_FIELDS = ("on", "unit", "person_id", "task", "starts", "ends", "replaces_id", "note")


def told(world: World, on: date, unit: str) -> list[str]:
    """A cell's lines: `piket andi`, `istirahat rudi 12:00 13:00 for sari`."""
    names = {number: name for name, number in world._ids.items()}

    def words(line: Duty) -> str:
        times = [f"{one:%H:%M}" for one in (line.starts, line.ends) if one]
        whom = f"for {names[line.replaces_id]}" if line.replaces_id else ""
        return " ".join(filter(None, (line.task.value, names[line.person_id], *times, whom, line.note)))

    order = list(Task)
    slots = standing(world, first=on, last=on)
    return [words(line) for slot in sorted(slots, key=lambda one: order.index(one.task)) if slot.unit == unit
            for line in slots[slot]]  # fmt: skip


def empties(world: World, *, first: date, last: date) -> None:
    """Take every line of some days away, behind everybody's back."""
    with world.office.database.writing() as connection:
        there = in_slots(load_duties(connection, "ppatk", first=first, last=last))
        replace_slots(connection, "ppatk", dict.fromkeys(there, ()))


def fields(page: str, *lines: Sequence[str], **more: str) -> dict[str, Any]:
    """The form of a cell, filled in: each line is petugas, tugas and what else of the columns is wanted."""
    typed: dict[str, Any] = {"mark": value_of(page, "mark"), "lines": str(len(lines))}
    for place, line in enumerate(lines):
        typed |= {f"{column}-{place}": word for column, word in zip(COLUMNS, line, strict=False)}
    return typed | more


def value_of(page: str, name: str) -> str:
    """What stands in a hidden field."""
    return page.partition(f'name="{name}" value="')[2].partition('"')[0]


def opens(visitor: Visitor, on: date, unit: str) -> str:
    """The form of a cell."""
    answer = visitor.gets(f"/roster/cell?on={on}&unit={unit}")
    assert answer.status_code == 200, answer.text
    return answer.text


def writes(visitor: Visitor, on: date, unit: str, *lines: Sequence[str], **more: str) -> requests.Response:
    """Fill in the form of a cell, as it stands now, and save it."""
    typed = fields(opens(visitor, on, unit), *lines, **more)
    return visitor.posts(f"/roster/cell?on={on}&unit={unit}", **typed)


def mail(name: str) -> str:
    """Somebody's e-mail."""
    return f"{name}@kantor.example"


def kinds(world: World) -> list[str]:
    """The changes on record, newest first."""
    with world.office.database.reading() as connection:
        return [one.kind.value for one in latest_changes(connection, "ppatk")]


def rename(world: World, name: str, called: str) -> None:
    """Give somebody another name."""
    with world.office.database.writing() as connection:
        connection.execute(people.update().where(people.c.id == person(world, name)).values(name=called))


def forgets_telephone(world: World, name: str) -> None:
    """Take somebody's telephone number away."""
    with world.office.database.writing() as connection:
        connection.execute(people.update().where(people.c.id == person(world, name)).values(phone=None))


def leaves(world: World, name: str) -> None:
    """Somebody is not active any more."""
    with world.office.database.writing() as connection:
        connection.execute(people.update().where(people.c.id == person(world, name)).values(is_active=False))


def scope_of_maya(world: World) -> Scope:
    """What the coordinator may do."""
    with world.office.database.reading() as connection:
        found = {member.person.id: member.person for member in load_people(connection, "ppatk")}
    return scope_of(found[person(world, "maya")], "ppatk")
