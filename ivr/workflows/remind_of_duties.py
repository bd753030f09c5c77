"""Remind everybody who is on duty on the next service day, with the duty as a calendar file."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

import structlog

from ivr.domain.duty_hours import DutyHours, duty_hours
from ivr.domain.hotline import Hotline
from ivr.domain.hours import DAY
from ivr.domain.local_time import clock, long_date, moment_in_words, to_local, zone_name
from ivr.domain.people import Person
from ivr.domain.roster import DutyBoard
from ivr.domain.warnings import DueDay, day_to_remind_of
from ivr.store.duty_board import load_duty_board
from ivr.store.engine import Connection
from ivr.store.feeds import editions_of
from ivr.store.outbox import queued_of
from ivr.workflows.duty_entries import duty_entries, roster_url
from ivr.workflows.duty_labels import details_of, span_in_words, title_of
from ivr.workflows.mail.envelope import Attachment
from ivr.workflows.mail.queue_mail import queue_mail
from ivr.workflows.make_calendar import CONTENT_TYPE, make_calendar
from ivr.workflows.office import Office

FILE = "piket.ics"

log = structlog.get_logger()


def remind_of_duties(office: Office, *, now: datetime) -> int:
    """Write to everybody who is on duty on the next service day, once; returns how many mails were queued.

    Who is put on the roster after the hour of the reminder hears of it, too, until the day begins. A hotline, or a
    mail, that fails is logged and keeps none of the others back.
    """
    mailed = 0
    for hotline in office.hotlines:
        try:
            if (day := day_to_remind_of(hotline, now)) is not None:
                mailed += _remind(office, hotline, day, now=now)
        except Exception as fault:
            log.error("duties not reminded of", hotline=hotline.key, exc_info=fault)
    return mailed


def _remind(office: Office, hotline: Hotline, day: DueDay, *, now: datetime) -> int:
    prefix = f"duty:{hotline.key}:{day.on}:"
    with office.database.reading() as connection:
        board = load_duty_board(connection, hotline.key, first=day.on - DAY, last=day.on + 2 * DAY)
    by_person = sorted(duty_hours(hotline, board, day.on), key=lambda one: (one.person_id, one.stretch.start))
    with office.database.reading() as connection:
        told = queued_of(connection, {f"{prefix}{one.person_id}" for one in by_person})
    mailed = 0
    for person_id, hours in groupby(by_person, key=lambda one: one.person_id):
        person = board.people[person_id]
        if f"{prefix}{person_id}" in told or not person.is_active:
            continue
        try:
            with office.database.writing() as connection:
                mailed += _mail(connection, office, hotline, person, tuple(hours), board, key=prefix, now=now)
        except Exception as fault:
            log.error("duty not reminded of", hotline=hotline.key, person=person_id, exc_info=fault)
    return mailed


def _mail(
    connection: Connection,
    office: Office,
    hotline: Hotline,
    person: Person,
    hours: Sequence[DutyHours],
    board: DutyBoard,
    *,
    key: str,
    now: datetime,
) -> bool:
    on, begins = hours[0].on, to_local(hours[0].stretch.start, hotline.zone)
    editions = editions_of(connection, hotline.key, first=on, last=on)
    entries = duty_entries(office, hotline, hours, board.people, editions=editions)
    calendar = make_calendar(entries, zone=hotline.zone, now=now)
    return queue_mail(
        connection,
        office,
        hotline,
        "duty_tomorrow",
        key=f"{key}{person.id}",
        name=person.name,
        email=person.email,
        now=now,
        attachments=[Attachment(FILE, CONTENT_TYPE, calendar)],
        day=long_date(on),
        from_hour=f"pukul {clock(begins)} {zone_name(begins)}",
        zone=zone_name(begins),
        duties=[
            {
                "title": title_of(one, hotline),
                "span": span_in_words(one.stretch, hotline),
                "lines": list(details_of(one, hotline, board.people)),
            }
            for one in hours
        ],
        url=roster_url(office, on),
        own_url=f"{office.settings.public_url}/substitutes/new",
        seen_at=moment_in_words(now, hotline.zone),
    )
