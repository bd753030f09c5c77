"""Tables as people write them: every form is read, every fault is told with its line."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from ivr.workflows.fault_sheet import FileRefused, Sheet
from ivr.workflows.read_table import Columns, Table, read_table
from tests.workflows.files import csv_file, faults, xlsx_file

COLUMNS = Columns(("nama", "unit"), ("catatan",))


def read(content: bytes) -> Table:
    sheet = Sheet("berkas")
    table = read_table(sheet, content, COLUMNS)
    sheet.refuse_if_faulty()
    return table


def refusal(content: bytes) -> list[str]:
    with pytest.raises(FileRefused) as refused:
        read(content)
    return faults(refused.value)


def words(table: Table) -> list[tuple[int, str, str, str]]:
    return [(row.line, row["nama"], row["unit"], row["catatan"]) for row in table.rows]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_csv_is_read_with_either_delimiter_and_mark(mark: bytes, delimiter: str) -> None:
    table = read(mark + csv_file("Unit,NAMA", "pti,Budi Å", ",", "humas, Sari ", delimiter=delimiter))
    assert words(table) == [(2, "Budi Å", "pti", ""), (4, "Sari", "humas", "")]
    assert table.columns == ("unit", "nama")


def test_quoted_cells_may_hold_delimiters_quotes_and_line_ends() -> None:
    table = read(b'nama,unit,catatan\n"Budi, S.H.",pti,"baris\nkedua"\nSari,humas,"kata ""ya"""\n')
    assert words(table) == [(2, "Budi, S.H.", "pti", "baris kedua"), (4, "Sari", "humas", 'kata "ya"')]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", ["berkas kosong - baris pertama berisi nama kolom: nama, unit"]),
        (b"\n\n", ["berkas kosong - baris pertama berisi nama kolom: nama, unit"]),
        (b"nama,unit\n", ["berkas tidak berisi apa-apa selain nama kolom - isi sedikitnya satu baris"]),
        (
            b"nama,unti\nBudi,pti\n",
            [
                "baris 1: unit: kolom ini tidak ada - kolom yang wajib: nama, unit",
                "baris 1: unti: kolom tidak dikenal - maksud Anda 'unit'?",
            ],
        ),
        (
            b"nama,unit,zzz\nBudi,pti,1\n",
            [
                "baris 1: zzz: kolom tidak dikenal - yang dikenal: nama, unit, catatan",
            ],
        ),
        (b"nama,unit,nama\nBudi,pti,Sari\n", ["baris 1: nama: kolom ini ada lebih dari sekali - sisakan satu"]),
        (
            b"nama,,unit\nBudi,x,pti\n",
            [
                "baris 1: ada kolom tanpa nama - kolom yang dikenal: nama, unit, catatan",
            ],
        ),
        (b"nama\tunit\nBudi\tpti\n", ["kolom dipisah dengan tab - pisahkan dengan koma atau titik koma"]),
        (
            b"nama,unit\nBudi,pti,ya,x\n",
            [
                "baris 2: berisi lebih dari 2 kolom - "
                "hapus yang berlebih, atau apit nilai yang memuat pemisah dengan kutip",
            ],
        ),
        (
            "nama,unit\nBudi,pti\nJosé,pti\n".encode("latin-1"),
            ["baris 3: bukan UTF-8 - simpan ulang sebagai 'CSV UTF-8'"],
        ),
        ("nama,unit\nBudi,pti\n".encode("utf-16"), ["baris 1: bukan UTF-8 - simpan ulang sebagai 'CSV UTF-8'"]),
        (b"nama,unit\nBu\0di,pti\n", ["bukan berkas CSV - simpan sebagai 'CSV UTF-8' atau .xlsx"]),
        (
            b'nama,unit\nBudi,"pti\nSari,x\n',
            [
                "baris 2: tanda kutip tidak ditutup atau salah tempat - periksa tanda kutip pada baris ini",
            ],
        ),
        (b"nama,unit\nBu\x07di,pti\n", ["baris 2: nama: memuat karakter kendali - ketik ulang nilainya"]),
        (b"PK\x03\x04nonsense", ["bukan buku kerja Excel yang utuh - simpan ulang sebagai .xlsx atau CSV UTF-8"]),
        (
            b"\xd0\xcf\x11\xe0nonsense",
            [
                "berkas Excel lama (.xls) atau terkunci kata sandi - simpan sebagai .xlsx tanpa kata sandi",
            ],
        ),
    ],
)
def test_a_file_in_bad_form_is_refused_with_what_would_be_right(content: bytes, told: list[str]) -> None:
    assert refusal(content) == told


