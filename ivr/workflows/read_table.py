"""Reading a table that people wrote, CSV or XLSX, into rows of text with their line numbers."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from config.faults import Fault, one_line
from ivr.workflows.read_workbook import Cell, is_old_workbook, is_workbook, workbook_lines

MOST_LINES = 20_000
MOST_BYTES = 20 * 1024 * 1024
LONGEST_CELL = 2_000


class FileRefused(Exception):
    """Everything that is wrong with a file, by line; nothing of it was applied. `str()` lists it, one fault a line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


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
    """The rows of a file, its name, and the columns that it has."""

    file: str
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


@dataclass
class Sheet:
    """Where a reader writes down what is wrong with the line it reads, so that everything is told at once."""

    file: str
    faults: list[Fault] = field(default_factory=list)

    def note(self, line: int, column: str, problem: str, remedy: str = "") -> None:
        """Write down one fault."""
        self.faults.append(Fault(self.file, line, column, one_line(problem), one_line(remedy)))

    def refuse_if_faulty(self) -> None:
        """Raise FileRefused when anything was written down."""
        if self.faults:
            raise FileRefused(self.faults)


def read_table(file: str, content: bytes, columns: Columns) -> Table:
    """The table in a file's content; `file` is the name used in faults.

    CSV in UTF-8, with or without byte order mark, comma or semicolon; or an XLSX workbook's first sheet. Empty
    lines are skipped. Raises FileRefused with everything that is wrong with the form of the file.
    """
    sheet = Sheet(file)
    lines = _bounded(sheet, list(_lines(sheet, content)))
    sheet.refuse_if_faulty()
    if not lines:
        sheet.note(0, "", "berkas kosong", f"baris pertama berisi nama kolom: {', '.join(columns.required)}")
        sheet.refuse_if_faulty()
    (heading_line, heading), *rest = lines
    names = [" ".join(cell.text.lower().split()) for cell in heading]
    while names and not names[-1]:
        names.pop()
    _check_names(sheet, heading_line, names, columns)
    sheet.refuse_if_faulty()
    rows = tuple(_row(sheet, line, names, cells) for line, cells in rest)
    if not rows:
        sheet.note(0, "", "berkas tidak berisi apa-apa selain nama kolom", "isi sedikitnya satu baris")
    sheet.refuse_if_faulty()
    return Table(file, tuple(names), rows)


def _lines(sheet: Sheet, content: bytes) -> Iterator[tuple[int, list[Cell]]]:
    """The lines that hold anything, with their numbers in the file."""
    if len(content) > MOST_BYTES:
        sheet.note(0, "", f"berkas lebih besar dari {MOST_BYTES // 1024 // 1024} MB", "bagi menjadi beberapa berkas")
    elif is_old_workbook(content):
        sheet.note(0, "", "berkas Excel lama (.xls) atau terkunci kata sandi", "simpan sebagai .xlsx tanpa kata sandi")
    else:
        read = workbook_lines if is_workbook(content) else _csv_lines
        yield from (line for line in read(content, sheet.note) if any(cell.text for cell in line[1]))


def _csv_lines(content: bytes, note: Callable[..., None]) -> Iterator[tuple[int, list[Cell]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        note(line, "", "bukan UTF-8", "simpan ulang sebagai 'CSV UTF-8'")
        return
    if "\0" in text:
        note(0, "", "bukan berkas CSV", "simpan sebagai 'CSV UTF-8' atau .xlsx")
        return
    heading = next((line for line in text.splitlines() if line.strip()), "")
    if "\t" in heading.strip() and not {",", ";"} & set(heading):
        note(0, "", "kolom dipisah dengan tab", "pisahkan dengan koma atau titik koma")
        return
    # Excel in Indonesia writes semicolons.
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            yield start, [Cell(" ".join(cell.split())) for cell in cells]
            start = reader.line_num + 1
    except csv.Error:
        note(start, "", "tanda kutip tidak ditutup atau salah tempat", "periksa tanda kutip pada baris ini")


def _bounded(sheet: Sheet, lines: list[tuple[int, list[Cell]]]) -> list[tuple[int, list[Cell]]]:
    if len(lines) > MOST_LINES + 1:
        sheet.note(0, "", f"lebih dari {MOST_LINES:,} baris".replace(",", "."), "bagi menjadi beberapa berkas")
    return lines


def _check_names(sheet: Sheet, line: int, names: Sequence[str], columns: Columns) -> None:
    for name in dict.fromkeys(names):
        if not name:
            sheet.note(line, "", "ada kolom tanpa nama", f"kolom yang dikenal: {', '.join(columns.known)}")
        elif name not in columns.known:
            sheet.note(line, name, "kolom tidak dikenal", suggestion(name, columns.known))
        elif names.count(name) > 1:
            sheet.note(line, name, "kolom ini ada lebih dari sekali", "sisakan satu")
    for name in columns.required:
        if name not in names:
            sheet.note(line, name, "kolom ini tidak ada", f"kolom yang wajib: {', '.join(columns.required)}")


def _row(sheet: Sheet, line: int, names: Sequence[str], cells: Sequence[Cell]) -> Row:
    if any(cell.text for cell in cells[len(names) :]):
        sheet.note(
            line, "", f"berisi lebih dari {len(names)} kolom", "apit nilai yang memuat tanda pemisah dengan kutip"
        )
    named = dict(zip(names, cells, strict=False))
    for name, cell in named.items():
        if len(cell.text) > LONGEST_CELL:
            sheet.note(line, name, f"lebih panjang dari {LONGEST_CELL} huruf", "pendekkan")
        elif not cell.text.isprintable():
            sheet.note(line, name, "memuat karakter kendali", "ketik ulang nilainya")
    return Row(
        line,
        {name: cell.text for name, cell in named.items()},
        frozenset(name for name, cell in named.items() if cell.is_number),
    )


def suggestion(word: str, known: Iterable[str]) -> str:
    """`maksud Anda 'telepon'?`, or all that is known when nothing is close."""
    choices = list(known)
    close = get_close_matches(word.lower(), choices, n=1, cutoff=0.6)
    return f"maksud Anda '{close[0]}'?" if close else f"yang dikenal: {', '.join(choices)}"
