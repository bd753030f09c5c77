"""Calendars to follow: made and revoked on the account page, read without signing in, and never anybody else's."""

from datetime import time, timedelta
from html import unescape
from typing import Any

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from ivr.domain.duty_hours import HourKind, duty_hours
from ivr.domain.people import Role
from ivr.domain.roster import Duty, Task
from ivr.domain.roster_change import ChangeKind, Slot
from ivr.store.door_tables import journal
from ivr.store.roster_tables import feeds
from ivr.store.tables import people
from ivr.workflows.change_roster import change_roster
from ivr.workflows.remind_of_duties import remind_of_duties
from tests.calls.letters import letters
from tests.calls.world import MONDAY, World, wib
from tests.domain.naive import DAYS, Case, cases
from tests.domain.samples import AGUS, BUDI, CITRA, board, duty, hotline, spans
from tests.roster.rosters import TUESDAY, office
from tests.web.visitor import Visitor, signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def makes(visitor: Visitor, unit: str = "") -> str:
    """Somebody asks for a link; the path of it, from the page that shows it once."""
    page = visitor.posts("/account/calendar", unit=unit).text
    (link,) = [one.partition('"')[0] for one in page.split('readonly value="')[1:]]
    assert unescape(link).startswith(f"{visitor.world.url}/calendar/")
    return unescape(link).removeprefix(visitor.world.url)


def fetches(world: World, path: str, **headers: str) -> requests.Response:
    """A calendar program asks, without any cookie."""
    return requests.get(world.url + path, headers=headers, timeout=30)


def events(answer: requests.Response) -> list[tuple[str, str, str]]:
    """Title, start and end."""
    assert answer.status_code == 200, answer.text
    calendar = Calendar.from_ical(answer.content)
    return [(str(one["SUMMARY"]), f"{one.start:%Y-%m-%d %H:%M}", f"{one.end:%H:%M}") for one in calendar.events]


def changes(world: World, slot: Slot, *names: str, starts: time | None = None) -> None:
    """The roster is edited."""
    lines = [Duty(slot.on, slot.unit, world._ids[name], slot.task, starts) for name in names]
    with world.office.database.writing() as connection:
        change_roster(connection, "ppatk", {slot: lines}, by=None, kind=ChangeKind.EDIT, now=world.office.clock())


@pytest.fixture
def andi(world: World) -> Visitor:
    """Andi, on duty this Monday and Tuesday."""
    office(world)
    for on in (MONDAY, TUESDAY):
        world.rosters("andi", "pelaporan", on=on)
        world.rosters("dewi", "pelaporan", on=on)
    return signed_in(world, "andi")


def test_somebody_follows_their_own_duties_without_signing_in(world: World, andi: Visitor) -> None:
    path = makes(andi)
    answer = fetches(world, path)

    assert events(answer) == [
        ("Piket Direktorat Pelaporan", "2026-11-23 07:00", "17:00"),
        ("Piket Direktorat Pelaporan", "2026-11-24 07:00", "17:00"),
    ]
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    event = Calendar.from_ical(answer.content).events[0]
    assert str(event["DESCRIPTION"]) == (
        "Istirahat 12.00-13.00: tidak ada penggantinya, tetap menjawab.\n"
        f"Bersama Dewi.\n{world.url}/roster?week=2026-11-23"
    )
    assert "piket=" not in answer.headers.get("Set-Cookie", "")


@ON_SQLITE
def test_the_page_shows_a_link_once_and_a_new_one_replaces_it(world: World, andi: Visitor) -> None:
    first = makes(andi)
    page = andi.gets("/account").text
    assert "readonly" not in page
    assert "Tautan dibuat 23 November 2026." in page

    second = makes(andi)
    assert fetches(world, first).status_code == 404
    assert fetches(world, second).status_code == 200

    assert "Tautan kalender dicabut" in andi.posts("/account/calendar/revoke", unit="").text
    assert fetches(world, second).status_code == 404
    assert "memang sudah tidak ada" in andi.posts("/account/calendar/revoke", unit="").text
    with world.office.database.reading() as connection:
        noted = connection.execute(journal.select().where(journal.c.subject.startswith("feed"))).all()
        kept = connection.execute(feeds.select()).all()
    assert [(one.action, one.subject) for one in noted] == [
        ("added", "feed:1"),
        ("added", "feed:2"),
        ("changed", "feed"),
    ]
    assert not [one for one in kept if one.token_hash in first + second or len(one.token_hash) != 64]


