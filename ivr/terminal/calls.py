"""The command `calls export`."""

import os
import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from config.os_words import reason
from ivr.domain.journal import Action
from ivr.domain.local_time import to_local
from ivr.terminal.opened import chosen_hotline, date_option, hotline_option, pass_office
from ivr.terminal.private_file import open_private
from ivr.workflows.call_files import WRITERS
from ivr.workflows.export_calls import export_calls
from ivr.workflows.note_command import note_command
from ivr.workflows.office import Office


@click.group()
def calls() -> None:
    """Catatan panggilan."""


@calls.command()
@date_option("--from", help="Hari pertama; bila tidak disebut: hari ini, atau hari --to.")
@date_option("--to", help="Hari terakhir (ikut); bila tidak disebut: hari ini, atau hari --from bila nanti.")
@click.option(
    "--format", "form", type=click.Choice(list(WRITERS)), help="Bila tidak disebut: menurut --out, atau jsonl."
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Berkas tujuan; bila tidak disebut: layar."
)
@hotline_option
@pass_office
def export(office: Office, /, form: str | None, out: Path | None, hotline: str | None, **days: date | None) -> None:
    """Tulis panggilan yang masuk pada hari-hari yang diminta, satu baris tiap panggilan.

    Waktu ditulis menurut zona waktu hotline (ISO 8601). Tanpa --hotline: semua hotline.
    """
    key = chosen_hotline(office, hotline).key if hotline is not None else None
    first, last = _days(office, key, days["from"], days["to"])
    if first > last:
        raise click.UsageError(f"--from {first} sesudah --to {last}")
    write = WRITERS[form or _form_of(out)]
    note_command(office, Action.EXPORTED, "calls", hotline=key, detail=f"{first} sampai {last}")
    lines = export_calls(office, hotline=key, first=first, last=last)
    try:
        with open_private(out) if out else nullcontext(sys.stdout.buffer) as target:
            count = write(lines, target)
            target.flush()
    except BrokenPipeError:
        _leave_quietly()
    except OSError as fault:
        raise click.ClickException(f"{out or 'Keluaran'} tidak dapat ditulis: {reason(fault)}") from fault
    if out:
        click.echo(f"{count} panggilan ditulis ke {out}", err=True)


def _form_of(out: Path | None) -> str:
    ending = out.suffix.lstrip(".").lower() if out else ""
    if ending and ending not in WRITERS:
        possible = ", ".join(f".{name}" for name in WRITERS)
        raise click.UsageError(f"--out {out}: akhiran berkas harus salah satu dari {possible}, atau sebutkan --format")
    return ending or "jsonl"


def _leave_quietly() -> NoReturn:
    """Whoever reads us has read enough, as `head` does: Python must not try to write the rest when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise click.exceptions.Exit(0)


def _days(office: Office, key: str | None, first: date | None, last: date | None) -> tuple[date, date]:
    zone = (office.hotlines.only_or(key) if key else office.hotlines.first).zone
    today = to_local(office.clock(), zone).date()
    return first or min(last or today, today), last or max(first or today, today)
