"""Makes one recap: on record and, in the same transaction, in the outbox for every coordinator."""

from dataclasses import dataclass, replace
from datetime import date, datetime

import structlog

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import to_local
from ivr.domain.people import Person, Role
from ivr.store.engine import Connection
from ivr.store.outbox import Letter, hasten_letters, letters_of, queue_letters
from ivr.store.people import load_people
from ivr.store.recaps import Kind, MadeRecap, add_recap, recap_of_revision, replace_recap
from ivr.workflows.mail.envelope import letter, sender_of
from ivr.workflows.office import Office
from recap.compose import DailyRecap, MonthlyRecap, Rendered, render_daily, render_monthly
from recap.keys import recap_key

log = structlog.get_logger()


@dataclass(frozen=True)
class Queued:
    """A recap that was made: which revision, and the letters that carry it."""

    revision: int
    letters: tuple[Letter, ...]


def make_daily(
    office: Office, hotline: Hotline, on: date, recap: DailyRecap, *, after: MadeRecap | None, now: datetime
) -> Queued | None:
    """Make the first recap of a day, or the revision that comes `after` the newest.

    None when somebody else made it meanwhile.
    """
    revision = after.revision + 1 if after else 1
    made = MadeRecap(hotline.key, Kind.DAILY, on, revision, recap.starts_at, recap.ends_at, now, recap.contents)
    rendered = render_daily(recap, revision=revision, previous=after.contents if after else None)
    return _put_on_record(office, hotline, made, rendered)


def make_monthly(office: Office, hotline: Hotline, month: date, recap: MonthlyRecap, *, now: datetime) -> Queued | None:
    """Make the recap of the month that begins on `month`; None when somebody else made it meanwhile."""
    made = MadeRecap(hotline.key, Kind.MONTHLY, month, 1, recap.starts_at, recap.ends_at, now, recap.contents)
    return _put_on_record(office, hotline, made, render_monthly(recap))


def mail_unmailed(
    office: Office, hotline: Hotline, recap: DailyRecap | MonthlyRecap, *, made: MadeRecap, now: datetime
) -> Queued:
    """Mail a recap that was made while the hotline had no coordinator, as it is now and under the number it has.

    While there still is none, or when somebody else mailed it meanwhile, nothing is queued.
    """
    anew = replace(
        made, starts_at=recap.starts_at, ends_at=recap.ends_at, made_at=now, contents=recap.contents, compared_at=None
    )
    if isinstance(recap, MonthlyRecap):
        rendered = render_monthly(recap)
    else:
        rendered = render_daily(recap, revision=made.revision, previous=_contents_before(office, made))
    letters = _letters(office, hotline, anew, rendered)
    if not letters:
        return Queued(made.revision, ())
    with office.database.writing() as connection:
        if letters_of(connection, key_prefix=key_of(anew)):
            return Queued(made.revision, ())
        replace_recap(connection, anew)
        queue_letters(connection, letters, now=now)
    log.info("recap mailed late", hotline=hotline.key, kind=made.kind.value, on=str(made.on), recipients=len(letters))
    return Queued(made.revision, letters)


def mail_missing(office: Office, hotline: Hotline, rendered: Rendered, *, made: MadeRecap, now: datetime) -> Queued:
    """Mail a recap that others have to every coordinator who has it not: newly added, refused, or still waiting.

    Who never had a letter gets `rendered`; a letter that was refused, or waits, is tried again as it was written.
    """
    letters = _letters(office, hotline, replace(made, made_at=now), rendered)
    with office.database.writing() as connection:
        have = {letter.key for letter in letters_of(connection, key_prefix=key_of(made)) if letter.sent_at}
        missing = tuple(letter for letter in letters if letter.key not in have)
        queue_letters(connection, missing, now=now)
        hasten_letters(connection, [letter.key for letter in missing], now=now)
    return Queued(made.revision, missing)


def is_unmailed(connection: Connection, made: MadeRecap) -> bool:
    """Whether a recap on record has no letter: the hotline had no coordinator when it was made."""
    return not letters_of(connection, key_prefix=key_of(made))


def coordinators(connection: Connection, hotline: Hotline) -> tuple[Person, ...]:
    """Who gets the hotline's recaps: its active coordinators, each address once. None of them is a finding."""
    members = (member.person for member in load_people(connection, hotline.key))
    found = (person for person in members if person.is_active and Role.COORDINATOR in person.roles and person.email)
    return tuple({person.email.lower(): person for person in found}.values())


def key_of(made: MadeRecap, recipient: str = "") -> str:
    """The outbox key of a recap's letter, or how the keys of all its letters begin."""
    on = f"{made.on:%Y-%m}" if made.kind is Kind.MONTHLY else made.on.isoformat()
    return recap_key(made.hotline, on, made.revision, recipient)


def _put_on_record(office: Office, hotline: Hotline, made: MadeRecap, rendered: Rendered) -> Queued | None:
    letters = _letters(office, hotline, made, rendered)
    with office.database.writing() as connection:
        if not add_recap(connection, made):
            return None
        queue_letters(connection, letters, now=made.made_at)
    event = {"hotline": hotline.key, "kind": made.kind.value, "on": str(made.on), "revision": made.revision}
    log.info("recap made", **event, recipients=len(letters))
    if not letters:
        log.error("recap without a recipient: the hotline has no active coordinator", **event)
    return Queued(made.revision, letters)


def _contents_before(office: Office, made: MadeRecap) -> str | None:
    """What the revision before said; None for a first recap."""
    with office.database.reading() as connection:
        before = recap_of_revision(connection, made.hotline, made.kind, made.on, made.revision - 1)
    return before.contents if before else None


def _letters(office: Office, hotline: Hotline, made: MadeRecap, rendered: Rendered) -> tuple[Letter, ...]:
    with office.database.reading() as connection:
        recipients = coordinators(connection, hotline)
    return tuple(
        letter(
            rendered,
            key=key_of(made, person.email.lower()),
            hotline=hotline.key,
            sender=sender_of(office, hotline),
            name=person.name,
            recipient=person.email,
            at=to_local(made.made_at, hotline.zone),
        )
        for person in recipients
    )
