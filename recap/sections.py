"""The parts of the daily summary: one function a part, from figures to words."""

from collections.abc import Iterator

from ivr.workflows.gap_labels import gap_in_words, hours_in_words
from ivr.workflows.record_labels import DISPOSITIONS, duration, number
from recap.by_unit import proof
from recap.clean_text import one_line
from recap.clocks import clock_on
from recap.compare import Changes, key_of
from recap.document import Cell, Column, Row, Section, Table
from recap.figures import Planned, Recap, Unserved
from recap.words import TASKS, WITHHELD, span, spans, unit_name


def outcomes(recap: Recap, changes: Changes) -> Section:
    """Every inbound call by what became of it, with the proof that none is missing."""
    columns = (
        Column("Hasil", 40),
        Column("Dalam jam layanan", 20, is_number=True),
        Column("Di luar jam layanan", 20, is_number=True),
        Column("Jumlah", 20, is_number=True),
    )
    shown = [one for one in recap.outcomes if one.count]
    rows = [
        Row(
            (DISPOSITIONS[one.disposition], one.in_hours, one.outside, one.count),
            changes.mark(f"outcome:{one.disposition or 'running'}"),
        )
        for one in shown
    ]
    in_hours, outside = sum(one.in_hours for one in shown), sum(one.outside for one in shown)
    rows.append(Row(("Panggilan masuk", in_hours, outside, recap.arrived), is_total=True))
    notes = []
    if shown and recap.is_proven:
        notes.append(proof(recap.arrived, shown))
    if recap.twilio_count is not None and not recap.twilio_difference:
        without = " (tanpa yang dicatat manual)" if recap.by_hand else ""
        notes.append(f"Menurut catatan Twilio: {number(recap.twilio_count)} panggilan masuk{without}, sesuai.")
    elif recap.twilio_count is not None:
        ours = recap.arrived - recap.by_hand
        notes.append(f"Menurut catatan Twilio: {number(recap.twilio_count)}; menurut catatan di sini: {number(ours)}.")
    if recap.by_hand:
        notes.append(f"Di antaranya {number(recap.by_hand)} dicatat manual oleh petugas, di luar sistem telepon.")
    if recap.outbound:
        notes.append(f"Selain itu {number(recap.outbound)} telepon balik kepada penelepon.")
    return Section("Hasil panggilan", Table(columns, tuple(rows)), tuple(notes))


def waits(recap: Recap) -> Section:
    """How long callers waited in service hours."""
    found, notes = recap.waits, []
    if found.average_seconds is not None:
        notes.append(f"Rata-rata sampai dijawab: {duration(found.average_seconds)}.")
    if found.longest_call is not None:
        call = found.longest_call
        result = DISPOSITIONS[call.disposition].lower()
        notes.append(
            f"Terlama: {duration(found.longest_seconds)} (pukul {clock_on(call.arrived_at, recap).text}, "
            f"{_number(call.from_number)}, {result})."
        )
    return Section("Waktu tunggu", notes=tuple(notes) or ("Tidak ada penelepon yang menunggu.",))


def callers_unserved(recap: Recap, changes: Changes) -> Section:
    """Who wanted something in service hours and spoke to nobody, and whether they reached us after all."""
    columns = (
        Column("Pukul", 10),
        Column("Nomor", 20),
        Column("Bagian", 24),
        Column("Hasil", 28),
        Column("Terhubung kemudian", 18),
    )
    rows = tuple(
        Row(
            (
                clock_on(one.call.arrived_at, recap),
                _number(one.call.from_number),
                unit_name(recap.hotline, one.call.unit),
                f"{_outcome(one)} ({duration(one.call.wait_seconds)})",
                _reached(one, recap),
            ),
            changes.mark(f"call:{one.call.id}", f"later:{one.call.id}"),
        )
        for one in recap.unserved
        if not one.is_outside
    )
    return Section("Tidak terlayani dalam jam layanan", Table(columns, rows, mark_at=4))


