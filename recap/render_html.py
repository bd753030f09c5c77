"""The recap as the HTML body of a mail: one template, every style inline."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from recap.clean_text import shortened
from recap.document import SUMMARY, Cell, Clock, Document, Ordinal, cell_text

MOST_ROWS = 60  # of all sheets, and of each table: mail programs cut a mail off at about 100 KB
LONGEST_CELL = 600
LONGEST_WORD = 13  # letters that a column of a telephone's screen holds


def render_html(document: Document, *, is_whole: bool = False) -> str:
    """The document as HTML. `is_whole`: also what a mail leaves to its attachments."""
    rows = sum(len(sheet.table.rows) for sheet in document.sheets)
    return (
        _environment(is_whole)
        .get_template("recap.html")
        .render(
            document=document,
            summary=SUMMARY,
            with_sheets=is_whole or rows <= MOST_ROWS,
            most_rows=10**9 if is_whole else MOST_ROWS,
        )
    )


@cache
def _environment(is_whole: bool) -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    made.filters["breaking"] = _breaking
    made.filters["lines"] = _whole_lines if is_whole else _lines
    return made


def _breaking(cell: Cell) -> str:
    """How a cell may break: clocks and numbers not at all, words where they end, only long ones anywhere."""
    if isinstance(cell, int | Clock | Ordinal):
        return "white-space:nowrap;"
    is_long = any(len(word) > LONGEST_WORD for word in cell_text(cell).split())
    return "word-break:break-word;overflow-wrap:anywhere;" if is_long else ""


def _lines(cell: Cell) -> Markup:
    """A cell's text, its line ends kept."""
    return Markup("<br>").join(escape(line) for line in shortened(cell_text(cell), LONGEST_CELL).split("\n"))


def _whole_lines(cell: Cell) -> Markup:
    return Markup("<br>").join(escape(line) for line in cell_text(cell).split("\n"))
