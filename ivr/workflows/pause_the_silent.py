"""Pause an officer who let several calls in a row ring in vain, so that callers do not wait for an empty chair."""

from datetime import datetime, timedelta

from ivr.domain.call import Attempt, Outcome
from ivr.domain.callflow.turned_out import TELLING, is_silent
from ivr.domain.hotline import Hotline
from ivr.domain.journal import Action, Entry
from ivr.domain.pause import Pause, PauseReason
from ivr.domain.people import Person
from ivr.store.engine import Connection
from ivr.store.journal import note_in_journal
from ivr.store.pauses import cut_pause, is_anybody_else_reached, member_to_pause, newest_rings, put_pause
from ivr.store.people import Member
from ivr.workflows.office import Office
from ivr.workflows.tell_of_pause import tell_of_pause


def pause_the_silent(
    connection: Connection, office: Office, hotline: Hotline, attempt: Attempt, *, now: datetime
) -> None:
    """After an attempt in vain that is on record: pause its officer if the row is long enough, and mail why.

    The row begins anew with every call accepted or declined and with the end of a pause. The officer is locked, so
    the row is seen full once, by whoever comes last.
    """
    if not hotline.ring.pause_after_unanswered:
        return
    member = member_to_pause(connection, attempt.person_id)
    last = member.person.pause
    if not member.person.is_active or (last is not None and last.holds(now)):
        return
    if not _is_row_full(connection, hotline, member, since=last.until if last else None):
        return
    pause = Pause(PauseReason.UNANSWERED, now, now + timedelta(minutes=hotline.ring.pause_minutes))
    put_pause(connection, attempt.person_id, pause)
    _note(connection, member, "jeda otomatis", now=now)
    tell_of_pause(connection, office, hotline, member.person, unit=attempt.unit, now=now, until=pause.until)


def _is_row_full(connection: Connection, hotline: Hotline, member: Member, *, since: datetime | None) -> bool:
    """Whether so many calls in a row were in vain, and that by the officer's own telephone.

    A telephone that cannot be reached (`failed`) is as good as one that nobody answers, provided that others could
    be reached meanwhile: a trunk that is down for some seconds must not pause a whole office for minutes.
    """
    count, person_id = hotline.ring.pause_after_unanswered, member.person.id
    row = newest_rings(connection, person_id, of=TELLING, since=since, most=count)
    if not is_silent([rang.outcome for rang in row], after=count):
        return False
    if all(rang.outcome is not Outcome.FAILED for rang in row):
        return True
    return is_anybody_else_reached(connection, member.hotline, but=person_id, since=row[-1].started_at)


def take_back_pause(connection: Connection, attempt: Attempt, *, now: datetime) -> None:
    """End the pause that followed from an attempt in vain which the network now calls a talk."""
    member = member_to_pause(connection, attempt.person_id)
    last = member.person.pause
    if last is None or last.reason is not PauseReason.UNANSWERED or not last.holds(now):
        return
    if last.since >= attempt.started_at:
        cut_pause(connection, attempt.person_id, at=now)
        _note(connection, member, "selesai jeda otomatis", now=now)


def end_pause_of_old_telephone(connection: Connection, before: Person, after: Person, *, now: datetime) -> None:
    """End the pause that somebody's old telephone earned them: the new one has not rung in vain yet."""
    if before.phone == after.phone:
        return
    member = member_to_pause(connection, before.id)
    last = member.person.pause
    if last is not None and last.reason is PauseReason.UNANSWERED and last.holds(now):
        cut_pause(connection, before.id, at=now)
        _note(connection, member, "selesai jeda otomatis", now=now)


def _note(connection: Connection, member: Member, detail: str, *, now: datetime) -> None:
    subject = f"person:{member.person.id}"
    note_in_journal(connection, Entry(None, Action.CHANGED, subject, member.hotline, detail=detail), at=now)
