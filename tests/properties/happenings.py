"""Everything that can happen to a hotline, in any order: drawn by hypothesis, and done to a real office."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import strategies as st

from ivr.domain.call import Attempt, Call, Phase
from ivr.domain.events import (
    Arrived,
    CallerEvent,
    DialEnded,
    DialStatus,
    KeyPressed,
    LegReport,
    LegState,
    OfficerEvent,
    PickedUp,
    Resumed,
    Silence,
)
from ivr.domain.hotline import Hotline
from ivr.domain.instructions import CallerInstruction, Goodbye, OfficerInstruction, ReturnTo, Ring
from ivr.store.calls import load_call
from ivr.store.turns import find_answer
from ivr.workflows.close_silent_calls import Fate, NetworkUnreachable, close_silent_calls
from ivr.workflows.handle_call_event import CallerTurn, handle_call_event
from ivr.workflows.handle_officer_event import OfficerTurn, handle_officer_event
from ivr.workflows.note_fault import note_fault
from ivr.workflows.record_reports import CallReport, record_call_report, record_leg_report
from tests.webhooks.at_work import AtWork
from tests.webhooks.poster import CALLER, HOTLINE, sid

CALLS = 2


@dataclass
class Seen:
    """What a bystander saw of one call, without looking into the office."""

    was_spoken_to: bool = False
    was_told_goodbye: bool = False
    was_closed: bool = False
    had_fault: bool = False
    is_over: bool = False
    hunts: dict[datetime, list[Attempt]] = field(default_factory=dict)


class Bystander:
    """Makes things happen at an office, and remembers what a person standing by would have seen."""

    def __init__(self, work: AtWork) -> None:
        self.work = work
        self.seen = {sid(number): Seen() for number in range(CALLS)}
        self.answers: dict[tuple[str, int], str] = {}

    def passes(self, seconds: float) -> None:
        """Time goes by."""
        self.work.clock.passes(seconds)

    def call(self, call_sid: str) -> Call | None:
        """The call as it is on record."""
        with self.work.office.database.reading() as connection:
            return load_call(connection, call_sid)

    def turn(self, call_sid: str) -> int:
        """The turn that the caller's leg asks next."""
        call = self.call(call_sid)
        return call.turn if call else 0

    def asks(self, call_sid: str, turn: int, event: CallerEvent) -> None:
        """The caller's leg asks a turn."""
        given: list[tuple[CallerInstruction, Call]] = []

        def speak(instruction: CallerInstruction, hotline: Hotline, call: Call) -> str:
            given.append((instruction, call))
            return f"{call.turn} {instruction!r}"

        asked = CallerTurn(call_sid, CALLER, HOTLINE, turn, event)
        answer = handle_call_event(self.work.office, asked, now=self.work.clock(), speak=speak)
        for instruction, call in given:
            self._was_told(call, instruction)
        if not (given and isinstance(given[0][0], ReturnTo | Goodbye) and not self._is_recorded(call_sid, turn)):
            assert self.answers.setdefault((call_sid, turn), answer) == answer, "a turn was answered twice, differently"
        self._look(call_sid)

    def officer_asks(self, call_sid: str, attempt: int, leg: str, turn: int, event: OfficerEvent) -> None:
        """The leg to an officer asks a turn."""

        def speak(instruction: OfficerInstruction, hotline: Hotline, asked: OfficerTurn) -> str:
            return f"{asked.turn} {instruction!r}"

        asked = OfficerTurn(call_sid, attempt, leg, turn, event)
        answer = handle_officer_event(self.work.office, asked, now=self.work.clock(), speak=speak)
        if self._is_recorded(leg, turn):
            assert self.answers.setdefault((leg, turn), answer) == answer
        self._look(call_sid)

    def leg_is_reported(self, call_sid: str, attempt: int, report: LegReport) -> None:
        """A status callback of an officer's leg."""
        record_leg_report(self.work.office, call_sid, attempt, report, now=self.work.clock())
        self._look(call_sid)

    def call_is_reported(self, call_sid: str, report: LegReport) -> None:
        """A status callback of the call itself."""
        known = self.call(call_sid)
        is_new = record_call_report(
            self.work.office, CallReport(report, CALLER, HOTLINE, lasted_seconds=20), now=self.work.clock()
        )
        if is_new and report.state is LegState.FAILED and known is not None:
            self.seen[call_sid].had_fault = True
        self._look(call_sid)

    def fault_is_noted(self, call_sid: str) -> None:
        """Our own fault ended the call."""
        self.seen[call_sid].had_fault |= note_fault(self.work.office, call_sid, at=self.work.clock())
        self._look(call_sid)

    def sweep_asks(self, fate: Fate | None, *, is_reachable: bool) -> None:
        """The worker looks for calls that went silent."""

        class Records:
            def fate_of(self, call_sid: str) -> Fate | None:
                if not is_reachable:
                    raise NetworkUnreachable("not now")
                return fate

        running = {one for one in self.seen if (call := self.call(one)) and call.is_running}
        close_silent_calls(self.work.office, Records(), now=self.work.clock())
        for call_sid in running:
            call = self.call(call_sid)
            if call is not None and not call.is_running and is_reachable and (fate is None or fate.is_failed):
                self.seen[call_sid].had_fault = True
            self._look(call_sid)

    def _was_told(self, call: Call, instruction: CallerInstruction) -> None:
        seen = self.seen[call.sid]
        if seen.is_over or isinstance(instruction, ReturnTo):
            return
        if isinstance(instruction, Goodbye) and not call.is_running:
            return  # he left before this was said
        seen.was_spoken_to = True
        seen.was_told_goodbye = isinstance(instruction, Goodbye)
        seen.was_closed |= call.admission.value == "closed"
        if isinstance(instruction, Ring):
            assert call.hunt_started_at is not None
            rung = seen.hunts.setdefault(call.hunt_started_at, [])
            attempt = instruction.attempt
            assert attempt.person_id not in [one.person_id for one in rung], "an officer was rung twice in one hunt"
            assert attempt.phone not in [one.phone for one in rung], "a telephone was rung twice in one hunt"
            assert attempt.unit == "operator" or all(one.unit == attempt.unit for one in rung), "the hunt strayed"
            rung.append(attempt)
            elapsed = self.work.clock() - call.hunt_started_at
            longest = self.work.office.hotline_of(call).ring.hunt_seconds + 1  # a begun second counts as left
            assert elapsed + timedelta(seconds=instruction.ring_seconds) <= timedelta(seconds=longest)

    def _is_recorded(self, leg_sid: str, turn: int) -> bool:
        with self.work.office.database.reading() as connection:
            return find_answer(connection, leg_sid, turn) is not None

    def _look(self, call_sid: str) -> None:
        call = self.call(call_sid)
        self.seen[call_sid].is_over = call is not None and not call.is_running


