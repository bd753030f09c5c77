"""The roof: puts the parts together, holds the clock, and offers the commands."""

import socket
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from functools import cache

import click
from flask import Blueprint, Flask

from config.command_line import command
from config.faults import HotlineFaults
from config.logs import set_up_logs
from config.os_words import reason
from config.settings import Settings, SettingsFault, find_settings, read_demo_settings, read_settings
from ivr.store.engine import open_database, unavailable
from ivr.store.migrate import current_revision, newest_revision, upgrade
from ivr.telephony.fallback_document import fallback_document
from ivr.telephony.numbers import TwilioNumbers
from ivr.telephony.recordings import make_recordings
from ivr.telephony.rest import TwilioCallRecords
from ivr.telephony.rest_calls import TwilioTestCalls
from ivr.telephony.webhooks import make_webhooks
from ivr.terminal.backup import make_backup, make_restore
from ivr.terminal.calls import calls
from ivr.terminal.check import ask_public_url, make_check
from ivr.terminal.click_words import IndonesianGroup
from ivr.terminal.connect import make_connect
from ivr.terminal.opened import LocalMoment, database_refused
from ivr.terminal.people import people
from ivr.terminal.roster import roster
from ivr.terminal.who import who
from ivr.web.below_prefix import below_prefix
from ivr.web.front import furnish
from ivr.web.probes import make_probes
from ivr.workflows.check.inspection import Outside
from ivr.workflows.office import Clock, Office
from ivr.workflows.open_hotlines import open_hotlines
from recap.commands import recap
from recap.make_due import owed_days
from recap.pages import make_recap_pages
from recap.schedule import jobs, run_worker
from recap.smtp import probe


def wall_clock() -> datetime:
    """Now, in UTC; the only place that asks the machine for the time."""
    return datetime.now(UTC)


def open_office(settings: Settings, clock: Clock = wall_clock) -> Office:
    """Read the hotline files and open the database (nothing is connected yet).

    Raises config.faults.HotlineFaults, ValueError for a database that is not supported.
    """
    return Office(settings, open_hotlines(settings.hotlines), open_database(settings.database_url), clock)


def create_app(office: Office, before: Sequence[Blueprint] = ()) -> Flask:
    """The web application of an office: Twilio's door, people's door and the probes.

    `before` are pages that stand before ours, where both have the same address.
    """
    app = Flask("piket", static_folder=None)
    for pages in before:
        app.register_blueprint(pages)
    app.register_blueprint(make_webhooks(office))
    app.register_blueprint(make_recordings(office))
    app.register_blueprint(make_probes(office))
    furnish(app, office, TwilioTestCalls(office.settings), more_rooms=(make_recap_pages,))
    app.wsgi_app = below_prefix(office.settings.public_url, app.wsgi_app)  # type: ignore[method-assign]
    return app


def make_wsgi() -> Callable[..., object]:
    """For web servers: `granian --interface wsgi --factory app:make_wsgi`, `gunicorn 'app:make_wsgi()'`."""
    settings = read_settings()
    set_up_logs(settings.log_format)
    return create_app(open_office(settings))


# -- commands -------------------------------------------------------------------------------------------------


@cache
def opened() -> Office:
    """The office for a command. Raises click.ClickException that says what keeps it closed, and the remedy."""
    settings = read_settings_or_say()
    try:
        office = open_office(settings)
        with office.database.reading() as connection:
            revision = current_revision(connection)
    except (HotlineFaults, ValueError) as fault:
        raise click.ClickException(str(fault)) from fault
    except unavailable as fault:
        raise database_refused("Basis data tidak dapat dibuka", fault) from fault
    if revision is None:
        upgrade(settings.database_url)  # nothing is in it yet, so nothing can be lost
    elif revision != newest_revision():
        raise click.ClickException(f"Basis data belum sesuai dengan versi ini. Jalankan: {command('migrate')}")
    return office


def read_settings_or_say(read: Callable[[], Settings] = read_settings) -> Settings:
    """The settings. Raises click.ClickException with everything that is wrong in them."""
    try:
        settings = read()
    except SettingsFault as fault:
        raise click.ClickException(str(fault)) from fault
    set_up_logs(settings.log_format)
    return settings


