"""Show who is calling: what they chose, and what is on record about them, to the officer who is rung."""

from dataclasses import dataclass
from datetime import datetime, time

from ivr.domain.desk import DeskTalk
from ivr.domain.hotline import Hotline
from ivr.domain.local_time import to_local, to_utc
from ivr.domain.menu_choice import chosen_option
from ivr.domain.scope import Scope
from ivr.store.callers import EarlierTalk, InVain, calls_in_vain, earlier_talks
from ivr.store.topics import topics_of
from ivr.workflows.office import Office

MOST_EARLIER = 5
NEVER = InVain(0, None)


@dataclass(frozen=True)
class ShownCaller:
    """The caller of a talk. `chosen` is the menu option's name, None for who chose none; `is_passed_on`: it leads to
    another unit than the one that is rung. `more` counts the earlier talks beyond those shown."""

    chosen: str | None
    is_passed_on: bool
    earlier: tuple[EarlierTalk, ...]
    more: int
    in_vain: InVain
    topics: tuple[str, ...]


def show_caller(office: Office, hotline: Hotline, scope: Scope, talk: DeskTalk, *, now: datetime) -> ShownCaller:
    """What helps to serve the caller of a talk at one's own desk."""
    option = chosen_option(hotline, talk.keys)
    midnight = to_utc(to_local(now, hotline.zone).date(), time.min, hotline.zone)
    earlier: tuple[EarlierTalk, ...] = ()
    total, in_vain = 0, NEVER
    with office.database.reading() as connection:
        topics = topics_of(connection, hotline, talk.unit)
        if talk.number is not None:
            number, before = talk.number, talk.arrived_at
            earlier, total = earlier_talks(
                connection, scope, hotline=hotline.key, number=number, before=before, most=MOST_EARLIER
            )
            in_vain = calls_in_vain(
                connection, scope, hotline=hotline.key, number=number, since=midnight, before=before
            )
    return ShownCaller(
        chosen=option.name if option else None,
        is_passed_on=option is not None and option.unit != talk.unit,
        earlier=earlier,
        more=total - len(earlier),
        in_vain=in_vain,
        topics=topics,
    )