Happening = Callable[[Bystander], None]

_calls = st.integers(0, CALLS - 1).map(sid)
_seconds = st.sampled_from([0.001, 0.4, 1.0, 3.5, 9.0, 16.0, 61.0, 400.0])
_later = st.sampled_from([None, -4000, -70, -12, -3, -1, 0, 1, 30, 70, 4000])
_keys = st.sampled_from("1230*9#").map(KeyPressed) | st.just(KeyPressed(""))
_dials = st.builds(
    DialEnded,
    st.sampled_from(DialStatus),
    st.sampled_from([True, False, None]),
    st.sampled_from([0, 1, 20, 4000]),
    st.booleans(),
    st.sampled_from([None, sid(90), sid(91)]),
)
_caller_events = st.one_of(st.just(Arrived()), _keys, st.just(Silence()), _dials, st.just(Resumed()))
_officer_events = st.one_of(st.just(PickedUp()), st.sampled_from("12").map(KeyPressed), _keys, st.just(Silence()))


def _report(leg: str, state: LegState, sequence: int, later: int | None, now: datetime) -> LegReport:
    at = None if later is None else (now + timedelta(seconds=later)).replace(microsecond=0)
    return LegReport(leg, sequence, state, at)


@st.composite
def happenings(draw: st.DrawFn) -> tuple[str, Happening]:
    """One thing that happens, with words for a failure's story."""
    call = draw(_calls)
    match draw(st.sampled_from("nnnnnnnnnnnnnnnnkdllowrrcsspf")):
        case "n":
            key, choice = draw(st.sampled_from("123")), draw(st.integers(0, 11))
            passed, later = draw(_seconds), draw(_later)
            return (
                f"{call[-2:]} naturally {key} {choice} after {passed} s, dated {later}",
                lambda b: _naturally(b, call, key, choice, passed, later),
            )
        case "k":  # the caller's leg goes on as it should
            event = draw(_keys | st.just(Silence()))
            return f"{call[-2:]} {event}", lambda b: b.asks(call, b.turn(call), event)
        case "d":
            ended = draw(_dials)
            return f"{call[-2:]} {ended}", lambda b: b.asks(call, b.turn(call), ended)
        case "l":  # anything at any turn: doubled, overtaken, from nowhere
            anything, back = draw(_caller_events), draw(st.integers(-1, 3))
            return f"{call[-2:]} {anything} {back} back", lambda b: b.asks(call, max(0, b.turn(call) - back), anything)
        case "o" | "w":
            officer, leg, turn = draw(_officer_events), draw(st.sampled_from([90, 91])), draw(st.integers(0, 3))
            return f"{call[-2:]} officer {leg} {turn} {officer}", lambda b: _to_officer(b, call, leg, turn, officer)
        case "r":
            state, number, later = draw(st.sampled_from(LegState)), draw(st.integers(0, 3)), draw(_later)
            leg = draw(st.sampled_from([90, 91]))
            return (
                f"{call[-2:]} leg {leg} {state} {later}",
                lambda b: b.leg_is_reported(
                    call, _attempt(b, call), _report(_leg(b, call, leg), state, number, later, b.work.clock())
                ),
            )
        case "c":
            state, number, later = draw(st.sampled_from(LegState)), draw(st.integers(0, 1)), draw(_later)
            return (
                f"{call[-2:]} call {state} {later}",
                lambda b: b.call_is_reported(call, _report(call, state, number, later, b.work.clock())),
            )
        case "f":
            return f"{call[-2:]} fault", lambda b: b.fault_is_noted(call)
        case "p":
            return "sweep", lambda b: b.sweep_asks(Fate(is_running=True), is_reachable=True)
        case _:
            seconds = draw(_seconds)
            return f"{seconds} s", lambda b: b.passes(seconds)


