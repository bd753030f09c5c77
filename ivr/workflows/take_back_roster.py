"""Take a change of the roster back, as a person who keeps every unit that it touches."""

from datetime import datetime

from ivr.domain.hotline import Hotline
from ivr.domain.roster_change import RosterChange
from ivr.domain.scope import Scope
from ivr.store.roster_changes import change_of
from ivr.workflows.change_roster import CannotUndo, undo_change
from ivr.workflows.edit_roster import NotTheirs, is_over
from ivr.workflows.office import Office
from ivr.workflows.tell_of_taking_back import tell_of_taking_back


def take_back_roster(
    office: Office, hotline: Hotline, change_id: int, *, scope: Scope, now: datetime
) -> tuple[RosterChange, RosterChange]:
    """The change, and the one that took it back. Raises NotTheirs, CannotUndo, RosterMoved."""
    with office.database.writing() as connection:
        change = change_of(connection, hotline.key, change_id)
        if change is None:
            raise CannotUndo
        if not may_take_back(change, hotline, scope, now=now):
            raise NotTheirs
        made = undo_change(connection, hotline.key, change_id, by=scope.person_id, now=now)
        tell_of_taking_back(connection, office, hotline, change, made=made, by=scope.person_id, now=now)
        return change, made


def may_take_back(change: RosterChange, hotline: Hotline, scope: Scope, *, now: datetime) -> bool:
    """Whether a change is theirs to take back: they keep all its units; days that are over are the coordinator's."""
    return all(
        scope.keeps_roster_of(hotline.key, one.slot.unit)
        and (scope.sees_all_units or not is_over(hotline, one.slot.on, now))
        for one in change.slots
    )
