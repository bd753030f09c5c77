"""The monthly recap in words: the daily figures over a month, with charts and the trend."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import day_name, plain_date
from ivr.workflows.record_labels import DISPOSITIONS, duration, number, percent
from recap.by_officer import by_officer
from recap.by_unit import by_unit, proof
from recap.clean_text import one_line
from recap.document import Cell, Chart, Column, Document, Fact, Row, Seconds, Section, Series, Table
from recap.monthly_collect import limits_of
from recap.monthly_figures import MonthFigures, Slot
from recap.words import filled_forms, moment, unit_name

A_MONDAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Month:
    """A month and the one before, of a hotline."""

    hotline: Hotline
    figures: MonthFigures
    before: MonthFigures
    made_at: datetime


def month_name(first: date) -> str:
    """`November 2026`."""
    return plain_date(first).split(" ", 1)[1]


def monthly_document(month: Month) -> Document:
    """The document of a month."""
    name, when = one_line(month.hotline.name), month_name(month.figures.first)
    return Document(
        title="Rekapitulasi Telepon Bulanan",
        hotline=name,
        day=when,
        subject=f"Rekapitulasi Telepon Bulanan {name} - {when}",
        file_name=f"rekap-{month.figures.first:%Y-%m}",
        lead=_lead(month.figures),
        made_at=month.made_at,
        facts=tuple(_facts(month)),
        sections=tuple(_sections(month)),
        charts=(_per_day(month.figures), _per_hour(month.figures)),
    )


def _lead(figures: MonthFigures) -> str:
    arrived = figures.tally.arrived
    if not arrived:
        return "Tidak ada panggilan masuk."
    return (
        f"{number(arrived)} panggilan masuk dalam {figures.service_days} hari layanan, {number(figures.answered)} "
        f"terjawab ({percent(figures.answered, arrived)})."
    )


def _facts(month: Month) -> Iterator[Fact]:
    start, end = limits_of(month.hotline, month.figures.first)
    yield Fact("Panggilan sejak", moment(start, month.hotline.zone))
    yield Fact("sampai sebelum", moment(end, month.hotline.zone))
    if talks := month.figures.tally.talks:
        yield Fact("Formulir terisi", filled_forms(talks, month.figures.tally.blank_forms))
    yield Fact("Disusun", moment(month.made_at, month.hotline.zone))


def _sections(month: Month) -> Iterator[Section]:
    figures, hotline = month.figures, month.hotline
    if figures.tally.running or figures.tally.blank_forms:
        yield Section("Perlu perhatian", warnings=tuple(_warnings(figures)))
    yield _trend(month)
    yield _outcomes(figures)
    yield by_unit(hotline, figures.tally.units(hotline), figures.tally.outcomes())
    yield _topics(figures, hotline)
    yield by_officer(figures.tally.officers(figures.names))
    weekdays = {day_name(date.fromordinal(A_MONDAY.toordinal() + day)): slot for day, slot in figures.weekdays.items()}
    yield _slots("Menurut hari", "Hari", {name: slot for name, slot in weekdays.items() if slot.count})
    hours = {f"{hour:02d}.00-{hour:02d}.59": slot for hour, slot in sorted(figures.hours.items()) if slot.count}
    yield _slots("Menurut jam", "Jam", hours)


def _warnings(figures: MonthFigures) -> Iterator[str]:
    if figures.tally.running:
        yield f"{number(figures.tally.running)} panggilan masih berlangsung ketika rekapitulasi ini disusun."
    if figures.tally.blank_forms:
        yield f"{number(figures.tally.blank_forms)} formulir belum diisi."


def _trend(month: Month) -> Section:
    """This month beside the one before."""
    columns = (
        Column("Ukuran", 40),
        Column(month_name(month.figures.first), 20, is_number=True),
        Column(month_name(month.before.first), 20, is_number=True),
        Column("Perubahan", 20, is_number=True),
    )
    now, then = month.figures, month.before
    was_used = then.tally.arrived > 0 or then.tally.talks > 0
    rows = [
        _compared(label, this, last, was_used=was_used)
        for (label, this), last in zip(_counts(now).items(), _counts(then).values(), strict=True)
    ]
    shares = [percent(one.answered, one.tally.arrived) for one in (now, then)]
    rows.insert(2, Row(("Persentase terjawab", *shares, "")))
    filled = [percent(one.tally.talks - one.tally.blank_forms, one.tally.talks) for one in (now, then)]
    rows.append(Row(("Persentase formulir terisi", *filled, "")))
    waits = [one.tally.waits() for one in (now, then)]
    averages, longest = [one.average_seconds for one in waits], [one.longest_seconds for one in waits]
    rows.append(Row(("Rata-rata tunggu sampai dijawab", *map(duration, averages), _change_of_wait(*averages))))
    rows.append(Row(("Tunggu terlama", *map(duration, longest), _change_of_wait(*longest))))
    notes = () if was_used else (f"Belum ada catatan untuk {month_name(then.first)}.",)
    return Section("Dibandingkan bulan sebelumnya", Table(columns, tuple(rows)), notes)


def _counts(figures: MonthFigures) -> dict[str, int]:
    return {
        "Panggilan masuk": figures.tally.arrived,
        "Terjawab": figures.answered,
        "Tidak terlayani dalam jam layanan": figures.unserved_in_hours,
        "Di luar jam layanan": sum(slot.outside for slot in figures.days.values()),
        "Pembicaraan": figures.tally.talks,
        "Pertanyaan rahasia, melalui kanal lain": figures.confidential,
        "Formulir belum diisi": figures.tally.blank_forms,
    }


def _compared(label: str, now: int, then: int, *, was_used: bool) -> Row:
    if not was_used:
        return Row((label, now, "-", "-"))
    change = f"{now - then:+,}".replace(",", ".").replace("-", "\u2212") if now != then else "tetap"
    if then and now != then:
        change += f" ({percent(abs(now - then), then)})"
    return Row((label, now, then, change))


def _change_of_wait(now: int | None, then: int | None) -> str:
    if now is None or then is None:
        return "-"
    if now == then:
        return "tetap"
    return f"{duration(abs(now - then))} lebih {'lama' if now > then else 'cepat'}"


def _outcomes(figures: MonthFigures) -> Section:
    columns = (
        Column("Hasil", 40),
        Column("Dalam jam layanan", 20, is_number=True),
        Column("Di luar jam layanan", 20, is_number=True),
        Column("Jumlah", 20, is_number=True),
    )
    shown = [one for one in figures.tally.outcomes() if one.count]
    rows = [Row((DISPOSITIONS[one.disposition], one.in_hours, one.outside, one.count)) for one in shown]
    sums = (sum(one.in_hours for one in shown), sum(one.outside for one in shown), figures.tally.arrived)
    rows.append(Row(("Panggilan masuk", *sums), is_total=True))
    notes = []
    if shown and sums[0] + sums[1] == figures.tally.arrived:
        notes.append(proof(figures.tally.arrived, shown))
    if figures.tally.by_hand:
        notes.append(f"Di antaranya {number(figures.tally.by_hand)} dicatat manual oleh petugas.")
    if figures.tally.outbound:
        notes.append(f"Selain itu {number(figures.tally.outbound)} telepon balik kepada penelepon.")
    notes.append("Perbandingan dengan catatan Twilio ada dalam rekapitulasi harian; untuk sebulan tidak ditanyakan.")
    return Section("Hasil panggilan", Table(columns, tuple(rows)), tuple(notes))


def _topics(figures: MonthFigures, hotline: Hotline) -> Section:
    columns = (Column("Unit kerja", 30), Column("Topik", 56), Column("Bicara", 14, is_number=True))
    order = {unit: place for place, unit in enumerate(hotline.units)}
    found = sorted(figures.topics.items(), key=lambda item: (order.get(item[0][0], 99), -item[1], item[0]))
    rows = [Row((unit_name(hotline, unit), topic or "tanpa topik", count)) for (unit, topic), count in found]
    rest = (("rahasia, melalui kanal lain", figures.confidential), ("formulir belum diisi", figures.tally.blank_forms))
    rows += [Row(("Semua unit kerja", words, count)) for words, count in rest if count]
    if rows:
        rows.append(Row(("Jumlah", "", figures.tally.talks), is_total=True))
    return Section("Menurut topik", Table(columns, tuple(rows), nothing="Belum ada pembicaraan."))


def _slots(title: str, label: str, slots: Mapping[str, Slot]) -> Section:
    columns = (
        Column(label, 22),
        Column("Masuk", 11, is_number=True),
        Column("Terjawab", 12, is_number=True),
        Column("Tidak terlayani", 13, is_number=True),
        Column("Lainnya", 11, is_number=True),
        Column("Di luar jam layanan", 14, is_number=True),
        Column("Rata-rata tunggu", 17, is_number=True),
    )
    rows = []
    for name, slot in slots.items():
        wait: Cell = "-" if slot.average_wait is None else Seconds(slot.average_wait)
        rows.append(Row((name, slot.count, slot.answered, slot.unserved, slot.others, slot.outside, wait)))
    return Section(title, Table(columns, tuple(rows), nothing="Tidak ada panggilan."))


def _per_day(figures: MonthFigures) -> Chart:
    slots = [figures.days[day] for day in sorted(figures.days)]
    return Chart(
        title="Panggilan per hari",
        label_title="Tanggal",
        labels=tuple(str(day.day) for day in sorted(figures.days)),
        series=(
            Series("Terjawab", tuple(slot.answered for slot in slots)),
            Series("Tidak terlayani", tuple(slot.unserved for slot in slots)),
            Series("Di luar jam layanan", tuple(slot.outside for slot in slots)),
        ),
        axis="Panggilan",
    )


def _per_hour(figures: MonthFigures) -> Chart:
    hours = sorted(hour for hour, slot in figures.hours.items() if slot.answered or slot.unserved) or [0]
    slots = [figures.hours.get(hour, Slot()) for hour in range(hours[0], hours[-1] + 1)]
    return Chart(
        title="Waktu tunggu dan panggilan tidak terlayani menurut jam",
        label_title="Jam",
        labels=tuple(f"{hour:02d}" for hour in range(hours[0], hours[-1] + 1)),
        series=(
            Series("Tidak terlayani", tuple(slot.unserved for slot in slots)),
            Series("Rata-rata tunggu (detik)", tuple(slot.average_wait for slot in slots), is_line=True),
        ),
        axis="Panggilan",
        line_axis="Detik",
    )
