"""The recap as a document: facts, tables and officers' sheets in words, the same for every face."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ivr.workflows.record_labels import duration, number


@dataclass(frozen=True, slots=True)
class Clock:
    """A local time in a cell. `text` is what people read: `07.05`, with the date when it is another day's."""

    at: datetime
    text: str
    is_on_day: bool

    @property
    def seconds(self) -> int:
        """The time of day, in seconds since midnight."""
        return self.at.hour * 3600 + self.at.minute * 60 + self.at.second


@dataclass(frozen=True, slots=True)
class Seconds:
    """A length of time in a cell."""

    count: int


@dataclass(frozen=True, slots=True)
class Day:
    """A date in a fact."""

    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A line's own number, `1.` as in the form of Lampiran 1."""

    place: int


Cell = str | int | Clock | Seconds | Day | Ordinal


class Mark(StrEnum):
    """What a revision did to a row; the values are what people read."""

    NONE = ""
    NEW = "baru"
    CHANGED = "diubah"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. `is_total` rows close it."""

    cells: tuple[Cell, ...]
    mark: Mark = Mark.NONE
    is_total: bool = False


@dataclass(frozen=True)
class Column:
    """A column: its title, the group above it (`Jam`), its share of the width, and whether it holds numbers."""

    title: str
    share: int
    group: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under titles. `mark_at` is the column that carries the word of a mark; `nothing` is said without rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    mark_at: int = 0
    nothing: str = "Tidak ada."

    @property
    def has_groups(self) -> bool:
        """Whether the titles stand in two lines."""
        return any(column.group for column in self.columns)


@dataclass(frozen=True)
class Fact:
    """A line of facts: `Jam layanan: 07.00-17.00 WIB`."""

    label: str
    value: Cell


@dataclass(frozen=True)
class Section:
    """A part of the summary. `notes` follow the table; `warnings` are notes that want attention."""

    title: str
    table: Table | None = None
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormSheet:
    """An officer's sheet in the office's own form. `tab` is the name of its XLSX sheet, still to be made unique.

    `signed` says whether the officer stands for it, `filled` how many of its forms are; a face without a summary
    has both in columns.
    """

    tab: str
    facts: tuple[Fact, ...]
    table: Table
    notes: tuple[str, ...] = ()
    signed: str = ""
    filled: str = ""


@dataclass(frozen=True)
class Series:
    """Values of a chart, one for each label, None where there is none. A line has its own scale on the right."""

    name: str
    values: tuple[float | None, ...]
    is_line: bool = False


@dataclass(frozen=True)
class Chart:
    """Bars, stacked, over labels, and at most one line; `axis` and `line_axis` name the two scales."""

    title: str
    label_title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    axis: str
    line_axis: str = ""


@dataclass(frozen=True)
class Document:
    """A whole recap in words. `lead` says it in one sentence; `file_name` is without its ending."""

    title: str
    hotline: str
    day: str
    subject: str
    file_name: str
    lead: str
    made_at: datetime
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    sheets: tuple[FormSheet, ...] = ()
    charts: tuple[Chart, ...] = ()
    signed_by: str = "Koordinator"
    sheet_title: str = "REKAPITULASI HARIAN"


SUMMARY = "Ringkasan"

# Written by hand below the summary, when it is signed.
PLACE_AND_DATE = "." * 24 + ", " + "." * 30
NAME = "(" + "." * 40 + ")"


def cell_text(cell: Cell) -> str:
    """What people read in a cell."""
    match cell:
        case str():
            return cell
        case int():
            return number(cell)
        case Seconds(count):
            return duration(count)
        case Ordinal(place):
            return f"{place}."
        case Clock() | Day():
            return cell.text


def marked(row: Row, table: Table) -> tuple[str, ...]:
    """The cells of a row as text, with the word of its mark."""
    texts = [cell_text(cell) for cell in row.cells]
    if row.mark:
        texts[table.mark_at] = f"{texts[table.mark_at]} [{row.mark}]".lstrip()
    return tuple(texts)


def groups_of(columns: Sequence[Column]) -> list[tuple[str, int]]:
    """The upper line of two-line titles: each group, or a column alone, with how many columns it spans."""
    upper: list[tuple[str, int]] = []
    for column in columns:
        if column.group and upper and upper[-1][0] == column.group:
            upper[-1] = (column.group, upper[-1][1] + 1)
        else:
            upper.append((column.group, 1))
    return upper
