"""The faces of a recap: HTML, workbook, PDF and CSV say what the office's form says."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import datetime, time
from html.parser import HTMLParser

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from recap.compose import Rendered, compose_daily, render_daily
from recap.document import Document
from recap.render_csv import render_csv
from recap.render_html import MOST_ROWS, render_html
from tests.calls.world import MONDAY
from tests.recap.records import Records
from tests.recap.samples import ordinary_monday

LABELS = ("NAMA PETUGAS", "UNIT KERJA", "Hari Piket", "Tanggal Piket")
COLUMNS = ("No.", "Nama Penelepon", "Jam", "Diterima", "Selesai", "Permasalahan", "Keterangan")


def rendered(records: Records) -> Rendered:
    made = compose_daily(records.office, records.hotline, MONDAY, now=records.office.clock())
    return render_daily(made, revision=1, previous=None)


@pytest.fixture
def monday(records: Records) -> Rendered:
    """The ordinary Monday, rendered."""
    ordinary_monday(records)
    return rendered(records)


def document_of(found: Rendered) -> Document:
    assert found.document is not None
    return found.document


def file_of(found: Rendered, ending: str) -> bytes:
    (data,) = [one.data for one in found.attachments if one.name.endswith(ending)]
    return data


def workbook_of(found: Rendered) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(file_of(found, ".xlsx")))


def pages_of(found: Rendered) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(file_of(found, ".pdf"))).pages]


class Words(HTMLParser):
    """The text of a page, and what could do harm in it."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text.append(data.strip())


def words_of(html: str) -> Words:
    words = Words()
    words.feed(html)
    return words


