"""The one WHERE clause that keeps every page to what its reader may see."""

from typing import Any

import sqlalchemy as sa

from ivr.domain.call import Outcome
from ivr.domain.form import Form, seen_by
from ivr.domain.scope import Scope
from ivr.store.tables import attempts, calls
from ivr.store.withdrawn_calls import stands

# An own name for the inner attempts, so that a query that has attempts of its own does not take them for these.
_tried = attempts.alias("tried")


def visible_talks(scope: Scope) -> sa.ColumnElement[bool]:
    """Holds for the talks (rows of `attempts` joined with `calls`) that a person may open."""
    if scope.sees_all_units:
        return sa.true() if scope.hotline is None else calls.c.hotline == scope.hotline
    mine = sa.or_(attempts.c.person_id == scope.person_id, attempts.c.unit.in_(sorted(scope.units)))
    return sa.and_(calls.c.hotline == scope.hotline, mine)


def visible_calls(scope: Scope) -> sa.ColumnElement[bool]:
    """Holds for the calls (rows of `calls`) that a person may open: of the unit, or with a talk of their own."""
    if scope.sees_all_units:
        return stands() if scope.hotline is None else calls.c.hotline == scope.hotline
    units = sorted(scope.units)
    spoke = sa.and_(_tried.c.person_id == scope.person_id, _tried.c.outcome == Outcome.ACCEPTED.value)
    talked = sa.select(1).where(_tried.c.call_id == calls.c.id, sa.or_(spoke, _tried.c.unit.in_(units)))
    return sa.and_(calls.c.hotline == scope.hotline, sa.or_(calls.c.unit.in_(units), talked.correlate(calls).exists()))


def visible_figures(scope: Scope, unit: sa.Column[Any]) -> sa.ColumnElement[bool]:
    """Holds for the rows joined with `calls`, of a unit whose figures a person may see: figures name no caller."""
    if scope.sees_all_units:
        return sa.true() if scope.hotline is None else calls.c.hotline == scope.hotline
    return sa.and_(calls.c.hotline == scope.hotline, unit.in_(sorted(scope.units | scope.works_in)))


def as_read_by(scope: Scope, form: Form | None, filled_by: int | None) -> Form | None:
    """The form as the reader may see it (`ivr.domain.form.seen_by`); None stays None."""
    return form and seen_by(form, person_id=scope.person_id, filled_by=filled_by)
