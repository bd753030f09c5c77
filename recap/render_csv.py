"""The officers' sheets as CSV for people with a spreadsheet: a line for each talk, in the form's own columns."""

import csv
from collections.abc import Iterator
from io import StringIO

from recap.document import Document, FormSheet, cell_text, marked
from recap.form_sheet import COLUMNS, OF_THE_OFFICER

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
OF_THE_SHEET = ("Formulir terisi", "Pernyataan petugas")  # what the other faces say above and below the sheets


def render_csv(document: Document) -> bytes:
    """UTF-8 with a mark at its beginning, without which Excel misreads letters beyond ASCII.

    An officer without talks has one line that says so; a day without officers still names the columns. Texts that a
    spreadsheet would calculate begin with `'`.
    """
    text = StringIO(newline="")
    writer = csv.writer(text)
    titles = [f"{column.group} {column.title}".strip() for column in COLUMNS]
    writer.writerow([*OF_THE_OFFICER, *titles, *OF_THE_SHEET])
    for sheet in document.sheets:
        for line in _lines(sheet):
            writer.writerow([_harmless(cell) for cell in line])
    return text.getvalue().encode("utf-8-sig")


def _lines(sheet: FormSheet) -> Iterator[list[str]]:
    facts = [cell_text(fact.value) for fact in sheet.facts]
    for row in sheet.table.rows:
        number, *texts = marked(row, sheet.table)
        yield [*facts, number.removesuffix("."), *texts, sheet.filled, sheet.signed]  # a number, to be sorted by
    if not sheet.table.rows:
        empty = [""] * (len(sheet.table.columns) - 2)
        yield [*facts, "", sheet.table.nothing, *empty, sheet.filled, sheet.signed]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(STARTS_FORMULA) else cell
