"""The command `calls export`."""

import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import click

from ivr.domain.local_time import to_local
from ivr.terminal.call_files import WRITERS
from ivr.terminal.opened import chosen_hotline, date_option, hotline_option, pass_office
from ivr.workflows.export_calls import export_calls
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
    form = form or (out.suffix.lstrip(".").lower() if out and out.suffix.lstrip(".").lower() in WRITERS else "jsonl")
    lines = export_calls(office, hotline=key, first=first, last=last)
    try:
        with out.open("wb") if out else nullcontext(sys.stdout.buffer) as target:
            count = WRITERS[form](lines, target)
    except OSError as fault:
        raise click.ClickException(f"{out} tidak dapat ditulis: {fault.strerror}") from fault
    if out:
        click.echo(f"{count} panggilan ditulis ke {out}", err=True)


def _days(office: Office, key: str | None, first: date | None, last: date | None) -> tuple[date, date]:
    zone = (office.hotlines.only_or(key) if key else office.hotlines.first).zone
    today = to_local(office.clock(), zone).date()
    return first or min(last or today, today), last or max(first or today, today)