def callers_outside_hours(recap: Recap, changes: Changes) -> Section:
    """Who called when the hotline was closed."""
    columns = (
        Column("Waktu", 18),
        Column("Nomor", 26),
        Column("Hasil", 32),
        Column("Terhubung kemudian", 24),
    )
    rows = tuple(
        Row(
            (
                clock_on(one.call.arrived_at, recap),
                _number(one.call.from_number),
                _outcome(one),
                _reached(one, recap),
            ),
            changes.mark(f"call:{one.call.id}", f"later:{one.call.id}"),
        )
        for one in recap.unserved
        if one.is_outside
    )
    return Section("Di luar jam layanan", Table(columns, rows, mark_at=3))


def blank_forms(recap: Recap) -> Section:
    """Talks whose form nobody has filled in yet."""
    columns = (Column("Petugas", 34), Column("No.", 8, is_number=True), Column("Diterima", 18), Column("Nomor", 40))
    rows = tuple(
        Row((sheet.name, place, clock_on(row.started_at, recap), _number(row.caller)))
        for sheet in recap.sheets
        for place, row in enumerate(sheet.rows, 1)
        if row.form is None
    )
    return Section("Formulir belum diisi", Table(columns, rows, nothing="Semua formulir telah diisi."))


def running(recap: Recap) -> Section:
    """Calls that had not ended when the recap was made."""
    columns = (Column("Masuk", 18), Column("Nomor", 40), Column("Bagian", 42))
    rows = tuple(
        Row(
            (
                clock_on(call.arrived_at, recap),
                _number(call.from_number if call.is_inbound else call.to_number),
                unit_name(recap.hotline, call.unit),
            )
        )
        for call in recap.running
    )
    return Section("Masih berlangsung", Table(columns, rows))


def roster(recap: Recap, changes: Changes) -> Iterator[Section]:
    """The roster as planned, as worked, and what was wrong with it."""
    columns = (
        Column("Unit kerja", 30), Column("Petugas", 24), Column("Pukul", 14), Column("Tugas", 32),
    )  # fmt: skip
    rows = tuple(Row(_planned(line, recap), changes.mark(key_of(line))) for line in recap.planned)
    empty = "Tidak ada jadwal piket untuk hari ini."
    yield Section("Jadwal piket", Table(columns, rows, mark_at=3, nothing=empty))
    yield Section("Pelaksanaan piket", Table(_WORKED, tuple(_worked(recap)), nothing=empty))
    gaps = tuple(
        Row(
            (
                unit_name(recap.hotline, gap.unit),
                hours_in_words(gap.stretch, recap.hotline) or "-",
                one_line(gap_in_words(gap, recap.hotline)),
            )
        )
        for gap in recap.gaps
    )
    yield Section(
        "Kekosongan dan kekeliruan jadwal",
        Table((Column("Unit kerja", 34), Column("Pukul", 18), Column("Keterangan", 48)), gaps),
    )


_WORKED = (Column("Unit kerja", 34), Column("Pukul", 18), Column("Yang menjawab telepon", 48))


def _worked(recap: Recap) -> Iterator[Row]:
    """Units that nobody planned for and that need nobody are left out."""
    asked = {line.unit for line in recap.planned}
    asked |= {unit.key for unit in recap.hotline.units.values() if unit.required.get(recap.on.weekday())}
    for one in recap.worked:
        if one.unit in asked:
            names = ", ".join(one_line(name) for name in one.names) or "tidak ada"
            yield Row((unit_name(recap.hotline, one.unit), span(one.stretch, recap.hotline.zone), names))


def _planned(line: Planned, recap: Recap) -> tuple[Cell, ...]:
    replaces = f" {one_line(line.replaces)}" if line.replaces else ""
    remarks = [f"{TASKS[line.task]}{replaces}", one_line(line.note)]
    return (
        unit_name(recap.hotline, line.unit),
        one_line(line.name),
        spans(line.hours, recap.hotline.zone),
        "; ".join(remark for remark in remarks if remark),
    )


def _outcome(one: Unserved) -> str:
    return DISPOSITIONS[one.call.disposition]


def _reached(one: Unserved, recap: Recap) -> str:
    if one.call.from_number is None:
        return "tidak diketahui"
    if one.reached_at is None:
        return "belum"
    when = clock_on(one.reached_at, recap).text
    return f"ditelepon balik {when}" if one.is_rung_back else f"ya, pukul {when}"


def _number(caller: str | None) -> str:
    return one_line(caller) if caller else WITHHELD
