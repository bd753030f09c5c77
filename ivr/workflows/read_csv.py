"""Reading the lines of a CSV file, as offices save it."""

import csv
import io
from collections.abc import Iterator, Sequence

from ivr.workflows.fault_sheet import Sheet
from ivr.workflows.read_workbook import Cell


def csv_lines(content: bytes, sheet: Sheet) -> Iterator[tuple[int, list[Cell]]]:
    """The lines with their numbers. What is wrong with the file or with its quotes goes to `sheet`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        sheet.note(line, "", "bukan UTF-8", "simpan ulang sebagai 'CSV UTF-8'")
        return
    if "\0" in text:
        sheet.note(0, "", "bukan berkas CSV", "simpan sebagai 'CSV UTF-8' atau .xlsx")
        return
    lines = list(io.StringIO(text, newline=""))
    heading = next((line for line in lines if line.strip()), "")
    if "\t" in heading.strip() and not {",", ";"} & set(heading):
        sheet.note(0, "", "kolom dipisah dengan tab", "pisahkan dengan koma atau titik koma")
        return
    # Excel in Indonesia writes semicolons.
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    for start, words in _records(lines, delimiter, sheet):
        yield start, [Cell(" ".join(word.split())) for word in words]


def _records(lines: Sequence[str], delimiter: str, sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV file, each with the line on which it starts; a wrong quote spoils only its own line."""
    start = 1
    while start <= len(lines):
        before = start - 1
        reader = csv.reader(map(lines.__getitem__, range(before, len(lines))), delimiter=delimiter, strict=True)
        try:
            for words in reader:
                yield start, words
                start = before + reader.line_num + 1
        except csv.Error:
            sheet.note(start, "", "tanda kutip tidak ditutup atau salah tempat", "periksa tanda kutip pada baris ini")
            sheet.silence(start)
            yield start, [part.strip(' "\r\n') for part in lines[start - 1].split(delimiter)]  # the best guess
            start += 1
