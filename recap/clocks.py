"""Moments as cells: `07.05` on the recap's own day, with the date on any other."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from ivr.domain.local_time import clock, to_local
from recap.document import Clock
from recap.figures import Recap


def clock_on(at: datetime, recap: Recap) -> Clock:
    """A moment on the hotline's clocks, as read in the recap of a day."""
    return clock_cell(at, recap.hotline.zone, on=recap.on)


def clock_cell(at: datetime, zone: ZoneInfo, *, on: date) -> Clock:
    """A moment on the clocks of a zone: `07.05`, or `21/11 07.05` when it is not on the day."""
    local = to_local(at, zone)
    is_on_day = local.date() == on
    return Clock(local, clock(local) if is_on_day else f"{local:%d/%m} {clock(local)}", is_on_day)
