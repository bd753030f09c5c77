"""`who` and an actual call never differ, nor do the rule, the gaps, the roster of the day and the cells of the week."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, assume, given, note, settings
from hypothesis import strategies as st

from ivr.domain.gaps import Gap, GapKind, find_gaps
from ivr.domain.hours import service_spans
from ivr.domain.local_time import to_local
from ivr.domain.on_duty import Answering, who_answers
from ivr.domain.pause import Pause, PauseReason
from ivr.domain.people import Person
from ivr.domain.roster import Duty, DutyBoard, Task
from ivr.domain.roster_change import Slot
from ivr.domain.roster_week import lay_out
from ivr.simulator import Ignores
from ivr.simulator.events import Ringing
from ivr.store.duty_board import load_duty_board
from ivr.store.migrate import upgrade
from ivr.store.pauses import put_pause
from ivr.store.roster import replace_slots
from ivr.workflows.explain_who import explain_who
from ivr.workflows.show_roster import show_roster
from tests.calls.world import World, own_hotline, wib, world_at
from tests.databases import SqliteDatabases
from tests.domain.naive import DAYS, Case, cases

WEEK, QUARTER = timedelta(days=7), timedelta(minutes=15)
FIRST = date(2026, 11, 23)
NAMES = ("andi", "dewi", "sari", "hadi", "rina")
UNITS = {"1": "pelaporan", "2": "pti"}
HALF_HOURS = st.builds(time, st.sampled_from([0, 6, 7, 10, 12, 13, 17, 22]), st.sampled_from([0, 30]))

# -- over the real application ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scene:
    """A roster around a day, who pauses, and the moment when somebody calls a unit."""

    lines: tuple[tuple[int, str, Task, int, int | None, time | None, time | None], ...]
    paused: frozenset[int]
    weekday: int
    hour: int
    minute: int
    key: str


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    people = st.integers(0, len(NAMES) - 1)
    lines = []
    for _ in range(draw(st.integers(3, 9))):
        task = draw(st.sampled_from([Task.DUTY, Task.DUTY, Task.DUTY, Task.COVER, Task.SUBSTITUTE]))
        replaces = draw(people if task is Task.SUBSTITUTE else st.none() | people if task is Task.COVER else st.none())
        starts, ends = draw(st.sampled_from([(False, False), (False, False), (True, True), (True, False)]))
        lines.append(
            (
                draw(st.sampled_from([0, 0, 0, -1])),
                draw(st.sampled_from(["pelaporan", "pelaporan", "pelaporan", "pti", "operator"])),
                task,
                draw(people),
                replaces,
                draw(HALF_HOURS) if starts else None,
                draw(HALF_HOURS) if ends else None,
            )
        )
    return Scene(
        tuple(lines),
        draw(st.frozensets(people, max_size=1)),
        draw(st.integers(1, 4)),
        draw(st.sampled_from([8, 12, 12, 16, 23, 1, 3])),
        draw(st.sampled_from([5, 35])),  # no line begins or ends while a call looks for somebody
        draw(st.sampled_from(["1", "1", "2"])),
    )


@dataclass
class Street:
    """One world for all scenes, each in a week of its own."""

    world: World
    rang: list[str]
    week: int = 0


@pytest.fixture(scope="module")
def street(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    """An office that is open until two in the morning, where nobody ever picks up."""
    folder: Path = tmp_path_factory.mktemp("who")
    late = own_hotline(
        folder,
        ('mon-fri: "07:00-17:00"', 'mon-fri: "07:00-02:00"'),
        ("hunt_seconds: 60", "hunt_seconds: 600"),
        ("pause_after_unanswered: 3", "pause_after_unanswered: 0"),
    )
    with world_at("2026-11-20 09:00", sqlite_databases.fresh(upgrade), folder, hotlines=(late,)) as world:
        for place, name in enumerate(NAMES, 1):
            world.officer(name, "pelaporan|pti", f"+62812000001{place:02}").behaviour = Ignores()
        world.operator("opi", "+6281200000130").behaviour = Ignores()
        rang: list[str] = []
        world.network.observe(lambda event: rang.append(event.number) if isinstance(event, Ringing) else None)
        yield Street(world, rang)


@settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(scene=scenes())
def test_a_call_rings_whom_who_names_in_that_order(street: Street, scene: Scene) -> None:
    """Nobody picks up, so that all of them are rung: those of the unit, then those of its fallback."""
    world = street.world
    on = FIRST + street.week * WEEK + timedelta(days=scene.weekday)
    street.week += 1
    hotline, now = world.office.hotlines.first, wib(f"{on} {scene.hour:02}:{scene.minute:02}")
    world.jumps_to(now)
    _write(world, scene, on, now)

    explained = explain_who(world.office, hotline, UNITS[scene.key], at=now)
    chain = (explained.unit, *explained.fallbacks)
    named = list(dict.fromkeys(str(person.phone) for one in chain for person in one.officers))
    note(f"{now}: {named}")
    street.rang.clear()
    budi = world.dials()
    if explained.unit.opening.is_open:
        budi.presses(scene.key)
    budi.ends()

    rung = [number for number in street.rang if number.startswith("+62812")]
    assert rung == named
    assert explained.would_ring is bool(rung)
    _same_everywhere(world, on, chain)


def _write(world: World, scene: Scene, on: date, now: datetime) -> None:
    ids = [world._ids[name] for name in NAMES]
    slots: dict[Slot, list[Duty]] = {}
    for before, unit, task, who, replaces, starts, ends in scene.lines:
        day = on + timedelta(days=before)
        line = Duty(day, unit, ids[who], task, starts, ends, None if replaces is None else ids[replaces])
        if starts != ends or starts is None:
            slots.setdefault(Slot(day, unit, task), []).append(line)
    with world.office.database.writing() as connection:
        replace_slots(connection, "ppatk", slots)
        for who, person_id in enumerate(ids):
            until = now + timedelta(hours=1) if who in scene.paused else now - timedelta(minutes=1)
            put_pause(connection, person_id, Pause(PauseReason.MANUAL, now - timedelta(hours=1), until))


def _same_everywhere(world: World, on: date, chain: tuple[Answering, ...]) -> None:
    """Whoever answers stands in the roster of the day (or of the night before), and in the cells of the week."""
    hotline, day = world.office.hotlines.first, timedelta(days=1)
    with world.office.database.reading() as connection:
        board = load_duty_board(connection, hotline.key, first=on - 2 * day, last=on + day)
    layout = lay_out(hotline, board, [on - day, on])
    listed: dict[str, set[int]] = {unit: set() for unit in hotline.units}
    for shown in (show_roster(world.office, hotline, on=on - day), show_roster(world.office, hotline, on=on)):
        for unit, lines in shown.units:
            cell = layout.cells[shown.on, unit.key]
            in_cell = [person.id for person in cell.standing] + [line.person_id for line in cell.lines]
            assert [line.person.id for line in lines] == in_cell
            listed[unit.key] |= set(in_cell)
    for answering in chain:
        assert {person.id for person in answering.officers} <= listed[answering.unit]


# -- the rules among themselves ---------------------------------------------------------------------------------

NEW_YORK = ZoneInfo("America/New_York")  # its clocks go back on Sunday, 1 November 2026, and forward on 8 March
SHIFTS = {None: 0, "back": -21, "forward": 105}


@st.composite
def anywhere(draw: st.DrawFn) -> Case:
    """A hotline and its roster in an Indonesian zone, or where the clocks are changed in these very days.

    Nobody pauses: gaps are about the plan.
    """
    case = draw(cases())
    people = {one.id: replace(one, pause=None) for one in case.board.people.values()}
    shift = draw(st.sampled_from(list(SHIFTS)))
    away = timedelta(days=SHIFTS[shift])
    duties = tuple(replace(line, on=line.on + away) for line in case.board.duties)
    office = replace(case.office, zone=NEW_YORK) if shift else case.office
    return Case(office, DutyBoard(people, duties, {}))


@dataclass(frozen=True)
class Look:
    """What the rule says of a unit at a moment of its service, and the gaps of that moment."""

    answering: Answering
    gaps: tuple[Gap, ...]

    def of_kind(self, kind: GapKind) -> list[Gap]:
        """The gaps of a kind."""
        return [gap for gap in self.gaps if gap.kind is kind]


@st.composite
def looks(draw: st.DrawFn) -> Look:
    case = draw(anywhere())
    days = sorted({line.on for line in case.board.duties}) or DAYS
    day = draw(st.sampled_from(days))
    spans = [span for before in (day - timedelta(days=1), day) for span in service_spans(case.office, before)]
    assume(spans)
    span = draw(st.sampled_from(spans))
    at = span.start + draw(st.integers(0, int((span.end - span.start) / QUARTER) - 1)) * QUARTER
    unit = draw(st.sampled_from(sorted(case.office.units)))
    answering = who_answers(case.office, unit, at=at, board=case.board)
    assume(answering.opening.is_open)
    today = to_local(at, case.office.zone).date()
    found = find_gaps(case.office, case.board, today - timedelta(days=1), today)
    mine = tuple(gap for gap in found if gap.unit == unit and gap.stretch is not None and gap.stretch.holds(at))
    return Look(answering, mine)


PURE = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)


@PURE
@given(look=looks())
def test_the_gaps_and_the_rule_never_contradict_each_other(look: Look) -> None:
    _as_many_answer_as_are_required(look)
    _who_is_out_of_reach_is_rung_by_nobody(look)
    _a_break_is_told_to_be_uncovered_where_it_is(look)


def _as_many_answer_as_are_required(look: Look) -> None:
    """Where nothing is short; in a break one cover may answer for several."""
    answering = look.answering
    required = answering.hotline.units[answering.unit].required.get(answering.opening.day.weekday(), 0)
    able = {post.holder for post in answering.posts if _person(answering, post.holder).can_be_rung}
    short = look.of_kind(GapKind.SHORT)

    assert [(gap.present, gap.required) for gap in short] == ([(len(able), required)] if len(able) < required else [])
    if not short and not any(post.is_covered for post in answering.posts):
        assert len(answering.officers) >= required


def _who_is_out_of_reach_is_rung_by_nobody(look: Look) -> None:
    answering = look.answering
    told = {gap.person.id for gap in look.of_kind(GapKind.UNREACHABLE) if gap.person}
    holders = {post.holder for post in answering.posts}

    assert not told & {person.id for person in answering.officers}
    assert {one for one in holders if not _person(answering, one).can_be_rung} <= told


def _a_break_is_told_to_be_uncovered_where_it_is(look: Look) -> None:
    uncovered = {post.holder for post in look.answering.posts if post.lacks_cover}
    told = {str(one.values["name"]) for one in look.answering.reasons if one.key == "break.uncovered"}

    assert {gap.person.id for gap in look.of_kind(GapKind.NO_COVER) if gap.person} == uncovered
    assert told == {_person(look.answering, one).name for one in uncovered}


@PURE
@given(look=looks(), first=st.integers(1, 5), second=st.integers(1, 5))
def test_two_who_swap_everything_swap_who_is_rung(look: Look, first: int, second: int) -> None:
    """As rostered, so that the order is that of the lines; particulars are swapped along, so that only names differ."""
    other = {first: second, second: first}
    hotline = replace(look.answering.hotline, ring=replace(look.answering.hotline.ring, order="as_rostered"))
    board, at, unit = look.answering.board, look.answering.at, look.answering.unit
    lines = tuple(
        replace(
            line,
            person_id=other.get(line.person_id, line.person_id),
            replaces_id=None if line.replaces_id is None else other.get(line.replaces_id, line.replaces_id),
        )
        for line in board.duties
    )
    people = {other.get(one.id, one.id): replace(one, id=other.get(one.id, one.id)) for one in board.people.values()}
    before = who_answers(hotline, unit, at=at, board=board)
    after = who_answers(hotline, unit, at=at, board=DutyBoard(people, lines, {}))
    assume(not any(post.place.line is None for post in before.posts))  # who stands by does so in the order of ids

    assert [person.id for person in after.officers] == [other.get(one.id, one.id) for one in before.officers]


@PURE
@given(case=anywhere())
def test_the_cells_of_the_week_hold_every_line_and_every_gap_once(case: Case) -> None:
    first, last = min((line.on for line in case.board.duties), default=DAYS[0]), DAYS[0] + timedelta(days=105 + 3)
    days = [first + timedelta(days=n) for n in range(4)]
    layout = lay_out(case.office, case.board, days)
    lines = [line for cell in layout.cells.values() for line in cell.lines]

    assert sorted(line.id for line in lines) == sorted(
        line.id for line in case.board.duties if days[0] <= line.on <= min(days[-1], last)
    )
    assert sorted(map(repr, (gap for cell in layout.cells.values() for gap in cell.gaps))) == sorted(
        map(repr, find_gaps(case.office, case.board, days[0], days[-1]))
    )


def _person(answering: Answering, person_id: int) -> Person:
    return answering.board.people[person_id]
