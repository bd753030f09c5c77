"""Pauses in the duty rule: who pauses is not rung, by no call and in no answer, and the chain of reasons says why."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.domain.call import Admission, Attempt, Call, Outcome, Phase
from ivr.domain.callflow.hunt import begin, ring_next
from ivr.domain.callflow.turned_out import TurnedOut, is_silent, turned_out
from ivr.domain.count_words import count_in_words
from ivr.domain.gaps import find_gaps
from ivr.domain.hotline import Hotline, RingPolicy
from ivr.domain.instructions import Ring
from ivr.domain.on_duty import Answering, who_answers
from ivr.domain.pause import Pause, PauseReason
from ivr.domain.people import Person
from ivr.domain.roster import Duty, DutyBoard, Task
from ivr.workflows.reason_labels import reasons_in_words
from tests.domain.naive import QUARTERS, Case, Naive, cases, moment
from tests.domain.samples import AGUS, BUDI, EVERYBODY, MONDAY, RINA, at, board, duty, hotline

MORNING, LUNCH = "2026-11-23 09:20", "2026-11-23 12:30"
MANUAL, WRAP_UP, UNANSWERED = PauseReason
NO_ANSWER, FAILED, ACCEPTED, DECLINED = Outcome.NO_ANSWER, Outcome.FAILED, Outcome.ACCEPTED, Outcome.DECLINED


def pausing(who: Person, reason: PauseReason = MANUAL, since: str = "09:12", until: str | None = "09:27") -> Person:
    """Somebody with a pause on the Monday of the samples."""
    ends = at(f"2026-11-23 {until}") if until else None
    return replace(who, pause=Pause(reason, at(f"2026-11-23 {since}"), ends))


def board_of(*duties: Duty, paused: tuple[Person, ...]) -> DutyBoard:
    """The sample people, some of them pausing."""
    others = {one.id: one for one in paused}
    return board(*duties, people=[others.get(one.id, one) for one in EVERYBODY])


def ask(found: DutyBoard, when: str = MORNING, office: Hotline | None = None) -> Answering:
    return who_answers(office or hotline(), "pelaporan", at=at(when), board=found)


def names(answering: Answering) -> list[str]:
    return [one.name for one in answering.officers]


def a_call(*outcomes: Outcome | None) -> Call:
    """A call with attempts that ended so; one that was accepted is still talking."""
    now = at(MORNING)
    tried = tuple(
        Attempt(turn, 1, "+62812", "pelaporan", now, outcome=one, freed_at=None if one in (None, ACCEPTED) else now)
        for turn, one in enumerate(outcomes)
    )
    return Call("CA1", "contoh", None, "+6221", now, Admission.OPEN, Phase.MENU, now, attempts=tried)


@settings(deadline=None)
@given(case=cases(), unit=st.sampled_from(["a", "o"]), q=st.sampled_from(QUARTERS))
def test_the_call_rings_whom_the_answer_names_and_the_naive_model_too(case: Case, unit: str, q: int) -> None:
    now = moment(case, q)
    call = replace(a_call(), arrived_at=now, last_event_at=now)
    step = ring_next(begin(call, unit, now=now), hotline=case.office, board=case.board, now=now)
    answers = [who_answers(case.office, one, at=now, board=case.board) for one in dict.fromkeys([unit, "o"])]
    named = [person.id for answering in answers for person in answering.free]
    naive = [one for asked in dict.fromkeys([unit, "o"]) for one in Naive(case, asked, knows_pauses=True).answering(q)]
    rung = step.instruction.attempt.person_id if isinstance(step.instruction, Ring) else None
    assert rung == (named[0] if named else None) == (naive[0] if naive else None)


@pytest.mark.parametrize(
    ("when", "on_duty"),
    [("09:11", ["Agus", "Budi"]), ("09:12", ["Budi"]), ("09:26", ["Budi"]), ("09:27", ["Agus", "Budi"])],
)
def test_who_pauses_is_not_rung_from_its_first_moment_to_before_its_last(when: str, on_duty: list[str]) -> None:
    found = board_of(duty(AGUS, "pelaporan"), duty(BUDI, "pelaporan"), paused=(pausing(AGUS),))
    assert names(ask(found, f"2026-11-23 {when}")) == on_duty


@pytest.mark.parametrize(
    ("reason", "until", "words"),
    [
        (MANUAL, "09:27", "Agus sedang jeda sejak 09.12 sampai 09.27."),
        (MANUAL, None, "Agus sedang jeda sejak 09.12 sampai diakhiri sendiri."),
        (WRAP_UP, "09:27", "Agus sedang merapikan catatan sampai 09.27."),
        (
            UNANSWERED,
            "09:27",
            "Agus sedang jeda sejak 09.12 sampai 09.27: tiga panggilan berturut-turut tidak dijawab.",
        ),
    ],
)
def test_every_pause_is_told_in_words(reason: PauseReason, until: str | None, words: str) -> None:
    found = board_of(duty(AGUS, "pelaporan"), paused=(pausing(AGUS, reason, until=until),))
    assert reasons_in_words(ask(found)) == (
        "Senin, 23 November 2026 pukul 09.20 WIB: layanan buka sampai pukul 17.00.",
        "Agus piket hari Senin.",
        words,
        "Bila tidak ada yang menjawab, dialihkan ke Operator.",
    )


def test_a_hotline_that_waits_for_one_call_only_counts_none() -> None:
    found = board_of(duty(AGUS, "pelaporan"), paused=(pausing(AGUS, UNANSWERED),))
    strict = hotline(ring=RingPolicy(pause_after_unanswered=1))
    assert "Agus sedang jeda sejak 09.12 sampai 09.27: panggilan tidak dijawab." in reasons_in_words(
        ask(found, office=strict)
    )


def test_a_cover_who_pauses_leaves_the_holder_on() -> None:
    roster = duty(AGUS, "pelaporan"), duty(BUDI, "pelaporan", Task.COVER, replaces=AGUS)
    paused = pausing(BUDI, since="12:00", until="12:45")
    found = ask(board_of(*roster, paused=(paused,)), LUNCH)
    assert names(found) == ["Agus"]
    assert reasons_in_words(found)[2:6] == (
        "Agus piket hari Senin.",
        "Budi tidak dapat menggantikan Agus pada jam istirahat.",
        "Tidak ada pengganti istirahat; Agus tetap bertugas.",
        "Budi sedang jeda sejak 12.00 sampai 12.45.",
    )


def test_a_holder_who_pauses_is_covered_as_ever() -> None:
    roster = duty(AGUS, "pelaporan"), duty(BUDI, "pelaporan", Task.COVER, replaces=AGUS)
    found = ask(board_of(*roster, paused=(pausing(AGUS, until=None),)), LUNCH)
    assert names(found) == ["Budi"]
    assert not any("jeda" in reason for reason in reasons_in_words(found))


def test_an_operator_who_pauses_is_not_rung() -> None:
    found = who_answers(hotline(), "operator", at=at(MORNING), board=board_of(paused=(pausing(RINA),)))
    assert names(found) == ["Sari"]


def test_the_plan_of_the_week_knows_no_pauses() -> None:
    roster = duty(AGUS, "pelaporan"), duty(BUDI, "pelaporan", Task.COVER, replaces=AGUS)
    plain, paused = board(*roster), board_of(*roster, paused=(pausing(AGUS, until=None), pausing(BUDI, until=None)))
    assert find_gaps(hotline(), paused, MONDAY, MONDAY) == find_gaps(hotline(), plain, MONDAY, MONDAY)


@pytest.mark.parametrize(
    ("newest", "after", "silent"),
    [
        ([NO_ANSWER, NO_ANSWER, NO_ANSWER], 3, True),
        ([NO_ANSWER, FAILED, NO_ANSWER, ACCEPTED], 3, True),
        ([NO_ANSWER, NO_ANSWER], 3, False),
        ([NO_ANSWER, DECLINED, NO_ANSWER], 3, False),
        ([ACCEPTED, NO_ANSWER, NO_ANSWER, NO_ANSWER], 3, False),
        ([NO_ANSWER], 1, True),
        ([NO_ANSWER, NO_ANSWER], 0, False),
        ([], 0, False),
    ],
)
def test_a_row_is_of_the_newest_and_of_so_many(newest: list[Outcome], after: int, silent: bool) -> None:
    assert is_silent(newest, after=after) is silent


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (None, NO_ANSWER, [TurnedOut.IN_VAIN]),
        (None, FAILED, [TurnedOut.IN_VAIN]),
        (NO_ANSWER, NO_ANSWER, []),
        (FAILED, NO_ANSWER, []),
        (None, Outcome.BUSY, []),
        (None, Outcome.CANCELED, []),
        (None, ACCEPTED, []),
        (ACCEPTED, FAILED, [TurnedOut.IN_VAIN]),
        (NO_ANSWER, ACCEPTED, [TurnedOut.TAKEN_AFTER_ALL]),
    ],
)
def test_what_becomes_known_is_told_once(before: Outcome | None, after: Outcome | None, told: list[TurnedOut]) -> None:
    assert [what for _, what in turned_out(a_call(before), a_call(after))] == told


def test_a_talk_is_over_when_the_telephone_is_on_the_hook() -> None:
    talking = a_call(ACCEPTED)
    over = talking.with_attempt(replace(talking.attempts[0], freed_at=at(MORNING)))
    assert list(turned_out(talking, over)) == [(over.attempts[0], TurnedOut.TALK_OVER)]
    assert list(turned_out(over, over)) == []


def test_counts_are_written_as_words() -> None:
    assert [count_in_words(count) for count in (1, 3, 10, 11, 12, 19, 20, 21)] == [
        "satu", "tiga", "sepuluh", "sebelas", "dua belas", "sembilan belas", "dua puluh", "21",
    ]  # fmt: skip