@ON_SQLITE
def test_who_has_no_duty_yet_follows_a_calendar_that_is_whole(world: World) -> None:
    office(world)
    calendar = Calendar.from_ical(fetches(world, makes(signed_in(world, "rina"))).content)
    assert calendar.events == []
    assert [zone.tz_name for zone in calendar.timezones] == ["Asia/Jakarta"], "RFC 5545: one component at least"


@ON_SQLITE
@pytest.mark.parametrize("token", ["x", "0" * 43, "..%2f..%2fetc", "'", "ü" * 40])
def test_an_unknown_link_is_not_there(world: World, token: str) -> None:
    assert fetches(world, f"/calendar/{token}.ics").status_code == 404


@ON_SQLITE
def test_who_left_is_followed_by_nobody(world: World, andi: Visitor) -> None:
    path = makes(andi)
    maya = signed_in(world, "maya")

    maya.posts(f"/people/{world._ids['andi']}/deactivate")
    assert fetches(world, path).status_code == 404
    maya.posts(f"/people/{world._ids['andi']}/activate")
    assert fetches(world, path).status_code == 404  # the link was revoked; who comes back makes another
    with world.office.database.writing() as connection:
        connection.execute(feeds.update().values(revoked_at=None))
    assert fetches(world, path).status_code == 200
    with world.office.database.writing() as connection:
        connection.execute(people.update().where(people.c.id == world._ids["andi"]).values(is_active=False))
    assert fetches(world, path).status_code == 404
    assert maya.gets(path).status_code == 404
    with world.office.database.reading() as connection:
        assert not connection.execute(journal.select().where(journal.c.subject.startswith("/calendar"))).all()


@ON_SQLITE
def test_a_units_calendar_names_everybody_and_ends_with_the_right_to_it(world: World, andi: Visitor) -> None:
    world.rosters("sari", "pti", on=TUESDAY)
    world.rosters("rina", "pelaporan", task="istirahat", on=TUESDAY, replaces="dewi")
    path = makes(andi, "pelaporan")

    assert events(fetches(world, path))[2:] == [
        ("Piket Direktorat Pelaporan: Andi", "2026-11-24 07:00", "17:00"),
        ("Piket Direktorat Pelaporan: Dewi", "2026-11-24 07:00", "17:00"),
        ("Pengganti istirahat Direktorat Pelaporan: Rina", "2026-11-24 12:00", "13:00"),
    ]
    assert andi.posts("/account/calendar", unit="pti").status_code == 404
    assert andi.posts("/account/calendar", unit="tidakada").status_code == 404
    with world.office.database.writing() as connection:
        connection.execute(people.update().where(people.c.id == world._ids["andi"]).values(units="pti"))
    assert fetches(world, path).status_code == 404


@ON_SQLITE
@pytest.mark.parametrize(("name", "role", "units"), [("maya", Role.COORDINATOR, 4), ("ketut", Role.LEADER, 1)])
def test_who_may_follow_which_unit(world: World, name: str, role: Role, units: int) -> None:
    page = signed_in(office(world), name).gets("/account").text

    assert page.count('name="unit" value=""') == 1
    assert page.count('name="unit" value="') == 1 + units


@ON_SQLITE
def test_nothing_new_is_not_sent_again(world: World, andi: Visitor) -> None:
    path = makes(andi)
    known = fetches(world, path).headers["ETag"]
    again = fetches(world, path, **{"If-None-Match": known})
    assert (again.status_code, again.content) == (304, b"")

    changes(world, Slot(TUESDAY, "pelaporan", Task.DUTY), "dewi")

    assert events(fetches(world, path, **{"If-None-Match": known})) == [
        ("Piket Direktorat Pelaporan", "2026-11-23 07:00", "17:00")
    ]


