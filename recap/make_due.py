"""Makes the recaps that are due; running it again, or on two machines at once, makes none twice."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Protocol

import structlog

from ivr.domain.hotline import Hotline
from ivr.domain.hours import DAY
from ivr.domain.local_time import to_local
from ivr.store.engine import Connection
from ivr.store.recaps import Kind, MadeRecap, RecapState, first_signs, latest_recap, note_compared, recap_states
from ivr.workflows.office import Office
from recap.compose import DailyRecap, compose_daily, compose_monthly, has_changed, with_count
from recap.daily import LOOK_BACK_DAYS, comparable, due_days, due_month, is_awaiting, mailable, mailable_months
from recap.make import coordinators, is_unmailed, mail_unmailed, make_daily, make_monthly
from recap.period import NoServiceDay

log = structlog.get_logger()


class CallCounts(Protocol):
    """The network's own count of calls."""

    def count_inbound(self, start: datetime, end: datetime, numbers: Sequence[str]) -> int | None:
        """How many calls to these numbers began in [start, end); None when that cannot be had now."""


def make_due_recaps(office: Office, counts: CallCounts, *, now: datetime, look_back_days: int = LOOK_BACK_DAYS) -> int:
    """Make every recap that is due, of all hotlines; returns how many.

    One that fails is logged and keeps none of the others back: it is still due at the next tick.
    """
    made = 0
    for hotline in office.hotlines:
        for name, make in _due(office, hotline, counts, now=now, look_back_days=look_back_days):
            try:
                made += make()
            except Exception as fault:
                log.error("recap failed", hotline=hotline.key, recap=name, exc_info=fault)
    return made


def owed_days(connection: Connection, hotline: Hotline, at: datetime) -> tuple[date, ...]:
    """The service days whose recap was due at a moment and is not made until now, oldest first."""
    since = to_local(at, hotline.zone).date() - LOOK_BACK_DAYS * DAY
    made = [state.on for state in recap_states(connection, hotline.key, Kind.DAILY, since=since)]
    return due_days(hotline, made=made, signs=first_signs(connection, hotline.key), now=at)


def counted(recap: DailyRecap, hotline: Hotline, counts: CallCounts) -> DailyRecap:
    """The recap with the network's own count for the very period that it covers."""
    return with_count(recap, counts.count_inbound(recap.starts_at, recap.ends_at, hotline.numbers))


def _due(
    office: Office, hotline: Hotline, counts: CallCounts, *, now: datetime, look_back_days: int
) -> Sequence[tuple[str, Callable[[], bool]]]:
    today = to_local(now, hotline.zone).date()
    since = (today.replace(day=1) - DAY).replace(day=1)  # last month's first day is further back than the look-back
    with office.database.reading() as connection:
        signs = first_signs(connection, hotline.key)
        states = recap_states(connection, hotline.key, Kind.DAILY, since=since)
        months = recap_states(connection, hotline.key, Kind.MONTHLY, since=since)
        unmailed, unmailed_months = tuple[MadeRecap, ...](), tuple[MadeRecap, ...]()
        if coordinators(connection, hotline):
            unmailed = _unmailed(connection, hotline, Kind.DAILY, mailable(hotline, states, now=now))
            unmailed_months = _unmailed(connection, hotline, Kind.MONTHLY, mailable_months(months, now=now))
    due: list[tuple[str, Callable[[], bool]]] = []
    made = [state.on for state in states]
    for on in due_days(hotline, made=made, signs=signs, now=now, look_back_days=look_back_days):
        due.append((str(on), partial(_make_first, office, hotline, on, counts, now=now)))
    for state in comparable(hotline, states, now=now):
        due.append((str(state.on), partial(_make_revision, office, hotline, state, counts, now=now)))
    for late in unmailed:
        due.append((str(late.on), partial(_mail_late, office, hotline, late, counts, now=now)))
    for late in unmailed_months:
        due.append((f"{late.on:%Y-%m}", partial(_mail_month_late, office, hotline, late, now=now)))
    if month := due_month(hotline, made=[state.on for state in months], signs=signs, now=now):
        due.append((f"{month:%Y-%m}", partial(_make_month, office, hotline, month, now=now)))
    return due


def _make_first(office: Office, hotline: Hotline, on: date, counts: CallCounts, *, now: datetime) -> bool:
    recap = compose_daily(office, hotline, on, now=now)
    if is_awaiting(hotline, on, running=recap.running, now=now):
        log.info("recap awaits running calls", hotline=hotline.key, on=str(on), running=recap.running)
        return False
    recap = counted(recap, hotline, counts)
    return make_daily(office, hotline, on, recap, after=None, now=now) is not None


def _make_revision(office: Office, hotline: Hotline, state: RecapState, counts: CallCounts, *, now: datetime) -> bool:
    with office.database.reading() as connection:
        latest = latest_recap(connection, hotline.key, Kind.DAILY, state.on)
        is_owed = latest is not None and is_unmailed(connection, latest)  # then there is nothing to revise yet
    if latest is None or latest.revision != state.revision:
        return False  # somebody else was faster
    recap: DailyRecap | None
    try:
        recap = counted(compose_daily(office, hotline, state.on, now=now), hotline, counts)
    except NoServiceDay:
        recap = None  # the day became a holiday after its recap: that stays as it was sent
    is_news = recap is not None and has_changed(latest.contents, recap)
    if recap is not None and is_owed and (is_news or state.compared_at is None):
        if mail_unmailed(office, hotline, recap, made=latest, now=now).letters:
            return True
    elif recap is not None and is_news and not is_owed:
        return make_daily(office, hotline, state.on, recap, after=latest, now=now) is not None
    with office.database.writing() as connection:
        note_compared(connection, latest, at=now)
    return False


def _mail_late(office: Office, hotline: Hotline, made: MadeRecap, counts: CallCounts, *, now: datetime) -> bool:
    recap = counted(compose_daily(office, hotline, made.on, now=now), hotline, counts)
    return bool(mail_unmailed(office, hotline, recap, made=made, now=now).letters)


def _mail_month_late(office: Office, hotline: Hotline, made: MadeRecap, *, now: datetime) -> bool:
    recap = compose_monthly(office, hotline, made.on, now=now)
    return bool(mail_unmailed(office, hotline, recap, made=made, now=now).letters)


def _unmailed(
    connection: Connection, hotline: Hotline, kind: Kind, states: Iterable[RecapState]
) -> tuple[MadeRecap, ...]:
    newest = (latest_recap(connection, hotline.key, kind, state.on) for state in states)
    return tuple(made for made in newest if made is not None and is_unmailed(connection, made))


def _make_month(office: Office, hotline: Hotline, month: date, *, now: datetime) -> bool:
    recap = compose_monthly(office, hotline, month, now=now)
    return make_monthly(office, hotline, month, recap, now=now) is not None
