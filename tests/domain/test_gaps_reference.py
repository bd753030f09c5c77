"""The look ahead against a naive model that looks at one quarter of an hour at a time."""

from datetime import timedelta

from hypothesis import given, settings

from ivr.domain.gaps import Gap, GapKind, find_gaps
from ivr.domain.roster import Task
from tests.domain.naive import DAYS, QUARTERS, Case, Naive, cases, moment

Fault = tuple[object, ...]
FIRST, LAST = DAYS[1], DAYS[2]
OF_LINES = (GapKind.FOR_NOBODY, GapKind.OUTSIDE_HOURS)


def expected(case: Case) -> set[Fault]:
    """Every fault of every quarter of the two days in the middle."""
    faults: set[Fault] = set()
    models = {unit: Naive(case, unit) for unit in case.office.units}
    for unit, model in models.items():
        for day in (FIRST, LAST):
            for q in model.service[day]:
                if model.day_of(q) == day:
                    faults |= {(*fault, day, unit, q) for fault in of_quarter(case, unit, model, models, q)}
        faults |= {(*fault, unit) for fault in of_lines(model)}
    return faults


def of_quarter(case: Case, unit: str, model: Naive, models: dict[str, Naive], q: int) -> set[Fault]:
    can_be_rung = {one for one, someone in case.board.people.items() if someone.can_be_rung}
    places = model.places(q)
    faults: set[Fault] = set()
    present = len({place.chain[-1] for place in places} & can_be_rung)
    if present < case.office.units[unit].required.get(model.day_of(q).weekday(), 0):
        faults.add((GapKind.SHORT, present))
    for place in places:
        holder = place.chain[-1]
        on_call = {holder, *model.covers(place.chain, q)}
        faults |= {(GapKind.UNREACHABLE, one) for one in on_call - can_be_rung}
        if q in model.breaks[place.on] and model.in_place_of(place.chain, q) == [holder] and not place.is_standing:
            faults.add((GapKind.NO_COVER, holder))
    if unit == "a":
        here, there = ({one for p in m.places(q) for one in m.in_place_of(p.chain, q)} for m in models.values())
        faults |= {(GapKind.TWO_UNITS, one) for one in here & there}
    return faults


def of_lines(model: Naive) -> set[Fault]:
    faults: set[Fault] = set()
    for line in model.lines:
        if not FIRST <= line.on <= LAST:
            continue
        served = {q for q in model.active(line) if model.is_open(q)}
        whole_duty = line.task is Task.SUBSTITUTE and line.starts is None and line.ends is None
        asked = [q for q in QUARTERS if model.is_open(q)] if whole_duty else served
        if not served:
            faults.add((GapKind.OUTSIDE_HOURS, line.person_id, line.on))
        elif line.replaces_id is not None and not any(model.is_there(line, q) for q in asked):
            faults.add((GapKind.FOR_NOBODY, line.person_id, line.replaces_id, line.on))
    return faults


def told(case: Case, gap: Gap) -> set[Fault]:
    """A gap as the faults of its quarters."""
    who = gap.person.id if gap.person else gap.present
    if gap.kind in OF_LINES:
        other = (gap.other.id,) if gap.other else ()
        return {(gap.kind, who, *other, gap.on, gap.unit)}
    assert gap.stretch
    first = (gap.stretch.start - moment(case, 0)) // timedelta(minutes=15)
    after = (gap.stretch.end - moment(case, 0)) // timedelta(minutes=15)
    model = Naive(case, gap.unit)
    quarters = (q for q in range(first, after) if model.is_open(q) and model.day_of(q) == gap.on)
    return {(gap.kind, who, gap.on, gap.unit, q) for q in quarters}


@settings(deadline=None)
@given(case=cases())
def test_a_gap_is_found_exactly_where_the_naive_model_finds_one(case: Case) -> None:
    found = find_gaps(case.office, case.board, FIRST, LAST)
    assert set().union(*(told(case, gap) for gap in found)) == expected(case)
    assert len(set(found)) == len(found)