def test_a_file_of_too_many_lines_is_refused() -> None:
    assert len(read(csv_file("nama,unit", *["Budi,pti"] * 20_000)).rows) == 20_000
    assert refusal(csv_file("nama,unit", *["Budi,pti"] * 20_001)) == [
        "lebih dari 20.000 baris - bagi menjadi beberapa berkas"
    ]


def test_a_workbook_is_read_as_people_see_it() -> None:
    table = read(
        xlsx_file(
            ("nama", "unit", "catatan"),
            ("Budi", date(2026, 11, 23), time(7, 5)),
            ("", None, None),
            ("Sari", datetime(2026, 11, 23, 9, 30), timedelta(hours=17)),  # noqa: DTZ001
            (81234567890, 0.5, True),
        )
    )
    assert words(table) == [
        (2, "Budi", "2026-11-23", "07:05"),
        (4, "Sari", "2026-11-23 09:30", "17:00"),
        (5, "81234567890", "0.5", "ya"),
    ]
    assert table.rows[2].numeric == {"nama", "unit"}


def sheet_with(rows: bytes) -> bytes:
    """A workbook whose first sheet ends with rows that a program wrote, as XML."""
    whole, book = io.BytesIO(), zipfile.ZipFile(io.BytesIO(xlsx_file(("nama", "unit"), ("Budi", "pti"))))
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as written:
        for part in book.namelist():
            content = book.read(part)
            if part.endswith("sheet1.xml"):
                content = content.replace(b"</sheetData>", rows + b"</sheetData>")
            written.writestr(part, content)
    return whole.getvalue()


def test_a_small_workbook_that_unpacks_to_millions_of_cells_is_refused_unread() -> None:
    bomb = sheet_with(b"<row>" + b"<c/>" * 2_000_000 + b"</row>")
    assert len(bomb) < 50_000
    assert refusal(bomb) == ["berkas terlalu besar setelah dibuka - bagi menjadi beberapa berkas"]


def test_one_forgotten_cell_far_below_is_told_without_counting_to_it() -> None:
    far = sheet_with(b'<row r="99000000"><c r="A99000000"><v>1</v></c></row>')
    assert refusal(far) == [
        "lembar pertama lebih dari 100.000 baris - hapus baris di bawah data, juga yang tampak kosong"
    ]
    near = sheet_with(b'<row r="50000"><c r="A50000" s="0"/></row>')
    assert [row.line for row in read(near).rows] == [2]


def test_formulas_and_errors_in_a_workbook_are_refused() -> None:
    assert refusal(xlsx_file(("nama", "unit"), ("Budi", "=A1"), ("#REF!", "pti"))) == [
        "baris 2: unit: berisi rumus - salin sebagai nilai (Paste Special, Values)",
        "baris 3: nama: berisi kesalahan #REF! - ketik nilainya",
    ]
    assert refusal(xlsx_file(("nama", "=A1"), ("Budi", "pti"))) == [
        "baris 1: nama kolom berisi rumus - salin sebagai nilai (Paste Special, Values)"
    ]


