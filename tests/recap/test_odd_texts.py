"""Texts that somebody typed or sent: harmless in every face, and their letters shown."""

import csv
import io
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recap.clean_text import LONGEST, block, one_line, shortened
from recap.compose import Rendered
from recap.document import Column, Document, Fact, FormSheet, Row, Table
from recap.pdf_fonts import markup, open_fonts
from recap.render import render
from recap.render_csv import STARTS_FORMULA, render_csv
from recap.xlsx_names import tab_names
from tests.calls.world import wib
from tests.recap.records import Records
from tests.recap.test_faces import document_of, pages_of, rendered, table_of, words_of, workbook_of

ODD = [
    '=HYPERLINK("https://jahat.example","klik")',
    "<script>alert(1)</script><b>tebal</b>&amp;",
    "satu\r\ndua\ttiga\u2028empat",
    "nol\x00 lonceng\x07 hapus\x7f \ud800 \ufffe",
    "\u202egnay kilabret\u202c \u200f\u061c",
    "😀👍🏽 emoji",
    "+62813-0000-0001",
    "@SUM(A1)",
    "-2+3",
    "{{ 7 * 7 }} {% raw %} %s {0}",
    "x" * 10_000,
    "kata " * 2_000,
    "baris\n" * 500,
    "محمد الأمين",
    "Đặng Ñuñez Żółć Ωμέγα Привет 王小明 ไทย ꦗꦮ",
]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: ascii(odd[:12]))
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_odd_texts_are_harmless_in_every_face(records: Records, odd: str) -> None:
    name = one_line(odd)[:200]
    plain = odd.replace("\x00", "").replace("\ud800", "")  # no database keeps these
    records.on_duty(plain[:200], "pti", note=plain[:200])
    form = dict.fromkeys(("name", "institution", "contact", "topic", "remark"), plain[:200]) | {"problem": plain}
    records.talk("09:00", plain[:200], "pti", form=form)
    records.talk("09:10", plain[:200], "pti", form=form | {"is_confidential": True, "other_channel": plain[:200]})

    found = rendered(records)

    assert_harmless(found)
    sheet = workbook_of(found).worksheets[1]
    assert str(table_of(sheet)[2][1]).startswith(one_line(name))
    assert "disampaikan melalui kanal lain" in found.text


def assert_harmless(found: Rendered) -> None:
    assert not words_of(found.html).tags & {"script", "b>tebal"}
    assert "\n" not in found.subject
    assert not any(ord(char) < 32 and char != "\n" for char in found.text)
    for sheet in workbook_of(found):
        for row in sheet.iter_rows():
            assert not any(cell.data_type == "f" or cell.hyperlink for cell in row)
    for line in csv.reader(io.StringIO(render_csv(document_of(found)).decode("utf-8-sig"), newline="")):
        assert not any(cell.startswith(STARTS_FORMULA) for cell in line)
    assert len(pages_of(found)) >= 2


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_letters_of_many_scripts_are_in_the_pdf(records: Records) -> None:
    letters = "Đặng Ñuñez Żółć Ωμέγα Привет 王小明 ไทย"
    records.on_duty("Siti", "pti")
    records.talk("09:00", "Siti", "pti", form={"problem": letters})

    text = normalize("NFC", " ".join("".join(pages_of(rendered(records))).split()))

    for word in letters.split():
        assert word in text, word


def test_a_letter_without_a_glyph_is_an_empty_box() -> None:
    open_fonts()

    assert markup("a\U0001f9ffb") == 'a<font name="DejaVuSans">\u25a1</font>b'
    assert markup("a & <b>\nc") == "a &amp; &lt;b&gt;<br/>c"
    assert markup("Żółć") == "Żółć"


def test_arabic_is_drawn_joined_and_from_the_right() -> None:
    open_fonts()

    assert markup("محمد") == '<font name="DejaVuSans">\ufeaa\ufee4\ufea4\ufee3</font>'


def small(text: str) -> Document:
    table = Table((Column("No.", 10, is_number=True), Column("Isi", 90)), (Row((1, block(text))),), mark_at=1)
    sheet = FormSheet(one_line(text), (Fact("NAMA PETUGAS", one_line(text)),), table)
    name = one_line(text)
    at = wib("2026-11-23 17:30")
    return Document(name, name, name, name, "rekap", name, at, (Fact(name, name),), (), (sheet, sheet))


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_no_text_at_all_breaks_a_face(text: str) -> None:
    found = render(small(text))

    assert len(found.attachments) == 2
    assert workbook_of(found).sheetnames[0] == "Ringkasan"


@given(st.text(max_size=400))
def test_clean_text_stays_clean(text: str) -> None:
    once = block(text)

    assert block(once) == once
    assert one_line(one_line(text)) == one_line(text)
    assert "\n" not in one_line(text)
    once.encode()


def test_what_is_too_long_for_a_cell_is_cut_and_says_so() -> None:
    assert len(block("x" * 50_000)) == LONGEST
    assert block("x" * 50_000).endswith(" … (terpotong)")
    assert shortened("satu dua tiga", 9) == "satu dua …"
    assert shortened("pendek", 9) == "pendek"


@given(st.lists(st.text(max_size=60), max_size=30))
def test_names_of_sheets_are_what_excel_accepts(wanted: list[str]) -> None:
    names = tab_names(["Ringkasan", *wanted])

    assert len({name.casefold() for name in names}) == len(names) == len(wanted) + 1
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")


def test_namesakes_get_sheets_of_their_own() -> None:
    assert tab_names(["Siti", "SITI", "History", "A/B:C", "x" * 40, "x" * 41]) == [
        "Siti", "SITI (2)", "History (2)", "A B C", "x" * 31, "x" * 27 + " (2)",
    ]  # fmt: skip
