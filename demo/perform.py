"""The command `demo`: raises the curtain, plays one call, and stays open until Ctrl+C."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, time, timedelta
from threading import Event, Thread

import click
from flask import Blueprint

from config.command_line import command
from config.os_words import reason
from config.settings import Settings
from demo.api import make_api
from demo.desks import make_desks
from demo.first_call import export_command, play_first_call, record_of
from demo.mailbox_page import make_mailbox, with_mailbox
from demo.moments import moment_to_play
from demo.narration import Narration
from demo.page import make_page
from demo.sample import RealOffice
from demo.sample_forms import fill_sample_forms
from demo.stage import OpenOffice, ServeOffice, Stage, staged
from ivr.domain.hours import DAY
from ivr.domain.local_time import clock, long_date, to_local, to_utc, zone_name
from ivr.telephony.rest import TwilioCallRecords
from ivr.workflows.office import Clock
from ivr.workflows.open_hotlines import open_hotlines
from recap.schedule import Job, jobs, working

FORMS_EVERY = timedelta(seconds=10)

Moment = tuple[date, time]


@dataclass(frozen=True)
class Roof:
    """What only the roof can give: how an office is opened and served, and the wall clock."""

    open_office: OpenOffice
    serve: ServeOffice
    wall_clock: Clock


def perform(settings: Settings, roof: Roof, *, port: int, at: Moment | None, speed: float, once: bool) -> None:
    """Play at the local time `at`, or now if the hotline is open, else on its next service day.

    Raises click.ClickException when the stage cannot be set, or when the only call of `once` did not end well.
    """
    teller = Teller()
    with raised(settings, roof, port=port, at=at, speed=speed) as stage:
        stage.network.observe(Narration(teller.write, stage.narrator, stage.hotline.zone))
        _announce(stage)
        if once:
            if not _tell_first_call(stage, teller):
                raise click.ClickException("Panggilan contoh tidak sampai selesai.")
            return
        Thread(target=_tell_first_call, args=(stage, teller), name="first call", daemon=True).start()
        _wait_for_the_end()
        teller.is_silent = True
    click.echo("\nSelesai. Data contoh tetap tersimpan.")


def _wait_for_the_end() -> None:
    """Until Ctrl+C, or until the process is told to stop."""
    ended = Event()
    before = signal.signal(signal.SIGTERM, lambda *_: ended.set())
    try:
        with suppress(KeyboardInterrupt):
            # In steps: a signal that reached another thread is only seen when this one wakes.
            while not ended.wait(timeout=0.5):
                pass
    finally:
        signal.signal(signal.SIGTERM, before)


class Teller:
    """Writes to the terminal until it falls silent, so that the last word stays the last."""

    is_silent = False

    def write(self, line: str) -> None:
        """One line."""
        if not self.is_silent:
            click.echo(line)


@contextmanager
def raised(settings: Settings, roof: Roof, *, port: int, at: Moment | None, speed: float = 1.0) -> Iterator[Stage]:
    """The stage with its worker, pages and API. Raises click.ClickException with what keeps it empty."""
    hotline, now = open_hotlines(settings.hotlines).first, roof.wall_clock()
    moment = to_utc(*at, hotline.zone) if at else moment_to_play(hotline, now)

    def furnish(stage: Stage) -> tuple[Blueprint, ...]:
        return make_page(stage), make_desks(stage), make_mailbox(stage), make_api(stage, roof.wall_clock)

    try:
        with (
            staged(
                with_mailbox(settings),
                moment,
                port=port,
                open_office=roof.open_office,
                serve=roof.serve,
                furnish_pages=furnish,
                speed=speed,
            ) as stage,
            working(_jobs(stage)),
        ):
            yield stage
    except RealOffice as fault:
        raise click.ClickException(
            f"{fault} Peragaan tidak menyentuhnya. Tanpa DATABASE_URL dalam lingkungan, peragaan memakai basis "
            "datanya sendiri, var/demo.db"
        ) from fault
    except OSError as fault:
        raise click.ClickException(f"Port {port} tidak dapat dipakai: {reason(fault)}. Coba --port lain.") from fault


def _jobs(stage: Stage) -> tuple[Job, ...]:
    """The worker's own jobs, and the officers' hands that fill in forms after a talk."""

    def fill() -> int:
        now = stage.clock.now()
        return fill_sample_forms(stage.office, stage.hotline, start=now - DAY, end=now)

    records = TwilioCallRecords(stage.office.settings)
    return (Job("fill sample forms", FORMS_EVERY, fill), *jobs(stage.office, records, look_back_days=0))


def _announce(stage: Stage) -> None:
    local = to_local(stage.clock.now(), stage.hotline.zone)
    click.echo(f"\nPiket, peragaan {stage.hotline.name}")
    click.echo(f"  Buka di peramban:  {stage.url}/  (tidak perlu masuk dengan kata sandi)")
    click.echo(f"  Di terminal lain:  {command('phone')}{_port_option(stage)}")
    click.echo(f"  Jam peragaan:      {long_date(local.date())} pukul {clock(local)} {zone_name(local)}")
    click.echo("  Berhenti:          Ctrl+C\n")


def _port_option(stage: Stage) -> str:
    port = stage.url.rpartition(":")[2]
    return "" if port == "8000" else f" --port {port}"


def _tell_first_call(stage: Stage, teller: Teller) -> bool:
    """One call, told as it happens, and its record; False when it did not come to its end."""
    call = play_first_call(stage)
    if call is None:
        return False
    teller.write(f"\n  Catatannya:\n{record_of(stage, call)}\n")
    teller.write(f"  Semua catatan hari itu:\n    {export_command(stage, call)}\n")
    return True
