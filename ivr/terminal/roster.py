"""The commands `roster import`, `roster show` and `roster gaps`."""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from itertools import groupby
from pathlib import Path

import click

from ivr.domain.gaps import Gap
from ivr.domain.holidays import is_year_known
from ivr.domain.hotline import Hotline
from ivr.domain.hours import Stretch
from ivr.domain.local_time import clock_near, clock_span, long_date, to_local, zone_name
from ivr.terminal.columns import columns
from ivr.terminal.handed_in import HandedIn, refusals_told
from ivr.terminal.opened import chosen_hotline, date_option, hotline_option, pass_office
from ivr.workflows.gap_labels import gap_in_words, hours_in_words
from ivr.workflows.import_roster import RosterImported, import_roster
from ivr.workflows.office import Office
from ivr.workflows.show_gaps import show_gaps
from ivr.workflows.show_roster import RosterDay, RosterLine, show_roster

MOST_DAYS = 366
ALL_DAY = clock_span(time(0), time(0))


@click.group()
def roster() -> None:
    """Jadwal piket."""


@roster.command("import")
@click.argument("file", type=HandedIn(), metavar="BERKAS")
@click.option("--dry-run", is_flag=True, help="Periksa saja, tidak ada yang disimpan.")
@hotline_option
@pass_office
def import_(office: Office, /, file: Path, dry_run: bool, hotline: str | None) -> None:
    """Simpan jadwal dari BERKAS (CSV UTF-8 atau XLSX); semua baris, atau tidak satu pun.

    Kolom wajib: tanggal, unit, petugas, tugas. Boleh ada: mulai, selesai, menggantikan, hotline, catatan.

    \b
    tanggal    2026-11-23 atau 23/11/2026
    petugas    e-mail atau nama
    tugas      piket, istirahat (pengganti jam istirahat), atau pengganti (berhalangan)
    mulai      07:00 atau 07.00; kosong berarti sepanjang jam layanan atau istirahat

    Untuk tiap tanggal, unit dan tugas dalam berkas, isi lama diganti; selebihnya tetap.
    """
    key = chosen_hotline(office, hotline).key if hotline is not None else None
    with refusals_told(file):
        done = import_roster(office, file.name, file.read_bytes(), hotline=key, dry_run=dry_run)
    click.echo(_told(done, dry_run=dry_run))
    for note in done.notes:
        click.echo(f"Perhatikan: {note}.", err=True)


@roster.command()
@date_option("--date", help="Hari yang ditampilkan; bila tidak disebut: hari ini.")
@hotline_option
@pass_office
def show(office: Office, /, hotline: str | None, **day: date | None) -> None:
    """Tampilkan jadwal satu hari, unit demi unit."""
    chosen = chosen_hotline(office, hotline)
    for line in _day(show_roster(office, chosen, on=day["date"] or _today(office, chosen)), chosen):
        click.echo(line)


@roster.command()
@date_option("--from", help="Hari pertama; bila tidak disebut: hari ini.")
@date_option("--to", help="Hari terakhir (ikut); bila tidak disebut: enam hari sesudah hari pertama.")
@hotline_option
@pass_office
def gaps(office: Office, /, hotline: str | None, **days: date | None) -> None:
    """Cari kekosongan jadwal: kurang petugas, istirahat tanpa pengganti, dan kesalahan lain.

    Selesai dengan kode 0 bila jadwal lengkap, 1 bila ada kekosongan.
    """
    chosen = chosen_hotline(office, hotline)
    first = days["from"] or min(_today(office, chosen), days["to"] or date.max)
    last = days["to"] or first + timedelta(days=6)
    if last < first or (last - first).days > MOST_DAYS:
        raise click.UsageError(f"--from {first} --to {last}: paling sedikit 1 hari, paling banyak {MOST_DAYS} hari")
    found = show_gaps(office, chosen, first=first, last=last)
    for line in _gaps(found, chosen, first, last):
        click.echo(line)
    for year in range(first.year, last.year + 1):
        if not is_year_known(year, chosen.holidays):
            click.echo(f"Perhatikan: cuti bersama {year} belum diketahui; tambahkan di halaman Hari libur.", err=True)
    if found:
        raise click.exceptions.Exit(1)


def _today(office: Office, hotline: Hotline) -> date:
    return to_local(office.clock(), hotline.zone).date()


def _told(done: RosterImported, *, dry_run: bool) -> str:
    if not done.changes_anything:
        return f"Tidak ada yang berubah: {done.unchanged} baris dalam berkas ini sudah sama dengan yang tersimpan."
    counts = f"{done.added} baris baru, {done.removed} dihapus, {done.unchanged} tetap"
    return f"Percobaan, tidak ada yang disimpan: {counts}." if dry_run else f"Tersimpan: {counts}."


def _day(day: RosterDay, hotline: Hotline) -> Iterator[str]:
    yield f"{hotline.name}, {long_date(day.on)}"
    if day.service:
        pauses = f", istirahat {_hours(day.breaks, hotline)}" if day.breaks else ""
        zone = zone_name(to_local(day.service[0].start, hotline.zone))
        hours = _hours(day.service, hotline)
        yield f"Layanan {'24 jam' if hours == ALL_DAY else hours}{pauses} {zone}"
    else:
        yield f"Tidak ada layanan{f': {day.holiday.name}' if day.holiday else ''}"
    rows = {unit.key: [_row(line, hotline) for line in lines] for unit, lines in day.units}
    laid_out = iter(columns([row for unit_rows in rows.values() for row in unit_rows], indent="  "))
    for unit, lines in day.units:
        required = unit.required.get(day.on.weekday(), 0) if day.service else 0
        yield ""
        yield unit.name + (f" (wajib {required})" if required else "")
        if not lines:
            yield "  belum ada jadwal" if required else "  -"
        for _ in lines:
            yield next(laid_out)


def _row(line: RosterLine, hotline: Hotline) -> tuple[str, ...]:
    return (
        line.task.value if line.task else "siaga",
        line.person.name,
        _hours(line.hours, hotline),
        str(line.person.phone or "tanpa nomor") if line.person.is_active else "tidak aktif",
        _pause(line, hotline),
        f"menggantikan {line.replaces.name}" if line.replaces else "",
        line.note,
    )


def _pause(line: RosterLine, hotline: Hotline) -> str:
    if line.pause is None:
        return ""
    if line.pause.until is None:
        return "sedang jeda"
    return f"jeda sampai {clock_near(line.pause.until, at=line.pause.since, zone=hotline.zone)}"


def _hours(stretches: Sequence[Stretch], hotline: Hotline) -> str:
    return ", ".join(hours_in_words(stretch, hotline) for stretch in stretches)


def _gaps(found: Sequence[Gap], hotline: Hotline, first: date, last: date) -> Iterator[str]:
    days = long_date(first) if first == last else f"{long_date(first)} sampai {long_date(last)}"
    if not found:
        yield f"Jadwal lengkap: {days}."
        return
    rows = [(hotline.units[g.unit].name, hours_in_words(g.stretch, hotline), gap_in_words(g, hotline)) for g in found]
    laid_out = iter(columns(rows, indent="  "))
    for day, of_day in groupby(found, key=lambda gap: gap.on):
        yield long_date(day)
        for _ in of_day:
            yield next(laid_out)
    yield ""
    yield f"{len(found)} kekosongan: {days}."
