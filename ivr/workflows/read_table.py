"""Reading a table that people wrote, CSV or XLSX, into rows of text with their line numbers."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from ivr.domain.pasted import without_unseen
from ivr.workflows.fault_sheet import EVERY_LINE, Sheet
from ivr.workflows.read_csv import csv_lines
from ivr.workflows.read_workbook import Cell, is_old_workbook, is_workbook, workbook_lines

MOST_LINES = 20_000
MOST_BYTES = 20 * 1024 * 1024
LONGEST_CELL = 2_000


@dataclass(frozen=True)
class Row:
    """One line of a table: the words of each column (empty where nothing stands)."""

    line: int
    cells: dict[str, str]
    numeric: frozenset[str] = frozenset()  # columns that a workbook stored as numbers: their leading zeros are lost

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Table:
    """The rows of a file, and the columns that it has."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Columns:
    """The columns that a file must have, and those that it may have."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """All of them, the required ones first."""
        return self.required + self.optional


def read_table(sheet: Sheet, content: bytes, columns: Columns) -> Table:
    """The table in a file's content; faults of its lines go to `sheet`, so that readers above add theirs.

    CSV in UTF-8, with or without byte order mark, comma or semicolon; or an XLSX workbook's first sheet. Empty
    lines are skipped. Raises FileRefused only where there is no table to read on in.
    """
    lines = list(_lines(sheet, content))
    if len(lines) > MOST_LINES + 1:
        sheet.note(0, "", f"lebih dari {MOST_LINES:,} baris".replace(",", "."), "bagi menjadi beberapa berkas")
        sheet.refuse_if_faulty()
    if not lines:
        sheet.refuse_if_faulty()
        problem = f"lembar pertama kosong; {sheet.remarks[0]}" if sheet.remarks else "berkas kosong"
        sheet.note(0, "", problem, f"baris pertama berisi nama kolom: {', '.join(columns.required)}")
        sheet.refuse_if_faulty()
    (heading_line, heading), *rest = lines
    filled = {place for _, cells in rest for place, cell in enumerate(cells) if cell.is_filled}
    names = _names(sheet, heading_line, heading, columns, filled)
    rows = tuple(_row(sheet, line, names, cells) for line, cells in rest)
    if not rows:
        sheet.note(0, "", "berkas tidak berisi apa-apa selain nama kolom", "isi sedikitnya satu baris")
        sheet.refuse_if_faulty()
    return Table(tuple(names), rows)


def typed_row(sheet: Sheet, cells: Mapping[str, str]) -> Row:
    """What somebody typed on a page, as a row; its words are judged as those of a file."""
    return _row(sheet, 0, list(cells), [Cell(_as_seen(text)) for text in cells.values()])


def _lines(sheet: Sheet, content: bytes) -> Iterator[tuple[int, list[Cell]]]:
    """The lines that hold anything, with their numbers in the file."""
    if len(content) > MOST_BYTES:
        sheet.note(0, "", f"berkas lebih besar dari {MOST_BYTES // 1024 // 1024} MB", "bagi menjadi beberapa berkas")
    elif is_old_workbook(content):
        sheet.note(0, "", "berkas Excel lama (.xls) atau terkunci kata sandi", "simpan sebagai .xlsx tanpa kata sandi")
    else:
        read = workbook_lines if is_workbook(content) else csv_lines
        for line, words in read(content, sheet):
            cells = [cell if cell.text.isascii() else replace(cell, text=_as_seen(cell.text)) for cell in words]
            if any(cell.is_filled for cell in cells):
                yield line, cells


def _as_seen(text: str) -> str:
    return " ".join(without_unseen(text).split())


def _names(sheet: Sheet, line: int, heading: Sequence[Cell], columns: Columns, filled: Collection[int]) -> list[str]:
    """The names of the columns. A column that is missing, or there twice, is not asked about again in each line.

    A column without a name is none if nothing stands in it (`filled`): tables seldom begin in the first column.
    """
    for cell in heading:
        if cell.problem:
            sheet.note(line, "", f"nama kolom {cell.problem}", cell.remedy)
    if any(fault.line == line for fault in sheet.faults):
        sheet.refuse_if_faulty()  # nobody knows which column is which
    names = [" ".join(cell.text.lower().split()) for cell in heading]
    while names and not names[-1]:
        names.pop()
    for name in dict.fromkeys(names):
        if not name and all(one or place not in filled for place, one in enumerate(names)):
            continue
        if not name:
            sheet.note(line, "", "ada kolom tanpa nama", f"kolom yang dikenal: {', '.join(columns.known)}")
        elif name not in columns.known:
            sheet.note(line, name, "kolom tidak dikenal", suggestion(name, columns.known))
        elif names.count(name) > 1:
            sheet.note(line, name, "kolom ini ada lebih dari sekali", "sisakan satu")
            sheet.silence(EVERY_LINE, name)
    for name in columns.required:
        if name not in names:
            sheet.note(line, name, "kolom ini tidak ada", f"kolom yang wajib: {', '.join(columns.required)}")
            sheet.silence(EVERY_LINE, name)
    return names


def _row(sheet: Sheet, line: int, names: Sequence[str], cells: Sequence[Cell]) -> Row:
    if any(cell.is_filled for cell in cells[len(names) :]):
        sheet.note(
            line,
            "",
            f"berisi lebih dari {len(names)} kolom",
            "hapus yang berlebih, atau apit nilai yang memuat pemisah dengan kutip",
        )
        sheet.silence(line)  # its words may stand under the wrong columns
    named = dict(zip(names, cells, strict=False))
    for name, cell in named.items():
        if fault := _cell_fault(cell):
            sheet.note(line, name, *fault)
            sheet.silence(line, name)
    return Row(
        line,
        {name: cell.text for name, cell in named.items()},
        frozenset(name for name, cell in named.items() if cell.is_number),
    )


def _cell_fault(cell: Cell) -> tuple[str, str] | None:
    if cell.problem:
        return cell.problem, cell.remedy
    if len(cell.text) > LONGEST_CELL:
        return f"lebih panjang dari {LONGEST_CELL} huruf", "pendekkan"
    if not cell.text.isprintable():
        return "memuat karakter kendali", "ketik ulang nilainya"
    return None


def suggestion(word: str, known: Iterable[str]) -> str:
    """`maksud Anda 'telepon'?`, or all that is known when nothing is close."""
    choices = list(known)
    close = get_close_matches(word.lower(), choices, n=1, cutoff=0.6)
    return f"maksud Anda '{close[0]}'?" if close else f"yang dikenal: {', '.join(choices)}"
