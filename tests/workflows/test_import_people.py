"""Importing people: all or nothing, known by e-mail, twice is once."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from ivr.domain.links import LinkState
from ivr.domain.pause import Pause, PauseReason
from ivr.domain.people import Role
from ivr.domain.scope import scope_of
from ivr.store.door_tables import journal
from ivr.store.pauses import put_pause
from ivr.store.people import load_people
from ivr.store.sessions import session_of
from ivr.workflows.fault_sheet import FileRefused
from ivr.workflows.import_people import import_people
from ivr.workflows.import_roster import import_roster
from ivr.workflows.invite_person import invite_person
from ivr.workflows.make_feed import make_feed
from ivr.workflows.show_feed import show_feed
from ivr.workflows.sign_in import IDLE, begin_session
from ivr.workflows.signed_links import read_link
from tests.domain.samples import hotline
from tests.workflows.files import csv_file, faults
from tests.workflows.offices import SAMPLE_PEOPLE, Hands, hands


def everybody(hands: Hands) -> list[str]:
    with hands.office.database.reading() as connection:
        return [
            f"{m.person.name} {m.person.phone or '-'} {'|'.join(m.person.units) or '-'}"
            + ("" if m.person.is_active else " tidak aktif")
            for m in load_people(connection, "ppatk")
        ]


def test_people_are_added(empty: Hands) -> None:
    assert empty.people(*SAMPLE_PEOPLE) == (8, 0, 0)
    assert everybody(empty)[0] == "Agus Salim +6281200000001 pelaporan"
    assert everybody(empty)[-1] == "Rina Wati +622150001000;ext=10 -"


def test_the_same_file_again_changes_nothing(staffed: Hands) -> None:
    assert staffed.people(*SAMPLE_PEOPLE) == (0, 0, 8)


def test_a_person_is_known_by_email_and_changed(staffed: Hands) -> None:
    assert staffed.people("Agus S.,petugas|ketua,pti|pelaporan,0812-0000-0099,AGUS@contoh.example") == (0, 1, 0)
    with staffed.office.database.reading() as connection:
        agus = load_people(connection, "ppatk")[0].person
    assert (agus.name, agus.roles, agus.units) == (
        "Agus S.",
        frozenset({Role.OFFICER, Role.LEADER}),
        ("pti", "pelaporan"),
    )
    assert len(everybody(staffed)) == 8


def test_one_bad_line_keeps_the_whole_file_out(empty: Hands) -> None:
    with pytest.raises(FileRefused) as refused:
        empty.people(SAMPLE_PEOPLE[0], "Tono,petugas,pti,112,tono@contoh.example")
    assert faults(refused.value) == [
        "baris 3: telepon: nomor '112' terlalu pendek untuk dihubungi - "
        "tulis lengkap dengan kode wilayah, misalnya 021-5000-1000"
    ]
    assert everybody(empty) == []


def test_who_was_made_inactive_stays_so_until_the_file_says_otherwise(staffed: Hands) -> None:
    heading = "nama,peran,unit,telepon,email,aktif"
    assert staffed.people(f"{SAMPLE_PEOPLE[0]},tidak", heading=heading) == (0, 1, 0)
    assert everybody(staffed)[0] == "Agus Salim +6281200000001 pelaporan tidak aktif"
    assert staffed.people(SAMPLE_PEOPLE[0]) == (0, 0, 1)
    assert staffed.people(f"{SAMPLE_PEOPLE[0]},ya", heading=heading) == (0, 1, 0)


def test_who_becomes_inactive_is_signed_out_and_their_invitation_and_calendar_end(staffed: Hands) -> None:
    office = staffed.office
    invited = invite_person(office, "agus@contoh.example", by=None, now=office.clock())
    person_id = invited.member.person.id
    with office.database.writing() as connection:
        token = begin_session(connection, person_id=person_id, now=office.clock())
        scope = scope_of(invited.member.person, "ppatk")
        calendar = make_feed(connection, office, scope, hotline="ppatk", unit=None, now=office.clock())

    for active in ("tidak", "ya"):
        staffed.people(f"{SAMPLE_PEOPLE[0]},{active}", heading="nama,peran,unit,telepon,email,aktif")

    with office.database.reading() as connection:
        assert session_of(connection, token, now=office.clock(), idle_since=office.clock() - IDLE) is None
        state, _ = read_link(connection, office, invited.url.rpartition("/")[2], now=office.clock())
        feed = show_feed(connection, office, calendar.rpartition("/")[2].removesuffix(".ics"), now=office.clock())
    assert state is LinkState.USED, "also when they come back"
    assert feed is None, "an old link opens for nobody, also when they come back"


def test_every_person_who_is_added_or_changed_is_in_the_journal_without_their_particulars(staffed: Hands) -> None:
    heading = "nama,peran,unit,telepon,email,aktif"
    with staffed.office.database.reading() as connection:
        agus = load_people(connection, "ppatk")[0].person
        before = connection.execute(sa.select(sa.func.count()).select_from(journal)).scalar_one()
    staffed.people(*SAMPLE_PEOPLE)
    staffed.people("Agus S.,petugas|ketua,pti,0812-0000-0099,agus@contoh.example,tidak", heading=heading)

    assert before == 8, "the eight who are there already"
    with staffed.office.database.reading() as connection:
        lines = connection.execute(sa.select(journal).order_by(journal.c.id)).all()
    assert [(line.action, line.detail, line.person_id) for line in lines[:8]] == [
        ("added", "perintah; berkas orang", None)
    ] * 8
    assert [(line.action, line.subject, line.hotline, line.detail) for line in lines[8:]] == [
        ("changed", f"person:{agus.id}", "ppatk", "perintah; nama, telepon, peran, unit, dinonaktifkan")
    ]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_corrected_number_ends_the_pause_that_the_old_one_earned(staffed: Hands) -> None:
    now = staffed.office.clock()
    with staffed.office.database.writing() as connection:
        agus = load_people(connection, "ppatk")[0].person
        put_pause(connection, agus.id, Pause(PauseReason.UNANSWERED, now, now + timedelta(minutes=15)))

    staffed.people("Agus S.,petugas,pti,0812-0000-0099,agus@contoh.example")

    with staffed.office.database.reading() as connection:
        assert not load_people(connection, "ppatk")[0].person.is_paused(now)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_who_is_moved_to_another_hotline_stands_in_the_journals_of_both(
    migrated_database_url: str, tmp_path: Path
) -> None:
    heading = "nama,peran,unit,telepon,email,hotline"
    with hands(migrated_database_url, tmp_path, hotline(key="ppatk"), hotline(key="cabang")) as office:
        office.people("Agus,petugas,pti,0812-0000-0001,agus@contoh.example,ppatk", heading=heading)
        duty = csv_file("tanggal,unit,petugas,tugas,hotline", "2026-11-23,pti,Agus,piket,ppatk")
        import_roster(office.office, "jadwal.csv", duty)
        moved = import_people(
            office.office,
            "orang.csv",
            csv_file(heading, "Agus,petugas,pti,0812-0000-0001,agus@contoh.example,cabang"),
        )
        assert moved.notes == (
            "Agus pindah ke cabang, tetapi masih tercantum di jadwal ppatk: Senin, 23 November 2026",
        )
        with office.office.database.reading() as connection:
            of_people = sa.select(journal).where(journal.c.subject.like("person:%")).order_by(journal.c.id)
            lines = connection.execute(of_people).all()

    assert [(line.hotline, line.detail) for line in lines] == [
        ("ppatk", "perintah; berkas orang"),
        ("cabang", "perintah; hotline"),
        ("ppatk", "perintah; hotline"),
    ]


@pytest.mark.parametrize(
    "line", ["Rudi,koordinator,,,rudi@contoh.example,ya", "Rudi,admin,,,rudi@contoh.example,tidak"]
)
def test_no_file_takes_the_last_administrator_away(staffed: Hands, line: str) -> None:
    heading = "nama,peran,unit,telepon,email,aktif"
    staffed.people("Rudi,admin,,,rudi@contoh.example,ya", heading=heading)

    with pytest.raises(FileRefused) as refused:
        staffed.people("Agus S.,petugas,pti,0812-0000-0099,agus@contoh.example,ya", line, heading=heading)

    assert faults(refused.value) == [
        "baris 3: peran: rudi@contoh.example administrator aktif yang terakhir - tetapkan administrator lain dahulu"
    ]
    assert everybody(staffed)[0] == "Agus Salim +6281200000001 pelaporan", "nothing was applied"
    admin = "Sinta,admin,,,sinta@contoh.example,ya"
    assert staffed.people(line, admin, heading=heading) == (1, 1, 0)
