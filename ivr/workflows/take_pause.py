"""Take a pause and end it: somebody on duty says that they are not to be rung, or are ready again."""

from datetime import datetime, timedelta

from ivr.domain.hotline import Hotline
from ivr.domain.hours import opening
from ivr.domain.journal import Action, Entry
from ivr.domain.pause import Pause, PauseReason
from ivr.store.engine import Connection
from ivr.store.journal import note_in_journal
from ivr.store.pauses import cut_pause, member_to_pause, put_pause
from ivr.workflows.office import Office

LONGEST = timedelta(days=1)  # where service never closes


def take_pause(
    office: Office, *, person_id: int, reason: PauseReason, minutes: int | None, now: datetime, by: int | None = None
) -> Pause:
    """Somebody is not rung from now on, for some minutes or until they end it; it replaces a pause that is on.

    One that nobody ends is over when service closes, so that it is not forgotten into the next duty.

    Returns the pause; asked twice for the same one, the first. `by` is who asked, where that is somebody else. A
    telephone that rings or talks goes on doing so.
    """
    with office.database.writing() as connection:
        member = member_to_pause(connection, person_id)
        hotline = office.hotlines.by_key.get(member.hotline, office.hotlines.first)
        until = _closing(hotline, now) if minutes is None else now + timedelta(minutes=minutes)
        last = member.person.pause
        if last is not None and last.holds(now) and (last.reason, last.until) == (reason, until):
            return last
        pause = Pause(reason, now, until)
        put_pause(connection, person_id, pause)
        entry = Entry(by or person_id, Action.CHANGED, f"person:{person_id}", member.hotline, detail="jeda")
        note_in_journal(connection, entry, at=now)
        return pause


def end_pause(office: Office, *, person_id: int, now: datetime, by: int | None = None) -> bool:
    """Somebody is rung again from now on; False when no pause was on. `by` as in `take_pause`."""
    with office.database.writing() as connection:
        return end_pause_here(connection, person_id=person_id, now=now, by=by)


def end_pause_here(connection: Connection, *, person_id: int, now: datetime, by: int | None = None) -> bool:
    """`end_pause` in a writing transaction that does more: uses up the link, say, that asked for it."""
    member = member_to_pause(connection, person_id)
    if not member.person.is_paused(now):
        return False
    cut_pause(connection, person_id, at=now)
    entry = Entry(by or person_id, Action.CHANGED, f"person:{person_id}", member.hotline, detail="selesai jeda")
    note_in_journal(connection, entry, at=now)
    return True


def _closing(hotline: Hotline, now: datetime) -> datetime:
    """When the service that is on closes; before service, the one that comes next."""
    hours = opening(hotline, now)
    if not hours.is_open and hours.reopens_at is not None:
        hours = opening(hotline, hours.reopens_at)
    return hours.closes_at or now + LONGEST
