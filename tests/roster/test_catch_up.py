"""Every door hears of an edit that another process made, and nobody looks at the file's days by mistake."""

import random
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner

from app import open_office
from ivr.domain.call import Call
from ivr.domain.events import Arrived, CallerEvent, DialEnded, DialStatus, KeyPressed
from ivr.domain.hotline import Hotline, SpecialDay
from ivr.domain.instructions import Ask, CallerInstruction, Goodbye, Ring
from ivr.domain.notices import Notice
from ivr.domain.speech import Prompt
from ivr.store.editions import grow_edition
from ivr.store.engine import Connection
from ivr.store.notices import add_notice
from ivr.store.roster_tables import notices, special_days
from ivr.store.special_days import KeptDay, add_special_days
from ivr.terminal.who import who
from ivr.workflows.catch_up import catch_up
from ivr.workflows.close_silent_calls import Fate
from ivr.workflows.explain_who import Explained, explain_who
from ivr.workflows.handle_call_event import CallerTurn, handle_call_event
from ivr.workflows.office import Office
from recap.schedule import jobs
from tests.calls.world import BUDI, HOTLINE, MONDAY, World, wib
from tests.house.sources import PRODUCT, ROOT, python_files
from tests.statements import statements
from tests.web.visitor import signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


class Quiet:
    """A telephone network of which nobody wants to know anything."""

    def fate_of(self, call_sid: str) -> Fate | None:
        return None

    def count_inbound(self, start: datetime, end: datetime, numbers: Sequence[str]) -> int | None:
        return None


@pytest.fixture
def elsewhere(world: World) -> Iterator[Office]:
    """Another process on the same database."""
    office = open_office(world.office.settings, world.office.clock)
    yield office
    office.database.close()


def close(office: Office, by: int, *, text: str = "Tutup.", hours: int = 2) -> None:
    now = office.clock()
    with office.database.writing() as connection:
        add_notice(connection, "ppatk", Notice(0, True, text, now, now + timedelta(hours=hours)), by=by)
        grow_edition(connection, "ppatk")


def somebody(world: World) -> int:
    world.on_duty("siti", "pti", "+6281200000002")
    return world._ids["siti"]


def test_nobody_ever_edited_so_the_file_is_what_counts(world: World) -> None:
    with world.office.database.reading() as connection:
        catch_up(world.office, connection)
    assert world.office.hotlines is world.office.filed


def test_a_page_hears_of_it(world: World, elsewhere: Office) -> None:
    close(elsewhere, somebody(world), text="Listrik padam.")
    assert "Listrik padam." in signed_in(world, "siti").gets("/duty").text


def test_a_command_hears_of_it(world: World, elsewhere: Office) -> None:
    close(elsewhere, somebody(world))
    told = CliRunner().invoke(who, ["--unit", "pti", "--json"], obj=lambda: world.office)
    assert (told.exit_code, '"state": "suspended"' in told.stdout) == (1, True)
    assert '"reopens_at": "2026-11-23T11:00:00+07:00"' in told.stdout


@ON_SQLITE
def test_every_job_of_the_worker_hears_of_it(world: World, elsewhere: Office) -> None:
    by = somebody(world)
    for number, job in enumerate(jobs(world.office, Quiet(), look_back_days=0), 1):
        close(elsewhere, by)
        job.run()
        assert len(world.office.hotlines.first.notices) == number, job.name


def test_what_was_rolled_back_nobody_hears_of(world: World) -> None:
    by = somebody(world)
    with world.office.database.engine.connect() as connection:
        grow_edition(connection, "ppatk")
        connection.rollback()
    close(world.office, by)
    with world.office.database.reading() as connection:
        catch_up(world.office, connection)
    assert len(world.office.hotlines.first.notices) == 1


def test_an_edit_costs_one_webhook_two_statements_and_the_others_none(world: World, elsewhere: Office) -> None:
    close(elsewhere, somebody(world))
    asked = []
    for _ in range(2):
        with statements(world.office.database) as sent:
            world.dials().hears("Tutup.").hangs_up()
        asked.append(sum("FROM special_days" in one or "FROM notices" in one for one, _ in sent))
    assert asked == [2, 0]


def test_an_older_edition_takes_nothing_back(world: World) -> None:
    close(world.office, somebody(world))
    with world.office.database.reading() as connection:
        catch_up(world.office, connection)
        catch_up(world.office, connection, 0)
    assert len(world.office.hotlines.first.notices) == 1


