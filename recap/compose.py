"""The recap from its records to its mail: collect, build, render."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from ivr.domain.hotline import Hotline
from ivr.workflows.mail.envelope import Attachment
from ivr.workflows.office import Office
from recap.build import build
from recap.collect import collect
from recap.compare import NO_CHANGES, compare, contents_of, is_reason
from recap.document import Document
from recap.figures import Recap
from recap.layout import document_of
from recap.monthly_collect import collect_month, limits_of
from recap.monthly_figures import contents_of_month
from recap.monthly_layout import Month, monthly_document
from recap.render import render
from recap.rendered import Rendered

__all__ = [
    "Attachment",
    "DailyRecap",
    "MonthlyRecap",
    "Rendered",
    "compose_daily",
    "compose_monthly",
    "daily_document",
    "has_changed",
    "render_daily",
    "render_monthly",
    "with_count",
]


@dataclass(frozen=True)
class DailyRecap:
    """The recap of a service day, not yet put into words.

    `contents` is the recap as JSON, what a later revision is compared with.
    """

    built: Recap
    contents: str

    @property
    def starts_at(self) -> datetime:
        """Arrivals from here."""
        return self.built.period.starts_at

    @property
    def ends_at(self) -> datetime:
        """Arrivals up to, but not at, here."""
        return self.built.period.ends_at

    @property
    def running(self) -> int:
        """How many calls of the period have not ended."""
        return len(self.built.running)


@dataclass(frozen=True)
class MonthlyRecap:
    """The recap of a calendar month, not yet put into words. `starts_at`, `ends_at`: its arrivals, as of a day's."""

    built: Month
    starts_at: datetime
    ends_at: datetime
    contents: str

    @property
    def running(self) -> int:
        """How many calls of the month have not ended."""
        return self.built.figures.tally.running


def compose_daily(
    office: Office, hotline: Hotline, on: date, *, now: datetime, twilio_count: int | None = None
) -> DailyRecap:
    """Collect and build the recap of a service day.

    `twilio_count` is how many inbound calls Twilio itself counts for the same period, None where it was not asked.
    Raises recap.period.NoServiceDay.
    """
    period, lines = collect(office, hotline, on, now=now)
    built = build(hotline, period, lines, now=now, twilio_count=twilio_count)
    return DailyRecap(built, contents_of(built))


def with_count(recap: DailyRecap, twilio_count: int | None) -> DailyRecap:
    """The same recap, with how many inbound calls Twilio itself counts for its period; None where it cannot tell."""
    built = replace(recap.built, twilio_count=twilio_count)
    return DailyRecap(built, contents_of(built))


def render_daily(recap: DailyRecap, *, revision: int, previous: str | None) -> Rendered:
    """The mail of a recap. `revision` 1 is the first; `previous` is the `contents` of the one before it."""
    return render(daily_document(recap, revision=revision, previous=previous))


def daily_document(recap: DailyRecap, *, revision: int, previous: str | None) -> Document:
    """What the mail of a recap says, in no face yet; the arguments are those of `render_daily`."""
    changes = compare(previous, recap.contents) if revision > 1 else NO_CHANGES
    return document_of(recap.built, revision=revision, changes=changes)


def has_changed(previous_contents: str, recap: DailyRecap) -> bool:
    """Whether a recap says something that the one sent before did not: a reason for a revision.

    What goes on after the day by itself (a caller gets through later, Twilio counts again) is none.
    """
    return is_reason(compare(previous_contents, recap.contents))


def compose_monthly(office: Office, hotline: Hotline, month_first_day: date, *, now: datetime) -> MonthlyRecap:
    """Collect and build the recap of the calendar month that begins on a date (any day of it will do)."""
    first = month_first_day.replace(day=1)
    figures, before = collect_month(office, hotline, first)
    starts_at, ends_at = limits_of(hotline, first)
    month = Month(hotline, figures, before, now)
    return MonthlyRecap(month, starts_at, ends_at, contents_of_month(figures))


def render_monthly(recap: MonthlyRecap) -> Rendered:
    """The mail of a monthly recap."""
    return render(monthly_document(recap.built))
