"""The one WHERE clause that keeps every page to what its reader may see."""

import sqlalchemy as sa

from ivr.domain.call import Outcome
from ivr.domain.scope import Scope
from ivr.store.tables import attempts, calls


def visible_talks(scope: Scope) -> sa.ColumnElement[bool]:
    """Holds for the talks (rows of `attempts` joined with `calls`) that a person may open."""
    if scope.sees_all_units:
        return sa.true() if scope.hotline is None else calls.c.hotline == scope.hotline
    mine = sa.or_(attempts.c.person_id == scope.person_id, attempts.c.unit.in_(sorted(scope.units)))
    return sa.and_(calls.c.hotline == scope.hotline, mine)


def visible_calls(scope: Scope) -> sa.ColumnElement[bool]:
    """Holds for the calls (rows of `calls`) that a person may open: of the unit, or with a talk of their own."""
    if scope.sees_all_units:
        return sa.true() if scope.hotline is None else calls.c.hotline == scope.hotline
    talked = sa.exists().where(
        attempts.c.call_id == calls.c.id,
        sa.or_(
            sa.and_(attempts.c.person_id == scope.person_id, attempts.c.outcome == Outcome.ACCEPTED),
            attempts.c.unit.in_(sorted(scope.units)),
        ),
    )
    return sa.and_(calls.c.hotline == scope.hotline, sa.or_(calls.c.unit.in_(sorted(scope.units)), talked))
