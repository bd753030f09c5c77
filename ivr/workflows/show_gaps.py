"""Show the gaps in the roster of some days."""

from datetime import date, timedelta

from ivr.domain.gaps import Gap, find_gaps
from ivr.domain.hotline import Hotline
from ivr.store.duty_board import load_duty_board
from ivr.workflows.office import Office

DAY = timedelta(days=1)


def show_gaps(office: Office, hotline: Hotline, *, first: date, last: date) -> tuple[Gap, ...]:
    """The gaps of an inclusive range of local dates, by day, unit and kind."""
    with office.database.reading() as connection:
        board = load_duty_board(connection, hotline.key, first=first - DAY, last=last + DAY)
    return find_gaps(hotline, board, first, last)
