"""The pages of calls: the list, its files, and the whole record of one."""

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta

import openpyxl
import pytest
import sqlalchemy as sa

from ivr.domain.form import Form
from ivr.domain.phone import parse_phone, readable
from ivr.domain.scope import Scope
from ivr.store.call_choice import CallChoice, chosen
from ivr.store.tables import attempts, calls
from tests.calls.test_export import FIELDS
from tests.calls.world import BUDI, World, wib
from tests.web.served import JOKO, fills, morning, noted, rows_of, text_of
from tests.web.visitor import signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def served(world: World) -> World:
    return morning(world)


def numbers(page: str) -> list[str]:
    """The callers' numbers of the list, in order."""
    return [str(parse_phone(one)) for one in re.findall(r'<span class="number">(08[0-9-]+)</span>', page)]


def test_a_coordinator_reads_every_call_of_today_newest_first(served: World) -> None:
    fills(served, 1, Form(name="Budi", institution="Bank Contoh", topic="Registrasi GRIPS", problem="lupa sandi"))

    page = signed_in(served, "maya").gets("/calls").text

    assert rows_of(page)[1:] == [
        "Senin, 23 November 2026",
        f"09.01 catatan panggilan 2 {readable(JOKO)} Pusat Teknologi Informasi Sari 6 detik 1 menit 35 detik Terjawab"
        " belum diisi",
        f"09.00 catatan panggilan 1 {readable(BUDI)} Direktorat Pelaporan Andi 5 detik 1 menit 35 detik Terjawab"
        " Budi, Bank Contoh",
    ]


def test_an_officer_reads_the_own_talks_and_a_leader_those_of_the_unit(served: World) -> None:
    assert numbers(signed_in(served, "sari").gets("/calls").text) == [JOKO]
    assert numbers(signed_in(served, "ketut").gets("/calls").text) == [BUDI]


def test_what_is_searched_is_found_in_any_case_and_noted_without_the_words(served: World) -> None:
    fills(served, 1, Form(name="Budi Éko", institution="Bank Contoh", topic="Registrasi GRIPS", problem="lupa sandi"))
    maya = signed_in(served, "maya")

    for words in ("0813-0000-0001", "budi éko", "BANK contoh", "grips", "Lupa  Sandi"):
        assert numbers(maya.gets("/calls", params={"q": words}).text) == [BUDI], words
    for words in ("100%", "_", "lupa_sandi", "0812"):
        assert numbers(maya.gets("/calls", params={"q": words}).text) == [], words

    assert noted(served)[-1] == ("searched", "calls", "2026-11-23 sampai 2026-11-23; 0 panggilan")


def test_the_list_is_narrowed_by_unit_disposition_form_and_day(served: World) -> None:
    fills(served, 1, Form(name="Budi"))
    served.dials("+6281300000003").waits(2).hangs_up().ends()
    maya = signed_in(served, "maya")

    def found(**asked: str) -> list[str]:
        return numbers(maya.gets("/calls", params=asked).text)

    assert found(unit="pti") == [JOKO]
    assert found(disposition="abandoned") == ["+6281300000003"]
    assert found(disposition="running") == []
    assert found(form="filled") == [BUDI]
    assert found(form="empty") == [JOKO]
    assert found(**{"from": "2026-11-22", "to": "2026-11-22"}) == []


@ON_SQLITE
def test_what_cannot_be_read_is_told_beside_its_field_and_stays(served: World) -> None:
    answer = signed_in(served, "ketut").gets("/calls?from=kemarin&unit=pti&q=sandi")

    assert answer.status_code == 400
    said = text_of(answer.text)
    assert "Tanggal tidak dapat dibaca; tulis tahun-bulan-hari, misalnya 2026-11-23." in said
    assert "Unit ini tidak ada atau bukan untuk Anda; pilih dari daftar." in said
    assert 'value="kemarin"' in answer.text
    assert 'value="sandi"' in answer.text


@ON_SQLITE
def test_pages_follow_one_another_although_calls_come_in_meanwhile(world: World) -> None:
    morning(world)
    add_calls(world, 120)
    maya = signed_in(world, "maya")

    first = maya.gets("/calls").text
    add_calls(world, 3, after=timedelta(hours=1))
    second = maya.gets(older(first)).text
    third = maya.gets(older(second)).text

    pages = [re.findall(r"catatan panggilan (\d+)", page) for page in (first, second, third)]
    assert [len(page) for page in pages] == [50, 50, 22]
    assert len(set().union(*pages)) == 122
    assert "Panggilan sebelumnya" not in third


def older(page: str) -> str:
    """The link to the next page."""
    found = re.search(r'href="([^"]+)" rel="next"', page)
    assert found is not None
    return found[1].replace("&amp;", "&")


def add_calls(world: World, count: int, *, after: timedelta = timedelta(0)) -> None:
    """Calls that somebody abandoned, all at one moment."""
    at = world.office.clock() + after
    row = {"hotline": "ppatk", "direction": "inbound", "to_number": "+622150001000", "arrived_at": at, "turn": 1}
    row |= {"admission": "open", "phase": "menu", "last_event_at": at, "ended_at": at, "disposition": "abandoned"}
    with world.office.database.writing() as connection:
        connection.execute(calls.insert(), [row | {"sid": f"CA{after}{place}"} for place in range(count)])


