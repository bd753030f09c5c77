"""The roster file, line by line."""

from datetime import date, time

import pytest

from ivr.domain.hotlines import Hotlines
from ivr.domain.roster import Task
from ivr.workflows.fault_sheet import FileRefused, Sheet
from ivr.workflows.read_roster import COLUMNS, DutyDraft, read_roster
from ivr.workflows.read_table import read_table
from tests.domain.samples import hotline
from tests.workflows.files import csv_file, faults, xlsx_file

ONE = Hotlines((hotline(key="ppatk"),))
HEADING = "tanggal,unit,petugas,tugas,mulai,selesai,menggantikan,catatan"


def read(content: bytes) -> tuple[DutyDraft, ...]:
    sheet = Sheet("jadwal.csv")
    drafts = read_roster(sheet, read_table(sheet, content, COLUMNS), ONE)
    sheet.refuse_if_faulty()
    return drafts


def refusal(*lines: str) -> list[str]:
    with pytest.raises(FileRefused) as refused:
        read(csv_file(HEADING, *lines))
    return faults(refused.value)


DRAFT = DutyDraft(2, "ppatk", date(2026, 11, 23), "pti", Task.DUTY, "Budi", time(7), time(12, 30), None, "")


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-23,pti,Budi,piket,07:00,12:30,,",
        "23/11/2026,PTI,Budi,Piket,07.00,12.30,,",
        "23/11/2026,pti,Budi,piket,7.00,12:30:00,,",
    ],
)
def test_dates_and_times_are_read_as_people_write_them(line: str) -> None:
    assert read(csv_file(HEADING, line)) == (DRAFT,)


def test_dates_and_times_of_a_workbook_are_read() -> None:
    row = (date(2026, 11, 23), "pti", "Budi", "piket", time(7), time(12, 30))
    assert read(xlsx_file(HEADING.split(",")[:6], row)) == (DRAFT,)


def test_a_number_in_place_of_a_date_or_an_hour_is_told_with_what_to_do_about_its_cell() -> None:
    row = (46349, "pti", "Budi", "piket", 7.3, 0.5)
    with pytest.raises(FileRefused) as refused:
        read(xlsx_file(HEADING.split(",")[:6], row))
    as_text = "ubah format selnya menjadi teks, lalu tulis 07:00 atau 07.00"
    assert faults(refused.value) == [
        f"baris 2: mulai: '7.3' angka, bukan jam - {as_text}",
        f"baris 2: selesai: '0.5' angka, bukan jam - {as_text}",
        "baris 2: tanggal: '46349' angka, bukan tanggal - ubah format selnya menjadi tanggal, atau tulis 2026-11-23",
    ]


