"""The roster as a file on the page: looked through, applied exactly as shown as one change, and taken away again."""

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import requests
from openpyxl import Workbook, load_workbook

from tests.calls.world import MONDAY, World
from tests.roster.offices import THURSDAY, TUESDAY, WEDNESDAY, changes, furnish, on_duty, said
from tests.web.visitor import Visitor, signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
HEADING = "tanggal,unit,petugas,tugas,mulai,selesai,menggantikan,catatan"


@pytest.fixture(autouse=True)
def office(world: World) -> World:
    furnish(world)
    return world


def uploads(who: Visitor, *lines: str, name: str = "jadwal.csv") -> requests.Response:
    return sends(who, "\n".join((HEADING, *lines)).encode(), name=name)


def sends(who: Visitor, content: bytes, *, name: str = "jadwal.csv") -> requests.Response:
    """A file by the form of the page."""
    fields, files = {"csrf_token": who.token()}, {"file": (name, content)}
    return who._http.post(f"{who.world.url}/roster/upload", data=fields, files=files, timeout=30)


def applies(who: Visitor, preview: requests.Response, **more: str) -> requests.Response:
    """The button below a preview."""
    sealed = re.search(r'name="sealed" value="([^"]+)"', preview.text)
    assert sealed is not None, said(preview)
    return who.posts("/roster/upload/apply", True, sealed=sealed[1], **more)


def line(on: Any, person: str, unit: str = "pti", task: str = "piket", more: str = ",,,") -> str:
    return f"{on},{unit},{person},{task}{more}"


def test_a_file_is_shown_first_and_then_applied_as_one_change(world: World) -> None:
    ketut = signed_in(world, "ketut")
    lines = (
        line(TUESDAY, "Dewi"),
        line(WEDNESDAY, "dewi@kantor.example"),
        line(THURSDAY, "Andi", more=",07.00,12.00,"),
    )
    preview = uploads(ketut, *lines)
    assert "2 baris baru, 2 dihapus, 1 tetap. Belum ada yang disimpan." in said(preview)
    assert "Selasa 24 November Pusat Teknologi Informasi Andi diganti Dewi" in said(preview)
    assert "Rabu 25 November" not in said(preview)
    assert on_duty(world, TUESDAY) == ["andi"]

    assert "Tersimpan: 2 sel jadwal berubah menurut berkas." in said(applies(ketut, preview))
    assert (on_duty(world, TUESDAY), on_duty(world, THURSDAY)) == (["dewi"], ["andi 07:00-12:00"])
    assert changes(world) == [("import", "ketut", "")]
    signed_in(world, "ketut").posts("/roster/undo", True, change="1")
    assert (on_duty(world, TUESDAY), on_duty(world, THURSDAY)) == (["andi"], ["sari"])


@ON_SQLITE
def test_every_fault_is_told_with_its_cell_and_nothing_is_saved(world: World) -> None:
    page = uploads(signed_in(world, "maya"), line(TUESDAY, "Dewi"), line("24-11-2026", "Andi"), line(TUESDAY, "Andy"))
    assert page.status_code == 422
    assert "Belum ada yang disimpan: perbaiki 2 hal di jadwal.csv" in said(page)
    assert "3 tanggal '24-11-2026' bukan tanggal tulis 2026-11-23 atau 23/11/2026" in said(page)
    assert "4 petugas 'Andy' tidak dikenal maksud Anda Andi (andi@kantor.example)?" in said(page)
    assert 'name="sealed"' not in page.text
    assert on_duty(world, TUESDAY) == ["andi"]


@ON_SQLITE
def test_a_leaders_file_may_name_their_own_units_only(world: World) -> None:
    ketut = signed_in(world, "ketut")
    page = uploads(ketut, line(TUESDAY, "Dewi"), line(WEDNESDAY, "Rini", "humas"), line("2026-11-20", "Andi"))
    assert "3 unit 'humas' bukan unit Anda hapus baris ini; unit Anda: pti" in said(page)
    assert "4 tanggal tanggal ini sudah lewat" in said(page)
    assert signed_in(world, "andi").gets("/roster/upload").status_code == 403


