"""One round: requests that are fresh and valid are prepared, sent, and what they cost is read off."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import TypeVar

from bench.back_office import BackOffice
from bench.load import Lane, run
from bench.meter import Stopwatch
from bench.script import UNIT_KEYS, WRONG_KEY, Script
from bench.served import Served

LANES = len(UNIT_KEYS)  # one call at a time for each unit, so that every hunt finds a free officer
OPEN_LANES = 16  # so many that an open load seldom waits for one


T = TypeVar("T")


class Kind(Enum):
    """What a round asks; the value is how the table calls it."""

    WRONG_KEY = "key, answered with the menu"
    OFFICER_KEY = "key, an officer is rung"
    ARRIVAL = "arrival"
    WHOLE_CALL = "whole call (11 webhooks)"


WEBHOOKS = {Kind.WHOLE_CALL: 11}


@dataclass(frozen=True)
class Contestant:
    """A server with its database. `ahead` is by how much its clock is ahead of the machine's."""

    served: Served
    back_office: BackOffice
    ahead: timedelta
    is_floor: bool = False

    def script(self) -> Script:
        """A call that nobody has heard of."""
        return Script(self.served.url, self.is_floor)

    def now(self) -> datetime:
        """What the server's clock shows."""
        return datetime.now(UTC) + self.ahead


@dataclass(frozen=True)
class Measured:
    """What a round cost: processor microseconds for each unit of its kind, in the server and in the database."""

    server_us: float
    database_us: float
    per_second: float
    latencies: tuple[float, ...]


def measure(contestant: Contestant, kind: Kind, count: int, *, per_second: float | None = None) -> Measured:
    """One round of `count` units; `per_second` webhooks make it an open load, else the loop is closed."""
    server, database = contestant.served.pids, contestant.back_office.server_processes()
    seconds = server_seconds = database_seconds = 0.0
    latencies: list[float] = []
    for lanes in _prepared(contestant, kind, count, lanes=OPEN_LANES if per_second else LANES):
        in_server, in_database = Stopwatch(server), Stopwatch(database)
        load = run(contestant.served.port, lanes, per_second=per_second)
        server_seconds += in_server.seconds(server)
        database_seconds += in_database.seconds(database)
        seconds += load.seconds
        latencies += load.latencies
    return Measured(
        server_us=server_seconds / count * 1e6,
        database_us=database_seconds / count * 1e6,
        per_second=len(latencies) / seconds,
        latencies=tuple(latencies),
    )


def _prepared(contestant: Contestant, kind: Kind, count: int, *, lanes: int) -> Iterator[list[Lane]]:
    """The timed lanes, one batch after the other; what must have happened before was done untimed."""
    scripts = [contestant.script() for _ in range(count)]
    contestant.back_office.free_telephones()
    if kind in (Kind.WRONG_KEY, Kind.OFFICER_KEY) and not contestant.is_floor:
        run(contestant.served.port, _dealt([script.arrival() for script in scripts], LANES))
    match kind:
        case Kind.ARRIVAL:
            yield _dealt([script.arrival() for script in scripts], lanes)
        case Kind.WRONG_KEY:
            yield _dealt([script.key(WRONG_KEY) for script in scripts], lanes)
        case Kind.OFFICER_KEY:
            for first in range(0, count, LANES):
                contestant.back_office.free_telephones()
                yield [[script.key(key)] for script, key in zip(scripts[first:], UNIT_KEYS, strict=False)]
        case Kind.WHOLE_CALL:
            now = contestant.now()
            calls = [script.whole_call(UNIT_KEYS[place % LANES], now) for place, script in enumerate(scripts)]
            yield [[webhook for call in lane for webhook in call] for lane in _dealt(calls, LANES)]


def _dealt(cards: Sequence[T], hands: int) -> list[Sequence[T]]:
    return [cards[place::hands] for place in range(hands)]