@click.group(cls=IndonesianGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def cli(context: click.Context) -> None:
    """Piket: hotline publik dengan petugas piket, catatan panggilan, dan rekapitulasi harian."""
    context.obj = opened


for each in (
    make_check(
        find_settings,
        Outside(carrier=TwilioNumbers, mail=probe, public_url=ask_public_url, owed=owed_days),
        wall_clock,
    ),
    make_connect(read_settings_or_say, TwilioNumbers, fallback_document),
    make_backup(read_settings_or_say),
    make_restore(read_settings_or_say),
    people,
    roster,
    who,
    calls,
    recap,
):
    cli.add_command(each)


@cli.command()
def migrate() -> None:
    """Buat atau mutakhirkan basis data."""
    settings = read_settings_or_say()
    try:
        click.echo(f"Basis data siap (revisi {upgrade(settings.database_url)}).")
    except unavailable as fault:
        raise database_refused("Basis data tidak dapat disiapkan", fault) from fault
    except (ValueError, OSError) as fault:
        why = reason(fault) if isinstance(fault, OSError) else fault
        raise click.ClickException(f"Basis data tidak dapat disiapkan: {why}") from fault


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Alamat yang didengarkan.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Jumlah proses.")
def serve(host: str, port: int, workers: int) -> None:
    """Jalankan server web yang dihubungi Twilio."""
    from granian.constants import Interfaces
    from granian.server import Server

    if opened().settings.twilio_auth_token is None:
        click.echo("PERINGATAN: TWILIO_AUTH_TOKEN belum diisi; semua panggilan dari Twilio akan ditolak.", err=True)
    try:
        socket.create_server((host, port)).close()  # granian tells it in a page of Rust
    except OSError as fault:
        raise click.ClickException(f"{host}:{port} tidak dapat dipakai: {reason(fault)}.") from fault
    Server(
        "app:make_wsgi",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        blocking_threads=16,  # so that who waits for a database in trouble does not keep the fallback waiting
        respawn_failed_workers=True,
    ).serve()


@cli.command()
def worker() -> None:
    """Jalankan pekerjaan terjadwal; boleh satu atau beberapa."""
    office = opened()
    try:
        click.echo("Pekerja berjalan. Hentikan dengan Ctrl+C.", err=True)
        run_worker(jobs(office, TwilioCallRecords(office.settings)))
    except KeyboardInterrupt:
        click.echo("Pekerja dihentikan.", err=True)


@cli.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1024, 65535))
@click.option("--at", type=LocalMoment(), help='Jam peragaan, misalnya "2026-11-23 09:00".')
@click.option("--speed", default=1.0, show_default=True, type=click.FloatRange(0.1, 50), help="Laju jam peragaan.")
@click.option("--once", is_flag=True, help="Satu panggilan diceritakan di terminal, lalu berhenti.")
def demo(port: int, at: tuple[date, time] | None, speed: float, once: bool) -> None:
    """Peragaan di peramban: data contoh, jaringan telepon tiruan, dan satu panggilan contoh."""
    from demo.perform import Roof, perform  # not at the top: a production server has no use for a telephone network

    settings, roof = read_settings_or_say(read_demo_settings), Roof(open_office, create_app, wall_clock)
    perform(settings, roof, port=port, at=at, speed=speed, once=once)


@cli.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1024, 65535), help="Port peragaan.")
@click.option("--caller", default="joko", show_default=True, type=click.Choice(["joko", "bank", "luar", "rahasia"]))
@click.option("--at", type=LocalMoment(), help="Jam peragaan, bila belum ada peragaan yang berjalan.")
@click.option("--speed", default=1.0, show_default=True, type=click.FloatRange(0.1, 50), help="Laju jam peragaan.")
def phone(port: int, caller: str, at: tuple[date, time] | None, speed: float) -> None:
    """Telepon di terminal, pada jaringan telepon tiruan."""
    from demo.perform import Roof
    from demo.terminal_phone import play_phone

    settings, roof = read_settings_or_say(read_demo_settings), Roof(open_office, create_app, wall_clock)
    play_phone(settings, roof, caller=caller, port=port, at=at, speed=speed)


if __name__ == "__main__":
    cli()
