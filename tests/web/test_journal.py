"""The journal, as coordinators and administrators read it."""

import csv
import io
import re

import pytest
from click.testing import CliRunner

from app import cli
from ivr.domain.form import Form
from ivr.domain.journal import Action, Entry
from ivr.domain.people import Role
from ivr.store.journal import note_in_journal
from tests.calls.world import World
from tests.web.served import fills, morning, noted, rows_of, text_of
from tests.web.visitor import at_the_door, signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def served(world: World) -> World:
    return morning(world)


def sentences(page: str) -> list[str]:
    """What the lines say happened."""
    return [text_of(cell) for cell in re.findall(r'<td data-label="Tindakan">(.*?)</td>', page)]


def test_who_opened_a_call_is_told_in_sentences(served: World) -> None:
    andi, sari = at_the_door(served, "andi"), at_the_door(served, "sari")
    andi.gets("/calls/1")
    sari.gets("/calls/1")
    sari.gets("/live")
    sari.gets("/calls?q=budi")

    page = signed_in(served, "maya").gets("/journal").text

    assert [line for line in sentences(page) if "Maya" not in line and "sendiri" not in line] == [
        "Sari mencari dalam daftar panggilan",
        "Sari ditolak membuka halaman /live",
        "Sari ditolak membuka halaman /calls/1",
        "Andi membuka catatan panggilan 1",
        "Sari masuk",
        "Andi masuk",
    ]
    assert "Senin, 23 November 2026 09.03.47" in rows_of(page)[1]


def test_the_journal_is_asked_by_subject_person_action_and_day(served: World) -> None:
    andi = at_the_door(served, "andi")
    andi.gets("/calls/1")
    andi.gets("/calls")
    with served.office.database.writing() as connection:
        note_in_journal(connection, Entry(None, Action.OPENED, "form:1", "ppatk"), at=served.office.clock())
        note_in_journal(connection, Entry(None, Action.OPENED, "form:2", "ppatk"), at=served.office.clock())
    maya = signed_in(served, "maya")

    def told(**asked: str) -> list[str]:
        return sentences(maya.gets("/journal", params=asked).text)

    assert told(about="panggilan 1") == ["Sistem membuka formulir percakapan 1", "Andi membuka catatan panggilan 1"]
    assert told(about="daftar panggilan") == ["Andi membuka daftar panggilan"]
    assert told(person="0", about="form:2") == ["Sistem membuka formulir percakapan 2"]
    assert told(action="signed_in", person="3") == ["Andi masuk"]
    assert told(to="2026-11-22", **{"from": "2026-11-22"}) == []
    wrong = maya.gets("/journal?about=apa+saja+itu")
    assert wrong.status_code == 400
    assert "Tidak dikenal; tulis misalnya panggilan 12, formulir 3, orang 5, atau jurnal." in text_of(wrong.text)


@ON_SQLITE
def test_pages_of_a_hundred_and_the_whole_as_a_file_that_is_noted(served: World) -> None:
    with served.office.database.writing() as connection:
        for number in range(650):
            entry = Entry(None, Action.OPENED, f"call:{number}", "ppatk", detail="=1+1")
            note_in_journal(connection, entry, at=served.office.clock())
    maya = signed_in(served, "maya")

    first = maya.gets("/journal?action=opened").text
    link = re.search(r'href="([^"]+)" rel="next"', first)
    assert link is not None
    second = maya.gets(link[1].replace("&amp;", "&")).text
    lines = list(csv.reader(io.StringIO(maya.gets("/journal.csv?action=opened").text)))

    assert (len(sentences(first)), len(sentences(second))) == (100, 100)
    assert not set(sentences(first)) & set(sentences(second))
    assert len(lines) == 1 + 650
    assert lines[-1][4:] == ["call:0", "ppatk", "", "'=1+1", "Sistem membuka catatan panggilan 0"]
    assert noted(served)[-1] == ("exported", "journal", "2026-11-17 sampai 2026-11-23; 650 baris")


@ON_SQLITE
def test_a_coordinator_reads_the_own_hotline_and_an_administrator_all(served: World) -> None:
    served.officer("rudi", "", "+6281200000010", role=Role.ADMIN)
    with served.office.database.writing() as connection:
        for hotline in ("ppatk", "lain", None):
            entry = Entry(None, Action.OPENED, f"call:{hotline}", hotline)
            note_in_journal(connection, entry, at=served.office.clock())

    maya, rudi = (sentences(signed_in(served, name).gets("/journal?person=0").text) for name in ("maya", "rudi"))

    assert maya == ["Sistem membuka catatan panggilan ppatk"]
    assert len(rudi) == 3
    assert [signed_in(served, name).gets("/journal").status_code for name in ("ketut", "andi")] == [403, 403]


@ON_SQLITE
def test_commands_that_give_out_calls_leave_a_line(served: World) -> None:
    fills(served, 1, Form(name="Budi"))
    for words in (["calls", "export"], ["recap", "show"], ["recap", "export"], ["people", "list"]):
        done = CliRunner().invoke(cli.commands[words[0]], words[1:], obj=lambda: served.office)
        assert done.exit_code == 0, done.output

    assert noted(served) == [
        ("exported", "calls", "perintah; 2026-11-23 sampai 2026-11-23"),
        ("opened", "recap:2026-11-23", "perintah; 2026-11-23"),
        ("exported", "recap:2026-11-23", "perintah; 2026-11-23"),
        ("opened", "people", "perintah; 4 orang"),
    ]
    assert sentences(signed_in(served, "maya").gets("/journal?person=0").text) == [
        "Perintah di server membuka daftar orang",
        "Perintah di server mengunduh rekapitulasi 23 November 2026",
        "Perintah di server membuka rekapitulasi 23 November 2026",
        "Perintah di server mengunduh daftar panggilan",
    ]
