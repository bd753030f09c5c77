"""Writes the roster as files that the import reads: a week as it stands, and an empty one to fill in."""

import csv
from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO, StringIO

import xlsxwriter

from ivr.domain.hotline import Hotline
from ivr.domain.hours import break_spans, service_spans
from ivr.domain.people import Person
from ivr.domain.roster import Duty, Task
from ivr.domain.roster_week import cell_lines
from ivr.store.people import load_people
from ivr.store.roster import load_duties
from ivr.workflows.office import Office
from ivr.workflows.read_roster import FILL_IN, STARTS_FORMULA

COLUMNS = ("tanggal", "unit", "petugas", "tugas", "mulai", "selesai", "menggantikan", "catatan")
_WIDTHS = (12, 14, 30, 12, 8, 8, 30, 30)
DAY = timedelta(days=1)

Lines = Sequence[Sequence[str]]


def week_lines(office: Office, hotline: Hotline, *, monday: date) -> list[list[str]]:
    """The roster of a week: imported unchanged, it changes nothing."""
    with office.database.reading() as connection:
        found = load_duties(connection, hotline.key, first=monday, last=monday + 6 * DAY)
        people = {member.person.id: member.person for member in load_people(connection, hotline.key)}
    days = [monday + n * DAY for n in range(7)]
    return [_line(line, people) for day in days for unit in hotline.units for line in cell_lines(found, day, unit)]


def template_lines(hotline: Hotline, units: Sequence[str], *, monday: date) -> list[list[str]]:
    """A line for each duty and break that some units need in a week, still without people."""
    lines: list[list[str]] = []
    for day in (monday + n * DAY for n in range(7)):
        for unit in units if service_spans(hotline, day) else ():
            required = hotline.units[unit].required.get(day.weekday(), 0)
            tasks = [Task.DUTY] * required + [Task.COVER] * bool(required and break_spans(hotline, day))
            lines += [[day.isoformat(), unit, "", task.value, "", "", "", ""] for task in tasks]
    if not lines:  # a unit that need not be rostered, or a week of holidays
        lines = [[monday.isoformat(), unit, "", task.value, "", "", "", ""] for unit in units for task in Task][:2]
    for line in lines[:2]:
        line[2] = FILL_IN
    return lines


def as_csv(lines: Lines) -> bytes:
    """CSV in UTF-8 with its mark for Excel."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    # Should a spreadsheet open it, no cell is a formula; the import takes the mark off again.
    writer.writerows([f"'{cell}" if cell.startswith(STARTS_FORMULA) else cell for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(lines: Lines) -> bytes:
    """One sheet; every text stays text, whatever it begins with."""
    whole = BytesIO()
    with xlsxwriter.Workbook(whole) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("jadwal")
        sheet.freeze_panes(1, 0)
        for column, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width, text)
            sheet.write_string(0, column, name, bold)
        for row, line in enumerate(lines, 1):
            for column, cell in enumerate(line):
                if cell:
                    sheet.write_string(row, column, cell, text)
    return whole.getvalue()


def _line(line: Duty, people: dict[int, Person]) -> list[str]:
    replaced = people.get(line.replaces_id) if line.replaces_id is not None else None
    return [
        line.on.isoformat(),
        line.unit,
        people[line.person_id].email if line.person_id in people else "",
        line.task.value,
        f"{line.starts:%H:%M}" if line.starts else "",
        f"{line.ends:%H:%M}" if line.ends else "",
        replaced.email if replaced else "",
        line.note,
    ]
