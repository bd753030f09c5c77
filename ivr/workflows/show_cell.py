"""Show one cell of the roster for editing: its lines, the day's hours, and the people to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ivr.domain.holidays import holiday_on
from ivr.domain.hotline import Hotline
from ivr.domain.hours import Stretch, break_spans, service_spans
from ivr.domain.local_time import to_local
from ivr.domain.people import Person
from ivr.domain.posts import stands_by
from ivr.domain.roster import Duty
from ivr.domain.roster_week import cell_lines, monday_of
from ivr.store.people import load_people
from ivr.store.roster import load_duties
from ivr.workflows.change_labels import namer
from ivr.workflows.office import Office


@dataclass(frozen=True)
class CellShown:
    """A cell, and everybody of the hotline by id. `closed` names the holiday, where there is one.

    `others` are the unit's lines on the other days of the same week with service, from today on.
    """

    lines: tuple[Duty, ...]
    others: Mapping[date, tuple[Duty, ...]]
    people: Mapping[int, Person]
    standing: tuple[Person, ...]
    service: tuple[Stretch, ...]
    breaks: tuple[Stretch, ...]
    closed: str

    @property
    def emails(self) -> dict[int, str]:
        """Everybody's e-mail, by id."""
        return {person.id: person.email for person in self.people.values()}

    def name(self, person_id: int) -> str:
        """Somebody's name, by id."""
        return namer(self.people)(person_id)


def show_cell(office: Office, hotline: Hotline, *, on: date, unit: str) -> CellShown:
    """The cell of a unit on a day."""
    week = [monday_of(on) + timedelta(days=n) for n in range(7)]
    today = to_local(office.clock(), hotline.zone).date()
    with office.database.reading() as connection:
        standing = load_duties(connection, hotline.key, first=week[0], last=week[-1])
        people = {member.person.id: member.person for member in load_people(connection, hotline.key)}
    service, holiday = service_spans(hotline, on), holiday_on(on, hotline.holidays)
    is_standing = hotline.units[unit].is_operator and bool(service)
    return CellShown(
        cell_lines(standing, on, unit),
        {day: cell_lines(standing, day, unit) for day in week if today <= day != on and service_spans(hotline, day)},
        people,
        tuple(one for one in people.values() if is_standing and stands_by(one, unit) and one.is_active),
        service,
        break_spans(hotline, on) if service else (),
        holiday.name if holiday else "",
    )
