"""Watch a hotline: the calls on the line now, and everybody on duty with what they are doing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ivr.domain.hotline import Hotline
from ivr.domain.journal import Action, Entry
from ivr.domain.on_duty import Answering, is_busy, who_answers
from ivr.domain.people import Person
from ivr.domain.roster import DutyBoard
from ivr.store.journal import note_in_journal
from ivr.store.live_calls import LiveCall, OpenLine, live_calls
from ivr.workflows.load_board import load_board_at
from ivr.workflows.note_reading import note_reading
from ivr.workflows.office import Office


class Doing(StrEnum):
    """What somebody on duty is doing."""

    FREE = "free"
    RINGING = "ringing"
    TALKING = "talking"
    BUSY = "busy"  # the telephone is off the hook, for a call that is over or of another hotline
    PAUSED = "paused"
    UNREACHABLE = "unreachable"  # not active, or without a telephone


@dataclass(frozen=True)
class Watched:
    """Somebody on duty for a unit. `until` is the end of a pause, None while only they end it."""

    person: Person
    unit: str
    doing: Doing
    until: datetime | None = None


@dataclass(frozen=True)
class Watch:
    """A hotline at a moment. `empty_units` have nobody on duty although the hotline is open."""

    is_open: bool
    calls: tuple[LiveCall, ...]
    officers: tuple[Watched, ...]
    empty_units: tuple[str, ...]


def watch_calls(office: Office, hotline: Hotline, *, now: datetime) -> Watch:
    """The hotline now: the same duty board and the same rule that a call asks."""
    with office.database.reading() as connection:
        running = live_calls(connection, hotline.key)
        board = load_board_at(connection, hotline, now=now)
    answering = [who_answers(hotline, unit, at=now, board=board) for unit in hotline.units]
    lines = {call.line.phone: call.line for call in running if call.line}
    return Watch(
        is_open=any(one.opening.is_open for one in answering),
        calls=running,
        officers=tuple(officer for one in answering for officer in _on_duty(one, board, lines)),
        empty_units=tuple(one.unit for one in answering if one.opening.is_open and not one.posts),
    )


def note_watching(office: Office, hotline: Hotline, person_id: int, *, now: datetime) -> None:
    """The page was opened; what it asks for while it is open is not noted again."""
    with office.database.writing() as connection:
        note_in_journal(connection, _watching(hotline, person_id), at=now)


def note_still_watching(office: Office, hotline: Hotline, person_id: int, *, now: datetime) -> None:
    """What an open page asks for was asked for; that is noted of who did not open the page."""
    note_reading(office, _watching(hotline, person_id), now=now)


def _watching(hotline: Hotline, person_id: int) -> Entry:
    return Entry(person_id, Action.OPENED, "live", hotline.key)


def _on_duty(answering: Answering, board: DutyBoard, lines: Mapping[str, OpenLine]) -> Iterator[Watched]:
    for person_id in dict.fromkeys(one for post in answering.posts for one in post.answering):
        person = board.people[person_id]
        pause = person.pause
        doing = _doing(person, answering.at, board, lines)
        yield Watched(person, answering.unit, doing, pause.until if pause and doing is Doing.PAUSED else None)


def _doing(person: Person, at: datetime, board: DutyBoard, lines: Mapping[str, OpenLine]) -> Doing:
    if not person.can_be_rung:
        return Doing.UNREACHABLE
    if line := lines.get(str(person.phone)):
        return Doing.TALKING if line.talking_since else Doing.RINGING
    if is_busy(person, board):
        return Doing.BUSY
    return Doing.PAUSED if person.is_paused(at) else Doing.FREE
