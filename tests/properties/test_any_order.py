"""Whatever happens, in whatever order and however often: the record ends whole, once, and nobody is rung twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from config.settings import Settings, read_settings
from ivr.domain.call import Attempt, Call, Outcome
from ivr.domain.events import LegReport, LegState
from ivr.domain.hotlines import Hotlines
from ivr.domain.people import Role
from ivr.store.engine import open_database
from ivr.store.migrate import upgrade
from ivr.workflows.close_silent_calls import Fate
from ivr.workflows.office import Office
from ivr.workflows.open_hotlines import open_hotlines
from tests.databases import Databases
from tests.properties.happenings import Bystander, Happening, happenings
from tests.webhooks.at_work import NINE, AtWork, HandClock

ROOT = Path(__file__).parents[2]
# A failing story is told as it was: to shorten it would take longer than pytest's patience with one test.
QUIET = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
)
Story = list[tuple[str, Happening]]


@pytest.fixture(scope="module")
def opened() -> tuple[Settings, Hotlines]:
    """The settings and hotlines, read once."""
    read = read_settings({"SECRET_KEY": "s" * 40}, ROOT)
    return read, open_hotlines(read.hotlines)


@contextmanager
def a_small_office(databases: Databases, opened: tuple[Settings, Hotlines], start: datetime) -> Iterator[Bystander]:
    """One officer in one unit, two in another who share a telephone with a third unit's, and an operator."""
    url = databases.fresh(upgrade)
    database = open_database(url)
    work = AtWork(Office(*opened, database, clock := HandClock(start)), clock)
    try:
        work.hires("pti")
        shared = work.hires("pelaporan")
        work.hires("pelaporan")
        work.hires("humas", phone=shared)
        work.hires("operator", role=Role.OPERATOR, on=None)
        yield Bystander(work)
    finally:
        database.close()
        databases.discard(url)


def play(bystander: Bystander, story: Story) -> None:
    for words, happens in story:
        note(f"{bystander.work.clock():%H:%M:%S} {words}")
        bystander.work.clock.passes(0.001)
        happens(bystander)
        assert_sound(bystander)


def end_all(bystander: Bystander, *, by_report: bool) -> None:
    """The network tells of every end, or the sweep asks for it."""
    bystander.work.clock.passes(200)
    for call_sid in bystander.seen:
        call = bystander.call(call_sid)
        if by_report or call is None:
            bystander.call_is_reported(call_sid, LegReport(call_sid, 7, LegState.COMPLETED, bystander.work.clock()))
    bystander.work.clock.passes(200)
    bystander.sweep_asks(Fate(is_running=False, ended_at=bystander.work.clock()), is_reachable=True)
    assert_sound(bystander)
    for call_sid in bystander.seen:
        ended = bystander.call(call_sid)
        assert ended is not None
        assert not ended.is_running
    assert_exported_as_recorded(bystander)


def assert_sound(bystander: Bystander) -> None:
    """What must hold at every moment."""
    calls = [call for one in bystander.seen if (call := bystander.call(one))]
    in_use = [attempt.phone for call in calls for attempt in call.attempts if attempt.is_open]
    assert len(in_use) == len(set(in_use)), "one telephone, two open attempts"
    for call in calls:
        assert_call_is_sound(call, bystander)


def assert_exported_as_recorded(bystander: Bystander) -> None:
    """One line a call, and its figures follow from its steps."""
    records = bystander.work.records()
    assert {record["call_sid"] for record in records} == set(bystander.seen)
    assert len(records) == len(bystander.seen)
    for record in records:
        call = bystander.call(record["call_sid"])
        assert call is not None
        assert record["talk_seconds"] == sum(seconds(talk.talk_started_at, talk.talk_ended_at) for talk in call.talks)
        first = call.talks[0] if call.talks else None
        waited_until = first.talk_started_at if first else call.ended_at
        assert record["wait_seconds"] == (seconds(call.arrived_at, waited_until) if waited_until else None)
        assert len(record["talks"]) == sum(one["outcome"] == "accepted" for one in record["attempts"])
        assert (record["officer"] is None) is (first is None)


