"""Tables of the PDF: titles repeated on every page, long texts flowing over pages."""

from functools import cache
from typing import Any, Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, LongTable, Paragraph

from recap.document import Cell, Clock, Mark, Table, groups_of, marked
from recap.pdf_fonts import BOLD, REGULAR, markup

OFFICE = HexColor("#1D4E79")
RULE = HexColor("#9AA7B4")
HEAD = HexColor("#EAF0F6")
FILLS = {Mark.NEW: HexColor("#E3F3E6"), Mark.CHANGED: HexColor("#FDF0CF")}
SIZE = 9
PIECE = 900  # characters of a cell in one row: a longer text goes on in the next, which may stand on the next page

Alignment = Literal[0, 1, 2]
Command = Any  # of reportlab's table styles


def grid(table: Table, width: float) -> Flowable:
    """The table as wide as given. Without rows it says so in one."""
    columns = len(table.columns)
    total = sum(column.share for column in table.columns)
    lines, commands = _titles(table)
    heads = len(lines)
    commands += [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, heads - 1), HEAD),
        ("INNERGRID", (0, 0), (-1, heads - 1), 0.5, RULE),
        ("BOX", (0, 0), (-1, -1), 0.5, RULE),
        ("LINEAFTER", (0, 0), (-2, -1), 0.5, RULE),
        ("LINEBELOW", (0, heads - 1), (-1, heads - 1), 0.5, RULE),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]
    if not table.rows:
        lines.append([_paragraph(table.nothing, TA_CENTER), *[""] * (columns - 1)])
        commands.append(("SPAN", (0, heads), (-1, heads)))
    for row in table.rows:
        aligned = [_alignment(cell, column.is_number) for cell, column in zip(row.cells, table.columns, strict=True)]
        pieces = [_pieces(text) for text in marked(row, table)]
        first = len(lines)
        for part in range(max(len(piece) for piece in pieces)):
            texts = [piece[part] if part < len(piece) else "" for piece in pieces]
            lines.append([_paragraph(text, how, bold=row.is_total) for text, how in zip(texts, aligned, strict=True)])
        last = len(lines) - 1
        commands.append(("LINEBELOW", (0, last), (-1, last), 0.5, RULE))
        if row.mark:
            commands.append(("BACKGROUND", (0, first), (-1, last), FILLS[row.mark]))
    widths = [width * column.share / total for column in table.columns]
    return LongTable(lines, colWidths=widths, repeatRows=heads, style=commands, hAlign="LEFT")


def _titles(table: Table) -> tuple[list[list[object]], list[Command]]:
    """The one or two lines of titles, and what joins their cells."""
    if not table.has_groups:
        return [[_paragraph(one.title, TA_RIGHT if one.is_number else TA_LEFT, bold=True) for one in table.columns]], []
    upper: list[object] = []
    lower: list[object] = []
    commands: list[Command] = []
    for group, count in groups_of(table.columns):
        place = len(upper)
        titles = [_paragraph(one.title, TA_CENTER, bold=True) for one in table.columns[place : place + count]]
        if group:
            upper += [_paragraph(group, TA_CENTER, bold=True), *[""] * (count - 1)]
            lower += titles
            commands.append(("SPAN", (place, 0), (place + count - 1, 0)))
        else:
            upper += titles
            lower += [""] * count
            commands.append(("SPAN", (place, 0), (place, 1)))
    return [upper, lower], [*commands, ("VALIGN", (0, 0), (-1, 1), "MIDDLE")]


def _pieces(text: str) -> list[str]:
    """A long text in pieces that each fit on a page, cut where a line or a word ends, else anywhere."""
    pieces = []
    while len(text) > PIECE or text.count("\n") > PIECE // 40:
        head = "\n".join(text[:PIECE].split("\n")[: PIECE // 40])
        cut = len(head)
        if cut == PIECE:
            cut = max(head.rfind(" "), head.rfind("\n"))
            cut = cut if cut > PIECE // 2 else PIECE
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*pieces, text]


def _alignment(cell: Cell, is_number: bool) -> Alignment:
    if isinstance(cell, Clock):
        return TA_CENTER
    return TA_RIGHT if is_number else TA_LEFT


def _paragraph(text: str, alignment: Alignment, *, bold: bool = False) -> Paragraph | str:
    if not text:
        return ""
    style = _style(alignment, bold)
    return Paragraph(markup(text, font=style.fontName), style)


@cache
def _style(alignment: Alignment, bold: bool) -> ParagraphStyle:
    return ParagraphStyle(
        f"cell-{alignment}-{bold}",
        fontName=BOLD if bold else REGULAR,
        fontSize=SIZE,
        leading=SIZE * 1.3,
        alignment=alignment,
        textColor=HexColor("#1B2733"),
        splitLongWords=True,
    )
