"""Sample hotlines, people and boards for the tests of the rules; all of them invented."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from ivr.domain.hotline import Hotline, Menu, Span, ToUnit, Unit, Week
from ivr.domain.people import Person, Role
from ivr.domain.phone import Phone
from ivr.domain.roster import Duty, DutyBoard, Line, Task
from ivr.domain.speech import Prompts

JAKARTA = ZoneInfo("Asia/Jakarta")
MONDAY = date(2026, 11, 23)
WEEKDAYS = range(5)


def spans(*pairs: str) -> tuple[Span, ...]:
    """`spans("07:00-12:00", "13:00-17:00")`."""
    return tuple(Span(*(time.fromisoformat(end) for end in pair.split("-"))) for pair in pairs)


def office_week() -> Week:
    """Monday to Friday 07.00-17.00 (SOP PPATK, 3)."""
    return {day: spans("07:00-17:00") for day in WEEKDAYS}


def office_breaks() -> Week:
    """12.00-13.00, on Fridays 11.30-13.30 (SOP PPATK, 3)."""
    return {day: spans("11:30-13:30" if day == 4 else "12:00-13:00") for day in WEEKDAYS}


def hotline(**changes: Any) -> Hotline:
    """The hotline of the PPATK procedure, with changes."""
    required = dict.fromkeys(WEEKDAYS, 1)
    units = (
        Unit("operator", "Operator", is_operator=True),
        Unit("pelaporan", "Direktorat Pelaporan", required=dict.fromkeys(WEEKDAYS, 2), fallback="operator"),
        Unit("pti", "Pusat Teknologi Informasi", required=required, fallback="operator"),
        Unit("humas", "Direktorat Kerjasama dan Humas", required=required, fallback="operator"),
    )
    plain = Hotline(
        key="contoh",
        name="Call Center Contoh",
        zone=JAKARTA,
        numbers=("+622150001000",),
        hours=office_week(),
        breaks=office_breaks(),
        menu=Menu({"0": ToUnit("Operator", "operator")}),
        units={unit.key: unit for unit in units},
        prompts=Prompts({}),
    )
    return replace(plain, **changes)


def at(written: str, zone: ZoneInfo = JAKARTA) -> datetime:
    """A moment given in local time, `at("2026-11-23 07:00")`."""
    return datetime.fromisoformat(written).replace(tzinfo=zone).astimezone(UTC)


def person(
    id: int, name: str, *units: str, role: Role = Role.OFFICER, phone: bool = True, active: bool = True
) -> Person:
    """A person whose telephone ends in the id."""
    telephone = Phone(f"+62812000{id:05d}") if phone else None
    return Person(id, name, f"{name.lower()}@contoh.example", frozenset({role}), units, telephone, active)


AGUS = person(1, "Agus", "pelaporan")
BUDI = person(2, "Budi", "pelaporan")
CITRA = person(3, "Citra", "pti")
DEWI = person(4, "Dewi", "humas")
EKO = person(5, "Eko", "humas")
FITRI = person(6, "Fitri", "pti")
RINA = person(7, "Rina", role=Role.OPERATOR)
SARI = person(8, "Sari", "operator", role=Role.OPERATOR)
EVERYBODY = (AGUS, BUDI, CITRA, DEWI, EKO, FITRI, RINA, SARI)


def duty(
    who: Person,
    unit: str,
    task: Task = Task.DUTY,
    *,
    on: date = MONDAY,
    hours: str | None = None,
    replaces: Person | None = None,
) -> Duty:
    """A line of the roster, `duty(AGUS, "pelaporan", hours="07:00-12:00")`."""
    starts, ends = (time.fromisoformat(end) for end in hours.split("-")) if hours else (None, None)
    return Duty(on, unit, who.id, task, starts, ends, replaces.id if replaces else None)


def board(*duties: Duty, people: Iterable[Person] = EVERYBODY, lines: Mapping[Person, Line] | None = None) -> DutyBoard:
    """A duty board whose duties are numbered in the order given."""
    return DutyBoard(
        people={someone.id: someone for someone in people},
        duties=tuple(replace(line, id=number) for number, line in enumerate(duties, 1)),
        lines={str(someone.phone): line for someone, line in (lines or {}).items()},
    )
