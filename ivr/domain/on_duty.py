"""Who answers at this moment, and why: the one rule, for the call and for whoever asks afterwards."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from ivr.domain.count_words import count_in_words
from ivr.domain.hotline import Hotline
from ivr.domain.hours import Opening, State, opening
from ivr.domain.local_time import clock, clock_near, closing_clock, day_name, long_date, to_local, zone_name
from ivr.domain.pause import Pause, PauseReason
from ivr.domain.people import Person
from ivr.domain.posts import Post, is_default, posts_at
from ivr.domain.roster import DutyBoard
from ivr.domain.speech import Sentence, say

LONGEST_IDLE = "longest_idle"


@dataclass(frozen=True)
class Answering:
    """Who answers for a unit at a moment.

    `officers` are on duty, have a telephone and do not pause, in the order in which they would be rung; `free` are
    those of them whose telephone neither rings nor talks. Both are empty while the hotline is closed. `fallback` is
    the unit that comes next, None while closed. `hotline` and `board` are what was looked at.
    """

    unit: str
    at: datetime
    opening: Opening
    posts: tuple[Post, ...]
    officers: tuple[Person, ...]
    free: tuple[Person, ...]
    fallback: str | None
    hotline: Hotline = field(repr=False)
    board: DutyBoard = field(repr=False)

    @property
    def reasons(self) -> tuple[Sentence, ...]:
        """The whole chain, worded by `ivr.workflows.reason_labels`. A call needs none, so they are made when asked."""
        return tuple(_reasons(self))


def who_answers(hotline: Hotline, unit_key: str, *, at: datetime, board: DutyBoard) -> Answering:
    """The officers of a unit who answer at a moment, in ringing order (SOP PPATK, 1-3 and 5.a).

    The board holds the duties of the local day and the day before, and everybody's last pause: of earlier ones, and
    of those to come, nothing is known. Raises KeyError for an unknown unit.
    """
    unit = hotline.units[unit_key]
    hours = opening(hotline, at)
    if not hours.is_open:
        return Answering(unit_key, at, hours, (), (), (), None, hotline, board)
    paused = frozenset(person.id for person in board.people.values() if person.is_paused(at))
    posts = posts_at(hotline, unit_key, at=at, board=board, paused=paused)
    on_duty = [one for one in _answering(posts, board) if one.can_be_rung and one.id not in paused]
    officers = _in_ringing_order(hotline, on_duty, board)
    free = tuple(person for person in officers if not is_busy(person, board))
    fallback = unit.fallback if unit.fallback in hotline.units and unit.fallback != unit_key else None
    return Answering(unit_key, at, hours, posts, officers, free, fallback, hotline, board)


def _answering(posts: Sequence[Post], board: DutyBoard) -> list[Person]:
    """Everybody who answers for a post, each once, also who cannot be rung."""
    return [board.people[one] for one in dict.fromkeys(one for post in posts for one in post.answering)]


def is_busy(person: Person, board: DutyBoard) -> bool:
    """Whether the person's telephone rings or talks; busy is per telephone."""
    line = board.lines.get(str(person.phone))
    return line is not None and line.is_busy


def _in_ringing_order(hotline: Hotline, officers: Sequence[Person], board: DutyBoard) -> tuple[Person, ...]:
    """First whose telephone was never used, then whose last ring or talk is longest ago; else as rostered."""
    if hotline.ring.order != LONGEST_IDLE:
        return tuple(officers)
    never = [person for person in officers if _last_used(person, board) is None]
    used = [(last, place) for place, person in enumerate(officers) if (last := _last_used(person, board)) is not None]
    return (*never, *(officers[place] for _, place in sorted(used)))


def _last_used(person: Person, board: DutyBoard) -> datetime | None:
    line = board.lines.get(str(person.phone))
    return line.last_used_at if line else None


def _reasons(answering: Answering) -> Iterator[Sentence]:
    hotline, board, at, fallback = answering.hotline, answering.board, answering.at, answering.fallback
    yield from _hours_reasons(hotline, answering.opening, at)
    if not answering.opening.is_open:
        return
    for post in answering.posts:
        yield from _post_reasons(post, board)
    yield from _telephone_reasons(_answering(answering.posts, board))
    yield from _pause_reasons(answering)
    if not answering.posts:
        yield say("duty.nobody", unit=hotline.units[answering.unit].name)
    yield from _order_reasons(hotline, answering.officers, board, at)
    yield say("fallback.unit", unit=hotline.units[fallback].name) if fallback else say("fallback.none")


