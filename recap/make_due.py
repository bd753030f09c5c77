"""Makes the recaps that are due; running it again, or on two machines at once, makes none twice."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Protocol

import structlog

from ivr.domain.hotline import Hotline
from ivr.domain.hours import DAY
from ivr.domain.local_time import to_local
from ivr.store.engine import Connection
from ivr.store.recaps import Kind, RecapState, first_signs, latest_recap, note_compared, recap_states
from ivr.workflows.office import Office
from recap.compose import DailyRecap, compose_daily, compose_monthly, has_changed, with_count
from recap.daily import LOOK_BACK_DAYS, comparable, due_days, due_month, is_awaiting
from recap.make import make_daily, make_monthly
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
    due: list[tuple[str, Callable[[], bool]]] = []
    made = [state.on for state in states]
    for on in due_days(hotline, made=made, signs=signs, now=now, look_back_days=look_back_days):
        due.append((str(on), partial(_make_first, office, hotline, on, counts, now=now)))
    for state in comparable(hotline, states, now=now):
        due.append((str(state.on), partial(_make_revision, office, hotline, state, counts, now=now)))
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
    if latest is None or latest.revision != state.revision:
        return False  # somebody else was faster
    try:
        recap = counted(compose_daily(office, hotline, state.on, now=now), hotline, counts)
    except NoServiceDay:
        recap = None  # the day became a holiday after its recap: that stays as it was sent
    if recap is not None and has_changed(latest.contents, recap):
        return make_daily(office, hotline, state.on, recap, after=latest, now=now) is not None
    with office.database.writing() as connection:
        note_compared(connection, latest, at=now)
    return False


def _make_month(office: Office, hotline: Hotline, month: date, *, now: datetime) -> bool:
    recap = compose_monthly(office, hotline, month, now=now)
    return make_monthly(office, hotline, month, recap, now=now) is not None