def test_a_bad_line_hides_no_other() -> None:
    assert refusal(
        b"nama,unit,catatan,zzz\n"
        b"Budi,pti,satu, dua,tiga\n"
        b'Sari,"pti\n'
        b'"Tono, S.H.",pti,,\n'
        b"Tini,pti,,,\x07,x\n"
        b"Bu\x07di,pti,,\n"
    ) == [
        "baris 1: zzz: kolom tidak dikenal - yang dikenal: nama, unit, catatan",
        "baris 2: berisi lebih dari 4 kolom - hapus yang berlebih, atau apit nilai yang memuat pemisah dengan kutip",
        "baris 3: tanda kutip tidak ditutup atau salah tempat - periksa tanda kutip pada baris ini",
        "baris 5: berisi lebih dari 4 kolom - hapus yang berlebih, atau apit nilai yang memuat pemisah dengan kutip",
        "baris 6: nama: memuat karakter kendali - ketik ulang nilainya",
    ]


def test_a_quote_that_is_wrong_in_the_heading_is_told_alone() -> None:
    assert refusal(b'nama,"unit\nBudi,pti\n') == [
        "baris 1: tanda kutip tidak ditutup atau salah tempat - periksa tanda kutip pada baris ini"
    ]


def test_only_the_first_sheet_of_a_workbook_is_read() -> None:
    workbook = Workbook()
    first = workbook.active
    assert first is not None
    first.append(["nama", "unit"])
    first.append(["Budi", "pti"])
    workbook.create_sheet("Lain").append(["tidak", "dibaca"])
    content = io.BytesIO()
    workbook.save(content)
    assert words(read(content.getvalue())) == [(2, "Budi", "pti", "")]


def test_a_table_may_begin_further_right_and_hold_empty_columns() -> None:
    table = xlsx_file((None, "nama", None, "unit"), (None, "Budi", None, "pti"), (None, "Sari", None, "pti"))
    assert words(read(table)) == [(2, "Budi", "pti", ""), (3, "Sari", "pti", "")]
    assert refusal(xlsx_file((None, "nama", None, "unit"), (None, "Budi", "?", "pti"))) == [
        "baris 1: ada kolom tanpa nama - kolom yang dikenal: nama, unit, catatan"
    ]


def test_marks_that_nobody_sees_are_not_read() -> None:
    table = csv_file("\ufeff\ufeffnama,unit", "\u200bBudi\u00a0 San\u00adtoso\u200f,pti", "\u200b,\u00a0")
    assert words(read(table)) == [(2, "Budi Santoso", "pti", "")]


def test_that_other_sheets_were_not_read_is_said_unless_people_do_not_see_them() -> None:
    workbook = Workbook()
    first, lists = workbook.active, workbook.create_sheet("Daftar")
    assert first is not None
    first.title = "PTI"
    first.append(["nama", "unit"])
    first.append(["Budi", "pti"])
    lists.append(["pti", "humas"])
    lists.sheet_state = "hidden"
    workbook.create_sheet("Sheet3")
    assert remarks(workbook) == []
    workbook.create_sheet("Humas").append(["nama", "unit"])
    assert remarks(workbook) == ["hanya lembar 'PTI' yang dibaca, tidak 'Humas'"]

    first.delete_rows(1, 2)
    with pytest.raises(FileRefused) as refused:
        remarks(workbook)
    told = "lembar pertama kosong; hanya lembar 'PTI' yang dibaca, tidak 'Humas'"
    assert faults(refused.value) == [f"{told} - baris pertama berisi nama kolom: nama, unit"]


def remarks(workbook: Workbook) -> list[str]:
    content, sheet = io.BytesIO(), Sheet("berkas")
    workbook.save(content)
    read_table(sheet, content.getvalue(), COLUMNS)
    return sheet.remarks


@given(st.binary() | st.text().map(str.encode) | st.binary().map(lambda tail: b"nama,unit\n" + tail))
def test_whatever_is_in_a_file_the_answer_is_a_table_or_faults(content: bytes) -> None:
    try:
        table = read(content)
    except FileRefused:
        return
    assert table.rows
