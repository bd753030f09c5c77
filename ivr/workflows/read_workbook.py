"""Reading the first sheet of an XLSX workbook: real dates, times and numbers become the words people would type."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook

from ivr.workflows.fault_sheet import Sheet

MEBIBYTE = 1024 * 1024
MOST_UNPACKED = 64 * MEBIBYTE
MOST_TAGS = 1_500_000  # twice those of 20,000 full lines; a few kB of a zip archive can hold any number
MOST_ROWS = 100_000  # the empty ones, too: one forgotten cell far below makes every row between exist
MOST_COLUMNS = 50
NEAR_THE_TOP = 20


@dataclass(frozen=True)
class Cell:
    """The words of a cell, whether the workbook stored them as a number, or why it holds no words."""

    text: str = ""
    is_number: bool = False
    problem: str = ""
    remedy: str = ""

    @property
    def is_filled(self) -> bool:
        """Whether anything stands in the cell."""
        return bool(self.text or self.problem)


def is_workbook(content: bytes) -> bool:
    """Whether this is a zip archive, as every XLSX is."""
    return content.startswith(b"PK\x03\x04")


def is_old_workbook(content: bytes) -> bool:
    """Whether this is an XLS, or an XLSX under a password."""
    return content.startswith(b"\xd0\xcf\x11\xe0")


def workbook_lines(content: bytes, faults: Sheet) -> Iterator[tuple[int, list[Cell]]]:
    """The lines of the first sheet with their numbers. What is wrong with the workbook as a whole goes to `faults`."""
    lines: list[tuple[int, list[Any]]] = []
    try:
        if _is_too_big(content):
            faults.note(0, "", "berkas terlalu besar setelah dibuka", "bagi menjadi beberapa berkas")
            return
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = workbook.worksheets[0]
        sheet.reset_dimensions()  # some programs write a wrong size, and rows would be lost
        for line, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
            if line > MOST_ROWS:
                problem = f"lembar pertama lebih dari {MOST_ROWS:,} baris".replace(",", ".")
                faults.note(0, "", problem, "hapus baris di bawah data, juga yang tampak kosong")
                return
            if any(cell.value is not None for cell in row):
                lines.append((line, list(row)))
        if others := [f"'{other.title}'" for other in workbook.worksheets[1:] if _holds_anything(other)]:
            faults.remarks.append(f"hanya lembar '{sheet.title}' yang dibaca, tidak {', '.join(others)}")
    except Exception:  # a damaged workbook raises anything: KeyError, BadZipFile, ParseError, ValueError
        faults.note(0, "", "bukan buku kerja Excel yang utuh", "simpan ulang sebagai .xlsx atau CSV UTF-8")
        return
    for line, cells in lines:
        yield line, [_cell(cell) for cell in cells]


def _holds_anything(sheet: Any) -> bool:
    """Whether people see something near the top of a sheet; lists to choose from stand on hidden ones."""
    rows = sheet.iter_rows(max_row=NEAR_THE_TOP, max_col=MOST_COLUMNS, values_only=True)
    return sheet.sheet_state == "visible" and any(value is not None for row in rows for value in row)


def _is_too_big(content: bytes) -> bool:
    """Whether reading it would take a server's memory or minutes, however small it is as an archive."""
    tags = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
            return True
        for part in archive.infolist():
            with archive.open(part) as stream:
                while chunk := stream.read(MEBIBYTE):
                    tags += chunk.count(b"<")
                    if tags > MOST_TAGS:
                        return True
    return False


def _cell(cell: Any) -> Cell:
    match cell.data_type:
        case "f":
            return Cell(problem="berisi rumus", remedy="salin sebagai nilai (Paste Special, Values)")
        case "e":
            return Cell(problem=f"berisi kesalahan {cell.value}", remedy="ketik nilainya")
    return Cell(_words(cell.value), isinstance(cell.value, int | float) and not isinstance(cell.value, bool))


def _words(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "ya" if value else "tidak"
        case datetime():
            return f"{value:%Y-%m-%d}" if value.time() == time(0) else f"{value:%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}" if not value.second else f"{value:%H:%M:%S}"
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60:02}:{minutes % 60:02}"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case _:
            return " ".join(str(value).split())
