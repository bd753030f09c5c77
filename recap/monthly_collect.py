"""A month's calls, and those of the month before, read in bounded batches."""

from datetime import date, datetime, time

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import to_utc
from ivr.store.engine import Connection
from ivr.store.recap_reports import lines_between, names_of
from ivr.workflows.office import Office
from recap.monthly_figures import DAY, MonthFigures, month_after, month_before, month_figures


def collect_month(office: Office, hotline: Hotline, first: date) -> tuple[MonthFigures, MonthFigures]:
    """The figures of the calendar month that begins on `first`, and of the month before."""
    with office.database.reading() as connection:
        return _figures(connection, hotline, first), _figures(connection, hotline, month_before(first))


def limits_of(hotline: Hotline, first: date) -> tuple[datetime, datetime]:
    """From the month's first local midnight to the next month's."""
    return to_utc(first, time.min, hotline.zone), to_utc(month_after(first), time.min, hotline.zone)


def _figures(connection: Connection, hotline: Hotline, first: date) -> MonthFigures:
    start, end = limits_of(hotline, first)
    calls = lines_between(connection, hotline.key, start=start, end=end)
    figures = month_figures(hotline, first, month_after(first) - DAY, calls)
    figures.names = names_of(connection, figures.tally.people)
    return figures
