"""Note on a call that our own fault ended it."""

from dataclasses import replace
from datetime import datetime

from ivr.domain.callflow.ending import SAME_MOMENT, end_call
from ivr.workflows.find_call import find_call
from ivr.workflows.office import Office
from ivr.workflows.record_call import record_call


def note_fault(office: Office, call_sid: str, *, at: datetime) -> bool:
    """The call's record will say `failed` unless an officer was reached. False when the fault did not end it.

    The caller may have hung up on our apology before this is written; that changes nothing.
    """
    with office.database.writing() as connection:
        call = find_call(connection, office, call_sid)
        if call is None or call.fault_at is not None:
            return False
        marked = replace(call, fault_at=at)
        if call.ended_at is not None:
            if call.ended_at + SAME_MOMENT < at:
                return False
            marked = end_call(marked, at=call.ended_at)
        return record_call(connection, office, call, marked, now=at)
