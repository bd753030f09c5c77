"""The day that the pictures show: fourteen calls of a Monday, played on the demonstration's stage."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from app import create_app, open_office
from config.settings import read_settings
from demo.perform import Moment, Roof, raised
from demo.stage import Stage
from ivr.domain.local_time import to_utc
from ivr.simulator import Answers, ByHand
from tests.demo.visitor import Visitor

MONDAY = date(2026, 11, 23)
MORNING: Moment = (MONDAY, time(6))
NOON: Moment = (MONDAY, time(10, 42))
WITHIN_SECONDS = 3600
WITHHELD = "anonymous"


@dataclass(frozen=True)
class Played:
    """A call: the key that is pressed, and how long the talk lasts; 0 when nobody answers."""

    at: time
    caller: str
    key: str
    talks_seconds: float


DAY = (
    Played(time(6, 41), "+6285655502020", "1", 0),
    Played(time(8, 4), "+6281355501111", "1", 212),
    Played(time(8, 21), "+622155501234", "2", 347),
    Played(time(8, 37), WITHHELD, "1", 95),
    Played(time(9, 2), "+60123456789", "1", 188),
    Played(time(9, 15), "+6281355501234", "3", 141),
    Played(time(9, 48), "+6281255504321", "1", 264),
    Played(time(10, 26), "+622155507788", "2", 0),
    Played(time(10, 29), "+622155507788", "2", 233),
    Played(time(11, 8), "+6281355509090", "3", 176),
    Played(time(12, 17), "+6281255504321", "2", 158),
    Played(time(13, 5), "+6285655502020", "1", 301),
    Played(time(14, 40), "+6281355501111", "0", 64),
    Played(time(15, 12), "+6281755503030", "1", 0),
)


@contextmanager
def staged_in(folder: Path, *, at: Moment, speed: float) -> Iterator[Stage]:
    """The demonstration on a free port of this machine, with a database and a mail folder of its own."""
    folder.mkdir()
    settings = read_settings(
        {
            "DATABASE_URL": f"sqlite:///{folder / 'piket.db'}",
            "SMTP_URL": (folder / "mail").as_uri(),
            "SECRET_KEY": "s" * 40,
        }
    )
    with raised(
        settings, Roof(open_office, create_app, lambda: datetime.now(UTC)), port=0, at=at, speed=speed
    ) as stage:
        yield stage


def play(stage: Stage) -> None:
    """Every call of the day, one after another."""
    for call in DAY:
        stage.move_clock(to_utc(MONDAY, call.at, stage.hotline.zone))
        for handset in stage.handsets.values():
            answers = Answers(after_seconds=5, presses="1", talks_seconds=call.talks_seconds)
            handset.telephone.behaviour = answers if call.talks_seconds else ByHand()
        leg = stage.network.caller(call.caller).dials(stage.hotline.numbers[0])
        if call.at >= time(7):  # the hotline is closed before
            leg.hears("tekan", within=WITHIN_SECONDS).presses(call.key, within=WITHIN_SECONDS)
        leg.ends(within=WITHIN_SECONDS)


def pressing_two(visitor: Visitor, *, on_tabs: bool) -> None:
    """A caller has chosen PTI, whose officer's telephone rings; on a small screen one looks at that next."""
    visitor.dials().hears("tekan")
    visitor.page.wait_for_timeout(2500)  # some of the menu is read
    visitor.clicks_key("2")
    if on_tabs:
        visitor.page.click("#tabs [data-tab=officers]")
    visitor.sees_handset("dewi.anggraini", "ringing")
    visitor.page.wait_for_timeout(700)
