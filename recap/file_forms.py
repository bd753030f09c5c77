"""The forms in which a recap can be saved, by the ending of the file's name."""

import csv
from collections.abc import Iterator
from io import StringIO

from recap.compare import NO_CHANGES
from recap.compose import DailyRecap, Rendered
from recap.document import cell_text
from recap.form_sheet import COLUMNS, form_sheet

FORMS = (".xlsx", ".pdf", ".html", ".csv")
STARTS_FORMULA = ("=", "+", "-", "@")


def in_form(ending: str, recap: DailyRecap, rendered: Rendered) -> bytes:
    """The recap as a file with this ending, one of FORMS."""
    match ending:
        case ".html":
            return rendered.html.encode()
        case ".csv":
            return _csv(recap).encode()
    return next(one.data for one in rendered.attachments if one.name.endswith(ending))


def _csv(recap: DailyRecap) -> str:
    """A line for each talk, and one for each officer without any, in the columns of the office's own form."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["NAMA PETUGAS", "UNIT KERJA", "Hari Piket", "Tanggal Piket", *(one.title for one in COLUMNS)])
    for line in _lines(recap):
        writer.writerow([_harmless(cell) for cell in line])
    return text.getvalue()


def _lines(recap: DailyRecap) -> Iterator[list[str]]:
    for sheet in recap.built.sheets:
        page = form_sheet(sheet, recap.built, NO_CHANGES)
        facts = [cell_text(fact.value) for fact in page.facts]
        for row in page.table.rows:
            yield [*facts, *(cell_text(cell) for cell in row.cells)]
        if not page.table.rows:
            yield [*facts, "", page.table.nothing, *[""] * (len(COLUMNS) - 2)]


def _harmless(cell: str) -> str:
    """A spreadsheet takes what begins like a formula for one."""
    return f"'{cell}" if cell.startswith(STARTS_FORMULA) else cell
