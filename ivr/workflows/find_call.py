"""Find a call that somebody tells about, and hear in the same statement whether the hotlines were edited."""

from ivr.domain.call import Call
from ivr.store.calls import load_call_and_edition
from ivr.store.engine import Connection
from ivr.workflows.catch_up import catch_up
from ivr.workflows.office import Office


def find_call(connection: Connection, office: Office, sid: str) -> Call | None:
    """The call with this sid, locked until the transaction ends; None when it is not on record."""
    call, edition = load_call_and_edition(connection, sid)
    if edition is not None:
        catch_up(office, connection, edition)
    return call
