"""The recap as a workbook: real dates, times and numbers, ready to be printed on A4."""

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from itertools import pairwise

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from recap.document import (
    NAME,
    PLACE_AND_DATE,
    SUMMARY,
    Cell,
    Clock,
    Day,
    Document,
    FormSheet,
    Mark,
    Ordinal,
    Row,
    Seconds,
    Table,
    cell_text,
    groups_of,
    marked,
)
from recap.xlsx_charts import add_charts
from recap.xlsx_names import tab_names
from recap.xlsx_pages import page_breaks

A4 = 9
DAY = 86_400  # seconds: Excel counts in days
MOST_UNITS = 32_767  # of UTF-16 in one cell
FILLS = {Mark.NONE: "", Mark.NEW: "#E3F3E6", Mark.CHANGED: "#FDF0CF"}
# In the language of Indonesia (0421), whatever the reader's Excel speaks.
FORMATS = {Day: "[$-421]d mmmm yyyy", Clock: 'hh"."mm', Seconds: '[h]"."mm"."ss', int: "#,##0", Ordinal: '0"."'}
LABEL = '@" :"'  # the label itself stays as it is
OTHER_DAY = 'dd/mm hh"."mm'
GRID = 20  # columns of the summary; its tables take as many for each of theirs as they need
GRID_WIDTH = 7.2
FORM_WIDTHS = (6, 34, 10, 10, 62, 30)
LINE_HEIGHT = 15  # points
TALLEST = 405  # Excel allows 409; what is longer is there, and cut off in print


