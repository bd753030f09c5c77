"""The command `who`: who answers at a moment, and why, rule by rule."""

import json
from collections.abc import Iterator
from datetime import date, time
from typing import Any

import click

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import to_local, to_utc
from ivr.terminal.columns import columns
from ivr.terminal.opened import LocalMoment, chosen_hotline, hotline_option, pass_office
from ivr.workflows.explain_who import Explained, explain_who
from ivr.workflows.office import Office
from ivr.workflows.read_table import suggestion
from ivr.workflows.reason_labels import chain_in_words, nobody_in_words, reasons_in_words


@click.command()
@click.option("--unit", required=True, metavar="UNIT", help="Kunci unit, misalnya pti.")
@click.option(
    "--at", type=LocalMoment(), metavar="WAKTU", help='Misalnya "2026-11-23 09:00"; bila tidak disebut: kini.'
)
@click.option("--json", "as_json", is_flag=True, help="Satu objek JSON, untuk program lain.")
@hotline_option
@pass_office
def who(office: Office, /, unit: str, at: tuple[date, time] | None, as_json: bool, hotline: str | None) -> None:
    """Siapa yang menjawab untuk sebuah unit pada suatu saat, dan mengapa.

    Selesai dengan kode 0 bila ada telepon yang akan berdering (termasuk milik unit cadangan), 1 bila tidak ada.
    Sibuk tidaknya telepon dan kapan panggilan terakhirnya selalu menurut keadaan sekarang. Dari jeda hanya yang
    terakhir dari tiap petugas yang diketahui; jeda sebelumnya tidak diperhitungkan.

    \b
    Kunci JSON:
      state       open, break, closed, holiday, atau suspended (tutup sementara)
      reason      seluruh alasan dalam kalimat
      ring        [{"officer": e-mail, "phone": nomor}], menurut urutan berdering; yang sibuk tidak disebut
      fallback    kunci unit cadangan, atau null
      reopens_at  kapan buka kembali (ISO 8601), atau null bila sedang buka
    """
    chosen = chosen_hotline(office, hotline)
    if unit not in chosen.units:
        raise click.UsageError(f"--unit: '{unit}' tidak dikenal; {suggestion(unit, chosen.units)}")
    moment = to_utc(at[0], at[1], chosen.zone) if at else office.clock()
    explained = explain_who(office, chosen, unit, at=moment)
    if as_json:
        click.echo(json.dumps(_as_json(explained, chosen), ensure_ascii=False))
    else:
        for line in _in_words(explained, chosen):
            click.echo(line)
    if not explained.would_ring:
        raise click.exceptions.Exit(1)


def _as_json(explained: Explained, hotline: Hotline) -> dict[str, Any]:
    answering = explained.unit
    reopens_at = answering.opening.reopens_at
    return {
        "state": answering.opening.state.value,
        "reason": " ".join(reasons_in_words(answering)),
        "ring": [
            {"officer": person.email, "phone": str(person.phone)}
            for person, unit in explained.rings
            if unit is answering
        ],
        "fallback": answering.fallback,
        "reopens_at": to_local(reopens_at, hotline.zone).isoformat() if reopens_at else None,
    }


def _in_words(explained: Explained, hotline: Hotline) -> Iterator[str]:
    yield hotline.units[explained.unit.unit].name
    if not explained.would_ring:
        yield "  tidak ada telepon yang berdering"
    rows = [
        (
            f"{place}.",
            person.name,
            str(person.phone),
            "" if answering is explained.unit else f"cadangan: {hotline.units[answering.unit].name}",
        )
        for place, (person, answering) in enumerate(explained.rings, 1)
    ]
    yield from columns(rows, indent="  ")
    yield ""
    for unit, reasons in chain_in_words(explained.chain):
        yield "Mengapa:" if unit == explained.unit.unit else f"{hotline.units[unit].name}:"
        yield from (f"  - {reason}" for reason in reasons)
        yield ""
    yield nobody_in_words(explained.unit.opening)
