"""One read of a service day: its calls with their talks and forms, the roster, and who reached us later."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from ivr.domain.call_lines import UNSERVED, CallLine, DayLines
from ivr.domain.hotline import Hotline
from ivr.domain.hours import DAY
from ivr.store.duty_board import load_duty_board
from ivr.store.engine import Connection
from ivr.store.recap_reports import (
    answered_since,
    end_of_recap_between,
    lines_between,
    names_of,
    period_sent_for,
    rung_back_since,
    signed_sheets,
)
from ivr.workflows.office import Office
from recap.period import Period, period_of, previous_service_day

FOLLOW_UP = timedelta(days=7)  # how long after a day's closing we look whether a caller reached us after all


def collect(office: Office, hotline: Hotline, on: date, *, now: datetime) -> tuple[Period, DayLines]:
    """The period of a service day's recap, and everything it is built from. Raises recap.period.NoServiceDay."""
    with office.database.reading() as connection:
        period = period_of_recap(connection, hotline, on)
        calls = tuple(lines_between(connection, hotline.key, start=period.starts_at, end=period.ends_at))
        board = load_duty_board(connection, hotline.key, first=on - DAY, last=on + DAY)
        until = min(now, period.ends_at + FOLLOW_UP)
        numbers = _numbers(call for call in calls if call.disposition in UNSERVED)
        # Nobody to look for, nothing to ask.
        reached = answered_since(connection, hotline.key, numbers, start=period.starts_at, end=until) if numbers else {}
        rung_back = rung_back_since(connection, hotline.key, start=period.starts_at, end=until) if numbers else {}
        names = {person.id: person.name for person in board.people.values()}
        names |= names_of(connection, _people(calls) - names.keys())
        signed = signed_sheets(connection, hotline.key, on)
    return period, DayLines(calls, board, names, reached, rung_back, signed)


def period_of_recap(connection: Connection, hotline: Hotline, on: date) -> Period:
    """The calendar's period, fitted to the recaps that were made, so that no arrival is told twice or never.

    A recap that is made again covers what it covered. The next one begins where the last one ended, also when the
    hours or holidays were changed in between.
    """
    planned = period_of(hotline, on)  # a day that became a holiday has none, also after its recap
    if made := period_sent_for(connection, hotline.key, on):
        return Period(on, *made)
    before = previous_service_day(hotline, on)
    if before is None:
        return planned
    ended = end_of_recap_between(connection, hotline.key, first=before, last=on - DAY)
    return Period(on, min(ended, planned.ends_at), planned.ends_at) if ended else planned


def _numbers(calls: Iterable[CallLine]) -> set[str]:
    return {call.from_number for call in calls if call.is_inbound and call.from_number}


def _people(calls: Collection[CallLine]) -> set[int]:
    ids = {talk.person_id for call in calls for talk in call.talks}
    ids |= {person_id for call in calls for person_id in call.passed_by}
    return ids | {call.entered_by for call in calls if call.entered_by is not None}
