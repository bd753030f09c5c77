"""Writes exported calls as JSON lines, CSV or XLSX; nested fields of a table are JSON."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO, TextIOWrapper
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from ivr.workflows.export_calls import FIELDS

Lines = Iterable[Mapping[str, Any]]


def write_jsonl(lines: Lines, out: BinaryIO) -> int:
    """One JSON object a line, UTF-8; returns how many."""
    return sum(bool(out.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")) for line in lines)


def write_csv(lines: Lines, out: BinaryIO) -> int:
    """CSV in UTF-8 for other programs (people have XLSX); returns how many calls.

    Should a spreadsheet open it all the same, no cell is a formula (OWASP, CSV Injection).
    """
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(FIELDS)
    count = sum(bool(writer.writerow([harmless(_cell(line[name])) for name in FIELDS])) for line in lines)
    text.flush()
    text.detach()
    return count


def write_xlsx(lines: Lines, out: BinaryIO) -> int:
    """One sheet; every text stays text, whatever it begins with; returns how many calls."""
    whole = BytesIO()  # a zip file that failed half written would try again as Python ends
    try:
        with xlsxwriter.Workbook(whole, {"constant_memory": True}) as book:
            count = _fill(book.add_worksheet("calls"), lines)
    except FileCreateError as fault:
        raise fault.args[0] from fault  # the OSError that it wraps
    out.write(whole.getbuffer())
    return count


def _fill(sheet: Any, lines: Lines) -> int:
    sheet.freeze_panes(1, 1)
    for column, name in enumerate(FIELDS):
        sheet.write_string(0, column, name)
    count = 0
    for count, line in enumerate(lines, 1):
        for column, name in enumerate(FIELDS):
            match _cell(line[name]):
                case int(number):
                    sheet.write_number(count, column, number)
                case str(text) if text:
                    sheet.write_string(count, column, text)
    return count


WRITERS: Mapping[str, Callable[[Lines, BinaryIO], int]] = {"jsonl": write_jsonl, "csv": write_csv, "xlsx": write_xlsx}


def _cell(value: Any) -> str | int:
    """A field in a table: absent values are empty, lists and objects JSON."""
    match value:
        case None:
            return ""
        case int() | str():
            return value
        case _:
            return json.dumps(value, ensure_ascii=False)


def harmless(cell: str | int) -> str | int:
    """A text that a spreadsheet would calculate becomes one that it shows; `+6281...` is a number either way."""
    is_formula = isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{cell}" if is_formula and not re.fullmatch(r"\+[0-9]+", str(cell)) else cell
