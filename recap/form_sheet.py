"""An officer's sheet in the words of the office's own form (SOP PPATK, Lampiran 1)."""

from ivr.domain.form import Form
from ivr.domain.local_time import day_name, plain_date
from ivr.workflows.record_labels import CAME_BY, NOT_FILLED
from recap.clean_text import one_line
from recap.clocks import clock_on
from recap.compare import Changes
from recap.document import Cell, Column, Day, Fact, FormSheet, Ordinal, Row, Table
from recap.figures import Recap, Sheet, SheetRow
from recap.words import CONFIDENTIAL, NIHIL, WITHHELD, filled_forms, joined, moment, unit_name

OF_THE_OFFICER = ("NAMA PETUGAS", "UNIT KERJA", "Hari Piket", "Tanggal Piket")
COLUMNS = (
    Column("No.", 4, is_number=True),
    Column("Nama Penelepon", 27),
    Column("Diterima", 8, group="Jam"),
    Column("Selesai", 8, group="Jam"),
    Column("Permasalahan", 35),
    Column("Keterangan", 18),
)


def form_sheet(sheet: Sheet, recap: Recap, changes: Changes) -> FormSheet:
    """The sheet of one officer."""
    units = joined([unit_name(recap.hotline, unit) for unit in sheet.units])
    name, unit, day, date = OF_THE_OFFICER
    facts = (
        Fact(name, sheet.name),
        Fact(unit, units),
        Fact(day, day_name(recap.on)),
        Fact(date, Day(recap.on, plain_date(recap.on))),
    )
    rows = tuple(
        Row(_cells(place, row, sheet, recap), changes.mark(f"talk:{row.talk_id}"))
        for place, row in enumerate(sheet.rows, 1)
    )
    blank = sum(row.form is None for row in sheet.rows)
    return FormSheet(
        sheet.name,
        facts,
        Table(COLUMNS, rows, mark_at=5, nothing=NIHIL),
        tuple(_notes(sheet)),
        signed=_signed(sheet, recap),
        filled=filled_forms(len(sheet.rows), blank) if sheet.rows else "",
    )


def _signed(sheet: Sheet, recap: Recap) -> str:
    if sheet.signed_at is None:
        return "Belum dinyatakan benar oleh petugas"
    return f"Dinyatakan benar oleh petugas pada {moment(sheet.signed_at, recap.hotline.zone)}"


def _notes(sheet: Sheet) -> list[str]:
    notes = []
    if not sheet.is_rostered:
        notes.append("Petugas ini tidak terjadwal piket pada hari tersebut.")
    elif sheet.is_standing:
        notes.append("Operator siaga, tanpa jadwal piket tersendiri.")
    if sheet.replaced_by:
        notes.append(f"Digantikan oleh {joined(sheet.replaced_by)}.")
    return notes


def _cells(place: int, row: SheetRow, sheet: Sheet, recap: Recap) -> tuple[Cell, ...]:
    form = row.form
    started = clock_on(row.started_at, recap)
    ended = clock_on(row.ended_at, recap) if row.ended_at else "berlangsung"
    return Ordinal(place), caller_cell(row), started, ended, _problem(form), "\n".join(_remarks(row, sheet, recap))


def caller_cell(row: SheetRow) -> str:
    """Name, institution and contact, line by line as in the form's own example."""
    form = row.form
    if form is not None and form.is_confidential:
        return "Dirahasiakan"
    contact = form.contact if form and form.contact else one_line(row.caller or WITHHELD)
    who = [form.name or "Tanpa nama", f"dari {form.institution}" if form.institution else ""] if form else []
    return ",\n".join([*(line for line in who if line), f"No kontak:\n{contact}"])


def _problem(form: Form | None) -> str:
    if form is None:
        return NOT_FILLED
    if form.is_confidential:
        return CONFIDENTIAL
    return ": ".join(part for part in (form.topic, form.problem) if part) or "-"


def _remarks(row: SheetRow, sheet: Sheet, recap: Recap) -> list[str]:
    """The remark, and what the reader should know about this talk."""
    remarks = []
    if row.form is not None:
        remarks.append(row.form.other_channel if row.form.is_confidential else row.form.remark)
    if row.unit not in sheet.units:
        remarks.append(f"(untuk {unit_name(recap.hotline, row.unit)})")
    if row.is_outbound:
        remarks.append("(telepon balik)")
    if row.entered_by is not None:
        by = f" oleh {row.entered_by}" if row.entered_by else ""
        came = f", {CAME_BY[row.came_by]}" if row.came_by in CAME_BY else ""
        remarks.append(f"(dicatat manual{by}{came})")
    return [remark for remark in remarks if remark]
