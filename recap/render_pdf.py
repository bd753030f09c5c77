"""The recap as a PDF to be printed and signed: the summary, then a page for each officer."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus import Table as Grid

from recap.document import NAME, PLACE_AND_DATE, SUMMARY, Document, Fact, FormSheet, Section, cell_text
from recap.pdf_charts import drawing
from recap.pdf_fonts import BOLD, REGULAR, markup, open_fonts
from recap.pdf_pages import HEIGHT, WIDTH, CountedPages, running_lines
from recap.pdf_tables import OFFICE, grid

SIDE, TOP, BOTTOM = 15 * mm, 19 * mm, 15 * mm
ROOM = WIDTH - 2 * SIDE
SHORT = 12  # rows of a table that is not torn apart


def render_pdf(document: Document) -> bytes:
    """The PDF; the same document gives the same bytes."""
    open_fonts()
    out = BytesIO()
    made = BaseDocTemplate(
        out,
        pagesize=(WIDTH, HEIGHT),
        leftMargin=SIDE,
        rightMargin=SIDE,
        topMargin=TOP,
        bottomMargin=BOTTOM,
        title=document.subject,
        author=document.hotline,
        lang="id",
        invariant=1,
    )
    frame = Frame(
        SIDE, BOTTOM, ROOM, HEIGHT - TOP - BOTTOM, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
    )
    template = PageTemplate("page", [frame], onPage=lambda canvas, _: running_lines(canvas, document))
    made.addPageTemplates([template])
    made.build(list(_story(document)), canvasmaker=CountedPages)
    return out.getvalue()


def _story(document: Document) -> Iterator[Flowable]:
    yield _text(document.title, "title")
    yield _text(f"{document.hotline} - {document.day}", "subtitle")
    yield Spacer(0, 3 * mm)
    yield _text(SUMMARY, "heading")
    yield _text(document.lead, "lead")
    yield Spacer(0, 2 * mm)
    yield _facts(document.facts)
    for section in document.sections:
        yield from _section(section)
    if document.charts:
        yield PageBreak()
    for chart in document.charts:
        yield KeepTogether([drawing(chart, ROOM, 62 * mm), Spacer(0, 5 * mm)])
    if document.signed_by:
        yield _signature(document.signed_by)
    for sheet in document.sheets:
        yield PageBreak()
        yield from _sheet(sheet, document.sheet_title)


def _section(section: Section) -> Iterator[Flowable]:
    """A short part stays on one page; a long table flows over pages."""
    parts: list[Flowable] = [Spacer(0, 4 * mm), _text(section.title, "heading")]
    parts += [_text(f"\u25b6 {warning}", "warning") for warning in section.warnings]
    if section.table is not None:
        parts.append(grid(section.table, ROOM) if section.table.rows else _text(section.table.nothing, "note"))
    parts += [_text(note, "note") for note in section.notes]
    if section.table is None or len(section.table.rows) <= SHORT:
        yield KeepTogether(parts)
    else:
        yield CondPageBreak(40 * mm)
        yield from parts


def _sheet(sheet: FormSheet, title: str) -> Iterator[Flowable]:
    """The form of Lampiran 1."""
    yield _text(title, "form")
    yield Spacer(0, 3 * mm)
    yield _facts(sheet.facts, bold=True)
    yield Spacer(0, 4 * mm)
    yield grid(sheet.table, ROOM)
    for note in sheet.notes:
        yield Spacer(0, 2 * mm)
        yield _text(f"Catatan: {note}", "note")
    if sheet.signed:
        yield Spacer(0, 2 * mm)
        yield _text(sheet.signed, "note")


def _facts(facts: tuple[Fact, ...], *, bold: bool = False) -> Flowable:
    name = "strong" if bold else "body"
    rows = [[_text(one.label, "body"), _text(":", "body"), _text(cell_text(one.value), name)] for one in facts]
    plain = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 0.5)]
    plain += [("BOTTOMPADDING", (0, 0), (-1, -1), 0.5), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
    return Grid(rows, colWidths=[36 * mm, 4 * mm, ROOM - 40 * mm], style=plain, hAlign="LEFT")


def _signature(who: str) -> Flowable:
    above = [Spacer(0, 6 * mm), _text(PLACE_AND_DATE, "signature"), _text(f"{who},", "signature")]
    lines = [*above, Spacer(0, 18 * mm), _text(NAME, "signature")]
    beside = Grid([["", lines]], colWidths=[ROOM - 80 * mm, 80 * mm])
    return KeepTogether([beside])


def _text(text: str, style: str) -> Paragraph:
    chosen = _styles()[style]
    return Paragraph(markup(text, font=chosen.fontName), chosen)


@cache
def _styles() -> dict[str, ParagraphStyle]:
    ink, soft = HexColor("#1B2733"), HexColor("#5B6B7B")

    def style(name: str, size: float, *, font: str = REGULAR, **more: Any) -> ParagraphStyle:
        plain: dict[str, Any] = {"fontName": font, "fontSize": size, "leading": size * 1.32, "textColor": ink}
        return ParagraphStyle(name, **(plain | more))

    return {
        "title": style("title", 17, font=BOLD, textColor=OFFICE),
        "subtitle": style("subtitle", 11.5),
        "lead": style("lead", 11, font=BOLD),
        "heading": style("heading", 11, font=BOLD, textColor=OFFICE, spaceAfter=3),
        "form": style("form", 13, font=BOLD, alignment=TA_CENTER),
        "body": style("body", 9.5),
        "strong": style("strong", 9.5, font=BOLD),
        "note": style("note", 9, textColor=soft, spaceBefore=2),
        "warning": style("warning", 9.5, textColor=HexColor("#8A4B00"), spaceAfter=1.5),
        "signature": style("signature", 10, alignment=TA_CENTER),
    }
