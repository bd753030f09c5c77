"""The worker's clock: it only ticks; what is due, the database says."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler

from ivr.workflows.catch_up import catch_up
from ivr.workflows.close_silent_calls import CallRecords, close_silent_calls
from ivr.workflows.expire_swaps import expire_swaps
from ivr.workflows.forget_answers import forget_answers
from ivr.workflows.forget_sign_ins import forget_sign_ins
from ivr.workflows.mail_form_links import mail_form_links
from ivr.workflows.office import Office
from ivr.workflows.remind_of_duties import remind_of_duties
from ivr.workflows.warn_of_gaps import warn_of_gaps
from recap.daily import LOOK_BACK_DAYS
from recap.make_due import CallCounts, make_due_recaps
from recap.postman import Postman, open_mailer
from recap.remind import remind_before_recap

log = structlog.get_logger()


@dataclass(frozen=True)
class Job:
    """Something the worker does again and again; running it twice, or on two machines, does no harm."""

    name: str
    every: timedelta
    run: Callable[[], object]


class NetworkRecords(CallRecords, CallCounts, Protocol):
    """What the jobs ask the telephone network."""


def jobs(office: Office, records: NetworkRecords, *, look_back_days: int = LOOK_BACK_DAYS) -> tuple[Job, ...]:
    """All jobs of the worker. Recaps missed so many days back are caught up: none where the clock is played with."""
    postman = Postman(office, open_mailer(office.settings.smtp_url))
    every = (
        Job(
            "close silent calls",
            timedelta(minutes=1),
            lambda: close_silent_calls(office, records, now=office.clock()),
        ),
        Job(
            "make recaps",
            timedelta(minutes=1),
            lambda: make_due_recaps(office, records, now=office.clock(), look_back_days=look_back_days),
        ),
        Job("mail form links", timedelta(minutes=1), lambda: mail_form_links(office, now=office.clock())),
        Job("remind of forms", timedelta(minutes=1), lambda: remind_before_recap(office, now=office.clock())),
        Job("warn of gaps", timedelta(minutes=1), lambda: warn_of_gaps(office, now=office.clock())),
        Job("remind of duties", timedelta(minutes=1), lambda: remind_of_duties(office, now=office.clock())),
        Job("end late swaps", timedelta(minutes=5), lambda: expire_swaps(office, now=office.clock())),
        Job("post mail", timedelta(seconds=20), postman.round),
        Job("forget answers", timedelta(hours=6), lambda: forget_answers(office, now=office.clock())),
        Job("forget sign-ins", timedelta(hours=6), lambda: forget_sign_ins(office, now=office.clock())),
    )
    return tuple(_caught_up(office, job) for job in every)


def _caught_up(office: Office, job: Job) -> Job:
    """The job, with the special days and notices of the moment when it runs."""

    def run() -> object:
        with office.database.reading() as connection:
            catch_up(office, connection)
        return job.run()

    return replace(job, run=run)


def run_worker(every_job: tuple[Job, ...]) -> None:
    """Run the jobs until the process is told to stop."""
    scheduler = BlockingScheduler(timezone="UTC")
    schedule(scheduler, every_job)
    scheduler.start()


@contextmanager
def working(every_job: tuple[Job, ...]) -> Iterator[None]:
    """Run the jobs in the background while the block lasts."""
    scheduler = BackgroundScheduler(timezone="UTC")
    schedule(scheduler, every_job)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


def schedule(scheduler: BaseScheduler, every_job: tuple[Job, ...]) -> None:
    """Give the jobs to a scheduler. A machine that slept runs each once when it wakes."""
    for job in every_job:
        scheduler.add_job(
            lambda job=job: _run(job),
            "interval",
            seconds=job.every.total_seconds(),
            name=job.name,
            coalesce=True,
            misfire_grace_time=3600,
            max_instances=1,
        )


def _run(job: Job) -> None:
    """One failure must not end the schedule: the next tick tries again."""
    try:
        log.debug("job ran", job=job.name, result=job.run())
    except Exception as fault:
        log.error("job failed", job=job.name, exc_info=fault)
