"""Which change of the roster can be taken back next, and which can be made again."""

from collections.abc import Mapping, Sequence

from ivr.domain.roster_change import ChangeKind, RosterChange


def next_undo(changes: Sequence[RosterChange]) -> RosterChange | None:
    """The newest change that stands, also one that was made again; None when nothing does. Newest first."""
    undid = _undid(changes)
    return next((one for one in changes if one.undone_by is None and not _takes_back(one, undid)), None)


def next_redo(changes: Sequence[RosterChange]) -> RosterChange | None:
    """The newest change, if it took another back and was not taken back itself: taking it back makes that again."""
    undid = _undid(changes)
    newest = changes[0] if changes else None
    return newest if newest and newest.undone_by is None and _takes_back(newest, undid) else None


def original(change: RosterChange, changes: Sequence[RosterChange]) -> RosterChange:
    """What a taking back is about in the end: the first change of the chain, itself for any other."""
    undid = _undid(changes)
    while change.kind is ChangeKind.UNDO and change.id in undid:
        change = undid[change.id]
    return change


def takes_back(change: RosterChange, changes: Sequence[RosterChange]) -> bool:
    """Whether a change took another back; False for any other, and for one that made another again."""
    return _takes_back(change, _undid(changes))


def _undid(changes: Sequence[RosterChange]) -> Mapping[int, RosterChange]:
    return {one.undone_by: one for one in changes if one.undone_by is not None}


def _takes_back(change: RosterChange, undid: Mapping[int, RosterChange]) -> bool:
    is_back = False
    while change.kind is ChangeKind.UNDO:
        is_back = not is_back
        if change.id not in undid:
            break
        change = undid[change.id]
    return is_back