def test_covers_and_substitutes_name_whom_they_replace() -> None:
    lines = read(csv_file(HEADING, "2026-11-23,pti,Eko,istirahat,,,,", "2026-11-23,pti,Eko,pengganti,,,Budi,sakit"))
    assert [(line.task, line.replaces, line.starts, line.note) for line in lines] == [
        (Task.COVER, None, None, ""),
        (Task.SUBSTITUTE, "Budi", None, "sakit"),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (",pti,Budi,piket,,,,", "baris 2: tanggal: kosong - tulis 2026-11-23 atau 23/11/2026"),
        ("besok,pti,Budi,piket,,,,", "baris 2: tanggal: 'besok' bukan tanggal - tulis 2026-11-23 atau 23/11/2026"),
        (
            "31/11/2026,pti,Budi,piket,,,,",
            ("baris 2: tanggal: tanggal 31/11/2026 tidak ada - bulan itu berakhir 30 November 2026"),
        ),
        ("2026-13-01,pti,Budi,piket,,,,", ("baris 2: tanggal: bulan 13 tidak ada - tulis 2026-11-23 atau 23/11/2026")),
        ("0206-11-23,pti,Budi,piket,,,,", "baris 2: tanggal: tahun 206 tidak masuk akal - periksa tahunnya"),
        ("2026-11-23,,Budi,piket,,,,", "baris 2: unit: kosong - isi operator, pelaporan, pti, humas"),
        (
            "2026-11-23,arsip,Budi,piket,,,,",
            ("baris 2: unit: 'arsip' tidak dikenal - yang dikenal: operator, pelaporan, pti, humas"),
        ),
        ("2026-11-23,pti,,piket,,,,", "baris 2: petugas: kosong - isi e-mail atau nama petugas"),
        ("2026-11-23,pti,Budi,,,,,", "baris 2: tugas: kosong - isi piket, istirahat, pengganti"),
        ("2026-11-23,pti,Budi,penganti,,,,", "baris 2: tugas: 'penganti' tidak dikenal - maksud Anda 'pengganti'?"),
        ("2026-11-23,pti,Budi,piket,25:00,,,", "baris 2: mulai: jam 25:00 tidak ada - tulis 00:00 sampai 23:59"),
        ("2026-11-23,pti,Budi,piket,,5 sore,,", "baris 2: selesai: '5 sore' bukan jam - tulis 07:00 atau 07.00"),
        (
            "2026-11-23,pti,Budi,pengganti,,,,",
            ("baris 2: menggantikan: kosong, padahal wajib untuk pengganti - isi siapa yang digantikan"),
        ),
        (
            "2026-11-23,pti,Budi,piket,,,Eko,",
            ("baris 2: menggantikan: tidak berlaku untuk piket - kosongkan, atau ubah tugas menjadi pengganti"),
        ),
        ("2026-11-23,pti,Budi,pengganti,,,budi,", "baris 2: menggantikan: sama dengan petugas - isi dengan orang lain"),
        (
            "2026-11-23,pti,Budi,istirahat,12:00,12.00,,",
            ("baris 2: selesai: sama dengan mulai - isi jam selesai yang lebih akhir, atau kosongkan keduanya"),
        ),
    ],
)
def test_a_bad_line_is_told_with_what_would_be_right(line: str, told: str) -> None:
    assert refusal(line) == [told]


def test_what_is_wrong_in_the_form_of_a_cell_is_told_once() -> None:
    with pytest.raises(FileRefused) as refused:
        read(xlsx_file(("tanggal", "unit", "petugas", "tugas"), ("=A1", "pti", "Budi", "=B1"), ("besok", "", "", "")))
    assert faults(refused.value) == [
        "baris 2: tanggal: berisi rumus - salin sebagai nilai (Paste Special, Values)",
        "baris 2: tugas: berisi rumus - salin sebagai nilai (Paste Special, Values)",
        "baris 3: petugas: kosong - isi e-mail atau nama petugas",
        "baris 3: tanggal: 'besok' bukan tanggal - tulis 2026-11-23 atau 23/11/2026",
        "baris 3: tugas: kosong - isi piket, istirahat, pengganti",
        "baris 3: unit: kosong - isi operator, pelaporan, pti, humas",
    ]


def test_a_column_that_is_not_there_is_told_once() -> None:
    with pytest.raises(FileRefused) as refused:
        read(csv_file("tanggal,unit,petugsa,tugas", "2026-11-23,pti,Budi,piket", "2026-11-99,pti,Budi,piket"))
    assert faults(refused.value) == [
        "baris 1: petugas: kolom ini tidak ada - kolom yang wajib: tanggal, unit, petugas, tugas",
        "baris 1: petugsa: kolom tidak dikenal - maksud Anda 'petugas'?",
        "baris 3: tanggal: tanggal 2026-11-99 tidak ada - bulan itu berakhir 30 November 2026",
    ]


def test_a_duty_whose_times_are_equal_lasts_a_whole_day() -> None:
    (line,) = read(csv_file(HEADING, "2026-11-23,pti,Budi,piket,07:00,07:00,,"))
    assert (line.starts, line.ends) == (time(7), time(7))
