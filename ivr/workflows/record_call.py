"""Put on record what happened to a call, and the pauses that follow from it, in one transaction."""

from datetime import datetime

from ivr.domain.call import Call
from ivr.domain.callflow.turned_out import TurnedOut, turned_out
from ivr.store.calls import save_call
from ivr.store.engine import Connection
from ivr.workflows.office import Office
from ivr.workflows.pause_after_talk import pause_after_talk
from ivr.workflows.pause_the_silent import pause_the_silent, take_back_pause


def record_call(connection: Connection, office: Office, before: Call, after: Call, *, now: datetime) -> bool:
    """Write what changed. False when a telephone of a new attempt was taken meanwhile: decide again.

    Everything that happens to a call comes through here, so that nobody's pause depends on which of its doubled,
    late and lost webhooks came first. What is no news costs nothing.
    """
    if not save_call(connection, before, after):
        return False
    # By person, so that two calls never wait for each other.
    for attempt, what in sorted(turned_out(before, after), key=lambda news: news[0].person_id):
        hotline = office.hotline_of(after)
        match what:
            case TurnedOut.IN_VAIN:
                pause_the_silent(connection, office, hotline, attempt, now=now)
            case TurnedOut.TAKEN_AFTER_ALL:
                take_back_pause(connection, attempt, now=now)
            case TurnedOut.TALK_OVER:
                pause_after_talk(connection, hotline, attempt, now=now)
    return True
