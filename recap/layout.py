"""The daily recap in words: its facts, what wants attention, its tables and sheets."""

from collections.abc import Iterator
from datetime import datetime

from ivr.domain.hours import Stretch
from ivr.domain.local_time import clock, long_date, to_local, zone_name
from ivr.workflows.record_labels import number, percent
from recap.by_officer import by_officer
from recap.by_unit import by_unit
from recap.clean_text import one_line
from recap.compare import HOURS, NO_CHANGES, Changes
from recap.document import Document, Fact, Section
from recap.figures import Recap
from recap.form_sheet import form_sheet
from recap.period import closing_of
from recap.sections import (
    blank_forms,
    callers_outside_hours,
    callers_unserved,
    outcomes,
    roster,
    running,
    waits,
)
from recap.words import filled_forms, moment, spans


def document_of(recap: Recap, *, revision: int = 1, changes: Changes = NO_CHANGES) -> Document:
    """The document of a service day; `revision` 1 is the first and unnamed."""
    name = one_line(recap.hotline.name)
    subject = f"Rekapitulasi Telepon Harian {name} - {long_date(recap.on)}"
    return Document(
        title="Rekapitulasi Telepon Harian",
        hotline=name,
        day=long_date(recap.on) + (f" - revisi {revision}" if revision > 1 else ""),
        subject=subject + (f" - revisi {revision}" if revision > 1 else ""),
        file_name=f"rekap-{recap.on.isoformat()}",
        lead=lead(recap),
        made_at=recap.made_at,
        facts=tuple(_facts(recap)),
        sections=tuple(_sections(recap, changes, revision)),
        sheets=tuple(form_sheet(sheet, recap, changes) for sheet in recap.sheets),
    )


def lead(recap: Recap) -> str:
    """The day in one sentence."""
    if not recap.arrived:
        return "Tidak ada panggilan masuk." + (f" {number(recap.talks)} pembicaraan." if recap.talks else "")
    answered = recap.outcomes[0].count
    return (
        f"{number(recap.arrived)} panggilan masuk, {number(answered)} terjawab "
        f"({percent(answered, recap.arrived)}), {number(recap.talks)} pembicaraan."
    )


def _facts(recap: Recap) -> Iterator[Fact]:
    zone = recap.hotline.zone
    hours = _hours(recap)
    if recap.breaks:
        hours += f" (istirahat {spans(recap.breaks, zone)})"
    if recap.period.ends_at != closing_of(recap.hotline, recap.on):
        closed = to_local(recap.period.ends_at, zone)
        hours += (
            "; ini jam yang berlaku kini, diubah sesudah rekapitulasi pertama, yang mencakup panggilan sampai pukul "
            f"{clock(closed)} {zone_name(closed)}"
        )
    yield Fact("Jam layanan", hours)
    yield Fact("Panggilan sejak", moment(recap.period.starts_at, zone))
    yield Fact("sampai dengan", moment(recap.period.ends_at, zone))
    if recap.talks:
        yield Fact("Formulir terisi", filled_forms(recap.talks, recap.blank_forms))
    yield Fact("Disusun", moment(recap.made_at, zone))


def _hours(recap: Recap) -> str:
    zone = recap.hotline.zone
    return f"{spans(recap.service, zone)} {zone_name(to_local(recap.period.ends_at, zone))}"


def _hours_before(recap: Recap, changes: Changes) -> str:
    pairs = [[datetime.fromisoformat(at) for at in pair] for pair in changes.changed[HOURS]]
    return spans([Stretch(start, end) for start, end in pairs], recap.hotline.zone)


def _sections(recap: Recap, changes: Changes, revision: int) -> Iterator[Section]:
    if revision > 1:
        yield Section(f"Revisi {revision}", notes=tuple(_what_changed(recap, changes)))
    if warnings := tuple(_warnings(recap)):
        yield Section("Perlu perhatian", warnings=warnings)
    yield outcomes(recap, changes)
    yield waits(recap)
    yield by_unit(recap.hotline, recap.units, recap.outcomes, changes)
    yield by_officer(recap.officers, changes)
    yield callers_unserved(recap, changes)
    yield callers_outside_hours(recap, changes)
    yield blank_forms(recap)
    if recap.running:
        yield running(recap)
    yield from roster(recap, changes)


def _warnings(recap: Recap) -> Iterator[str]:
    if not recap.is_proven:
        yield "Jumlah dalam rekapitulasi ini tidak saling cocok. Laporkan kepada administrator."
    if recap.twilio_difference:
        more, by = ("lebih banyak", recap.twilio_difference)
        if by < 0:
            more, by = "lebih sedikit", -by
        yield (
            f"Twilio mencatat {number(recap.twilio_count or 0)} panggilan masuk, {number(by)} {more} daripada "
            "catatan di sini. Laporkan kepada administrator."
        )
    if recap.running:
        yield f"{number(len(recap.running))} panggilan masih berlangsung ketika rekapitulasi ini disusun."
    if recap.blank_forms:
        yield f"{number(recap.blank_forms)} formulir belum diisi."
    waiting = sum(one.reached_at is None and not one.is_outside for one in recap.unserved)
    if waiting:
        yield f"{number(waiting)} panggilan dalam jam layanan tidak terlayani dan penelepon belum terhubung kembali."
    if recap.gaps:
        yield f"{number(len(recap.gaps))} kekosongan atau kekeliruan dalam jadwal piket."


def _what_changed(recap: Recap, changes: Changes) -> Iterator[str]:
    """The changes in a few lines; the rows themselves carry their marks."""
    if HOURS in changes.changed:
        yield f"Jam layanan hari itu diubah: semula {_hours_before(recap, changes)}, kini {_hours(recap)}."
    for sheet in recap.sheets:
        for place, row in enumerate(sheet.rows, 1):
            if mark := changes.mark(f"talk:{row.talk_id}"):
                yield f"{sheet.name}, No. {place}: {mark}."
    calls = sum(key.startswith("call:") for key in (*changes.new, *changes.changed))
    if calls:
        yield f"{number(calls)} panggilan tidak terlayani baru atau diubah."
    later = sum(key.startswith("later:") for key in changes.changed)
    if later:
        yield f"{number(later)} penelepon yang semula tidak terlayani kini telah terhubung."
    gone = sum(key.startswith(("talk:", "call:")) for key in changes.gone)
    if gone:
        yield f"{number(gone)} baris dari rekapitulasi sebelumnya tidak ada lagi."
    if any(key.startswith("roster:") for key in (*changes.new, *changes.changed, *changes.gone)):
        yield "Jadwal piket berubah."
    if "figure:arrived" in changes.changed:
        yield f"Panggilan masuk semula {number(changes.changed['figure:arrived'])}, kini {number(recap.arrived)}."
    if not changes:
        yield "Tidak ada perubahan isi sejak pengiriman sebelumnya."
