"""Files as people write them, for the tests of reading and importing."""

import io
from collections.abc import Sequence

from openpyxl import Workbook

from ivr.workflows.fault_sheet import FileRefused


def csv_file(*lines: str, delimiter: str = ",") -> bytes:
    """Lines of a CSV file in UTF-8; write commas, also for another delimiter."""
    return "".join(line.replace(",", delimiter) + "\r\n" for line in lines).encode()


def xlsx_file(*rows: Sequence[object]) -> bytes:
    """A workbook with real dates, times and numbers."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def faults(refused: FileRefused) -> list[str]:
    """What people are told, without the file's name."""
    return [str(fault).removeprefix(f"{fault.file} ").removeprefix(f"{fault.file}: ") for fault in refused.faults]
