"""Take a substitute back, by page or by mailed link: the roster is as before, and both are told."""

from dataclasses import dataclass
from datetime import datetime

from ivr.domain.hotline import Hotline
from ivr.domain.links import Link, Purpose
from ivr.domain.roster_change import ChangeKind, RosterChange
from ivr.domain.scope import Scope
from ivr.store.engine import Connection
from ivr.store.people import member_of
from ivr.store.roster_changes import change_of, origin_of
from ivr.workflows.change_roster import CannotUndo, RosterMoved, undo_change
from ivr.workflows.edit_roster import NotTheirs, is_over
from ivr.workflows.office import Office
from ivr.workflows.open_link import use_signed_link
from ivr.workflows.step_swap import scope_of_person
from ivr.workflows.take_back_roster import may_take_back
from ivr.workflows.tell_of_substitute import new_lines, tell_substitute_back

GONE = "Penggantian ini sudah dibatalkan sebelumnya."
MOVED = "Tidak dibatalkan: sesudahnya jadwal ini sudah diubah lagi. Ubah jadwalnya langsung."
PARTLY_OVER = (
    "Tidak dibatalkan: sebagian harinya sudah lewat. Minta koordinator membatalkannya, "
    "atau ubah langsung jadwal hari yang belum lewat."
)
NOT_THEIRS = "Yang dapat membatalkan adalah ketua unit ini atau koordinator."


class NoSuchSubstitute(Exception):
    """It is not there, or not theirs to see."""


class NotTakenBack(Exception):
    """It was not done; the text says why in Indonesian."""


@dataclass(frozen=True)
class SubstituteSeen:
    """A change that named a substitute, and the hotline of it."""

    change: RosterChange
    hotline: Hotline


def take_back_substitute(office: Office, hotline: Hotline, change_id: int, *, scope: Scope, now: datetime) -> None:
    """As somebody who is signed in. Raises NoSuchSubstitute, NotTheirs, NotTakenBack."""
    with office.database.writing() as connection:
        _take_back(connection, office, hotline, change_id, scope=scope, now=now)


def take_back_by_link(office: Office, token: str, *, now: datetime) -> None:
    """As the person of a link, which is used up. Raises LinkRefused, NotTakenBack."""
    with office.database.writing() as connection:
        link = use_signed_link(connection, office, token, Purpose.SUBSTITUTE_UNDO, now=now)
        hotline = _hotline_of(connection, office, link)
        scope = scope_of_person(connection, link.person_id, hotline)
        try:
            _take_back(connection, office, hotline, _change_id(link), scope=scope, now=now)
        except (NotTheirs, NoSuchSubstitute) as fault:
            raise NotTakenBack(NOT_THEIRS) from fault


def look_at_substitute_link(office: Office, link: Link) -> SubstituteSeen:
    """What a link would take back. Raises NotTakenBack when it stands no more."""
    with office.database.reading() as connection:
        hotline = _hotline_of(connection, office, link)
        change = _substitute(connection, hotline, _change_id(link))
    if change.undone_by is not None:
        raise NotTakenBack(GONE)
    return SubstituteSeen(change, hotline)


def _take_back(
    connection: Connection, office: Office, hotline: Hotline, change_id: int, *, scope: Scope, now: datetime
) -> None:
    change = _substitute(connection, hotline, change_id)
    parties = {one for line in new_lines(change) for one in (line.person_id, line.replaces_id)}
    keeps = [scope.keeps_roster_of(hotline.key, one.slot.unit) for one in change.slots]
    if not (any(keeps) or scope.person_id in parties):
        raise NoSuchSubstitute
    if change.undone_by is not None:
        raise NotTakenBack(GONE)
    if not may_take_back(change, hotline, scope, now=now):
        if all(keeps) and not all(is_over(hotline, one.slot.on, now) for one in change.slots):
            raise NotTakenBack(PARTLY_OVER)
        raise NotTheirs
    try:
        undo_change(connection, hotline.key, change_id, by=scope.person_id, now=now)
    except RosterMoved as fault:
        raise NotTakenBack(MOVED) from fault
    except CannotUndo as fault:
        raise NotTakenBack(GONE) from fault
    tell_substitute_back(connection, office, hotline, change, by=scope.person_id, now=now)


def _substitute(connection: Connection, hotline: Hotline, change_id: int) -> RosterChange:
    change = change_of(connection, hotline.key, change_id)
    if change is None or origin_of(connection, change).kind is not ChangeKind.SUBSTITUTE or not new_lines(change):
        raise NoSuchSubstitute
    return change


def _change_id(link: Link) -> int:
    return int(link.subject.partition(":")[2])


def _hotline_of(connection: Connection, office: Office, link: Link) -> Hotline:
    member = member_of(connection, link.person_id)
    return office.hotlines.by_key.get(member.hotline if member else "", office.hotlines.first)
