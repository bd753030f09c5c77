"""Tell of a substitute, or that it was taken back: never why, for illness is nobody's business (UU 27/2022)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from ivr.domain.held_duty import HeldDuty, held_duties
from ivr.domain.hotline import Hotline
from ivr.domain.hours import DAY
from ivr.domain.links import VALID, Purpose
from ivr.domain.local_time import long_date, moment_in_words, to_utc
from ivr.domain.people import Person, Role
from ivr.domain.roster import Duty, Task
from ivr.domain.roster_change import RosterChange
from ivr.store.duty_board import load_duty_board
from ivr.store.engine import Connection
from ivr.store.people import load_people
from ivr.workflows.change_labels import days_in_words, times_in_words
from ivr.workflows.duty_labels import span_in_words
from ivr.workflows.mail.queue_mail import queue_mail
from ivr.workflows.office import Office
from ivr.workflows.record_labels import unit_name
from ivr.workflows.signed_links import make_link


def tell_of_substitute(
    connection: Connection, office: Office, hotline: Hotline, change: RosterChange, *, by: int, now: datetime
) -> None:
    """Queue the mails to the substitute, to who is replaced, and, with a link that undoes it, to who keeps the roster.

    `by` named the substitute, and is told nothing.
    """
    people = {member.person.id: member.person for member in load_people(connection, hotline.key)}
    lines = new_lines(change)
    first, units = lines[0], dict.fromkeys(line.unit for line in lines)
    keepers = {one.id: one for unit in units for one in keepers_of(people.values(), unit)}
    # Who leads only some of its units cannot take it back, and hears of it without a link.
    able = set.intersection(*({one.id for one in keepers_of(people.values(), unit)} for unit in units))
    values = _values(connection, hotline, change, people, by)
    roles = {first.replaces_id: "absent", first.person_id: "substitute"}
    for person_id in dict.fromkeys((first.person_id, first.replaces_id, *keepers)):
        person = people.get(person_id) if person_id is not None else None
        if person is None or person.id == by or not person.is_active:
            continue
        url = ""
        if person.id in able:
            url = make_link(
                connection,
                office,
                purpose=Purpose.SUBSTITUTE_UNDO,
                person_id=person.id,
                subject=f"roster:{change.id}",
                now=now,
            )
        queue_mail(
            connection,
            office,
            hotline,
            "substitute",
            key=f"substitute:{change.id}:{person.id}",
            name=person.name,
            email=person.email,
            now=now,
            role=roles.get(person.id, "keeper"),
            url=url,
            until=moment_in_words(_until(hotline, first.on, person, now), hotline.zone),
            own_url=f"{office.settings.public_url}/substitutes/new",
            **values,
        )


def tell_substitute_back(
    connection: Connection, office: Office, hotline: Hotline, change: RosterChange, *, by: int, now: datetime
) -> None:
    """Queue the mails to the two whom the change was about. `by` took it back, and is told nothing."""
    people = {member.person.id: member.person for member in load_people(connection, hotline.key)}
    first = new_lines(change)[0]
    for person_id in (first.person_id, first.replaces_id):
        person = people.get(person_id) if person_id is not None else None
        if person is not None and person.id != by and person.is_active:
            queue_mail(
                connection,
                office,
                hotline,
                "substitute_back",
                key=f"substitute-back:{change.id}:{person.id}",
                name=person.name,
                email=person.email,
                now=now,
                **_values(connection, hotline, change, people, by),
            )


def new_lines(change: RosterChange) -> tuple[Duty, ...]:
    """The lines of substitutes that a change put in."""
    return tuple(
        line for one in change.slots if one.slot.task is Task.SUBSTITUTE for line in one.after if line not in one.before
    )


def keepers_of(people: Iterable[Person], unit: str) -> tuple[Person, ...]:
    """Who is told of a substitute in a unit: its leaders, and the coordinators (SOP PPATK, 5.a)."""
    return tuple(
        one
        for one in people
        if one.is_active and (Role.COORDINATOR in one.roles or (Role.LEADER in one.roles and unit in one.units))
    )


def _until(hotline: Hotline, first: date, keeper: Person, now: datetime) -> datetime:
    """The last minute at which the link does anything: once a day of it is over, it is the coordinator's."""
    ends_at = now + VALID[Purpose.SUBSTITUTE_UNDO]
    if Role.COORDINATOR in keeper.roles:
        return ends_at
    return min(ends_at, to_utc(first, time(23, 59), hotline.zone))


def _values(
    connection: Connection, hotline: Hotline, change: RosterChange, people: dict[int, Person], by: int
) -> dict[str, Any]:
    lines = new_lines(change)
    first = lines[0]
    names = {one: people[one].name for one in (first.person_id, first.replaces_id or 0) if one in people}
    return {
        "substitute": names.get(first.person_id, "seseorang"),
        "absent": names.get(first.replaces_id or 0, "seseorang"),
        "by": people[by].name if by in people else "Administrator",
        "unit": ", ".join(dict.fromkeys(unit_name(hotline, line.unit) for line in lines)),
        "when": days_in_words(line.on for line in lines),
        "days": _days(connection, hotline, lines, people),
    }


def _days(
    connection: Connection, hotline: Hotline, lines: Sequence[Duty], people: dict[int, Person]
) -> list[dict[str, str]]:
    """Each day with its hours; where there are several units, also which."""
    first, last = lines[0].on, lines[-1].on
    board = load_duty_board(connection, hotline.key, first=first - DAY, last=last + DAY)
    board = replace(board, people={**people, **board.people})
    held = held_duties(hotline, board, first=first, last=last)
    places: dict[tuple[date, str], list[Duty]] = {}
    for line in lines:
        places.setdefault((line.on, line.unit), []).append(line)
    has_units = len({line.unit for line in lines}) > 1
    return [
        {
            "day": long_date(on),
            "hours": _hours(hotline, same, held),
            "unit": unit_name(hotline, unit) if has_units else "",
        }
        for (on, unit), same in places.items()
    ]


def _hours(hotline: Hotline, lines: Sequence[Duty], held: Sequence[HeldDuty]) -> str:
    """When the substitute answers; a line without hours takes over those of the duty."""
    if told := ", ".join(filter(None, (times_in_words(line.starts, line.ends) for line in lines))):
        return told
    first = lines[0]
    stretches = {
        stretch
        for duty in held
        if (duty.on, duty.unit, duty.person_id) == (first.on, first.unit, first.replaces_id)
        for stretch in duty.stretches
    }
    hours = (span_in_words(one, hotline) for one in sorted(stretches, key=lambda one: one.start))
    return ", ".join(hours) or "sepanjang tugas"
