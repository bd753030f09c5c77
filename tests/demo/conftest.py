"""The demonstration on a stage of its own, eight times as fast, with a page of a real browser."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app import create_app, open_office
from config.settings import Settings, read_settings
from demo.perform import Roof, raised
from demo.sample import furnish_database
from demo.stage import Stage
from tests.calls.world import own_hotline
from tests.databases import SqliteDatabases
from tests.surroundings import SETTINGS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.demo.visitor import Visitor

ROOT = Path(__file__).parents[2]
MONDAY = (date(2026, 11, 23), time(9))
MONDAY_AT_NINE = datetime(2026, 11, 23, 2, tzinfo=UTC)
SPEED = 8.0

#: On a fast clock people of flesh and blood, and a busy machine, would be too slow for the waits of a real office.
PATIENT = (
    ("ring_seconds: 15", "ring_seconds: 150"),
    ("key_seconds: 5", "key_seconds: 60"),
    ("hunt_seconds: 60", "hunt_seconds: 900"),
    ("menu_seconds: 5", "menu_seconds: 15"),
)

ROOF = Roof(open_office, create_app, lambda: MONDAY_AT_NINE)


def demo_settings(database_url: str, **more: str) -> Settings:
    return read_settings({"DATABASE_URL": database_url, "SECRET_KEY": "s" * 40} | more)


def prepare(url: str) -> None:
    """A database as the demonstration leaves it: the newest schema, the sample people."""
    office = open_office(demo_settings(url), ROOF.wall_clock)
    furnish_database(office)
    office.database.close()


@pytest.fixture
def stage(request: pytest.FixtureRequest, sqlite_databases: SqliteDatabases, tmp_path: Path) -> Iterator[Stage]:
    """The stage as it is when nobody has played yet, on a Monday morning; the parameter is the speed of its clock."""
    speed = getattr(request, "param", SPEED)
    url = sqlite_databases.fresh(prepare)
    hotline, mailbox = own_hotline(tmp_path, *PATIENT), tmp_path / "mail"
    settings = demo_settings(url, HOTLINES=str(hotline), SMTP_URL=mailbox.as_uri())
    with raised(settings, ROOF, port=0, at=MONDAY, speed=speed) as stage:
        yield stage
    sqlite_databases.discard(url)


@pytest.fixture(scope="module")
def resting_stage(sqlite_databases: SqliteDatabases) -> Iterator[Stage]:
    """One stage for all tests of a file that leave it as it was."""
    with raised(demo_settings(sqlite_databases.fresh(prepare)), ROOF, port=0, at=MONDAY) as stage:
        yield stage


@pytest.fixture
def visit(stage: Stage, browser: "Browser") -> "Iterator[Callable[..., Visitor]]":
    """Open the page: `visit()`, or `visit(width=390)`; what the browser complains of fails the test."""
    from tests.demo.visitor import Visitor

    complaints: list[str] = []
    with ExitStack() as stack:

        def open_page(*, width: int = 1366, height: int = 768) -> Visitor:
            context = stack.enter_context(browser.new_context(viewport={"width": width, "height": height}))
            page = context.new_page()
            page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
            page.on("pageerror", lambda problem: complaints.append(str(problem)))
            page.goto(stage.url)
            page.wait_for_selector("#handsets > *", state="attached")
            return Visitor(page)

        yield open_page
    # The page says itself in words why an order was refused.
    assert [text for text in complaints if "Failed to load resource" not in text] == []


@pytest.fixture
def command_environment(tmp_path: Path) -> dict[str, str]:
    """The environment in which `python app.py` plays with a database of its own."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TERM")}
    return (
        dict.fromkeys(SETTINGS, "")
        | kept
        | {"DATABASE_URL": f"sqlite:///{tmp_path / 'peragaan.db'}", "PYTHONUNBUFFERED": "1"}
    )


@pytest.fixture
def start(command_environment: dict[str, str]) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start `python app.py …`; killed at the end of the test if it still runs."""
    started: list[subprocess.Popen[str]] = []

    def run(*arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "app.py", *arguments],
            cwd=ROOT,
            env=command_environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()
