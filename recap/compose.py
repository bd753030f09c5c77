"""The recap from its records to its mail: collect, build, render."""

from dataclasses import dataclass
from datetime import date, datetime

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import long_date
from ivr.workflows.office import Office
from recap.period import Period, period_of
from recap.rendered import Attachment, Rendered

__all__ = [
    "Attachment",
    "DailyRecap",
    "MonthlyRecap",
    "Rendered",
    "compose_daily",
    "compose_monthly",
    "has_changed",
    "render_daily",
    "render_monthly",
]


@dataclass(frozen=True)
class DailyRecap:
    """The recap of a service day, not yet put into words.

    `running` counts the calls of the period that have not ended; `contents` is the recap as JSON, what a later
    revision is compared with.
    """

    hotline: Hotline
    period: Period
    running: int
    contents: str

    @property
    def starts_at(self) -> datetime:
        """Arrivals from here."""
        return self.period.starts_at

    @property
    def ends_at(self) -> datetime:
        """Arrivals up to, but not at, here."""
        return self.period.ends_at


@dataclass(frozen=True)
class MonthlyRecap:
    """The recap of a calendar month."""

    hotline: Hotline
    month: date
    starts_at: datetime
    ends_at: datetime
    running: int
    contents: str


def compose_daily(
    office: Office, hotline: Hotline, on: date, *, now: datetime, twilio_count: int | None = None
) -> DailyRecap:
    """Collect and build the recap of a service day.

    `twilio_count` is how many inbound calls Twilio itself counts for the same period, None where it was not asked.
    Raises recap.period.NoServiceDay.
    """
    return DailyRecap(hotline, period_of(hotline, on), 0, "{}")


def render_daily(recap: DailyRecap, *, revision: int, previous: str | None) -> Rendered:
    """The mail of a recap. `revision` 1 is the first; `previous` is the `contents` of the one before it."""
    title = f"Rekapitulasi Telepon Harian {recap.hotline.name} - {long_date(recap.period.on)}"
    subject = title if revision == 1 else f"{title} - revisi {revision}"
    return Rendered(subject, f"{subject}\n", f"<p>{subject}</p>", ())


def has_changed(previous_contents: str, recap: DailyRecap) -> bool:
    """Whether a recap says something that the one sent before did not: a reason for a revision."""
    return previous_contents != recap.contents


def compose_monthly(office: Office, hotline: Hotline, month_first_day: date, *, now: datetime) -> MonthlyRecap:
    """Collect and build the recap of the calendar month that begins on a date."""
    raise NotImplementedError


def render_monthly(recap: MonthlyRecap) -> Rendered:
    """The mail of a monthly recap."""
    raise NotImplementedError
