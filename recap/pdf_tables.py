"""Tables of the PDF: titles repeated on every page, long texts flowing over pages."""

from functools import cache
from typing import Any, Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, LongTable, Paragraph

from recap.document import Clock, Column, Mark, Row, Table, groups_of, marked
from recap.pdf_fonts import BOLD, REGULAR, markup
from recap.pdf_wrap import is_plain, wrapped

OFFICE = HexColor("#1D4E79")
INK = HexColor("#1B2733")
RULE = HexColor("#9AA7B4")
HEAD = HexColor("#EAF0F6")
FILLS = {Mark.NEW: HexColor("#E3F3E6"), Mark.CHANGED: HexColor("#FDF0CF")}
SIZE, LEADING, BESIDE = 9.0, 11.7, 4.0
LINES = 20  # of a cell in one row: a longer text goes on in the next, which may stand on the next page
LETTERS = 700  # the same, for texts that need several fonts

Side = Literal["LEFT", "CENTER", "RIGHT"]
Command = Any  # of reportlab's table styles


def grid(table: Table, width: float) -> Flowable:
    """The table as wide as given. Without rows it says so in one."""
    total = sum(column.share for column in table.columns)
    widths = [width * column.share / total for column in table.columns]
    lines, commands = _titles(table, widths)
    heads = len(lines)
    commands += _looks(table, heads)
    if not table.rows:
        lines.append([table.nothing, *[""] * (len(table.columns) - 1)])
        commands += [("SPAN", (0, heads), (-1, heads)), ("ALIGN", (0, heads), (-1, heads), "CENTER")]
    for row in table.rows:
        first = len(lines)
        lines += _row(row, table, widths)
        last = len(lines) - 1
        commands.append(("LINEBELOW", (0, last), (-1, last), 0.5, RULE))
        if row.mark:
            commands.append(("BACKGROUND", (0, first), (-1, last), FILLS[row.mark]))
        if row.is_total:
            commands.append(("FONTNAME", (0, first), (-1, last), BOLD))
    return LongTable(lines, colWidths=widths, repeatRows=heads, style=commands, hAlign="LEFT")


def _looks(table: Table, heads: int) -> list[Command]:
    """How the whole table looks, below `heads` lines of titles."""
    looks: list[Command] = [
        ("FONT", (0, 0), (-1, heads - 1), BOLD, SIZE, LEADING),
        ("FONT", (0, heads), (-1, -1), REGULAR, SIZE, LEADING),
        ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        ("VALIGN", (0, heads), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, heads - 1), HEAD),
        ("INNERGRID", (0, 0), (-1, heads - 1), 0.5, RULE),
        ("BOX", (0, 0), (-1, -1), 0.5, RULE),
        ("LINEAFTER", (0, 0), (-2, -1), 0.5, RULE),
        ("LINEBELOW", (0, heads - 1), (-1, heads - 1), 0.5, RULE),
        ("TOPPADDING", (0, 0), (-1, -1), 2.0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
        ("LEFTPADDING", (0, 0), (-1, -1), BESIDE),
        ("RIGHTPADDING", (0, 0), (-1, -1), BESIDE),
    ]
    for place, column in enumerate(table.columns):
        looks.append(("ALIGN", (place, heads), (place, -1), _side(table, place, column)))
    return looks


def _side(table: Table, place: int, column: Column) -> Side:
    """Numbers to the right, times in the middle, texts to the left."""
    if column.is_number:
        return "RIGHT"
    return "CENTER" if any(isinstance(row.cells[place], Clock) for row in table.rows[:1]) else "LEFT"


def _titles(table: Table, widths: list[float]) -> tuple[list[list[object]], list[Command]]:
    """The one or two lines of titles, and what joins their cells."""
    titles = [
        "\n".join(wrapped(column.title, width - 2 * BESIDE, font=BOLD, size=SIZE))
        for column, width in zip(table.columns, widths, strict=True)
    ]
    if not table.has_groups:
        sides = [
            ("ALIGN", (place, 0), (place, 0), "RIGHT" if column.is_number else "LEFT")
            for place, column in enumerate(table.columns)
        ]
        return [list(titles)], [*sides, ("VALIGN", (0, 0), (-1, 0), "BOTTOM")]
    upper: list[object] = []
    lower: list[object] = []
    commands: list[Command] = [("ALIGN", (0, 0), (-1, 1), "CENTER"), ("VALIGN", (0, 0), (-1, 1), "MIDDLE")]
    for group, count in groups_of(table.columns):
        place = len(upper)
        if group:
            upper += [group, *[""] * (count - 1)]
            lower += titles[place : place + count]
            commands.append(("SPAN", (place, 0), (place + count - 1, 0)))
        else:
            upper.append(titles[place])
            lower.append("")
            commands.append(("SPAN", (place, 0), (place, 1)))
    return [upper, lower], commands


def _row(row: Row, table: Table, widths: list[float]) -> list[list[object]]:
    """A row, in as many lines of the table as its longest cell needs."""
    font = BOLD if row.is_total else REGULAR
    cells = [
        _pieces(text, width - 2 * BESIDE, font, _side(table, place, table.columns[place]))
        for place, (text, width) in enumerate(zip(marked(row, table), widths, strict=True))
    ]
    return [[cell[part] if part < len(cell) else "" for cell in cells] for part in range(max(map(len, cells)))]


def _pieces(text: str, width: float, font: str, side: Side) -> list[object]:
    """A text in pieces that each fit on a page: broken lines, or paragraphs where one font is not enough."""
    if is_plain(text, font):
        lines = wrapped(text, width, font=font, size=SIZE)
        return ["\n".join(lines[start : start + LINES]) for start in range(0, len(lines), LINES)]
    pieces: list[object] = []
    while text:
        head = "\n".join(text[:LETTERS].split("\n")[:LINES])
        cut = len(head)
        if cut == LETTERS:
            cut = max(head.rfind(" "), head.rfind("\n"))
            cut = cut if cut > LETTERS // 2 else LETTERS
        pieces.append(Paragraph(markup(text[:cut].rstrip(), font=font), _style(side, font)))
        text = text[cut:].lstrip()
    return pieces


@cache
def _style(side: Side, font: str) -> ParagraphStyle:
    alignments: dict[Side, Literal[0, 1, 2]] = {"LEFT": 0, "CENTER": 1, "RIGHT": 2}
    return ParagraphStyle(
        f"cell-{side}-{font}",
        fontName=font,
        fontSize=SIZE,
        leading=LEADING,
        alignment=alignments[side],
        textColor=INK,
        splitLongWords=True,
    )
