"""The duty rule against a naive model that looks at one quarter of an hour at a time."""

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ivr.domain.on_duty import who_answers
from ivr.domain.pause import Pause, PauseReason
from ivr.domain.people import Role
from ivr.domain.roster import DutyBoard, Line
from tests.domain.naive import IDS, QUARTERS, Case, Naive, cases, moment


@settings(deadline=None)
@given(
    case=cases(), unit=st.sampled_from(["a", "o"]), sample=st.lists(st.sampled_from(QUARTERS), min_size=8, max_size=8)
)
def test_the_rule_equals_the_naive_model(case: Case, unit: str, sample: list[int]) -> None:
    naive = Naive(case, unit, knows_pauses=True)
    for q in sample:
        found = who_answers(case.office, unit, at=moment(case, q), board=case.board)
        assert [officer.id for officer in found.officers] == naive.answering(q), moment(case, q)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(case=cases(), others=st.sets(IDS, max_size=1), data=st.data())
def test_the_two_agree_on_covers_who_pause(case: Case, others: set[int], data: st.DataObject) -> None:
    plan = {unit: Naive(case, unit) for unit in ("a", "o")}
    covered = [(unit, q) for unit in plan for q in QUARTERS[::4] if plan[unit].all_covers(q)]
    assume(covered)
    unit, q = data.draw(st.sampled_from(covered))
    paused = others | data.draw(st.sets(st.sampled_from(sorted(plan[unit].all_covers(q))), min_size=1))
    pause = Pause(PauseReason.MANUAL, moment(case, q), None)
    people = {id: replace(one, pause=pause if id in paused else None) for id, one in case.board.people.items()}
    asked = Case(case.office, replace(case.board, people=people))
    found = who_answers(asked.office, unit, at=moment(asked, q), board=asked.board)
    assert [officer.id for officer in found.officers] == Naive(asked, unit, knows_pauses=True).answering(q)


@settings(deadline=None)
@given(case=cases(), unit=st.sampled_from(["a", "o"]), q=st.sampled_from(QUARTERS), busy=st.sets(IDS))
def test_who_is_listed_is_active_has_a_telephone_stands_on_the_roster_and_does_not_pause(
    case: Case, unit: str, q: int, busy: set[int]
) -> None:
    lines = {str(p.phone): Line(is_busy=True) for p in case.board.people.values() if p.phone and p.id in busy}
    board = DutyBoard(case.board.people, case.board.duties, lines)
    found = who_answers(case.office, unit, at=moment(case, q), board=board)
    rostered = {line.person_id for line in board.duties if line.unit == unit}
    for officer in found.officers:
        assert officer.can_be_rung
        assert not officer.is_paused(moment(case, q))
        assert officer.id in rostered or Role.OPERATOR in officer.roles
    assert len(set(found.officers)) == len(found.officers)
    assert [o for o in found.officers if o.id not in busy] == list(found.free)
    assert found.opening.is_open or not found.officers
    assert found.reasons
