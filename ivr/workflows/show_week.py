"""Show the roster of a week or a month: who is there, what is missing, and what was changed lately."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ivr.domain.hotline import Hotline
from ivr.domain.people import Person
from ivr.domain.roster_change import RosterChange
from ivr.domain.roster_week import Layout, lay_out, monday_of, week_days
from ivr.store.duty_board import load_duty_board
from ivr.store.engine import Connection
from ivr.store.people import load_people
from ivr.store.roster_changes import changes_between
from ivr.workflows.office import Office

DAY = timedelta(days=1)


@dataclass(frozen=True)
class WeekShown:
    """A week: its days laid out, everybody of the hotline by id, and the changes that touch it, newest first."""

    monday: date
    layout: Layout
    people: Mapping[int, Person]
    changes: tuple[RosterChange, ...]


def show_week(office: Office, hotline: Hotline, *, day: date) -> WeekShown:
    """The week of a local date, in as many queries for a busy one as for an empty one."""
    with office.database.reading() as connection:
        return read_week(connection, hotline, day=day)


def read_week(connection: Connection, hotline: Hotline, *, day: date) -> WeekShown:
    """The same, within a transaction."""
    monday = monday_of(day)
    last = monday + 6 * DAY
    board = load_duty_board(connection, hotline.key, first=monday - DAY, last=last + DAY)
    changes = changes_between(connection, hotline.key, first=monday, last=last)
    people = {member.person.id: member.person for member in load_people(connection, hotline.key)}
    days = week_days(hotline, monday, board.duties)
    return WeekShown(monday, lay_out(hotline, board, days), {**people, **board.people}, changes)


def show_month(office: Office, hotline: Hotline, *, first: date) -> Layout:
    """The month that begins on a date."""
    days: Sequence[date] = [first + n * DAY for n in range(calendar.monthrange(first.year, first.month)[1])]
    with office.database.reading() as connection:
        board = load_duty_board(connection, hotline.key, first=first - DAY, last=days[-1] + DAY)
    return lay_out(hotline, board, days)
