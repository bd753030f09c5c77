"""Show who needs a substitute, and who could be it (SOP PPATK, 5.a)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from ivr.domain.held_duty import HeldDuty, Standing, held_duties, standing_of
from ivr.domain.hotline import Hotline
from ivr.domain.local_time import to_local
from ivr.domain.people import Person
from ivr.domain.posts import stands_by
from ivr.domain.roster import DutyBoard
from ivr.domain.scope import Scope
from ivr.store.duty_board import load_duty_board
from ivr.store.engine import Connection
from ivr.store.people import load_people
from ivr.workflows.office import Office

LOOK_AHEAD_DAYS = 35
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Candidate:
    """Somebody who could substitute; `is_of_unit` and free is whom one would ask first.

    Of several duties `standing` is the least free, and `busy` counts those at whose time they are not.
    """

    person: Person
    standing: Standing
    is_of_unit: bool
    busy: int = 0

    @property
    def is_first_choice(self) -> bool:
        """Of the unit, and not on duty anywhere then."""
        return self.is_of_unit and self.standing is Standing.FREE


@dataclass(frozen=True)
class Absences:
    """The duties for which somebody may name a substitute, and everybody of the hotline by id."""

    hotline: Hotline
    board: DutyBoard
    duties: tuple[HeldDuty, ...]
    people: Mapping[int, Person]

    def duty(self, key: str) -> HeldDuty | None:
        """The one that a form means."""
        return next((one for one in self.duties if one.key == key), None)

    def standing(self, duty: HeldDuty, person_id: int) -> Standing:
        """How somebody stands to a duty. Operators on standing duty are all there anyway."""
        if duty.task is None and stands_by(self.people[person_id], duty.unit):
            return Standing.THERE
        own = [line for line in self.board.duties if line.person_id == person_id and abs((line.on - duty.on).days) <= 1]
        return standing_of(self.hotline, duty, person_id, own)

    def candidates(self, *duties: HeldDuty) -> tuple[Candidate, ...]:
        """Who could take them over: active, with a telephone, and not there already; the free of the unit first.

        Of several duties of one person also who is there for some: those could be left out.
        """
        found = [
            self._candidate(person, duties)
            for person in self.people.values()
            if person.can_be_rung and person.id != duties[0].person_id
        ]
        return tuple(sorted((one for one in found if one is not None), key=_nearness))

    def _candidate(self, person: Person, duties: Sequence[HeldDuty]) -> Candidate | None:
        standings = [self.standing(duty, person.id) for duty in duties]
        if all(one is Standing.THERE for one in standings):
            return None
        busy = sum(one is not Standing.FREE for one in standings)
        is_of_unit = all(duty.unit in person.units for duty in duties)
        return Candidate(person, max(standings, key=list(Standing).index), is_of_unit, busy)


def _nearness(one: Candidate) -> tuple[bool, bool, bool, str]:
    """Whom somebody who is ill would ask first."""
    return (
        not one.is_first_choice,
        not one.is_of_unit,
        one.standing is not Standing.FREE,
        one.person.name.lower(),
    )


def show_absences(office: Office, hotline: Hotline, *, scope: Scope, now: datetime) -> Absences:
    """The coming duties, today's until they end, that are the person's own or of units whose roster they keep."""
    with office.database.reading() as connection:
        return read_absences(connection, hotline, scope=scope, now=now)


def read_absences(connection: Connection, hotline: Hotline, *, scope: Scope, now: datetime) -> Absences:
    """The same, within a transaction."""
    today: date = to_local(now, hotline.zone).date()
    first, last = today - DAY, today + LOOK_AHEAD_DAYS * DAY
    people = {member.person.id: member.person for member in load_people(connection, hotline.key)}
    board = load_duty_board(connection, hotline.key, first=first, last=last + DAY)
    board = replace(board, people={**people, **board.people})
    duties = tuple(
        duty
        for duty in held_duties(hotline, board, first=first, last=last)
        if duty.whole.end > now and is_theirs(hotline, duty, scope)
    )
    return Absences(hotline, board, duties, board.people)


def is_theirs(hotline: Hotline, duty: HeldDuty, scope: Scope) -> bool:
    """Whether somebody may name a substitute for a duty."""
    return duty.person_id == scope.person_id or scope.keeps_roster_of(hotline.key, duty.unit)
