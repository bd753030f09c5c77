"""Whatever happened in a day: the totals add up, and every talk stands on exactly one sheet."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from ivr.domain.call import Admission, Disposition
from ivr.domain.call_lines import UNSERVED, CallLine, DayLines, TalkLine
from ivr.domain.form import Form
from ivr.domain.roster import Task
from recap.build import build
from recap.compare import contents_of
from recap.figures import Recap
from recap.layout import document_of
from recap.period import period_of
from recap.render_text import render_text
from tests.domain.samples import AGUS, BUDI, CITRA, DEWI, EVERYBODY, MONDAY, RINA, board, duty, hotline

OFFICE = hotline()
PERIOD = period_of(OFFICE, MONDAY)
NAMES = {one.id: one.name for one in EVERYBODY}

forms = st.none() | st.builds(
    Form,
    name=st.text(max_size=20),
    problem=st.text(max_size=30),
    remark=st.text(max_size=10),
    is_confidential=st.booleans(),
)


@st.composite
def calls(draw: st.DrawFn) -> CallLine:
    arrived_at = PERIOD.starts_at + timedelta(seconds=draw(st.integers(0, 3 * 86_400 - 1)))
    talks = []
    for _ in range(draw(st.integers(0, 3))):
        began = arrived_at + timedelta(seconds=draw(st.integers(1, 900)))
        lasted = draw(st.none() | st.integers(0, 4000))
        ended = None if lasted is None else began + timedelta(seconds=lasted)
        unit = draw(st.sampled_from([*OFFICE.units, "dibubarkan"]))
        talks.append(TalkLine(0, draw(st.sampled_from(EVERYBODY)).id, unit, began, ended, draw(forms)))
    disposition = Disposition.ANSWERED if talks else draw(st.sampled_from([*UNSERVED, Disposition.REJECTED, None]))
    is_over = disposition is not None
    return CallLine(
        id=0,
        direction=draw(st.sampled_from(["inbound", "inbound", "outbound"])),
        from_number=draw(st.none() | st.sampled_from(["+6281300000001", "+6281300000002"])),
        to_number="+622150001000",
        arrived_at=arrived_at,
        admission=draw(st.sampled_from(Admission)),
        unit=talks[0].unit if talks else draw(st.none() | st.sampled_from(list(OFFICE.units))),
        answered_at=talks[0].started_at if talks else None,
        ended_at=arrived_at + timedelta(hours=2) if is_over else None,
        disposition=disposition,
        entered_by=draw(st.none() | st.just(AGUS.id)),
        talks=tuple(talks),
        passed_by=tuple(one.id for one in draw(st.lists(st.sampled_from(EVERYBODY), max_size=2))),
    )


def numbered(drawn: list[CallLine]) -> tuple[CallLine, ...]:
    """The calls with ids, and their talks too."""
    ids = count(1)
    return tuple(
        replace(call, id=next(ids), talks=tuple(replace(talk, id=next(ids)) for talk in call.talks)) for call in drawn
    )


rosters = st.sets(st.sampled_from([AGUS, BUDI, CITRA, DEWI]))


def built(drawn: list[CallLine], rostered: set[object]) -> Recap:
    lines = [duty(one, one.units[0]) for one in (AGUS, BUDI, CITRA, DEWI) if one in rostered]
    lines += [duty(RINA, "humas", Task.SUBSTITUTE, replaces=DEWI)] if DEWI in rostered else []
    day = DayLines(numbered(drawn), board(*lines), NAMES, {}, {})
    return build(OFFICE, PERIOD, day, now=PERIOD.ends_at, twilio_count=None)


@given(st.lists(calls(), max_size=12), rosters)
def test_every_call_and_every_talk_counts_once(drawn: list[CallLine], rostered: set[object]) -> None:
    recap = built(drawn, rostered)
    inbound = [call for call in drawn if call.is_inbound]
    talks = sum(len(call.talks) for call in drawn)

    assert recap.is_proven
    assert recap.arrived == sum(one.count for one in recap.outcomes) == len(inbound)
    assert recap.arrived == sum(one.calls for one in recap.units)
    assert {one.disposition: one.count for one in recap.outcomes if one.count} == Counter(
        call.disposition for call in inbound
    )
    assert talks == recap.talks == sum(one.talks for one in recap.units) == sum(one.talks for one in recap.officers)
    rows = [row.talk_id for sheet in recap.sheets for row in sheet.rows]
    assert len(rows) == len(set(rows)) == talks
    assert recap.blank_forms == sum(row.form is None for sheet in recap.sheets for row in sheet.rows)


@given(st.lists(calls(), max_size=12), rosters)
def test_every_rostered_officer_has_exactly_one_sheet(drawn: list[CallLine], rostered: set[object]) -> None:
    recap = built(drawn, rostered)

    people = [sheet.person_id for sheet in recap.sheets]
    assert len(people) == len(set(people))
    assert {one.id for one in (AGUS, BUDI, CITRA, DEWI) if one in rostered} <= set(people)


@given(st.lists(calls(), max_size=12), rosters)
def test_nothing_confidential_is_printed_or_kept(drawn: list[CallLine], rostered: set[object]) -> None:
    secret = Form(name="RAHASIA1", contact="RAHASIA2", topic="RAHASIA3", problem="RAHASIA4", remark="RAHASIA5")
    hidden = replace(secret, is_confidential=True)
    drawn = [replace(call, talks=tuple(replace(talk, form=hidden) for talk in call.talks)) for call in drawn]

    recap = built(drawn, rostered)

    assert "RAHASIA" not in render_text(document_of(recap), is_whole=True) + contents_of(recap)
