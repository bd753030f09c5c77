"""Put a call on record the first time anything is heard of it."""

from datetime import datetime

from ivr.domain.call import Admission, Call, Phase
from ivr.store.calls import open_call
from ivr.store.engine import Connection
from ivr.workflows.catch_up import catch_up
from ivr.workflows.find_call import find_call
from ivr.workflows.office import Office


def take_in_call(
    connection: Connection,
    office: Office,
    *,
    sid: str,
    from_number: str | None,
    to_number: str,
    arrived_at: datetime,
    turn: int = 0,
) -> Call:
    """The call with this sid: the one on record, else a new one that waits for `turn`.

    From here on `office.hotlines` are those of this moment.
    """
    on_record = find_call(connection, office, sid)
    if on_record is not None:
        return on_record
    hotline = office.filed.for_number(to_number)  # whose number it is never changes with an edit
    new = Call(
        sid=sid,
        hotline=hotline.key if hotline else None,
        from_number=from_number,
        to_number=to_number,
        arrived_at=arrived_at,
        admission=Admission.OPEN if hotline else Admission.UNKNOWN,
        phase=Phase.ARRIVING,
        last_event_at=arrived_at,
        turn=turn,
    )
    opened = open_call(connection, new)
    if opened is not None:
        made, edition = opened
        catch_up(office, connection, edition)
        return made
    faster = find_call(connection, office, sid)  # a doubled webhook on another node was faster
    assert faster is not None
    return faster
