"""The hunt: the officers on duty are rung one after the other, then the fallback unit, within bounded time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from ivr.domain.call import Attempt, Call, Phase
from ivr.domain.callflow import goodbye
from ivr.domain.hotline import Hotline, Unit
from ivr.domain.hours import opening
from ivr.domain.instructions import Ring, Search, Step
from ivr.domain.on_duty import who_answers
from ivr.domain.people import Person
from ivr.domain.roster import DutyBoard
from ivr.domain.speech import Sentence, say

WHISPER_SECONDS = 10  # before the key can be expected, when the telephone before it was picked up by a machine
SHORTEST_RING_SECONDS = 10  # Twilio's shortest Dial timeout, five seconds, and the five it adds


def begin(call: Call, unit: str, *, now: datetime) -> Search:
    """Start to look for an officer of the unit."""
    return Search(_tries(replace(call, phase=Phase.HUNT, hunt_started_at=now), unit), unit)


def go_on(call: Call) -> Search:
    """Look for the next officer who was not tried in this hunt."""
    tried = _attempts_of_hunt(call)
    # Not the call's own unit: after a first talk that stays the unit of the officer who had it.
    return Search(call, tried[-1].unit if tried else call.unit)


def ring_next(search: Search, *, hotline: Hotline, board: DutyBoard, now: datetime) -> Step:
    """Ring the next officer of the unit wanted or of its fallbacks, or part politely.

    The hunt is bounded by `hunt_seconds`. Of these the fallback keeps enough for one ring, if anybody is
    there, so that a unit with many officers cannot use up the operator's time. A caller who already was on the way
    when the office closed for a while is still served.
    """
    call, around = search.call, hotline
    hotline = _as_it_began(call, hotline)
    tried = _attempts_of_hunt(call)
    left = _seconds_left(call, hotline, now)
    units = chain(search.unit, hotline)
    for place, unit in enumerate(units):
        officer = _next_free(unit, tried, hotline=hotline, board=board, now=now)
        if officer is None:
            continue
        others = units[place + 1 :]
        reserve = _fallback_seconds(others, tried, hotline=hotline, board=board, now=now) if tried else 0
        if left - reserve >= SHORTEST_RING_SECONDS:
            seconds = min(hotline.ring.ring_seconds, left - reserve)
            return _ring(call, officer, unit, seconds=seconds, is_fallback=place > 0, hotline=hotline, now=now)
    return _nobody(call, units, hotline=around, board=board, now=now)


def _as_it_began(call: Call, hotline: Hotline) -> Hotline:
    """The hotline without the notices that came after the hunt began."""
    start = call.hunt_started_at
    if start is None or all(notice.starts_at <= start for notice in hotline.notices):
        return hotline
    return replace(hotline, notices=tuple(notice for notice in hotline.notices if notice.starts_at <= start))


def _ring(
    call: Call, officer: Person, unit: Unit, *, seconds: int, is_fallback: bool, hotline: Hotline, now: datetime
) -> Step:
    attempt = Attempt(turn=call.turn + 1, person_id=officer.id, phone=str(officer.phone), unit=unit.key, started_at=now)
    words = _where_the_call_goes(call, unit, is_fallback=is_fallback)
    call = _tries(replace(call, phase=Phase.HUNT, attempts=(*call.attempts, attempt)), unit.key)
    return Step(call, Ring((words,), attempt, seconds, hotline.ring.longest_talk_seconds))


def _tries(call: Call, unit: str) -> Call:
    """The last unit tried is on record until an officer accepts; then it is that officer's (public contract)."""
    return call if call.answered_at is not None else replace(call, unit=unit)


def _where_the_call_goes(call: Call, unit: Unit, *, is_fallback: bool) -> Sentence:
    if is_fallback:
        return say("hunt.fallback", unit=unit.name)
    if _attempts_of_hunt(call):
        return say("hunt.next_officer")
    return say("hunt.connecting", unit=unit.name)


def _nobody(call: Call, units: tuple[Unit, ...], *, hotline: Hotline, board: DutyBoard, now: datetime) -> Step:
    hours = opening(hotline, now)
    if not hours.is_open:  # the service day ended while the caller chose
        return goodbye.part(call, *goodbye.closed(call, hours, hotline=hotline, now=now))
    is_busy = not _attempts_of_hunt(call) and any(
        who_answers(hotline, unit.key, at=now, board=board).officers for unit in units
    )
    reason = say("goodbye.all_busy") if is_busy else say("goodbye.nobody_answers")
    return goodbye.part(call, reason, *goodbye.call_again(hotline=hotline, now=now))


def _next_free(
    unit: Unit, tried: tuple[Attempt, ...], *, hotline: Hotline, board: DutyBoard, now: datetime
) -> Person | None:
    people = {attempt.person_id for attempt in tried}
    phones = {attempt.phone for attempt in tried}
    free = who_answers(hotline, unit.key, at=now, board=board).free
    return next((one for one in free if one.id not in people and str(one.phone) not in phones), None)


def _fallback_seconds(
    units: tuple[Unit, ...], tried: tuple[Attempt, ...], *, hotline: Hotline, board: DutyBoard, now: datetime
) -> int:
    if any(_next_free(unit, tried, hotline=hotline, board=board, now=now) for unit in units):
        return hotline.ring.ring_seconds + WHISPER_SECONDS + hotline.ring.key_seconds
    return 0


def chain(key: str | None, hotline: Hotline) -> tuple[Unit, ...]:
    """The unit, its fallback, the fallback's fallback; a configuration that changed meanwhile cannot loop it."""
    return tuple(_follow(key, hotline))


def _follow(key: str | None, hotline: Hotline) -> Iterator[Unit]:
    seen: set[str] = set()
    while key is not None and key in hotline.units and key not in seen:
        seen.add(key)
        yield hotline.units[key]
        key = hotline.units[key].fallback


def _attempts_of_hunt(call: Call) -> tuple[Attempt, ...]:
    start = call.hunt_started_at
    return tuple(attempt for attempt in call.attempts if start is not None and attempt.started_at >= start)


def _seconds_left(call: Call, hotline: Hotline, now: datetime) -> int:
    start = call.hunt_started_at or now
    return hotline.ring.hunt_seconds - int((now - start).total_seconds())
