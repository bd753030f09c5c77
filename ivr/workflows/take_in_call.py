"""Put a call on record the first time anything is heard of it."""

from datetime import datetime

from ivr.domain.call import Admission, Call, Phase
from ivr.domain.hotlines import Hotlines
from ivr.store.calls import load_call, open_call
from ivr.store.engine import Connection


def take_in_call(
    connection: Connection,
    hotlines: Hotlines,
    *,
    sid: str,
    from_number: str | None,
    to_number: str,
    arrived_at: datetime,
    turn: int = 0,
) -> Call:
    """The call with this sid: the one on record, else a new one that waits for `turn`."""
    on_record = load_call(connection, sid)
    if on_record is not None:
        return on_record
    hotline = hotlines.for_number(to_number)
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
        return opened
    faster = load_call(connection, sid)  # a doubled webhook on another node was faster
    assert faster is not None
    return faster
