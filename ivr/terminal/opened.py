"""Opens the office for a command, at the moment the command needs it."""

import re
from collections.abc import Callable
from datetime import date, time
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar

import click
import structlog

from ivr.domain.hotline import Hotline
from ivr.domain.hotlines import UnknownHotline
from ivr.store.engine import unavailable
from ivr.store.fault_words import driver_words, in_words
from ivr.workflows.catch_up import catch_up
from ivr.workflows.office import Office
from ivr.workflows.read_roster import read_clock, read_date

P = ParamSpec("P")
R = TypeVar("R")

OpenOffice = Callable[[], Office]
"""The `obj` of click's context; raises click.ClickException with what keeps the office closed."""


def database_refused(what: str, fault: Exception) -> click.ClickException:
    """The fault in Indonesian for people; the driver's own words are for the log."""
    structlog.get_logger(__name__).warning("database fault", driver=driver_words(fault))
    return click.ClickException(f"{what}: {in_words(fault)}.")


def pass_office(command: Callable[Concatenate[Office, P], R]) -> Callable[P, R]:
    """Give the open office to a command as its first argument; `--help` opens nothing."""

    @click.pass_context
    def opened(context: click.Context, /, *args: P.args, **kwargs: P.kwargs) -> R:
        opens: OpenOffice = context.obj
        try:
            office = opens()
            with office.database.reading() as connection:
                catch_up(office, connection)
            return context.invoke(command, office, *args, **kwargs)
        except unavailable as fault:
            raise database_refused("Basis data tidak dapat dipakai saat ini", fault) from fault

    return update_wrapper(opened, command)


def hotline_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--hotline KEY`."""
    return click.option("--hotline", metavar="KEY", help="Hotline yang dimaksud, bila ada beberapa.")(command)


def date_option(name: str, *, help: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An option that takes a local date, 2026-11-23 or 23/11/2026."""
    return click.option(name, type=LocalDate(), metavar="TANGGAL", help=help)


def chosen_hotline(office: Office, key: str | None) -> Hotline:
    """The hotline of `--hotline`. Raises click.UsageError where the choice is not clear."""
    try:
        return office.hotlines.only_or(key)
    except UnknownHotline as fault:
        raise click.UsageError(f"--hotline: {fault}") from fault


class LocalDate(click.ParamType[date]):
    """A date as people write it."""

    name = "tanggal"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """2026-11-23 or 23/11/2026; fails in Indonesian for anything else."""
        if isinstance(value, date):
            return value
        try:
            return read_date(str(value).strip())
        except ValueError as fault:
            self.fail(str(fault), param, ctx)


class LocalMoment(click.ParamType[tuple[date, time]]):
    """A date and a time of day as people write them; the hotline's zone is added where it is known."""

    name = "waktu"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[date, time]:
        """`2026-11-23 09:00`, `23/11/2026 09.00`, or with a T between; fails in Indonesian for anything else."""
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"([\d/-]+)(?:\s+|T)(\S+)", str(value).strip())
        if found is None:
            self.fail(f"'{value}' bukan waktu; tulis misalnya \"2026-11-23 09:00\"", param, ctx)
        try:
            return read_date(found[1]), read_clock(found[2])
        except ValueError as fault:
            self.fail(str(fault), param, ctx)
