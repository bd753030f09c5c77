"""Show an officer's desk: the call in hand, and the talks of the day. A page asks for it every other second."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from ivr.domain.desk import DeskTalk, Stage, in_hand
from ivr.domain.hotline import Hotline
from ivr.domain.local_time import part_of_day, to_local, to_utc
from ivr.domain.pause import Pause
from ivr.domain.people import Person
from ivr.domain.scope import Scope
from ivr.store.desk import desk_talks
from ivr.workflows.office import Office

SLACK = timedelta(minutes=10)  # for ringing before the longest talk, and its end


@dataclass(frozen=True)
class Desk:
    """What the desk shows at a moment. `talks` are the talks of the local day, newest first."""

    at: datetime
    in_hand: DeskTalk | None
    talks: tuple[DeskTalk, ...]
    pause: Pause | None
    part_of_day: str

    @property
    def unfilled(self) -> int:
        """How many of the day's talks are over and have no form yet."""
        return sum(talk.stage is Stage.ENDED and not talk.is_filled for talk in self.talks)

    @property
    def shown(self) -> tuple[object, ...]:
        """Equal for as long as a page that shows the desk has nothing to change."""
        return (self.in_hand, self.talks, self.pause, self.part_of_day)


def show_desk(office: Office, hotline: Hotline, person: Person, scope: Scope, *, now: datetime) -> Desk:
    """The desk of a person. One query, over the person's own attempts of a day; nothing is written.

    What is in hand may have begun before midnight, as long ago as a talk may last.
    """
    local = to_local(now, hotline.zone)
    midnight = to_utc(local.date(), time.min, hotline.zone)
    longest = timedelta(seconds=hotline.ring.longest_talk_seconds) + SLACK
    with office.database.reading() as connection:
        found = desk_talks(connection, scope, since=min(midnight, now - longest))
    hand = in_hand(found)
    talks = tuple(one for one in found if one.stage in (Stage.TALKING, Stage.ENDED) and one.started_at >= midnight)
    pause = person.pause if person.is_paused(now) else None
    return Desk(now, hand, talks, pause, part_of_day(local))
