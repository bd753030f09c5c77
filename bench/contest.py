"""The contest: floor and product on one kind of database, served alike, round by round in turns."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from bench import floor, history
from bench.back_office import BackOffice, ahead_of_the_machine, found_office
from bench.databases import Makes, databases
from bench.product import AHEAD
from bench.rounds import WEBHOOKS, Contestant, Kind, Measured, measure
from bench.served import Serving, served
from bench.settings import FOLDER, settings_of
from bench.webhooks import TOKEN

FLOOR, PRODUCT, WITH_HISTORY = "floor", "product", "with history"

Say = Callable[[str], None]


@dataclass(frozen=True)
class Size:
    """How long a contest is. `requests` is webhooks in a closed round, `open_seconds` the length of an open one."""

    rounds: int
    requests: int
    open_seconds: float
    open_per_second: float
    earlier_calls: int


@dataclass(frozen=True)
class Outcome:
    """What came of it, by contestant and kind, one `Measured` a round."""

    database: str
    closed: dict[tuple[str, Kind], list[Measured]]
    open: dict[tuple[str, Kind], list[Measured]]
    started_seconds: dict[str, float]
    resident_megabytes: dict[str, float]

    @property
    def contestants(self) -> list[str]:
        """Their names, the floor first."""
        return list(self.started_seconds)


def hold(database: str, size: Size, serving: Serving, say: Say) -> Outcome:
    """One contest. Raises bench.load.WrongAnswer when a server answers anything else than it should."""
    closed: dict[tuple[str, Kind], list[Measured]] = {}
    opened: dict[tuple[str, Kind], list[Measured]] = {}
    with databases(database) as makes, _contestants(makes, size, serving, say) as contestants:
        for contestant in contestants:
            for kind in Kind:
                measure(contestant, kind, 48)  # caches fill, connections open
        for number in range(size.rounds):
            say(f"{database}: round {number + 1} of {size.rounds}")
            # Whoever comes first after a pause has a small disadvantage: it goes around.
            order = contestants[number % len(contestants) :] + contestants[: number % len(contestants)]
            for kind in Kind:
                for contestant in order:
                    key = (contestant.served.name, kind)
                    webhooks = WEBHOOKS.get(kind, 1)
                    count = max(8, size.requests // webhooks)
                    closed.setdefault(key, []).append(measure(contestant, kind, count))
                    if kind is Kind.OFFICER_KEY:
                        continue  # its telephones must be freed in between: only the whole call can show it
                    count = max(8, int(size.open_seconds * size.open_per_second) // webhooks)
                    taken = measure(contestant, kind, count, per_second=size.open_per_second)
                    opened.setdefault(key, []).append(taken)
        return Outcome(
            database,
            closed,
            opened,
            {one.served.name: one.served.started_seconds for one in contestants},
            {one.served.name: one.served.resident_megabytes() for one in contestants},
        )


@contextmanager
def _contestants(makes: Makes, size: Size, serving: Serving, say: Say) -> Iterator[list[Contestant]]:
    names = [FLOOR, PRODUCT, *([WITH_HISTORY] if size.earlier_calls else [])]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="piket-bench-")))
        found = []
        for name in names:
            url = makes.fresh()
            ahead = ahead_of_the_machine()
            if name == FLOOR:
                floor.metadata.create_all(sa.create_engine(url))
            else:
                found_office(url, folder)
            if name == WITH_HISTORY:
                say(f"Writing {size.earlier_calls:,} earlier calls (a minute or two) ...")
                history.fill(url, size.earlier_calls)
            application = "bench.floor:make_wsgi" if name == FLOOR else "bench.product:make_wsgi"
            environ = {
                **settings_of(url, folder),
                "TWILIO_AUTH_TOKEN": TOKEN,
                FOLDER: str(folder),
                AHEAD: str(ahead.total_seconds()),
            }
            running = stack.enter_context(served(name, application, environ, serving, folder / f"{name}.log"))
            back_office = BackOffice(url, is_floor=name == FLOOR)
            stack.callback(back_office.close)
            found.append(Contestant(running, back_office, ahead, is_floor=name == FLOOR))
        yield found