@ON_SQLITE
def test_a_leader_brings_the_whole_week_back_with_a_change_of_the_own_unit(world: World) -> None:
    world.rosters("andi", "pti", on=date(2026, 11, 20))
    maya, ketut = signed_in(world, "maya"), signed_in(world, "ketut")
    week = ketut.gets(f"/roster/{MONDAY}.csv").text
    assert "rini@kantor.example" in week, "another unit's"
    own = week.replace("2026-11-24,pti,andi@kantor.example", "2026-11-24,pti,dewi@kantor.example")
    preview = sends(ketut, f"{own}\n{line('2026-11-20', 'Andi')}".encode())
    assert "1 baris baru, 1 dihapus, 4 tetap." in said(preview)
    assert "Tersimpan: 1 sel" in said(applies(ketut, preview))
    assert on_duty(world, TUESDAY) == ["dewi"]

    preview = sends(ketut, own.replace("2026-11-24,pti,dewi", "2026-11-24,pti,sari").encode())
    applies(maya, uploads(maya, line(TUESDAY, "Dewi", "humas")))
    assert applies(ketut, preview).status_code == 409, "what the file repeats of others is no more so"


@ON_SQLITE
def test_when_the_roster_moved_meanwhile_nothing_is_applied(world: World) -> None:
    ketut, maya = signed_in(world, "ketut"), signed_in(world, "maya")
    first, second = uploads(ketut, line(TUESDAY, "Dewi")), uploads(maya, line(TUESDAY, "Sari"))
    applies(maya, second)
    late = applies(ketut, first)
    assert late.status_code == 409
    assert "Unggah berkas itu sekali lagi." in said(late)
    assert on_duty(world, TUESDAY) == ["sari"]


@ON_SQLITE
def test_the_button_pressed_twice_does_it_once_and_says_so(world: World) -> None:
    ketut = signed_in(world, "ketut")
    preview = uploads(ketut, line(TUESDAY, "Dewi"))
    applies(ketut, preview)
    again = applies(ketut, preview)
    assert again.status_code == 200
    assert "Jadwal sudah sama dengan berkas itu." in said(again)
    assert changes(world) == [("import", "ketut", "")]


@ON_SQLITE
def test_what_was_shown_to_one_is_applied_by_nobody_else_and_unchanged(world: World) -> None:
    ketut, maya = signed_in(world, "ketut"), signed_in(world, "maya")
    preview = uploads(ketut, line(TUESDAY, "Dewi"))
    assert applies(maya, preview).status_code == 422
    assert ketut.posts("/roster/upload/apply", True, sealed="abc").status_code == 422
    assert on_duty(world, TUESDAY) == ["andi"]


@ON_SQLITE
def test_days_that_are_over_need_a_reason(world: World) -> None:
    maya = signed_in(world, "maya")
    preview = uploads(maya, line("2026-11-20", "Dewi"))
    asked = applies(maya, preview)
    assert asked.status_code == 422
    assert "Tulis alasannya" in said(asked)
    applies(maya, asked, why="Lupa dicatat")
    assert changes(world) == [("import", "maya", "Lupa dicatat")]


@ON_SQLITE
def test_a_holiday_is_noted_and_a_file_that_is_too_big_or_none_refused(world: World) -> None:
    maya = signed_in(world, "maya")
    assert "Perhatikan: Sabtu, 28 November 2026 bukan hari layanan" in said(uploads(maya, line("2026-11-28", "Dewi")))
    assert "berkas lebih besar dari 2 MB" in said(sends(maya, b"x" * (2 * 1024 * 1024 + 1)))
    assert "Pilih berkas CSV atau XLSX." in said(maya.posts("/roster/upload"))


@ON_SQLITE
def test_a_file_that_puts_one_person_in_two_places_says_so_before_it_is_applied(world: World) -> None:
    maya = signed_in(world, "maya")
    preview = uploads(maya, line(TUESDAY, "Rini"))
    words = "Selasa, 24 November 2026, Pusat Teknologi Informasi: Rini sekaligus bertugas di Direktorat Kerjasama dan"
    assert f"Perhatikan: {words}" in said(preview)
    assert "Tersimpan" in said(applies(maya, preview)), "warned, not refused"
    assert "Perhatikan" not in said(uploads(maya, line(TUESDAY, "Rini"))), "that is so already"


