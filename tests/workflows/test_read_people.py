"""The people file, line by line."""

import pytest

from ivr.domain.hotlines import Hotlines
from ivr.domain.people import Role
from ivr.domain.phone import Phone
from ivr.workflows.fault_sheet import FileRefused, Sheet
from ivr.workflows.read_people import COLUMNS, PersonDraft, read_people
from ivr.workflows.read_table import read_table
from tests.domain.samples import hotline
from tests.workflows.files import csv_file, faults, xlsx_file

ONE = Hotlines((hotline(key="ppatk"),))
TWO = Hotlines((hotline(key="ppatk"), hotline(key="kaltim", numbers=("+62541000000",))))
HEADING = "nama,peran,unit,telepon,email,hotline,aktif"


def read(content: bytes, hotlines: Hotlines = ONE, default: str | None = None) -> tuple[PersonDraft, ...]:
    sheet = Sheet("orang.csv")
    drafts = read_people(sheet, read_table(sheet, content, COLUMNS), hotlines, hotline=default)
    sheet.refuse_if_faulty()
    return drafts


def refusal(*lines: str, hotlines: Hotlines = ONE) -> list[str]:
    with pytest.raises(FileRefused) as refused:
        read(csv_file(HEADING, *lines), hotlines)
    return faults(refused.value)


def test_a_person_is_read() -> None:
    lines = (
        "Budi Santoso,petugas|Ketua,pti|humas,0812-3456-7890,Budi@Contoh.example,,ya",
        "Sari,admin,,,sari@contoh.example,,",
    )
    assert read(csv_file(HEADING, *lines)) == (
        PersonDraft(
            2,
            "ppatk",
            "Budi Santoso",
            "budi@contoh.example",
            frozenset({Role.OFFICER, Role.LEADER}),
            ("pti", "humas"),
            Phone("+6281234567890"),
            True,
        ),
        PersonDraft(3, "ppatk", "Sari", "sari@contoh.example", frozenset({Role.ADMIN}), (), None, None),
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (",petugas,pti,0812-3456-7890,a@b.id,,", ["baris 2: nama: kosong - isi nama orangnya"]),
        (
            "Budi,,pti,,a@b.id,,",
            [
                "baris 2: peran: kosong - isi petugas, operator, koordinator, ketua, admin; beberapa peran dengan |",
            ],
        ),
        ("Budi,petugsa,pti,,a@b.id,,", ["baris 2: peran: 'petugsa' tidak dikenal - maksud Anda 'petugas'?"]),
        (
            "Budi,petugas,,0812-3456-7890,a@b.id,,",
            [
                "baris 2: unit: wajib untuk petugas - isi operator, pelaporan, pti, humas",
            ],
        ),
        (
            "Budi,petugas,Pusat Teknologi Informasi,0812-3456-7890,a@b.id,,",
            [
                "baris 2: unit: 'Pusat Teknologi Informasi' tidak dikenal - tulis kuncinya: pti",
            ],
        ),
        (
            "Budi,petugas,humass,0812-3456-7890,a@b.id,,",
            ["baris 2: unit: 'humass' tidak dikenal - maksud Anda 'humas'?"],
        ),
        (
            "Budi,petugas,pti,,a@b.id,,",
            [
                "baris 2: telepon: kosong, padahal wajib untuk petugas - isi misalnya 0812-3456-7890",
            ],
        ),
        (
            "Budi,petugas,pti,062812345678,a@b.id,,",
            [
                "baris 2: telepon: nomor '062812345678' diawali 062 - tulis 0812345678 atau +62812345678",
            ],
        ),
        ("Budi,admin,,,budi,,", ["baris 2: email: 'budi' bukan alamat e-mail - tulis misalnya nama@kantor.go.id"]),
        ("Budi,admin,,,,,", ["baris 2: email: kosong - tulis misalnya nama@kantor.go.id"]),
        ("Budi,admin,,,a@b.id,,iya", ["baris 2: aktif: 'iya' bukan ya atau tidak - tulis ya atau tidak"]),
        ("Budi,admin,,,a@b.id,ppat,", ["baris 2: hotline: 'ppat' tidak dikenal - maksud Anda 'ppatk'?"]),
    ],
)
def test_a_bad_line_is_told_with_what_would_be_right(line: str, told: list[str]) -> None:
    assert refusal(line) == told


def test_all_faults_come_at_once() -> None:
    told = refusal("Budi,petugas,pti,12,a@b.id,,", "Sari,bos,,,A@b.id,,")
    assert told == [
        "baris 2: telepon: nomor '12' terlalu pendek untuk dihubungi - "
        "tulis lengkap dengan kode wilayah, misalnya 021-5000-1000",
        "baris 3: email: a@b.id sudah dipakai di baris 2 - satu orang satu baris",
        "baris 3: peran: 'bos' tidak dikenal - yang dikenal: petugas, operator, koordinator, ketua, admin",
    ]


def test_a_formula_hides_nothing_else_and_is_told_by_its_column() -> None:
    with pytest.raises(FileRefused) as refused:
        read(
            xlsx_file(
                HEADING.split(",")[:5],
                ("Budi", "petugas", "pti", "=A1", "a@b.id"),
                ("Sari", "bos", "", "", ""),
                ("Tono", "admin", "", "", "", "", "", "lebih"),
                ("Tini", "admin", "", "", ""),
            )
        )
    assert faults(refused.value) == [
        "baris 2: telepon: berisi rumus - salin sebagai nilai (Paste Special, Values)",
        "baris 3: email: kosong - tulis misalnya nama@kantor.go.id",
        "baris 3: peran: 'bos' tidak dikenal - yang dikenal: petugas, operator, koordinator, ketua, admin",
        "baris 4: berisi lebih dari 5 kolom - hapus yang berlebih, atau apit nilai yang memuat pemisah dengan kutip",
        "baris 5: email: kosong - tulis misalnya nama@kantor.go.id",
    ]


def test_with_several_hotlines_each_line_names_its_own() -> None:
    assert refusal("Budi,admin,,,a@b.id,,", hotlines=TWO) == [
        "baris 2: hotline: kosong, padahal ada beberapa hotline - isi ppatk atau kaltim"
    ]
    assert read(csv_file(HEADING, "Budi,admin,,,a@b.id,,"), TWO, "kaltim")[0].hotline == "kaltim"
    assert read(csv_file(HEADING, "Budi,admin,,,a@b.id,ppatk,"), TWO, "kaltim")[0].hotline == "ppatk"


def test_a_telephone_that_a_workbook_stored_as_number_says_why_its_zero_is_gone() -> None:
    with pytest.raises(FileRefused) as refused:
        read(xlsx_file(HEADING.split(",")[:5], ("Budi", "petugas", "pti", 81234567890, "a@b.id")))
    assert faults(refused.value) == [
        "baris 2: telepon: nomor '81234567890' kehilangan angka 0 di depan (tersimpan sebagai angka) - "
        "tulis 081234567890, dan jadikan format kolomnya teks"
    ]
