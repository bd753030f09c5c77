"""`check` tells where the units' own lists differ from the hotline file, and calls it no fault."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ivr.domain.people import Person, Role
from ivr.domain.scope import scope_of
from ivr.domain.unit_list import Add, Edit, Listing, Remove, version_of
from ivr.store.migrate import upgrade
from ivr.store.people import Member, add_person
from ivr.store.topics import words_of
from ivr.workflows.edit_list import ListEdit
from ivr.workflows.edit_topics import edit_topics
from tests.terminal.installation import Installation, empty_machine


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Installation]:
    with empty_machine(tmp_path) as found:
        upgrade(found.settings().database_url)
        yield found


def edits(machine: Installation, *steps: Edit) -> None:
    """The leader of PTI edits the unit's topics on the page."""
    office = machine.office()
    hotline = office.hotlines.first
    leader = Person(0, "Sari", "sari@kantor.example", frozenset({Role.LEADER}), ("pti",), None)
    with office.database.writing() as connection:
        person_id = add_person(connection, Member(hotline.key, leader))
    scope = scope_of(Person(person_id, *(leader.name, leader.email, leader.roles, leader.units, None)), hotline.key)
    for step in steps:
        with office.database.reading() as connection:
            version = version_of(words_of(connection, Listing.TOPICS, hotline, "pti"))
        edit_topics(office, ListEdit(hotline, "pti", step, version, scope), now=office.clock())
    office.database.close()


def said(machine: Installation) -> str:
    return " ".join(machine.types("check")[1].split())


def test_lists_that_nobody_edited_are_the_files(machine: Installation) -> None:
    machine.edits_hotline("      - Permasalahan jaringan\n", "      - Jaringan\n")

    assert "L01" not in said(machine)


def test_an_edited_list_is_named_with_what_stands_only_on_one_side(machine: Installation) -> None:
    edits(machine, Add(("Akun terkunci",)), Remove(1))

    told = said(machine)

    assert (
        "Catatan L01 Call Center PPATK: topik Pusat Teknologi Informasi sudah diubah di halaman Topik dan FAQ, "
        "dan itulah yang berlaku. Hanya di halaman: 'Akun terkunci'; hanya di berkas: 'Permasalahan jaringan' "
        "-> Tidak perlu apa-apa;" in told
    )
    assert ", 1 catatan." in told


def test_after_the_file_was_made_the_same_nothing_is_told(machine: Installation) -> None:
    edits(machine, Remove(1))
    machine.edits_hotline("      - Permasalahan jaringan\n", "")

    assert "L01" not in said(machine)


def test_a_note_is_no_next_step(machine: Installation) -> None:
    edits(machine, Remove(1))

    lines = machine.types("check")[1].splitlines()

    assert "(L01)" not in lines[-1]
    assert [line.split()[1] for line in lines if line.startswith("Catatan")] == ["L01"]
    assert lines.index(next(line for line in lines if line.startswith("Catatan"))) > max(
        number for number, line in enumerate(lines) if line.startswith(("HALANGAN", "Perhatikan"))
    )