def _naturally(b: Bystander, call_sid: str, key: str, choice: int, seconds: float, later: int | None) -> None:
    """The next thing that usually happens where the call stands, or one of the usual misfortunes."""
    now = b.work.clock.passes(seconds)
    call = b.call(call_sid)
    attempt = call.attempt(call.turn) if call else None
    if call is None or call.phase is Phase.ARRIVING:
        b.asks(call_sid, b.turn(call_sid), Arrived())
    elif attempt is None and call.is_running:
        b.asks(call_sid, call.turn, KeyPressed("*" if call.phase is Phase.AFTER_TALK and choice else key))
    elif choice == 0 or attempt is None:
        b.call_is_reported(call_sid, _report(call_sid, LegState.COMPLETED, 0, later, now))
    elif choice < 4 and attempt.is_open:
        usual = LegState.COMPLETED if attempt.is_accepted else LegState.NO_ANSWER
        state = (LegState.INITIATED, LegState.ANSWERED, usual)[choice - 1]
        b.leg_is_reported(call_sid, attempt.turn, _report(_leg(b, call_sid, 90), state, choice, later, now))
    elif attempt.ring_ended_at is None and attempt.is_open and choice < 9:
        _to_officer(b, call_sid, 90, 0, PickedUp())
    elif attempt.outcome is None and attempt.is_open and choice < 10:
        _to_officer(b, call_sid, 90, 1, KeyPressed("2" if choice == 4 else "1"))
    else:
        status = DialStatus.COMPLETED if attempt.is_accepted else DialStatus.NO_ANSWER
        is_bridged = attempt.is_accepted and choice != 5
        b.asks(call_sid, call.turn, DialEnded(status, is_bridged, int(seconds), choice == 6 or not call.is_running))


def _attempt(bystander: Bystander, call_sid: str) -> int:
    call = bystander.call(call_sid)
    return call.attempts[-1].turn if call and call.attempts else 2


def _leg(bystander: Bystander, call_sid: str, number: int) -> str:
    """Every attempt has legs of its own."""
    return f"{call_sid[:-4]}{_attempt(bystander, call_sid):02}{number:02}{call_sid[-2:]}"


def _to_officer(bystander: Bystander, call_sid: str, leg: int, turn: int, event: OfficerEvent) -> None:
    attempt = _attempt(bystander, call_sid)
    bystander.officer_asks(call_sid, attempt, _leg(bystander, call_sid, leg), turn, event)
