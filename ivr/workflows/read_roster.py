"""Reading the roster file: one line, one duty, cover or substitute (interface: Files that people write)."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, time

from ivr.domain.hotlines import Hotlines
from ivr.domain.local_time import plain_date
from ivr.domain.roster import Task
from ivr.workflows.fault_sheet import Sheet
from ivr.workflows.read_people import hotline_of, unit_of
from ivr.workflows.read_table import Columns, Row, Table, suggestion

COLUMNS = Columns(("tanggal", "unit", "petugas", "tugas"), ("mulai", "selesai", "menggantikan", "hotline", "catatan"))

STARTS_FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""

FILL_IN = "isi nama atau e-mail"
"""Stands in the example lines of a template; a line that was not filled in is refused."""

_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})"),
)
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.]00)?")


@dataclass(frozen=True)
class DutyDraft:
    """A line of the roster; people are still as written: an e-mail or a name.

    What was not understood is None (and noted), so that the rest of the line is still checked.
    """

    line: int
    hotline: str | None
    on: date | None
    unit: str | None
    task: Task | None
    person: str | None
    starts: time | None
    ends: time | None
    replaces: str | None
    note: str


def read_roster(sheet: Sheet, table: Table, hotlines: Hotlines, *, hotline: str | None = None) -> tuple[DutyDraft, ...]:
    """The lines of a roster; `hotline` is for lines that name none. Every fault of every line goes to `sheet`."""
    return tuple(_duty(sheet, row, hotlines, hotline) for row in table.rows)


def read_date(written: str) -> date:
    """`2026-11-23` or `23/11/2026`. Raises ValueError with an Indonesian reason and remedy, parted by `; `."""
    found = next((match for form in _DATES if (match := form.fullmatch(written))), None)
    if found is None:
        raise ValueError(f"'{written}' bukan tanggal; tulis 2026-11-23 atau 23/11/2026")
    year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
    if not 2000 <= year <= 2100:
        raise ValueError(f"tahun {year} tidak masuk akal; periksa tahunnya")
    if not 1 <= month <= 12:
        raise ValueError(f"bulan {month} tidak ada; tulis 2026-11-23 atau 23/11/2026")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise ValueError(f"tanggal {written} tidak ada; bulan itu berakhir {plain_date(date(year, month, last))}")
    return date(year, month, day)


def read_clock(written: str) -> time:
    """`07:00` or `07.00`. Raises ValueError with an Indonesian reason and remedy, parted by `; `."""
    found = _CLOCK.fullmatch(written)
    if found is None:
        raise ValueError(f"'{written}' bukan jam; tulis 07:00 atau 07.00")
    if int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError(f"jam {written} tidak ada; tulis 00:00 sampai 23:59")
    return time(int(found[1]), int(found[2]))


def _duty(sheet: Sheet, row: Row, hotlines: Hotlines, default: str | None) -> DutyDraft:
    hotline = hotline_of(sheet, row, hotlines, default)
    on = _date(sheet, row)
    unit = None
    if hotline and not row["unit"]:
        sheet.note(row.line, "unit", "kosong", f"isi {', '.join(hotline.units)}")
    elif hotline:
        unit = unit_of(sheet, row, row["unit"], {unit.key: unit.name for unit in hotline.units.values()})
    task = _task(sheet, row)
    starts, ends = _clock(sheet, row, "mulai"), _clock(sheet, row, "selesai")
    person = row["petugas"] if row["petugas"] != FILL_IN else ""
    if not person:
        problem = "belum diisi" if row["petugas"] else "kosong"
        sheet.note(row.line, "petugas", problem, "isi e-mail atau nama petugas")
    _check_task(sheet, row, task, has_no_length=starts is not None and starts == ends)
    if len(row["catatan"]) > 400:
        sheet.note(row.line, "catatan", "lebih panjang dari 400 huruf", "pendekkan")
    return DutyDraft(
        row.line,
        hotline.key if hotline else None,
        on,
        unit,
        task,
        person or None,
        starts,
        ends,
        row["menggantikan"] or None if task is not Task.DUTY else None,
        _note(row["catatan"]),
    )


def _note(written: str) -> str:
    """A note, without the mark that keeps a spreadsheet from calculating it (ivr.workflows.roster_files)."""
    return written[1:] if written[:1] == "'" and written[1:2] in STARTS_FORMULA else written


def _check_task(sheet: Sheet, row: Row, task: Task | None, *, has_no_length: bool) -> None:
    if task is Task.SUBSTITUTE and not row["menggantikan"]:
        sheet.note(row.line, "menggantikan", "kosong, padahal wajib untuk pengganti", "isi siapa yang digantikan")
    if task is Task.DUTY and row["menggantikan"]:
        sheet.note(
            row.line, "menggantikan", "tidak berlaku untuk piket", "kosongkan, atau ubah tugas menjadi pengganti"
        )
    if row["menggantikan"] and row["menggantikan"].lower() == row["petugas"].lower():
        sheet.note(row.line, "menggantikan", "sama dengan petugas", "isi dengan orang lain")
    if has_no_length and task in (Task.COVER, Task.SUBSTITUTE):
        sheet.note(
            row.line, "selesai", "sama dengan mulai", "isi jam selesai yang lebih akhir, atau kosongkan keduanya"
        )


def _date(sheet: Sheet, row: Row) -> date | None:
    if not row["tanggal"]:
        sheet.note(row.line, "tanggal", "kosong", "tulis 2026-11-23 atau 23/11/2026")
        return None
    if "tanggal" in row.numeric:  # pasted into a cell of text or numbers, a date is the count of its days
        what = f"'{row['tanggal']}' angka, bukan tanggal"
        sheet.note(row.line, "tanggal", what, "ubah format selnya menjadi tanggal, atau tulis 2026-11-23")
        return None
    try:
        return read_date(row["tanggal"])
    except ValueError as fault:
        problem, _, remedy = str(fault).partition("; ")
        sheet.note(row.line, "tanggal", problem, remedy)
        return None


def _clock(sheet: Sheet, row: Row, column: str) -> time | None:
    if not row[column]:
        return None
    if column in row.numeric:  # 07.30 that a spreadsheet took for a number is 7.3
        what = f"'{row[column]}' angka, bukan jam"
        sheet.note(row.line, column, what, "ubah format selnya menjadi teks, lalu tulis 07:00 atau 07.00")
        return None
    try:
        return read_clock(row[column])
    except ValueError as fault:
        problem, _, remedy = str(fault).partition("; ")
        sheet.note(row.line, column, problem, remedy)
        return None


def _task(sheet: Sheet, row: Row) -> Task | None:
    word, known = row["tugas"].lower(), [task.value for task in Task]
    if word in known:
        return Task(word)
    if word:
        sheet.note(row.line, "tugas", f"'{word}' tidak dikenal", suggestion(word, known))
    else:
        sheet.note(row.line, "tugas", "kosong", f"isi {', '.join(known)}")
    return None