def render_xlsx(document: Document) -> bytes:
    """The workbook: first the summary, then charts if there are any, then a sheet for each officer."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties(
            {
                "title": document.subject,
                "subject": document.day,
                "company": document.hotline,
                "created": document.made_at.replace(tzinfo=None),
            }
        )
        styles = Styles(book)
        tabs = tab_names([SUMMARY, *(["Grafik"] if document.charts else []), *(s.tab for s in document.sheets)])
        _summary(_page(book, tabs.pop(0), document), document, styles)
        if document.charts:
            add_charts(book, _page(book, tabs.pop(0), document), document.charts)
        for tab, sheet in zip(tabs, document.sheets, strict=True):
            _form(_page(book, tab, document), sheet, document, styles)
    return out.getvalue()


class Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def get(self, **wanted: object) -> Format:
        """The format with these properties."""
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": "Calibri", "valign": "top"} | wanted)
        return self._made[key]

    def cell(self, cell: Cell, row: Row) -> Format:
        """How a cell of a table looks."""
        properties: dict[str, object] = {"border": 1, "border_color": "#9AA7B4", "text_wrap": True}
        if fill := FILLS[row.mark]:
            properties["bg_color"] = fill
        if row.is_total:
            properties["bold"] = True
        if isinstance(cell, Clock):
            properties |= {"num_format": FORMATS[Clock] if cell.is_on_day else OTHER_DAY, "align": "center"}
        elif not isinstance(cell, str):
            properties["num_format"] = FORMATS[type(cell)]
        return self.get(**properties)

    @property
    def head(self) -> Format:
        """The titles of a table."""
        return self.get(
            bold=True, border=1, border_color="#9AA7B4", bg_color="#EAF0F6", align="center", valign="vcenter",
            text_wrap=True,
        )  # fmt: skip


def _page(book: Workbook, tab: str, document: Document) -> Worksheet:
    """A sheet that prints on A4 across, as wide as the page."""
    sheet = book.add_worksheet(tab)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    plain = {"hotline": document.hotline, "day": document.day}
    names = {name: text.replace("&", "&&")[:100] for name, text in plain.items()}
    sheet.set_footer(f"&L&8{names['hotline']}&C&8Halaman &P dari &N&R&8{names['day']}")
    sheet.hide_gridlines(2)
    return sheet


def _summary(sheet: Worksheet, document: Document, styles: Styles) -> None:
    sheet.set_column(0, GRID - 1, GRID_WIDTH)
    title, bold, plain = styles.get(bold=True, font_size=16), styles.get(bold=True, font_size=11), styles.get()
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, document.title, title)
    sheet.write_string(1, 0, f"{document.hotline} - {document.day}", bold)
    sheet.write_string(2, 0, document.lead, plain)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(0, 1)
    line = 4
    for fact in document.facts:
        sheet.write_string(line, 0, fact.label, styles.get(num_format=LABEL))
        sheet.write_string(line, 3, cell_text(fact.value), plain)
        line += 1
    first, parts, heights = line, list[range](), dict[int, float]()
    for section in document.sections:
        start = line
        line += 1
        sheet.write_string(line, 0, section.title, styles.get(bold=True, font_size=12, font_color="#1D4E79"))
        line += 1
        for warning in section.warnings:
            sheet.write_string(line, 0, warning, styles.get(font_color="#8A4B00", bold=True))
            line += 1
        if section.table is not None:
            place = Place(sheet, section.table, (GRID_WIDTH,) * GRID)
            line = _table(place, line, styles)
            heights |= place.heights
        for note in section.notes:
            sheet.write_string(line, 0, note, styles.get(font_color="#5B6B7B"))
            line += 1
        parts.append(range(start, line))
    if document.signed_by:
        signed = (PLACE_AND_DATE, f"{document.signed_by},", "", "", "", "", NAME)
        for below, text in enumerate(signed, line + 2):
            sheet.write_string(below, 15, text, styles.get(align="center"))
        parts.append(range(line, line + 2 + len(signed)))
    sheet.set_h_pagebreaks(list(page_breaks(parts, heights, first=first)))


def _form(sheet: Worksheet, form: FormSheet, document: Document, styles: Styles) -> None:
    """One officer, in the form of Lampiran 1."""
    for column, width in enumerate(FORM_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.merge_range(0, 0, 0, 5, "", styles.get(bold=True, font_size=14, align="center"))
    sheet.write_string(0, 0, document.sheet_title, styles.get(bold=True, font_size=14, align="center"))
    line = 2
    for fact in form.facts:
        sheet.write_string(line, 0, fact.label, styles.get(bold=True, num_format=LABEL))
        value = styles.get(num_format=FORMATS.get(type(fact.value), ""), align="left", text_wrap=True)
        sheet.merge_range(line, 2, line, 5, "", value)
        _write(sheet, line, 2, fact.value, value)
        line += 1
    top = line + 1
    line = _table(Place(sheet, form.table, FORM_WIDTHS), top, styles)
    sheet.freeze_panes(top + 2, 0)
    sheet.repeat_rows(top, top + 1)
    below = [*(f"Catatan: {note}" for note in form.notes), *([form.signed] if form.signed else [])]
    for place, text in enumerate(below, line + 1):
        sheet.write_string(place, 0, text, styles.get(italic=True))


class Place:
    """Where a table stands: each of its columns takes one or more columns of the sheet, by its share."""

    def __init__(self, sheet: Worksheet, table: Table, widths: Sequence[float]) -> None:
        self.sheet = sheet
        self.table = table
        self.heights: dict[int, float] = {}
        total, passed, edges = sum(column.share for column in table.columns), 0, [0]
        for column in table.columns:
            passed += column.share
            edges.append(round(passed * len(widths) / total))
        self._edges = edges if len(widths) > len(table.columns) else list(range(len(table.columns) + 1))
        spans = pairwise(self._edges)
        self._letters = [max(4, int(sum(widths[start:end]) * 1.05)) for start, end in spans]

    def write(self, line: int, column: int, cell: Cell, style: Format, *, until: int | None = None) -> None:
        """Write a cell, over all of its columns of the sheet, or to the end of column `until`."""
        start, end = self._edges[column], self._edges[(column if until is None else until) + 1]
        if end - start > 1:
            self.sheet.merge_range(line, start, line, end - 1, "", style)
        _write(self.sheet, line, start, cell, style)

    def write_down(self, line: int, column: int, text: str, style: Format) -> None:
        """Write a title over two lines."""
        self.sheet.merge_range(line, self._edges[column], line + 1, self._edges[column + 1] - 1, text, style)

    def fit(self, line: int, texts: Sequence[str]) -> None:
        """Make a line as tall as its texts need: nobody else does it before the workbook is opened."""
        needed = max(
            sum(max(1, -(-len(part) // letters)) for part in text.split("\n"))
            for text, letters in zip(texts, self._letters, strict=True)
        )
        if needed > 1:
            self.heights[line] = min(TALLEST, needed * LINE_HEIGHT + 2)
            self.sheet.set_row(line, self.heights[line])


def _table(place: Place, line: int, styles: Styles) -> int:
    """Write a table; returns the line below it."""
    table = place.table
    line = _titles(place, line, styles)
    if not table.rows:
        align = "center" if table.has_groups else "left"
        empty = styles.get(border=1, border_color="#9AA7B4", italic=True, align=align)
        place.write(line, 0, table.nothing, empty, until=len(table.columns) - 1)
        return line + 1
    for row in table.rows:
        texts = marked(row, table)
        for column, cell in enumerate(row.cells):
            shown = texts[column] if row.mark and column == table.mark_at else cell
            place.write(line, column, shown, styles.cell(cell, row))
        place.fit(line, texts)
        line += 1
    return line


def _titles(place: Place, line: int, styles: Styles) -> int:
    columns = place.table.columns
    if not place.table.has_groups:
        for number, column in enumerate(columns):
            place.write(line, number, column.title, styles.head)
        place.fit(line, [column.title for column in columns])
        return line + 1
    number = 0
    for group, count in groups_of(columns):
        if group:
            place.write(line, number, group, styles.head, until=number + count - 1)
            for inner in range(number, number + count):
                place.write(line + 1, inner, columns[inner].title, styles.head)
        else:
            place.write_down(line, number, columns[number].title, styles.head)
        number += count
    return line + 2


def _write(sheet: Worksheet, line: int, column: int, cell: Cell, style: Format) -> None:
    """A text stays a text, whatever it begins with."""
    match cell:
        case str():
            sheet.write_string(line, column, _fitting(cell), style)
        case int():
            sheet.write_number(line, column, cell, style)
        case Seconds(count):
            sheet.write_number(line, column, count / DAY, style)
        case Ordinal(place):
            sheet.write_number(line, column, place, style)
        case Clock() if cell.is_on_day:
            sheet.write_number(line, column, cell.seconds / DAY, style)
        case Clock():
            sheet.write_datetime(line, column, cell.at.replace(tzinfo=None, microsecond=0), style)
        case Day(on):
            sheet.write_datetime(line, column, datetime.combine(on, time.min), style)


def _fitting(text: str) -> str:
    """What fits into one cell; letters beyond the first plane count twice."""
    units = len(text) + sum(char > "\uffff" for char in text)
    if units <= MOST_UNITS:
        return text
    return text.encode("utf-16-le")[: 2 * (MOST_UNITS - 1)].decode("utf-16-le", errors="ignore") + "…"
