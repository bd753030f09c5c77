"""Warn leaders and coordinators of gaps in the roster to come: of the next week, and of the next service day."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

import structlog

from ivr.domain.gaps import Gap, find_gaps
from ivr.domain.hotline import Hotline
from ivr.domain.hours import DAY, service_day
from ivr.domain.local_time import day_and_month, long_date, moment_in_words, plain_date
from ivr.domain.people import Person, Role
from ivr.domain.warnings import DueDay, day_to_warn_of, gaps_for, led_units, week_gaps_for, week_to_warn_of
from ivr.store.duty_board import load_duty_board
from ivr.store.outbox import queued_of
from ivr.store.people import load_people
from ivr.workflows.gap_labels import gap_with_hours
from ivr.workflows.mail.queue_mail import queue_mail
from ivr.workflows.office import Office
from ivr.workflows.record_labels import unit_name

log = structlog.get_logger()

Concern = Callable[[Person, Sequence[Gap]], Sequence[Gap]]
"""Of all gaps those that are somebody's to mend."""


def warn_of_gaps(office: Office, *, now: datetime) -> int:
    """Write to everybody who is to mend a gap, once for each week and day; returns how many mails were queued.

    A hotline, or a mail, that fails is logged and keeps none of the others back.
    """
    mailed = 0
    for hotline in office.hotlines:
        try:
            if (week := week_to_warn_of(hotline, now)) is not None:
                mailed += _warn_of_week(office, hotline, week, now=now)
            if (day := day_to_warn_of(hotline, now)) is not None:
                mailed += _warn_of_day(office, hotline, day, now=now)
        except Exception as fault:
            log.error("gaps not warned of", hotline=hotline.key, exc_info=fault)
    return mailed


def _warn_of_week(office: Office, hotline: Hotline, week: DueDay, *, now: datetime) -> int:
    def concern(person: Person, gaps: Sequence[Gap]) -> Sequence[Gap]:
        return week_gaps_for(person, gaps, led=led)

    prefix, sunday = f"week-incomplete:{hotline.key}:{week.on}:", week.on + timedelta(days=6)
    recipients = _not_told(office, hotline, prefix)
    led = led_units(_people(office, hotline)) if recipients else frozenset()
    return _warn(
        office,
        hotline,
        "week_incomplete",
        prefix,
        recipients,
        concern,
        (week.on, sunday),
        lambda gaps: {"week": _week_words(hotline, week.on), "days": list(_by_day(hotline, gaps))},
        now=now,
    )


def _warn_of_day(office: Office, hotline: Hotline, day: DueDay, *, now: datetime) -> int:
    prefix = f"gaps:{hotline.key}:{day.on}:"
    return _warn(
        office,
        hotline,
        "gaps_tomorrow",
        prefix,
        _not_told(office, hotline, prefix),
        gaps_for,
        (day.on, day.on),
        lambda gaps: {"day": long_date(day.on), "units": list(_by_unit(hotline, gaps))},
        now=now,
    )


def _warn(
    office: Office,
    hotline: Hotline,
    template: str,
    prefix: str,
    recipients: Sequence[Person],
    concern: Concern,
    days: tuple[date, date],
    words: Callable[[Sequence[Gap]], dict[str, Any]],
    *,
    now: datetime,
) -> int:
    """Mail everybody what concerns them in an inclusive range of days."""
    first, last = days
    gaps = _gaps(office, hotline, first, last) if recipients else ()
    mailed = 0
    for person in recipients:
        if not (theirs := concern(person, gaps)):
            continue
        try:
            with office.database.writing() as connection:
                mailed += queue_mail(
                    connection,
                    office,
                    hotline,
                    template,
                    key=f"{prefix}{person.id}",
                    name=person.name,
                    email=person.email,
                    now=now,
                    seen_at=moment_in_words(now, hotline.zone),
                    url=f"{office.settings.public_url}/roster?week={first}",
                    **words(theirs),
                )
        except Exception as fault:
            log.error("gaps not warned of", hotline=hotline.key, person=person.id, exc_info=fault)
    return mailed


def _gaps(office: Office, hotline: Hotline, first: date, last: date) -> tuple[Gap, ...]:
    with office.database.reading() as connection:
        board = load_duty_board(connection, hotline.key, first=first - DAY, last=last + DAY)
    return find_gaps(hotline, board, first, last)


def _not_told(office: Office, hotline: Hotline, prefix: str) -> Sequence[Person]:
    """The active leaders and coordinators who have no such letter yet."""
    keepers = [
        person
        for person in _people(office, hotline)
        if person.is_active and person.roles & {Role.LEADER, Role.COORDINATOR}
    ]
    with office.database.reading() as connection:
        told = queued_of(connection, (f"{prefix}{person.id}" for person in keepers))
    return [person for person in keepers if f"{prefix}{person.id}" not in told]


def _people(office: Office, hotline: Hotline) -> list[Person]:
    with office.database.reading() as connection:
        return [member.person for member in load_people(connection, hotline.key)]


def _week_words(hotline: Hotline, monday: date) -> str:
    """`23 sampai 27 November 2026`: the service days of the week, from first to last."""
    days = [day for day in (monday + n * DAY for n in range(7)) if service_day(hotline, day)]
    first, last = days[0], days[-1]
    if first == last:
        return plain_date(last)
    since = str(first.day) if first.month == last.month else day_and_month(first)
    return f"{since if first.year == last.year else plain_date(first)} sampai {plain_date(last)}"


def _by_day(hotline: Hotline, gaps: Sequence[Gap]) -> Iterator[dict[str, Any]]:
    for day, found in groupby(gaps, key=lambda gap: gap.on):
        lines = [f"{unit_name(hotline, gap.unit)}: {gap_with_hours(gap, hotline)}" for gap in found]
        yield {"name": long_date(day), "lines": lines}


def _by_unit(hotline: Hotline, gaps: Sequence[Gap]) -> Iterator[dict[str, Any]]:
    for unit, found in groupby(gaps, key=lambda gap: gap.unit):
        yield {"name": unit_name(hotline, unit), "lines": [gap_with_hours(gap, hotline) for gap in found]}
