"""What the stories of pauses share: two officers, callers one after the other, and looks at what is on record."""

import sqlalchemy as sa

from ivr.domain.pause import Pause, PauseReason
from ivr.domain.people import Role
from ivr.simulator import Answers, Ignores
from ivr.store.door_tables import journal
from ivr.store.people import load_people
from ivr.workflows.take_pause import take_pause
from tests.calls.world import World

ANDI, SARI, OPI = "+6281200000001", "+6281200000002", "+6281200000009"


def two_officers(world: World) -> None:
    """Andi, who answers no call, and Sari, who takes what comes; Dewi coordinates."""
    world.on_duty("andi", "pelaporan", ANDI).behaviour = Ignores()
    world.on_duty("sari", "pelaporan", SARI).behaviour = Answers(presses="1", talks_seconds=20)
    world.officer("dewi", "", "+6281200000003", role=Role.COORDINATOR)


def calls(world: World, times: int, key: str = "1") -> None:
    """So many callers, one after the other, each until the end."""
    for _ in range(times):
        world.dials().presses(key).ends()
    world.network.settle()


def pause_of(world: World, name: str) -> Pause | None:
    """The pause of somebody that is on now."""
    with world.office.database.reading() as connection:
        (person,) = [one.person for one in load_people(connection) if one.person.email == f"{name}@kantor.example"]
    return person.pause if person.is_paused(world.office.clock()) else None


def id_of(world: World, name: str) -> int:
    with world.office.database.reading() as connection:
        return next(one.person.id for one in load_people(connection) if one.person.name == name.capitalize())


def pauses_by_hand(world: World, name: str, *, minutes: int | None) -> Pause:
    who, now = id_of(world, name), world.office.clock()
    return take_pause(world.office, person_id=who, reason=PauseReason.MANUAL, minutes=minutes, now=now)


def rung(world: World) -> list[list[tuple[str, str]]]:
    """Who was rung in each call, in the order of arrival, and how that ended."""
    records = sorted(world.records(), key=lambda record: record["arrived_at"])
    return [[(one["officer"].partition("@")[0], one["outcome"]) for one in record["attempts"]] for record in records]


def noted(world: World) -> list[tuple[int | None, str, str]]:
    with world.office.database.reading() as connection:
        asked = sa.select(journal.c.person_id, journal.c.subject, journal.c.detail).order_by(journal.c.id)
        return [(row.person_id, row.subject, row.detail) for row in connection.execute(asked)]
