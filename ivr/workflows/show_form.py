"""Show the form of a talk to somebody who may open it, with everything that stands around it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ivr.domain.form import Form, seen_by, sees_content
from ivr.domain.hotline import Hotline
from ivr.domain.journal import Action, Entry
from ivr.domain.scope import Scope
from ivr.store.engine import Connection
from ivr.store.handovers import Handover, handovers_of
from ivr.store.journal import note_once_in_journal
from ivr.store.noted_talks import KnownCaller, NotedTalk, institutions_like, known_caller, noted_talk
from ivr.store.referrals import Referral, referrals_of
from ivr.store.topics import topics_of
from ivr.workflows.note_reading import note_reading
from ivr.workflows.office import Office

NOTED_EVERY = timedelta(minutes=10)  # of one person and one form the journal tells no more often
SHORTEST_PREFIX = 2


@dataclass(frozen=True)
class FormShown:
    """A talk's form as one reader sees it. `sees_content`: not confidential, or written by the reader."""

    talk: NotedTalk
    form: Form
    sees_content: bool
    hotline: Hotline
    topics: tuple[str, ...]
    known: KnownCaller | None
    referrals: tuple[Referral, ...]
    handovers: tuple[Handover, ...]


def show_form(office: Office, scope: Scope, attempt_id: int, *, now: datetime, alone: bool = False) -> FormShown | None:
    """The form of a talk, None for one that is not the reader's to open. The opening goes into the journal.

    `alone`: nothing of other talks is shown along, for a reader whom a mailed link let in to this one only.
    """
    with office.database.reading() as connection:
        talk = noted_talk(connection, scope, attempt_id)
        shown = _shown(connection, office, scope, talk, alone=alone) if talk is not None else None
    if shown is None:
        return None
    entry = Entry(scope.person_id, Action.OPENED, f"form:{attempt_id}", shown.talk.hotline, shown.talk.unit)
    with office.database.writing() as connection:
        note_once_in_journal(connection, entry, at=now, within=NOTED_EVERY)
    return shown


def look_at_form(office: Office, scope: Scope, attempt_id: int) -> FormShown | None:
    """As `show_form` for a page that is open already: nothing of other talks, and nothing for the journal."""
    with office.database.reading() as connection:
        talk = noted_talk(connection, scope, attempt_id)
        return _shown(connection, office, scope, talk, alone=True) if talk is not None else None


def note_form_read(office: Office, scope: Scope, talk: NotedTalk, *, now: datetime) -> None:
    """Somebody was given what stands in the form beside its own page, whose opening is in the journal already."""
    entry = Entry(scope.person_id, Action.OPENED, f"form:{talk.attempt_id}", talk.hotline, talk.unit)
    note_reading(office, entry, now=now)


def suggest_institutions(office: Office, scope: Scope, hotline: str, prefix: str, *, now: datetime) -> list[str]:
    """Institutions that called the reader's units and begin so, at most eight; none for a single letter."""
    if len(prefix.strip()) < SHORTEST_PREFIX:
        return []
    with office.database.reading() as connection:
        return institutions_like(connection, scope, hotline, prefix.strip(), now=now)


def _shown(connection: Connection, office: Office, scope: Scope, talk: NotedTalk, *, alone: bool) -> FormShown:
    hotline = office.hotlines.by_key.get(talk.hotline, office.hotlines.first)
    return FormShown(
        talk=talk,
        form=seen_by(talk.form, person_id=scope.person_id, filled_by=talk.filled_by),
        sees_content=sees_content(talk.form, person_id=scope.person_id, filled_by=talk.filled_by),
        hotline=hotline,
        topics=topics_of(connection, hotline, talk.unit),
        known=None if alone else known_caller(connection, scope, talk),
        referrals=referrals_of(connection, talk.attempt_id),
        handovers=handovers_of(connection, scope, talk.attempt_id),
    )