def _hours_reasons(hotline: Hotline, hours: Opening, at: datetime) -> Iterator[Sentence]:
    local = to_local(at, hotline.zone)
    when = {"date": long_date(local.date()), "time": clock(local), "zone": zone_name(local)}
    match hours.state:
        case State.OPEN | State.BREAK if hours.closes_at is not None:
            yield say("hours.open", **when, until=clock_near(hours.closes_at, at=at, zone=hotline.zone))
        case State.OPEN | State.BREAK:
            yield say("hours.always_open", **when)
        case State.HOLIDAY:
            holiday = hours.holiday
            name, decree = (holiday.name, holiday.decree) if holiday else ("", "")
            key = "hours.holiday_by_decree" if decree else "hours.holiday"
            yield say(key, **when, holiday=name, decree=decree)
        case State.CLOSED:
            yield say("hours.closed" if hotline.hours.get(local.weekday()) else "hours.no_service_day", **when)
        case State.SUSPENDED if hours.notice is not None:
            notice = hours.notice
            since, until = (clock_near(end, at=at, zone=hotline.zone) for end in (notice.starts_at, notice.ends_at))
            values = {"since": since, "until": until, "name": notice.made_by, "text": notice.text}
            yield say("hours.suspended", **when, **values)
    if hours.pause is not None:
        start, end = (to_local(moment, hotline.zone) for moment in (hours.pause.start, hours.pause.end))
        yield say("hours.break", start=clock(start), end=closing_clock(end))
    if hours.is_open:
        return
    if hours.reopens_at is None:
        yield say("hours.never_reopens")
    else:
        again = to_local(hours.reopens_at, hotline.zone)
        yield say("hours.reopens", date=long_date(again.date()), time=clock(again), zone=zone_name(again))


def _post_reasons(post: Post, board: DutyBoard) -> Iterator[Sentence]:
    def name(person_id: int) -> str:
        return board.people[person_id].name

    line = post.place.line
    first = name(post.place.chain[0])
    if line is None:
        yield say("duty.standing", name=first)
    elif is_default(line):
        yield say("duty.whole_day", name=first, day=day_name(line.on))
    else:
        start = clock(line.starts) if line.starts else ""
        end = closing_clock(line.ends) if line.ends else ""
        key = "duty.hours" if start and end else "duty.from" if start else "duty.until"
        yield say(key, name=first, day=day_name(line.on), start=start, end=end)
    yield from _takeovers("duty.substituted", post.place.chain, board)
    for cover in post.covers:
        yield from _takeovers("break.cover_substituted", cover.chain, board)
        key = "break.covered" if cover.holder in post.answering else "break.cover_unreachable"
        yield say(key, name=name(post.holder), cover=name(cover.holder))
    if post.lacks_cover:
        yield say("break.uncovered", name=name(post.holder))
    elif post.is_break and not post.is_covered:
        yield say("break.standing", name=name(post.holder))


def _takeovers(key: str, chain: Sequence[int], board: DutyBoard) -> Iterator[Sentence]:
    for absent, substitute in pairwise(chain):
        yield say(key, name=board.people[absent].name, substitute=board.people[substitute].name)


def _telephone_reasons(people: Iterable[Person]) -> Iterator[Sentence]:
    for person in people:
        if not person.is_active:
            yield say("telephone.inactive", name=person.name)
        elif person.phone is None:
            yield say("telephone.missing", name=person.name)


def _pause_reasons(answering: Answering) -> Iterator[Sentence]:
    """Who pauses, of those who would answer, and of the covers who would have taken over."""
    board, at = answering.board, answering.at
    covers = [cover.holder for post in answering.posts for cover in post.covers]
    asked = dict.fromkeys([*(one.id for one in _answering(answering.posts, board)), *covers])
    for person in (board.people[person_id] for person_id in asked):
        if person.can_be_rung and person.pause is not None and person.pause.holds(at):
            yield _pause_reason(answering.hotline, person, person.pause, at)


def _pause_reason(hotline: Hotline, person: Person, pause: Pause, at: datetime) -> Sentence:
    def near(moment: datetime) -> str:
        return clock_near(moment, at=at, zone=hotline.zone)

    if pause.until is None:
        return say("pause.open", name=person.name, since=near(pause.since))
    until = near(pause.until)
    match pause.reason:
        case PauseReason.WRAP_UP:
            return say("pause.wrap_up", name=person.name, until=until)
        case PauseReason.UNANSWERED:
            # How many they were is as configured now; a hotline that asks for two or more says so.
            count = hotline.ring.pause_after_unanswered
            key = "pause.unanswered" if count > 1 else "pause.unanswered_once"
            return say(key, name=person.name, since=near(pause.since), until=until, count=count_in_words(count))
        case PauseReason.MANUAL:
            return say("pause.manual", name=person.name, since=near(pause.since), until=until)


def _order_reasons(hotline: Hotline, officers: Sequence[Person], board: DutyBoard, at: datetime) -> Iterator[Sentence]:
    by_idleness = hotline.ring.order == LONGEST_IDLE
    for place, person in enumerate(officers, 1):
        last = _last_used(person, board)
        if is_busy(person, board):
            yield say("order.busy", name=person.name)
        elif not by_idleness:
            yield say("order.as_rostered", place=str(place), name=person.name)
        elif last is None:
            yield say("order.never_used", place=str(place), name=person.name)
        else:
            used = clock_near(last, at=at, zone=hotline.zone)
            yield say("order.longest_idle", place=str(place), name=person.name, last=used)
