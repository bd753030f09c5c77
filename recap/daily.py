"""Which recaps are due: of closed days, of days that said something new since, of a month."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from ivr.domain.hotline import Hotline
from ivr.domain.hours import DAY, service_day
from ivr.domain.local_time import to_local, to_utc
from ivr.store.recaps import FirstSigns, RecapState
from recap.period import closing_of

LOOK_BACK_DAYS = 14  # how far missed recaps are caught up, and how long forms lead to a revision
PATIENCE = timedelta(minutes=30)  # how long running calls are awaited
LONGEST_AFTER_CLOSING = timedelta(hours=18)


def sending_time(hotline: Hotline, on: date) -> datetime | None:
    """When the recap of a service day is sent, None on a day without service.

    The first time after closing that the clocks show the hour of the hotline file; at closing itself when that would
    be more than 18 hours later, since the recap is owed one day after the duty (SOP PPATK, 5.d).
    """
    closing = closing_of(hotline, on)
    if closing is None:
        return None
    day = to_local(closing, hotline.zone).date()
    hours = (to_utc(day + n * DAY, hotline.recap_at, hotline.zone) for n in (0, 1))
    at = next((hour for hour in hours if hour >= closing), closing)
    return at if at - closing <= LONGEST_AFTER_CLOSING else closing


def is_awaiting(hotline: Hotline, on: date, *, running: int, now: datetime) -> bool:
    """Whether the recap waits for calls that have not ended."""
    at = sending_time(hotline, on)
    return running > 0 and at is not None and now < at + PATIENCE


def due_days(
    hotline: Hotline,
    *,
    made: Iterable[date],
    signs: FirstSigns,
    now: datetime,
    look_back_days: int = LOOK_BACK_DAYS,
) -> tuple[date, ...]:
    """The service days whose first recap is due and not made, oldest first.

    None from before the hotline's first sign of life, nor from further back than the look-back: an installation that
    starts today owes no recap of last week.
    """
    today = to_local(now, hotline.zone).date()
    first = max(in_service_since(hotline, signs, today), today - look_back_days * DAY)
    known = set(made)
    days = (first + n * DAY for n in range((today - first).days + 1))
    return tuple(on for on in days if on not in known and (at := sending_time(hotline, on)) and at <= now)


def comparable(hotline: Hotline, states: Sequence[RecapState], *, now: datetime) -> Iterator[RecapState]:
    """The recaps that are asked now whether their day says something new: each once after every opening.

    So all forms of an evening lead to one revision, the next service morning. A worker that was away at the opening
    asks when it comes back.
    """
    opened_at = latest_opening(hotline, now)
    oldest = to_local(now, hotline.zone).date() - LOOK_BACK_DAYS * DAY
    for state in states:
        if opened_at is not None and state.on >= oldest and (state.compared_at or state.made_at) < opened_at:
            yield state


def mailable(hotline: Hotline, states: Sequence[RecapState], *, now: datetime) -> Iterator[RecapState]:
    """The recaps that are still mailed when nobody was there to get them: those made since the last opening.

    At the opening itself `comparable` looks at them for the last time.
    """
    opened_at = latest_opening(hotline, now)
    for state in states:
        if opened_at is None or state.made_at >= opened_at:
            yield state


def mailable_months(states: Sequence[RecapState], *, now: datetime) -> Iterator[RecapState]:
    """The same of months, which nobody looks at again: those made within the look-back."""
    return (state for state in states if now - state.made_at < LOOK_BACK_DAYS * DAY)


def due_month(hotline: Hotline, *, made: Iterable[date], signs: FirstSigns, now: datetime) -> date | None:
    """The first of last month when its recap is due and not made: at the opening of this month's first service day."""
    today = to_local(now, hotline.zone).date()
    this_month = today.replace(day=1)
    last_month = (this_month - DAY).replace(day=1)
    if last_month in set(made) or in_service_since(hotline, signs, today) >= this_month:
        return None
    days = (this_month + n * DAY for n in range((today - this_month).days + 1))
    opened = next((day for on in days if (day := service_day(hotline, on))), None)
    return last_month if opened is not None and opened.start <= now else None


def latest_opening(hotline: Hotline, now: datetime) -> datetime | None:
    """When the hotline opened last, None when it did not within the look-back."""
    today = to_local(now, hotline.zone).date()
    openings = (day.start for n in range(LOOK_BACK_DAYS + 1) if (day := service_day(hotline, today - n * DAY)))
    return next((start for start in openings if start <= now), None)


def in_service_since(hotline: Hotline, signs: FirstSigns, today: date) -> date:
    """The local date of the hotline's first call, duty or recap; today for one that begins."""
    called_on = to_local(signs.call_at, hotline.zone).date() if signs.call_at else today
    return min(called_on, signs.recap_on or today, signs.duty_on or today, today)
