"""Give an officer whose talk is over the time to finish its notes."""

from datetime import datetime, timedelta

from ivr.domain.call import Attempt
from ivr.domain.hotline import Hotline
from ivr.domain.pause import Pause, PauseReason
from ivr.store.engine import Connection
from ivr.store.pauses import member_to_pause, put_pause


def pause_after_talk(connection: Connection, hotline: Hotline, attempt: Attempt, *, now: datetime) -> None:
    """Pause the officer from the moment the telephone was on the hook, for as long as the hotline gives.

    Not in the place of a pause that lasts longer, and not when the end of the talk became known too late.
    """
    if attempt.freed_at is None or not hotline.ring.wrap_up_seconds:
        return
    until = attempt.freed_at + timedelta(seconds=hotline.ring.wrap_up_seconds)
    if until <= now:
        return
    last = member_to_pause(connection, attempt.person_id).person.pause
    if last is None or not last.holds(now) or not last.outlasts(until):
        put_pause(connection, attempt.person_id, Pause(PauseReason.WRAP_UP, attempt.freed_at, until))