@ON_SQLITE
def test_of_many_new_gaps_the_first_are_told(world: World) -> None:
    lines = [line(f"2026-12-{day:02}", "Andi") for day in range(1, 32)]
    page = said(uploads(signed_in(world, "maya"), *lines))
    assert "Selasa, 1 Desember 2026, Pusat Teknologi Informasi: istirahat Andi tidak ada penggantinya" in page
    assert "kekurangan baru lagi." in page
    assert page.count("bukan hari layanan") == 10
    weekends = [line(f"2027-{month:02}-{day:02}", "Andi") for month in (1, 2, 3) for day in range(1, 29)]
    page = said(uploads(signed_in(world, "maya"), *weekends))
    assert (page.count("bukan hari layanan"), page.count("catatan lagi.")) == (12, 1)


@ON_SQLITE
def test_a_workbook_with_a_sheet_for_each_unit_says_which_of_them_is_read(world: World) -> None:
    book, filled = Workbook(), BytesIO()
    for unit, person in (("pti", "Dewi"), ("humas", "Rini")):
        sheet = book.create_sheet(unit)
        sheet.append(HEADING.split(",")[:4])
        sheet.append([str(TUESDAY), unit, person, "piket"])
    del book["Sheet"]
    book.save(filled)
    preview = sends(signed_in(world, "maya"), filled.getvalue(), name="jadwal.xlsx")
    assert "Perhatikan: hanya lembar 'pti' yang dibaca, tidak 'humas'." in said(preview)


@ON_SQLITE
def test_a_week_taken_away_and_imported_unchanged_changes_nothing(world: World) -> None:
    world.rosters("dewi", "pti", on=TUESDAY, task="pengganti", replaces="andi", note="=1+1")
    maya = signed_in(world, "maya")
    taken = maya.gets(f"/roster/{THURSDAY}.csv")
    assert taken.headers["Content-Disposition"] == f'attachment; filename="jadwal-ppatk-{MONDAY}.csv"'
    assert taken.content.decode("utf-8-sig").splitlines()[:3] == [
        HEADING,
        "2026-11-24,pti,andi@kantor.example,piket,,,,",
        "2026-11-24,pti,dewi@kantor.example,pengganti,,,andi@kantor.example,'=1+1",
    ]
    assert "Tidak ada yang berubah: 0 baris baru, 0 dihapus, 5 tetap." in said(sends(maya, taken.content))
    assert signed_in(world, "andi").gets(f"/roster/{MONDAY}.csv").status_code == 200


@ON_SQLITE
def test_a_template_names_the_units_days_and_is_refused_until_it_is_filled_in(world: World) -> None:
    ketut = signed_in(world, "ketut")
    template = ketut.gets("/roster/template.csv?week=2026-12-01").content
    lines = template.decode("utf-8-sig").splitlines()
    assert lines[1:4] == [
        "2026-11-30,pti,isi nama atau e-mail,piket,,,,",
        "2026-11-30,pti,isi nama atau e-mail,istirahat,,,,",
        "2026-12-01,pti,,piket,,,,",
    ]
    assert len(lines) == 11
    assert "3 petugas belum diisi isi e-mail atau nama petugas 4 petugas kosong" in said(sends(ketut, template))

    sheet = load_workbook(BytesIO(ketut.gets("/roster/template.xlsx?week=2026-12-01").content)).active
    assert sheet is not None
    for row in range(2, 12):
        sheet.cell(row, 3).value = "Dewi" if sheet.cell(row, 4).value == "piket" else "Sari"
    filled = BytesIO()
    assert sheet.parent is not None
    sheet.parent.save(filled)
    preview = sends(ketut, filled.getvalue(), name="jadwal.xlsx")
    assert "10 baris baru" in said(preview)
