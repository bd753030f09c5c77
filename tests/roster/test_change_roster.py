"""Changing the roster and taking changes back: recorded whole, refused when somebody else was faster."""

from datetime import time, timedelta

import pytest

from ivr.domain.people import Person, Role
from ivr.domain.roster import Duty, Task
from ivr.domain.roster_change import ChangeKind, Slot, in_slots
from ivr.domain.scope import scope_of
from ivr.store.journal_lines import JournalChoice
from ivr.store.roster import load_duties
from ivr.store.roster_changes import latest_changes
from ivr.workflows.change_roster import CannotUndo, RosterMoved, change_roster, undo_change
from ivr.workflows.journal_labels import detail_words, sentence
from ivr.workflows.read_journal import read_journal
from tests.calls.world import MONDAY, World, wib
from tests.statements import statements

DUTY = Slot(MONDAY, "pelaporan", Task.DUTY)


@pytest.fixture
def andi(world: World) -> int:
    world.on_duty("andi", "pelaporan", "+628120000101")
    return world._ids["andi"]


@pytest.fixture
def sari(world: World) -> int:
    world.officer("sari", "pelaporan", "+628120000102")
    return world._ids["sari"]


def line(person: int, slot: Slot = DUTY, *, starts: time | None = None) -> Duty:
    return Duty(slot.on, slot.unit, person, slot.task, starts)


def standing(world: World, slot: Slot = DUTY) -> list[int]:
    with world.office.database.reading() as connection:
        lines = in_slots(load_duties(connection, "ppatk", first=slot.on, last=slot.on))
    return [one.person_id for one in lines.get(slot, ())]


def test_a_change_is_on_record_and_can_be_taken_back(world: World, andi: int, sari: int) -> None:
    with world.office.database.writing() as connection:
        made = change_roster(
            connection,
            "ppatk",
            {DUTY: [line(sari, starts=time(8))]},
            by=andi,
            kind=ChangeKind.EDIT,
            now=world.office.clock(),
            why="sakit",
        )
    assert made is not None
    assert standing(world) == [sari]

    with world.office.database.writing() as connection:
        undo_change(connection, "ppatk", made.id, by=sari, now=world.office.clock())
        told = latest_changes(connection, "ppatk")

    assert standing(world) == [andi]
    assert [(one.kind, one.person_id, one.why) for one in told] == [
        (ChangeKind.UNDO, sari, ""),
        (ChangeKind.EDIT, andi, "sakit"),
    ]
    assert told[1].slots[0].after == (line(sari, starts=time(8)),)
    assert told[1].undone_by == told[0].id


def test_what_stands_there_already_is_no_change(world: World, andi: int) -> None:
    with world.office.database.writing() as connection:
        assert (
            change_roster(
                connection, "ppatk", {DUTY: [line(andi)]}, by=andi, kind=ChangeKind.EDIT, now=world.office.clock()
            )
            is None
        )
        assert latest_changes(connection, "ppatk") == ()


def test_who_saw_an_older_roster_changes_nothing(world: World, andi: int, sari: int) -> None:
    other = Slot(MONDAY + timedelta(days=1), "pti", Task.DUTY)
    with pytest.raises(RosterMoved) as refused, world.office.database.writing() as connection:
        change_roster(
            connection,
            "ppatk",
            {DUTY: [line(sari)], other: [line(sari, other)]},
            by=andi,
            kind=ChangeKind.EDIT,
            now=world.office.clock(),
            expected={DUTY: [], other: []},
        )

    assert refused.value.slots == (DUTY,)
    assert (standing(world), standing(world, other)) == ([andi], [])


def test_a_change_is_taken_back_once_and_only_while_it_stands(world: World, andi: int, sari: int) -> None:
    with world.office.database.writing() as connection:
        first = change_roster(
            connection, "ppatk", {DUTY: [line(sari)]}, by=andi, kind=ChangeKind.EDIT, now=world.office.clock()
        )
        second = change_roster(connection, "ppatk", {DUTY: []}, by=andi, kind=ChangeKind.EDIT, now=world.office.clock())
    assert first is not None
    assert second is not None

    with pytest.raises(RosterMoved), world.office.database.writing() as connection:
        undo_change(connection, "ppatk", first.id, by=andi, now=world.office.clock())
    with world.office.database.writing() as connection:
        undo_change(connection, "ppatk", second.id, by=andi, now=world.office.clock())
        with pytest.raises(CannotUndo):
            undo_change(connection, "ppatk", second.id, by=andi, now=world.office.clock())
        undo_change(connection, "ppatk", first.id, by=andi, now=world.office.clock())

    assert standing(world) == [andi]


def test_another_hotlines_change_is_not_there(world: World, andi: int) -> None:
    with world.office.database.writing() as connection:
        made = change_roster(connection, "ppatk", {DUTY: []}, by=andi, kind=ChangeKind.EDIT, now=world.office.clock())
        assert made is not None
        with pytest.raises(CannotUndo):
            undo_change(connection, "cabang", made.id, by=andi, now=world.office.clock())


def test_the_journal_says_who_made_which_change(world: World, andi: int, sari: int) -> None:
    with world.office.database.writing() as connection:
        for by, wanted in ((andi, [line(sari)]), (None, [])):
            change_roster(connection, "ppatk", {DUTY: wanted}, by=by, kind=ChangeKind.IMPORT, now=world.office.clock())

    maya = scope_of(Person(0, "", "", frozenset({Role.COORDINATOR}), (), None), "ppatk")
    told, _ = read_journal(world.office, maya, JournalChoice(wib("2026-11-23 00:00"), wib("2026-11-24 00:00")))
    what = "Impor berkas: 23 November 2026, pelaporan"
    assert [f"{sentence(line)} ({detail_words(line)})" for line in told] == [
        f"Perintah di server mengubah jadwal dengan perubahan nomor 2 (perintah; {what})",
        f"Andi mengubah jadwal dengan perubahan nomor 1 ({what})",
    ]


def test_a_year_is_written_with_as_few_statements_as_a_day_so_that_no_call_waits_for_it(
    world: World, andi: int, sari: int
) -> None:
    def change(days: int, person: int) -> int:
        slots = (Slot(MONDAY + timedelta(days=n), "pelaporan", Task.DUTY) for n in range(days))
        wanted = {slot: [line(person, slot), line(andi, slot, starts=time(8))] for slot in slots}
        with statements(world.office.database) as sent, world.office.database.writing() as connection:
            change_roster(connection, "ppatk", wanted, by=None, kind=ChangeKind.IMPORT, now=world.office.clock())
        return len(sent)

    assert change(365, sari) == change(1, andi)
    last = Slot(MONDAY + timedelta(days=364), "pelaporan", Task.DUTY)
    assert standing(world, last) == [sari, andi], "in the order in which they ring"