def test_only_what_is_meant_for_the_files_asks_for_the_files() -> None:
    """`Office.filed` has no special days of the page, no notices; `open_hotlines` neither."""
    found = {
        (path.as_posix(), word)
        for path in python_files(*PRODUCT)
        for word in re.findall(r"\.filed\b|\bopen_hotlines(?=\()", (ROOT / path).read_text("utf-8"))
    }
    assert found == {
        ("ivr/workflows/catch_up.py", ".filed"),
        ("ivr/workflows/edit_special_days.py", ".filed"),
        ("ivr/workflows/office.py", ".filed"),
        ("ivr/workflows/take_in_call.py", ".filed"),
        ("ivr/workflows/open_hotlines.py", "open_hotlines"),
        ("ivr/workflows/check/inspection.py", "open_hotlines"),  # then as_edited, where the database can be read
        ("ivr/terminal/connect.py", "open_hotlines"),  # numbers only
        ("demo/perform.py", "open_hotlines"),  # before there is a database
        ("app.py", "open_hotlines"),
    }


def edits_at_random(connection: Connection, chance: random.Random, by: int) -> None:
    """Other special days and notices in the week around the Monday of the stories."""
    connection.execute(special_days.delete())
    connection.execute(notices.delete())
    for day in chance.sample(range(-3, 4), chance.randint(0, 3)):
        on = MONDAY + timedelta(days=day)
        kept = KeptDay("ppatk", SpecialDay(on, f"Libur {on:%d}", "SK-1"), is_open=chance.random() < 0.3)
        add_special_days(connection, [kept], by=by, at=wib("2026-11-01 00:00"))
    for number in range(chance.randint(0, 3)):
        start = wib("2026-11-22 12:00") + timedelta(minutes=chance.randint(0, 48 * 60))
        end = start + timedelta(minutes=chance.randint(1, 20 * 60))
        notice = Notice(0, chance.random() < 0.6, f"Pemberitahuan {number}.", start, end)
        add_notice(connection, "ppatk", notice, by=by)
    grow_edition(connection, "ppatk")


@ON_SQLITE
def test_who_and_a_call_never_differ(world: World, elsewhere: Office) -> None:
    by, chance, states = somebody(world), random.Random(7), set()
    world.operator("opi", "+6281200000003")
    for number in range(60):
        with elsewhere.database.writing() as connection:
            edits_at_random(connection, chance, by)
        at = wib("2026-11-23 05:00") + timedelta(minutes=chance.randint(0, 15 * 60))
        with elsewhere.database.reading() as connection:
            catch_up(elsewhere, connection)
        explained = explain_who(elsewhere, elsewhere.hotlines.first, "pti", at=at)
        states.add(explained.unit.opening.state.value)
        assert_a_call_does_so(world.office, f"CA{number:032x}", explained, at, elsewhere.hotlines.first)
    assert states >= {"open", "closed", "holiday", "suspended"}


def assert_a_call_does_so(office: Office, sid: str, explained: Explained, at: datetime, hotline: Hotline) -> None:
    heard: list[CallerInstruction] = []

    def speak(instruction: CallerInstruction, _: Hotline, call: Call) -> str:
        heard.append(instruction)
        return f"{call.turn}"

    def asks(turn: int, event: CallerEvent) -> CallerInstruction:
        handle_call_event(office, CallerTurn(sid, BUDI, HOTLINE, turn, event), now=at, speak=speak)
        return heard[-1]

    arrived = asks(0, Arrived())
    hours = explained.unit.opening
    if not hours.is_open:
        assert isinstance(arrived, Goodbye)
        if hours.notice is not None:
            assert Prompt(hours.notice.text) in arrived.sentences
        return
    assert isinstance(arrived, Ask)
    announced = [one.text for one in hotline.notices if not one.closes and one.holds(at)]
    assert sorted(one.text for one in arrived.sentences if isinstance(one, Prompt)) == sorted(announced)
    rings = asks(1, KeyPressed("2"))
    free = [person for answering in (explained.unit, *explained.fallbacks) for person in answering.free]
    assert isinstance(rings, Ring) == bool(free)
    if isinstance(rings, Ring):
        assert rings.attempt.person_id == free[0].id
        asks(
            2, DialEnded(DialStatus.NO_ANSWER, False, 0, caller_left=True)
        )  # so that the next caller finds a free telephone