@ON_SQLITE
def test_a_changed_duty_keeps_its_uid_with_a_higher_sequence_in_mail_and_feed_alike(
    world: World, andi: Visitor
) -> None:
    def mine() -> Any:
        return Calendar.from_ical(fetches(world, path).content).events[-1]

    path = makes(andi)
    assert remind_of_duties(world.office, now=wib("2026-11-23 16:00")) == 2
    mailed = next(mail for mail in letters(world, "duty:") if "andi@" in str(mail["To"]))
    (file,) = mailed.iter_attachments()
    (before,) = Calendar.from_ical(str(file.get_content())).events
    changes(world, Slot(TUESDAY, "pelaporan", Task.DUTY), "andi", "dewi", starts=time(9))
    after = mine()

    assert (before["UID"], f"{before.start:%H:%M}", before["SEQUENCE"]) == (after["UID"], "07:00", 0)
    assert (f"{after.start:%H:%M}", after["SEQUENCE"]) == ("09:00", 1)


@ON_SQLITE
def test_a_feed_reaches_two_months_back_and_half_a_year_ahead(world: World, andi: Visitor) -> None:
    far = [MONDAY - timedelta(days=63), MONDAY - timedelta(days=56), MONDAY + timedelta(days=168)]
    for on in (*far, MONDAY + timedelta(days=182)):
        world.rosters("andi", "pelaporan", on=on)

    days = [start[:10] for _, start, _ in events(fetches(world, makes(andi)))]
    assert days == [str(far[1]), str(MONDAY), str(TUESDAY), str(far[2])]


@ON_SQLITE
def test_a_person_of_another_hotline_is_not_in_it(world: World, andi: Visitor) -> None:
    with world.office.database.writing() as connection:
        connection.execute(people.update().where(people.c.id == world._ids["andi"]).values(hotline="cabang"))
    path = makes(andi)  # the hotline has no file (any more), so its pages are those of the first one

    assert fetches(world, path).status_code == 404


# -- the hours themselves ---------------------------------------------------------------------------------------


def hours_of(*lines: Duty, **changes: Any) -> list[tuple[int, str, str]]:
    """Person, kind and local hours on the Monday."""
    office_ = hotline(**changes)
    return [
        (one.person_id, one.kind.value, f"{one.stretch.start:%d %H:%M}-{one.stretch.end:%d %H:%M}")
        for one in duty_hours(office_, board(*lines), MONDAY)
    ]


def test_a_duty_is_one_whole_also_around_its_break_and_across_a_split_day() -> None:
    cover = duty(BUDI, "pelaporan", Task.COVER, replaces=AGUS)

    assert hours_of(duty(AGUS, "pelaporan"), cover) == [
        (1, "duty", "23 00:00-23 10:00"),
        (2, "cover", "23 05:00-23 06:00"),
    ]
    two = {day: spans("07:00-12:00", "13:00-17:00") for day in range(5)}
    assert hours_of(duty(AGUS, "pelaporan"), hours=two, breaks={}) == [
        (1, "duty", "23 00:00-23 05:00"),
        (1, "duty", "23 06:00-23 10:00"),
    ]


def test_a_substitute_has_the_hours_and_the_one_who_was_named_the_rest() -> None:
    sub = duty(CITRA, "pelaporan", Task.SUBSTITUTE, hours="13:00-17:00", replaces=AGUS)

    assert hours_of(duty(AGUS, "pelaporan"), sub) == [
        (1, "duty", "23 00:00-23 06:00"),
        (3, "duty", "23 06:00-23 10:00"),
    ]


@settings(max_examples=80, deadline=None)
@given(case=cases(), day=st.sampled_from(DAYS[1:3]), quarter=st.integers(0, 95))
def test_the_calendar_says_what_the_rule_of_the_calls_says(case: Case, day: Any, quarter: int) -> None:
    """At every quarter of an hour: who has hours then is who holds a post of that day, or covers one."""
    from ivr.domain.hours import opening
    from ivr.domain.local_time import to_utc
    from ivr.domain.posts import posts_at

    at = to_utc(day, time(quarter // 4, quarter % 4 * 15), case.office.zone)
    if not opening(case.office, at).is_open:
        return
    told = [one for on in DAYS for one in duty_hours(case.office, case.board, on) if one.stretch.holds(at)]
    for unit in case.office.units:
        posts = posts_at(case.office, unit, at=at, board=case.board)
        holders = {post.holder for post in posts if post.place.line is not None}
        covering = {one for post in posts if post.is_covered for one in post.answering}
        assert {one.person_id for one in told if (one.unit, one.kind) == (unit, HourKind.DUTY)} == holders
        assert {one.person_id for one in told if (one.unit, one.kind) == (unit, HourKind.COVER)} == covering
