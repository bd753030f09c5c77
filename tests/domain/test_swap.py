"""The steps of a swap: who may take which, from where, and what it does to the roster."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.domain.roster import Duty, Task
from ivr.domain.roster_change import Slot
from ivr.domain.swap import (
    OPEN,
    Actor,
    CannotExchange,
    StepRefused,
    Swap,
    SwapState,
    SwapStep,
    WhyNot,
    exchanged,
    next_state,
    steps_of,
)

MONDAY, TUESDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 26)
ANDI, SARI, KETUT, RUDI = 1, 2, 3, 4
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SWAP = Swap(7, "ppatk", "pti", ANDI, TUESDAY, SARI, THURSDAY, Task.DUTY, "", SwapState.ASKED, NOW)
LEADER = Actor(KETUT, keeps_roster=True)


def after(*steps: tuple[SwapStep, Actor], swap: Swap = SWAP, today: date = MONDAY) -> SwapState:
    for step, by in steps:
        swap = replace(swap, state=next_state(swap, step, by, today=today))
    return swap.state


def refused(step: SwapStep, by: Actor, *, state: SwapState = SwapState.ASKED, today: date = MONDAY) -> WhyNot:
    with pytest.raises(StepRefused) as fault:
        next_state(replace(SWAP, state=state), step, by, today=today)
    return fault.value.why


def test_asked_accepted_approved_reversed() -> None:
    accepted = (SwapStep.ACCEPT, Actor(SARI))
    approved = (accepted, (SwapStep.APPROVE, LEADER))

    assert after(accepted) is SwapState.ACCEPTED
    assert after(*approved) is SwapState.APPROVED
    assert after(*approved, (SwapStep.REVERSE, LEADER)) is SwapState.REVERSED
    assert after(accepted, (SwapStep.WITHDRAW, Actor(ANDI))) is SwapState.WITHDRAWN
    assert after((SwapStep.DECLINE, Actor(SARI))) is SwapState.DECLINED
    assert after(accepted, (SwapStep.REFUSE, LEADER)) is SwapState.REFUSED


@pytest.mark.parametrize(
    ("step", "by"),
    [
        (SwapStep.ACCEPT, Actor(ANDI)),
        (SwapStep.DECLINE, LEADER),
        (SwapStep.WITHDRAW, Actor(SARI)),
        (SwapStep.APPROVE, Actor(RUDI)),
        (SwapStep.REFUSE, Actor(SARI)),
        (SwapStep.REVERSE, Actor(ANDI)),
    ],
)
def test_each_step_is_somebodys(step: SwapStep, by: Actor) -> None:
    assert refused(step, by) is WhyNot.NOT_THEIRS


def test_nobody_approves_their_own() -> None:
    for party in (ANDI, SARI):
        by = Actor(party, keeps_roster=True, keeps_past=True)
        assert refused(SwapStep.APPROVE, by, state=SwapState.ACCEPTED) is WhyNot.OWN
        assert refused(SwapStep.REFUSE, by, state=SwapState.ACCEPTED) is WhyNot.OWN


def test_what_is_not_answered_is_not_approved_and_nothing_twice() -> None:
    assert refused(SwapStep.APPROVE, LEADER) is WhyNot.NOT_YET
    assert refused(SwapStep.ACCEPT, Actor(SARI), state=SwapState.ACCEPTED) is WhyNot.DONE
    assert refused(SwapStep.APPROVE, LEADER, state=SwapState.APPROVED) is WhyNot.DONE
    assert refused(SwapStep.DECLINE, Actor(SARI), state=SwapState.ACCEPTED) is WhyNot.MOVED_ON
    assert refused(SwapStep.WITHDRAW, Actor(ANDI), state=SwapState.APPROVED) is WhyNot.MOVED_ON


def test_an_open_swap_ends_when_the_first_of_its_days_begins() -> None:
    for state in OPEN:
        assert replace(SWAP, state=state).state_on(MONDAY) is state
        assert replace(SWAP, state=state).state_on(TUESDAY) is SwapState.EXPIRED
    assert refused(SwapStep.ACCEPT, Actor(SARI), today=TUESDAY) is WhyNot.EXPIRED
    earlier = replace(SWAP, colleague_on=MONDAY)
    assert earlier.state_on(MONDAY) is SwapState.EXPIRED
    assert replace(SWAP, state=SwapState.APPROVED).state_on(THURSDAY) is SwapState.APPROVED


def test_what_is_over_is_the_coordinators_to_reverse() -> None:
    wednesday, coordinator = date(2026, 11, 25), replace(LEADER, keeps_past=True)
    assert refused(SwapStep.REVERSE, LEADER, state=SwapState.APPROVED, today=wednesday) is WhyNot.PAST
    assert next_state(replace(SWAP, state=SwapState.APPROVED), SwapStep.REVERSE, coordinator, today=wednesday)


def line(person: int, on: date, task: Task = Task.DUTY, replaces: int | None = None) -> Duty:
    return Duty(on, "pti", person, task, replaces_id=replaces)


def slot(on: date, task: Task = Task.DUTY) -> Slot:
    return Slot(on, "pti", task)


STANDING: dict[Slot, tuple[Duty, ...]] = {
    slot(TUESDAY): (line(ANDI, TUESDAY), line(RUDI, TUESDAY)),
    slot(THURSDAY): (line(SARI, THURSDAY),),
}


def test_both_days_change_hands_and_everybody_else_stays() -> None:
    assert exchanged(SWAP, STANDING) == {
        slot(TUESDAY): (line(SARI, TUESDAY), line(RUDI, TUESDAY)),
        slot(THURSDAY): (line(ANDI, THURSDAY),),
    }
    assert exchanged(replace(SWAP, colleague_on=None), STANDING) == {
        slot(TUESDAY): (line(SARI, TUESDAY), line(RUDI, TUESDAY))
    }


def test_who_covers_the_break_covers_it_for_the_other() -> None:
    covers = slot(TUESDAY, Task.COVER)
    standing = STANDING | {covers: (line(KETUT, TUESDAY, Task.COVER, ANDI), line(RUDI, TUESDAY, Task.COVER))}

    assert exchanged(SWAP, standing)[covers] == (
        line(KETUT, TUESDAY, Task.COVER, SARI),
        line(RUDI, TUESDAY, Task.COVER),
    )


def test_what_is_not_theirs_or_has_a_substitute_is_not_exchanged() -> None:
    with pytest.raises(CannotExchange) as gone:
        exchanged(SWAP, {slot(TUESDAY): STANDING[slot(TUESDAY)]})
    assert (gone.value.person_id, gone.value.on, gone.value.is_replaced) == (SARI, THURSDAY, False)
    substitutes: dict[Slot, tuple[Duty, ...]] = {
        slot(TUESDAY, Task.SUBSTITUTE): (line(KETUT, TUESDAY, Task.SUBSTITUTE, ANDI),)
    }
    with pytest.raises(CannotExchange) as replaced:
        exchanged(SWAP, STANDING | substitutes)
    assert (replaced.value.person_id, replaced.value.is_replaced) == (ANDI, True)


ACTORS = st.builds(Actor, st.sampled_from([ANDI, SARI, KETUT, RUDI]), st.booleans(), st.booleans())
TRIES = st.lists(st.tuples(st.sampled_from(SwapStep), ACTORS, st.integers(0, 5)), max_size=30)


@given(TRIES)
def test_whatever_anybody_tries_the_steps_stay_sound(tries: list[tuple[SwapStep, Actor, int]]) -> None:
    swap, day, path = SWAP, MONDAY, [SwapState.ASKED]
    for step, by, days in sorted(tries, key=lambda one: one[2]):
        day = max(day, MONDAY + timedelta(days=days))
        offered = step in steps_of(swap, by, today=day)
        try:
            swap = replace(swap, state=next_state(swap, step, by, today=day))
        except StepRefused:
            assert not offered
            continue
        assert offered
        path.append(swap.state)
        if swap.state is SwapState.APPROVED:
            assert by.keeps_roster
            assert by.person_id not in (ANDI, SARI)
            assert day < TUESDAY
        if swap.state is SwapState.ACCEPTED:
            assert by.person_id == SARI
    assert len(set(path)) == len(path), "no state comes twice"
    if SwapState.APPROVED in path:
        assert path[:3] == [SwapState.ASKED, SwapState.ACCEPTED, SwapState.APPROVED]
    if SwapState.REVERSED in path:
        assert path[-2] is SwapState.APPROVED
    if path[-1] not in (*OPEN, SwapState.APPROVED):
        assert not any(steps_of(swap, Actor(who, True, True), today=MONDAY) for who in (ANDI, SARI, KETUT))
