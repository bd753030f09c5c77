"""Catch up with what people edited: every process sees the same special days and notices at the same moment.

`Office.hotlines` is what this process heard of last. Every door asks for the edition first and, only where it grew,
loads the special days and the notices anew: a webhook with the statement that loads its call (`find_call`,
`take_in_call`), a page in the reception, a command when it opens the office, the worker before each job. So whoever
asks `office.hotlines` afterwards, in a page written tomorrow too, has the days and notices that were on record when
it was asked, and no rule needs to know of it. tests/roster/test_catch_up.py keeps the doors.
"""

from collections.abc import Sequence
from dataclasses import replace

from ivr.domain.hotline import Hotline
from ivr.domain.hotlines import Hotlines
from ivr.domain.notices import Notice
from ivr.store.editions import current_edition
from ivr.store.engine import Connection
from ivr.store.notices import latest_notices
from ivr.store.special_days import KeptDay, kept_days, policy_as_kept
from ivr.workflows.office import Office


def catch_up(office: Office, connection: Connection, edition: int | None = None) -> None:
    """Let `office.hotlines` be what is on record now. `edition` is the one this transaction read already, if it did.

    Never in the transaction of an edit after the edit: what is rolled back nobody must have heard of.
    """
    edition = current_edition(connection) if edition is None else edition
    if office.edited.is_older_than(edition):
        office.edited.hear(as_edited(connection, office.filed), edition)


def as_edited(connection: Connection, filed: Hotlines) -> Hotlines:
    """The hotlines of the files, with the special days and the notices on record."""
    days, notices = kept_days(connection), latest_notices(connection)
    every = (_edited(one, days.get(one.key), notices.get(one.key, ())) for one in filed)
    return Hotlines(tuple(every), filed.warnings)


def _edited(hotline: Hotline, days: Sequence[KeptDay] | None, notices: Sequence[Notice]) -> Hotline:
    return replace(hotline, holidays=policy_as_kept(hotline.holidays, days), notices=tuple(notices))
