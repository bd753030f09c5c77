"""What a tested telephone hears, and what the network tells of the test call."""

from collections.abc import Callable
from datetime import datetime

from ivr.domain.events import KeyPressed, LegReport, LegState, OfficerEvent, PickedUp
from ivr.domain.hotline import Hotline
from ivr.domain.instructions import AskOfficer, LetGo
from ivr.domain.phone_test import PhoneTest
from ivr.domain.speech import say
from ivr.store.engine import Connection
from ivr.store.people import member_of
from ivr.store.test_calls import note_test_call, test_call_to_change
from ivr.workflows.office import Office

KEY_SECONDS = 10  # nobody waits behind, so there is time to find the key

Speak = Callable[[AskOfficer | LetGo, Hotline, int], str]
"""Words an instruction for a test call, by its id, as the document that the network performs."""


def handle_test_call(
    office: Office, test_id: int, leg_sid: str, event: OfficerEvent, *, now: datetime, speak: Speak
) -> str:
    """The document that answers a request of the tested leg; a repeated request gets the same one."""
    with office.database.writing() as connection:
        test = test_call_to_change(connection, test_id)
        if test is None or test.sid not in (None, leg_sid):
            return speak(LetGo((say("officer.caller_gone"),)), office.hotlines.first, test_id)
        hotline = _hotline(connection, office, test)
        _note(connection, test, leg_sid, LegState.ANSWERED)
        match event:
            case PickedUp():
                question = say("test_call.question", hotline=hotline.name)
                return speak(AskOfficer((question,), KEY_SECONDS), hotline, test_id)
            case KeyPressed("1"):
                if test.confirmed_at is None:
                    note_test_call(connection, test_id, confirmed_at=now)
                return speak(LetGo((say("test_call.confirmed"),)), hotline, test_id)
        return speak(LetGo((say("test_call.thanks"),)), hotline, test_id)


def record_test_report(office: Office, test_id: int, report: LegReport) -> bool:
    """A status callback of the tested leg; False when it told nothing new."""
    with office.database.writing() as connection:
        test = test_call_to_change(connection, test_id)
        if test is None or test.sid not in (None, report.leg_sid):
            return False
        return _note(connection, test, report.leg_sid, report.state)


def _note(connection: Connection, test: PhoneTest, leg_sid: str, state: LegState) -> bool:
    if not test.is_news(state.value):
        return False
    note_test_call(connection, test.id, sid=leg_sid, status=state.value)
    return True


def _hotline(connection: Connection, office: Office, test: PhoneTest) -> Hotline:
    member = member_of(connection, test.person_id)
    return office.hotlines.by_key.get(member.hotline if member else "", office.hotlines.first)
