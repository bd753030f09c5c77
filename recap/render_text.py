"""The recap as plain text, for mail programs without HTML and for the terminal."""

from collections.abc import Iterator
from textwrap import wrap

from recap.clean_text import shortened
from recap.document import SUMMARY, Document, Fact, FormSheet, Section, Table, cell_text, marked

WIDTH = 78
MOST_ROWS = 400  # of all sheets together; more stand in the attachments only
LONGEST_CELL = 2_000
IN_ATTACHMENT = "Selengkapnya dalam lampiran."


def render_text(document: Document, *, is_whole: bool = False) -> str:
    """The document as text. `is_whole`: also what a mail leaves to its attachments."""
    lines = [document.title.upper(), document.hotline, document.day, "", SUMMARY.upper(), document.lead, ""]
    lines += _facts(document.facts)
    for section in document.sections:
        lines += ["", *_section(section)]
    rows = sum(len(sheet.table.rows) for sheet in document.sheets)
    if rows > MOST_ROWS and not is_whole:
        lines += ["", "=" * WIDTH, f"Lembar para petugas: {IN_ATTACHMENT.lower()}"]
    else:
        for sheet in document.sheets:
            lines += ["", "=" * WIDTH, document.sheet_title, "", *_sheet(sheet)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _facts(facts: tuple[Fact, ...]) -> Iterator[str]:
    width = max((len(fact.label) for fact in facts), default=0)
    for fact in facts:
        yield from _hanging(f"{fact.label:<{width}} : ", cell_text(fact.value))


def _section(section: Section) -> Iterator[str]:
    yield section.title.upper()
    for warning in section.warnings:
        yield from _hanging("! ", warning)
    if section.table is not None:
        yield from _table(section.table)
    for note in section.notes:
        yield from _hanging("", note)


def _sheet(sheet: FormSheet) -> Iterator[str]:
    yield from _facts(sheet.facts)
    labels = [f"{column.group} {column.title}".strip() for column in sheet.table.columns]
    width = max(len(label) for label in labels[1:])
    for row in sheet.table.rows:
        number, *texts = marked(row, sheet.table)
        yield ""
        yield f"{labels[0]} {number.removesuffix('.')}"
        for label, text in zip(labels[1:], texts, strict=True):
            yield from _hanging(f"  {label:<{width}} : ", shortened(text, LONGEST_CELL))
    if not sheet.table.rows:
        yield ""
        yield sheet.table.nothing
    if sheet.notes or sheet.signed:
        yield ""
    for note in sheet.notes:
        yield from _hanging("", f"Catatan: {note}")
    if sheet.signed:
        yield from _hanging("", sheet.signed)


def _table(table: Table) -> Iterator[str]:
    """Columns side by side where they fit in the width, else a sentence a row."""
    if not table.rows:
        yield table.nothing
        return
    titles = [column.title for column in table.columns]
    texts = [marked(row, table) for row in table.rows]
    widths = [max(len(line[place]) for line in (titles, *texts)) for place in range(len(titles))]
    if sum(widths) + 2 * len(widths) - 2 > WIDTH or any("\n" in text for line in texts for text in line):
        yield from _told(titles, texts)
        return
    yield _aligned(titles, widths, table)
    yield "-" * (sum(widths) + 2 * len(widths) - 2)
    for line, row in zip(texts, table.rows, strict=True):
        if row.is_total:
            yield "-" * (sum(widths) + 2 * len(widths) - 2)
        yield _aligned(line, widths, table)


def _told(titles: list[str], texts: list[tuple[str, ...]]) -> Iterator[str]:
    """`- Operator: panggilan 3, terjawab 2, ...`."""
    for first, *rest in texts:
        named = zip(titles[1:], rest, strict=True)
        parts = [f"{_within(title)} {' '.join(text.split())}" for title, text in named if text]
        yield from _hanging("- ", f"{first}: {', '.join(parts)}")


def _within(title: str) -> str:
    """A title as it stands within a sentence; `November 2026` keeps its capital."""
    return title if title[-1].isdigit() else title[:1].lower() + title[1:]


def _aligned(line: list[str] | tuple[str, ...], widths: list[int], table: Table) -> str:
    cells = zip(line, widths, table.columns, strict=True)
    return "  ".join(text.rjust(width) if column.is_number else text.ljust(width) for text, width, column in cells)


def _hanging(label: str, text: str) -> Iterator[str]:
    """The text after its label, further lines below its beginning."""
    indent = " " * len(label)
    for place, line in enumerate(text.split("\n") or [""]):
        first = label if place == 0 else indent
        yield from wrap(line, WIDTH, initial_indent=first, subsequent_indent=indent) or [first]