def assert_call_is_sound(call: Call, bystander: Bystander) -> None:
    is_over = call.ended_at is not None
    assert (call.disposition is not None) is is_over
    assert (call.ended_by is not None) is is_over
    assert len({attempt.turn for attempt in call.attempts}) == len(call.attempts)
    if not is_over:
        assert sum(attempt.is_open for attempt in call.attempts) <= 1
    for attempt in call.attempts:
        assert not (is_over and attempt.is_open), "an attempt of a call that is over is open"
        assert_times_in_order(call, attempt)
    if call.talks:
        assert (call.unit, call.answered_at) == (call.talks[0].unit, call.talks[0].talk_started_at)
    if is_over:
        seen = bystander.seen[call.sid]
        assert call.disposition == naive_disposition(call, seen.was_spoken_to, seen.was_told_goodbye, seen.had_fault)
        if not call.talks:
            assert call.ended_by == ("caller" if call.disposition == "abandoned" else "system") or seen.was_closed


def assert_times_in_order(call: Call, attempt: Attempt) -> None:
    steps = [call.arrived_at, attempt.started_at, attempt.ring_ended_at]
    if attempt.is_accepted:
        steps += [attempt.talk_started_at, attempt.talk_ended_at]
    else:
        assert attempt.talk_started_at is None
        assert attempt.talk_ended_at is None
    known = [at for at in [*steps, call.ended_at] if at is not None]
    assert known == sorted(known), known
    if not attempt.is_open:
        # A canceled ring is explained by the dial's action or by the call's end; until then the caller's turn waits.
        assert attempt.outcome is not None or (call.is_running and attempt.turn == call.turn)
        assert attempt.ring_ended_at is not None
        assert attempt.talk_ended_at is not None or not attempt.is_accepted


def naive_disposition(call: Call, was_spoken_to: bool, was_told_goodbye: bool, had_fault: bool) -> str:
    """The contract's list, read again by somebody who only stood by."""
    if any(attempt.outcome is Outcome.ACCEPTED for attempt in call.attempts):
        return "answered"
    if call.admission == "closed":
        return "closed"
    if had_fault or not was_spoken_to:
        return "failed"
    return "missed" if was_told_goodbye else "abandoned"


def seconds(start: datetime | None, end: datetime | None) -> int:
    """As exported: both ends cut to whole seconds."""
    return int(end.timestamp()) - int(start.timestamp()) if start and end else 0


stories = st.lists(happenings(), min_size=15, max_size=45)
starts = st.sampled_from([NINE, NINE, NINE, NINE + timedelta(hours=7, minutes=59), NINE + timedelta(hours=13)])


@settings(QUIET, max_examples=40)
@given(story=stories, start=starts, by_report=st.booleans())
def test_every_story_ends_whole(
    sqlite_databases: Databases, opened: tuple[Settings, Hotlines], story: Story, start: datetime, by_report: bool
) -> None:
    with a_small_office(sqlite_databases, opened, start) as bystander:
        play(bystander, story)
        end_all(bystander, by_report=by_report)


@settings(QUIET, max_examples=8)
@given(story=stories, start=starts, by_report=st.booleans())
def test_every_story_ends_whole_on_postgresql(
    postgres_databases: Databases, opened: tuple[Settings, Hotlines], story: Story, start: datetime, by_report: bool
) -> None:
    with a_small_office(postgres_databases, opened, start) as bystander:
        play(bystander, story)
        end_all(bystander, by_report=by_report)


@pytest.mark.slow
@settings(QUIET, max_examples=150)
@given(story=st.lists(happenings(), min_size=20, max_size=80), start=starts, by_report=st.booleans())
def test_every_long_story_ends_whole(
    sqlite_databases: Databases, opened: tuple[Settings, Hotlines], story: Story, start: datetime, by_report: bool
) -> None:
    with a_small_office(sqlite_databases, opened, start) as bystander:
        play(bystander, story)
        end_all(bystander, by_report=by_report)