@ON_SQLITE
def test_a_record_tells_every_step(served: World) -> None:
    fills(served, 1, Form(name="Budi", institution="Bank Contoh", problem="lupa sandi", remark="tuntas"))

    page = signed_in(served, "maya").gets("/calls/1").text

    steps = [text_of(step) for step in re.findall(r"<li>(<time.*?)</li>", page, flags=re.S)]
    assert steps == [
        "09.00.00 Panggilan masuk",
        "09.00.00 Menekan 1",
        "09.00.04 Telepon Andi (Direktorat Pelaporan, 0812-0000-0001) berdering",
        "09.00.05 Andi: diterima sesudah 1 detik",
        "09.00.05 Bicara dengan Andi",
        "09.01.40 Percakapan dengan Andi diakhiri petugas (1 menit 35 detik)",
        "09.01.49 Tidak menekan apa pun",
        "09.01.53 Panggilan berakhir",
    ]
    assert "lupa sandi" in page
    assert noted(served)[-1] == ("opened", "call:1", "")


@ON_SQLITE
def test_somebody_elses_record_does_not_exist_and_asking_for_it_is_noted(served: World) -> None:
    sari = signed_in(served, "sari")

    assert [sari.gets(f"/calls/{call_id}").status_code for call_id in (1, 2, 99, 2**40)] == [404, 200, 404, 404]
    assert [line for line in noted(served) if line[0] == "refused"] == [
        ("refused", "/calls/1", "GET"),
        ("refused", "/calls/99", "GET"),
        ("refused", f"/calls/{2**40}", "GET"),
    ]


def test_the_talk_of_another_unit_in_the_same_call_is_told_without_content(served: World) -> None:
    fills(served, 1, Form(name="Rahasianya Budi", problem="urusan pelaporan"))
    goes_on_with(served, call_id=1, like_call=2)
    sari = signed_in(served, "sari")

    record, listed = sari.gets("/calls/1").text, sari.gets("/calls").text

    for page in (record, listed):
        assert "Andi" not in page
        assert "Rahasianya" not in page
    assert "Dilayani unit lain" in record
    assert "urusan pelaporan" not in record
    assert "0812-0000-0001" not in record
    assert "dilayani unit lain, Sari" in text_of(listed)
    assert "Andi" not in sari.gets("/calls.csv").text.partition("\n")[2].replace("andi@", "Andi")
    assert numbers(sari.gets("/calls", params={"q": "urusan"}).text) == []


def goes_on_with(world: World, *, call_id: int, like_call: int) -> None:
    """Let a call have gone on with a talk like another call's."""
    with world.office.database.writing() as connection:
        talk = connection.execute(sa.select(attempts).where(attempts.c.call_id == like_call)).mappings().one()
        copied = {name: value for name, value in talk.items() if name != "id"} | {"call_id": call_id, "turn": 99}
        connection.execute(attempts.insert(), copied)


@ON_SQLITE
def test_a_confidential_question_is_read_only_by_who_wrote_it_down(served: World) -> None:
    form = Form(name="Budi", topic="Topiknya", problem="Isinya", remark="Ujungnya", is_confidential=True)
    fills(served, 1, replace(form, other_channel="surat"))
    maya, andi = signed_in(served, "maya"), signed_in(served, "andi")

    assert "Isinya" in andi.gets("/calls/1").text
    assert numbers(andi.gets("/calls", params={"q": "isinya"}).text) == [BUDI]
    record = maya.gets("/calls/1").text
    assert "rahasia, diarahkan ke surat" in record
    assert "Budi, rahasia, diarahkan ke surat" in text_of(maya.gets("/calls").text)
    assert numbers(maya.gets("/calls", params={"q": "isinya"}).text) == []
    for text in ("Topiknya", "Isinya", "Ujungnya"):
        assert text not in record
        assert text not in maya.gets("/calls.csv").text


def test_the_files_hold_what_the_list_shows_and_are_noted_with_its_number(served: World) -> None:
    ketut = signed_in(served, "ketut")

    lines = list(csv.reader(io.StringIO(ketut.gets("/calls.csv").text)))
    book = openpyxl.load_workbook(io.BytesIO(ketut.gets("/calls.xlsx").content))
    rows = [["" if cell is None else str(cell) for cell in row] for row in book.active.iter_rows(values_only=True)]  # type: ignore[union-attr]

    assert lines == rows
    assert lines[0] == FIELDS
    assert [line[3] for line in lines[1:]] == [BUDI]
    assert noted(served)[-2:] == [("exported", "calls", "2026-11-23 sampai 2026-11-23; 1 panggilan")] * 2


@ON_SQLITE
def test_no_cell_of_a_file_is_a_formula(served: World) -> None:
    fills(served, 1, Form(name="=HYPERLINK(1)"))
    with served.office.database.writing() as connection:
        connection.execute(calls.update().where(calls.c.id == 1).values(from_number="=1+1", keys="@x"))

    text = signed_in(served, "maya").gets("/calls.csv").text

    cells = [cell for line in csv.reader(io.StringIO(text)) for cell in line]
    assert "'=1+1" in cells
    assert "'@x" in cells
    assert not [cell for cell in cells if cell[:1] in ("=", "-", "@")]


@ON_SQLITE
def test_the_list_reads_one_stretch_of_the_index(served: World) -> None:
    start = wib("2026-11-23 00:00")
    choice = CallChoice("ppatk", start, start + timedelta(days=1), unit="pti", is_filled=False, text="budi")
    scope = Scope(1, "ppatk", False, frozenset({"pti"}), frozenset(), False, False, False)
    with served.office.database.reading() as connection:
        query = sa.select(calls).where(*chosen(scope, choice)).order_by(calls.c.arrived_at.desc(), calls.c.id.desc())
        text = str(query.compile(connection.engine, compile_kwargs={"literal_binds": True}))
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")]

    assert (
        plan[0] == "SEARCH calls USING INDEX ix_calls_hotline_arrived_at (hotline=? AND arrived_at>? AND arrived_at<?)"
    )
    assert not [step for step in plan if step.startswith("SCAN")]
