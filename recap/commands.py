"""The commands `recap show`, `recap send` and `recap export`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from config.os_words import reason
from ivr.domain.hotline import Hotline
from ivr.domain.journal import Action
from ivr.domain.local_time import long_date, to_local
from ivr.store.engine import unavailable
from ivr.telephony.rest import TwilioCallRecords
from ivr.terminal.opened import chosen_hotline, date_option, hotline_option, pass_office
from ivr.terminal.private_file import open_private
from ivr.workflows.note_command import note_command
from ivr.workflows.office import Office
from recap.day_asked import DayAsked, NotNow, ask_for
from recap.file_forms import FORMS, in_form
from recap.postman import Postman, open_mailer
from recap.send_now import AlreadySent, NobodyToSendTo, Outcome, send_now


@click.group()
def recap() -> None:
    """Rekapitulasi telepon harian."""


@recap.command()
@date_option("--date", help="Hari layanan; bila tidak disebut: hari ini.")
@hotline_option
@pass_office
def show(office: Office, /, hotline: str | None, **day: date | None) -> None:
    """Tampilkan rekapitulasi suatu hari layanan, menurut catatan saat ini."""
    with _told():
        asked = _asked(office, chosen_hotline(office, hotline), day["date"])
        _note(office, asked, Action.OPENED)
        click.echo(asked.rendered().text)
    for note in asked.notes():
        click.echo(note, err=True)


@recap.command()
@date_option("--date", help="Hari layanan; bila tidak disebut: hari ini.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="BERKAS",
    help=f"Berkas tujuan, berakhiran {', '.join(FORMS)}; bila tidak disebut: CSV ke layar.",
)
@hotline_option
@pass_office
def export(office: Office, /, out: Path | None, hotline: str | None, **day: date | None) -> None:
    """Simpan rekapitulasi suatu hari layanan sebagai berkas; akhiran namanya menentukan bentuknya."""
    ending = out.suffix.lower() if out else ".csv"
    if ending not in FORMS:
        raise click.UsageError(f"--out {out}: akhiran berkas harus salah satu dari {', '.join(FORMS)}")
    with _told():
        asked = _asked(office, chosen_hotline(office, hotline), day["date"])
        data = in_form(ending, asked.recap, asked.rendered())
        _note(office, asked, Action.EXPORTED)
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    else:
        try:
            with open_private(out) as file:
                file.write(data)
        except OSError as fault:
            raise click.ClickException(f"{out} tidak dapat ditulis: {reason(fault)}") from fault
        click.echo(f"Rekapitulasi {long_date(asked.on)} ditulis ke {out}", err=True)
    for note in asked.notes():
        click.echo(note, err=True)


@recap.command()
@date_option("--date", help="Hari layanan; bila tidak disebut: hari ini.")
@click.option("--again", is_flag=True, help="Kirim sekali lagi sebagai revisi berikutnya.")
@hotline_option
@pass_office
def send(office: Office, /, again: bool, hotline: str | None, **day: date | None) -> None:
    """Kirim rekapitulasi suatu hari layanan kepada koordinator, sekarang juga.

    Yang sudah pernah dikirim hanya dikirim kepada koordinator yang belum menerimanya (baru ditambahkan, atau suratnya
    ditolak). Dengan --again dikirim kepada semua, sebagai revisi berikutnya.
    """
    with _told():
        chosen = chosen_hotline(office, hotline)
        asked = _asked(office, chosen, day["date"], is_over=True)
        outcome = send_now(office, asked, Postman(office, open_mailer(office.settings.smtp_url)), again=again)
        _note(office, asked, Action.SENT)
    if asked.recap.running:
        click.echo(f"Perhatikan: {asked.recap.running} panggilan belum berakhir.", err=True)
    _tell(outcome, asked)


def _asked(office: Office, hotline: Hotline, on: date | None, *, is_over: bool = False) -> DayAsked:
    now = office.clock()
    day = on or to_local(now, hotline.zone).date()
    return ask_for(office, hotline, day, TwilioCallRecords(office.settings), now=now, is_over=is_over)


def _note(office: Office, asked: DayAsked, action: Action) -> None:
    day = asked.on.isoformat()
    note_command(office, action, f"recap:{day}", hotline=asked.hotline.key, detail=day)


def _tell(outcome: Outcome, asked: DayAsked) -> None:
    title = f"Rekapitulasi {long_date(asked.on)}" + (f" revisi {outcome.revision}" if outcome.revision > 1 else "")
    for letter in outcome.letters:
        if letter.sent_at:
            click.echo(f"{title} terkirim kepada {letter.recipient}.")
        elif letter.parked_at:
            click.echo(f"{title} ditolak untuk {letter.recipient}: {letter.last_fault}.", err=True)
        else:
            why = letter.last_fault or "belum sempat dicoba"
            click.echo(
                f"{title} belum terkirim kepada {letter.recipient}: {why}. Surat tetap dalam antrean dan dicoba lagi "
                "oleh worker.",
                err=True,
            )
    if any(letter.sent_at is None for letter in outcome.letters):
        raise click.exceptions.Exit(1)


@contextmanager
def _told() -> Iterator[None]:
    """Turn what stands in the way into one Indonesian sentence and exit code 1."""
    try:
        yield
    except (NotNow, AlreadySent, NobodyToSendTo) as fault:
        raise click.ClickException(str(fault)) from fault
    except unavailable as fault:
        raise click.ClickException("Basis data sedang tidak dapat dipakai; coba lagi sebentar.") from fault