def test_the_attachments_are_named_after_the_day(monday: Rendered) -> None:
    assert [(one.name, one.content_type) for one in monday.attachments] == [
        ("rekap-2026-11-23.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("rekap-2026-11-23.pdf", "application/pdf"),
    ]


def test_the_same_recap_gives_the_same_bytes(records: Records) -> None:
    ordinary_monday(records)

    first, second = rendered(records), rendered(records)

    assert file_of(first, ".pdf") == file_of(second, ".pdf")
    assert (first.html, first.text) == (second.html, second.text)


def test_the_html_holds_summary_and_every_sheet_without_anything_that_mail_programs_refuse(monday: Rendered) -> None:
    words = words_of(monday.html)

    for label in (*LABELS, *COLUMNS, "Hasil panggilan", "Pelaksanaan piket", "nihil", "07.05", "Tuntas"):
        assert label in words.text, label
    assert words.text.count("NAMA PETUGAS") == 8
    assert not words.tags & {"script", "style", "link", "img", "form", "input", "iframe", "svg"}
    assert not words.attributes & {"class", "id", "onclick", "href", "src"}
    assert "flex" not in monday.html
    assert "max-width:720px" in monday.html
    assert len(monday.html.encode()) < 100_000


def test_a_long_day_is_told_short_in_the_mail_and_whole_in_the_attachments(records: Records) -> None:
    records.on_duty("Siti", "pti")
    for n in range(MOST_ROWS + 1):
        records.talk(f"{8 + n // 60:02d}:{n % 60:02d}", "Siti", "pti", form={"name": f"Penelepon {n}"})
    found = rendered(records)

    assert "Lembar para petugas selengkapnya dalam lampiran." in found.html
    assert len(found.html.encode()) < 100_000
    assert "Penelepon 60" in render_html(document_of(found), is_whole=True)
    assert "Penelepon 60" in "".join(str(cell.value) for row in workbook_of(found)["Siti"].rows for cell in row)
    assert "Penelepon 60" in "".join(pages_of(found))


def table_of(sheet: Worksheet) -> Sequence[tuple[object, ...]]:
    """The rows of the form, below its two lines of titles."""
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    top = next(n for n, row in enumerate(rows) if row[0] == "No.")
    return rows[top:]


def test_the_workbook_has_the_summary_and_a_sheet_for_each_officer(monday: Rendered) -> None:
    book = workbook_of(monday)

    assert book.sheetnames == [
        "Ringkasan", "Andi Wirawan", "Sari Lestari", "Rudi Hartono", "Dewi Anggraini", "Bayu Saputra", "Nina Marlina",
        "Tono Prasetyo", "Wulan Kusuma",
    ]  # fmt: skip
    sheet = book["Andi Wirawan"]
    facts = {sheet.cell(line, 1).value: sheet.cell(line, 3).value for line in range(3, 7)}
    assert facts == {
        "NAMA PETUGAS": "Andi Wirawan",
        "UNIT KERJA": "Direktorat Pelaporan",
        "Hari Piket": "Senin",
        "Tanggal Piket": datetime(2026, 11, 23),  # noqa: DTZ001  # a date in a cell has no zone
    }
    assert table_of(sheet)[:3] == [
        ("No.", "Nama Penelepon", "Jam", None, "Permasalahan", "Keterangan"),
        (None, None, "Diterima", "Selesai", None, None),
        (
            1,
            "Bapak Ahmad,\ndari PT Bank Contoh,\nNo kontak:\n0813-0000-0001 / 021-5550-100\nahmad@bank.example",
            time(7, 0, 20),
            time(7, 5, 20),
            "Registrasi GRIPS: perubahan user.",
            "Tuntas",
        ),
    ]
    assert table_of(book["Sari Lestari"])[2][0] == "nihil"


def test_the_workbook_is_ready_to_be_printed(monday: Rendered) -> None:
    for sheet in workbook_of(monday):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows
        assert sheet.freeze_panes
        assert "Halaman &P dari &N" in str(sheet.oddFooter)
    times = workbook_of(monday)["Andi Wirawan"].cell(11, 3)
    assert (times.number_format, type(times.value)) == ('hh"."mm', time)


def test_the_form_numbers_its_lines_and_ends_its_labels_as_on_paper(monday: Rendered) -> None:
    sheet = workbook_of(monday)["Andi Wirawan"]
    first = sheet.cell(10, 1)
    assert (first.value, first.number_format) == (1, '0"."')
    assert {sheet.cell(line, 1).number_format for line in range(3, 7)} == {'@" :"'}
    assert "1." in words_of(monday.html).text
    assert "1.\n" in pages_of(monday)[-8]


def test_pages_of_the_summary_begin_with_a_part(monday: Rendered) -> None:
    sheet = workbook_of(monday)["Ringkasan"]
    begins = [sheet.cell(one.id + 2, 1).value for one in sheet.row_breaks.brk]  # below an empty line
    assert begins
    assert set(begins) <= {section.title for section in document_of(monday).sections} | {None}


def test_the_summary_has_room_for_place_date_and_name(monday: Rendered) -> None:
    cells = [cell.value for row in workbook_of(monday)["Ringkasan"].iter_rows() for cell in row if cell.value]
    assert [str(cell).strip(".,() ") for cell in cells[-3:]] == ["", "Koordinator", ""]
    assert "Koordinator," in pages_of(monday)[-9]


def test_numbers_of_the_summary_are_numbers(monday: Rendered) -> None:
    cells = {cell.value for row in workbook_of(monday)["Ringkasan"].iter_rows() for cell in row}

    assert {6, 8, 10} <= cells
    assert "10 = 6 + 1 + 1 + 2: jumlah cocok." in cells


def test_the_pdf_begins_with_the_summary_and_gives_each_officer_a_page(monday: Rendered) -> None:
    pages = pages_of(monday)

    assert "Rekapitulasi Telepon Harian" in pages[0]
    assert "10 panggilan masuk, 6 terjawab (60%), 7 pembicaraan." in pages[0]
    assert [n for n, page in enumerate(pages) if "Koordinator" in page] == [len(pages) - 9]
    officers = pages[-8:]
    for page in officers:
        assert all(label in page for label in (*LABELS, *COLUMNS, "REKAPITULASI HARIAN"))
    assert "Andi Wirawan" in officers[0]
    assert "07.05" in officers[0]
    assert "nihil" in officers[1]
    for number, page in enumerate(pages, 1):
        assert f"Halaman {number} dari {len(pages)}" in page


def test_a_long_sheet_repeats_its_titles_on_every_page(records: Records) -> None:
    records.on_duty("Siti", "pti")
    for n in range(40):
        records.talk(f"08:{n:02d}", "Siti", "pti", form={"name": f"Penelepon {n}"})

    pages = [page for page in pages_of(rendered(records)) if "Permasalahan" in page]

    assert len(pages) > 2
    assert all("Nama Penelepon" in page and "Diterima" in page for page in pages)


def test_the_csv_has_a_line_for_each_talk_and_for_who_had_none(monday: Rendered) -> None:
    data = render_csv(document_of(monday))

    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert data.startswith(b"\xef\xbb\xbf")
    assert lines[0] == [
        *LABELS, "No.", "Nama Penelepon", "Jam Diterima", "Jam Selesai", "Permasalahan", "Keterangan",
        "Formulir terisi", "Pernyataan petugas",
    ]  # fmt: skip
    assert lines[2] == [
        "Andi Wirawan", "Direktorat Pelaporan", "Senin", "23 November 2026", "2", "Dirahasiakan", "10.30", "10.35",
        "disampaikan melalui kanal lain", "aplikasi PLB", "3 dari 3 pembicaraan (100%)",
        "Belum dinyatakan benar oleh petugas",
    ]  # fmt: skip
    assert ["Sari Lestari", "nihil"] in [[line[0], line[5]] for line in lines]
    assert len(lines) == 1 + 7 + 4


def test_the_csv_of_a_day_without_officers_names_its_columns(records: Records) -> None:
    (names,) = render_csv(document_of(rendered(records))).decode("utf-8-sig").splitlines()

    assert names.split(",")[:6] == [*LABELS, "No.", "Nama Penelepon"]


def test_the_pages_of_the_pdf_embed_their_fonts(monday: Rendered) -> None:
    fonts = set(re.findall(rb"/FontName /([A-Z]{6}\+)?([A-Za-z]+)", file_of(monday, ".pdf")))

    assert all(prefix for prefix, name in fonts if name.startswith(b"Noto"))
