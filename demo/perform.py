"""The command `demo`: raises the curtain, plays one call, and stays open until Ctrl+C."""

from datetime import date, datetime, time
from threading import Event

import click

from config.settings import Settings
from demo.first_call import play_first_call
from demo.sample import RealOffice
from demo.stage import OpenOffice, ServeOffice, Stage, moment_to_play, staged
from ivr.domain.local_time import clock, long_date, to_local, to_utc, zone_name
from ivr.telephony.rest import TwilioCallRecords
from ivr.workflows.office import Office
from recap.schedule import jobs, working

Moment = tuple[date, time]


def perform(
    settings: Settings,
    *,
    port: int,
    at: Moment | None,
    once: bool,
    open_office: OpenOffice,
    serve: ServeOffice,
    now: datetime,
) -> None:
    """Play at the local time `at`, or now if the hotline is open, else on its next service day.

    Raises click.ClickException when the stage cannot be set.
    """
    moment = _moment(open_office(settings, lambda: now), at, now)
    try:
        with (
            staged(settings, moment, port=port, open_office=open_office, serve=serve) as stage,
            working(jobs(stage.office, TwilioCallRecords(stage.office.settings))),
        ):
            _play(stage, moment, is_now=moment == now, once=once)
    except RealOffice as fault:
        raise click.ClickException(
            f"Basis data ini berisi orang yang sungguh ada ({fault}); peragaan tidak menyentuhnya. "
            "Pakai basis data lain, misalnya DATABASE_URL=sqlite:///var/peragaan.db"
        ) from fault
    except OSError as fault:
        raise click.ClickException(f"Port {port} tidak dapat dipakai: {fault}. Coba --port lain.") from fault


def _moment(office: Office, at: Moment | None, now: datetime) -> datetime:
    if at is not None:
        return to_utc(*at, office.hotlines.first.zone)
    return moment_to_play(office, now)


def _play(stage: Stage, moment: datetime, *, is_now: bool, once: bool) -> None:
    hotline = stage.office.hotlines.first
    local = to_local(moment, hotline.zone)
    click.echo(f"\nPiket, peragaan {hotline.name}: {stage.url}")
    why = "" if is_now else " (jam peragaan; ubah dengan --at)"
    click.echo(f"{long_date(local.date())} pukul {clock(local)} {zone_name(local)}{why}\n")
    play_first_call(stage, click.echo)
    if once:
        return
    click.echo(f"\nServer tetap berjalan di {stage.url}. Hentikan dengan Ctrl+C.")
    try:
        Event().wait()
    except KeyboardInterrupt:
        click.echo("\nSelesai. Data contoh tetap tersimpan.")
