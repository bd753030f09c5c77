"""A call that was answered outside the system: written down by hand, and counted in the recap."""

import json
import re
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from ivr.domain.form import Form
from ivr.domain.people import Role
from ivr.simulator import VirtualClock
from ivr.store.desk_tables import sign_offs
from ivr.store.tables import attempts, calls
from ivr.workflows.load_board import load_board_at
from recap.compose import compose_daily, has_changed, render_daily
from tests.calls.world import MONDAY, World, wib
from tests.web.form_sheet import at_once, noted_of, stored
from tests.web.served import rows_of, text_of
from tests.web.visitor import Visitor, signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
VISIT: dict[str, Any] = {
    "on": "2026-11-23", "begins": "08:10", "ends": "08:25", "unit": "pelaporan", "came_by": "visit", "number": "",
    "name": "Ibu Rahma", "institution": "PT Contoh", "contact": "0812-3456-7890", "topic": "Registrasi GRIPS",
    "problem": "Perubahan pengguna", "remark": "Tuntas",
}  # fmt: skip


@pytest.fixture
def andi(world: World) -> Visitor:
    """On duty, at nine o'clock."""
    world.on_duty("andi", "pelaporan", "+6281200000001")
    world.officer("maya", "", "+6281200000009", role=Role.COORDINATOR)
    return signed_in(world, "andi")


def enters(visitor: Visitor, page: str | None = None, **other: Any) -> tuple[int, str]:
    """Fill in the page and send it; returns the status and the page that follows."""
    fields = VISIT | other | {"page": page if page is not None else page_id(visitor)}
    answer = visitor.posts("/calls/new", **fields)
    return answer.status_code, answer.text


def page_id(visitor: Visitor) -> str:
    """The hidden name of a fresh page."""
    found = re.search(r'name="page" value="([^"]+)"', visitor.gets("/calls/new").text)
    assert found is not None
    return found.group(1)


def entered(world: World) -> int:
    """How many calls are on record."""
    with world.office.database.reading() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(calls)).scalar_one())


def test_a_visit_is_a_finished_talk_with_its_form(world: World, andi: Visitor) -> None:
    status, page = enters(andi)

    assert status == 200
    assert "Tercatat dan masuk rekapitulasi hari itu." in page
    assert "Cara datang datang langsung (dicatat manual)" in text_of(page)
    talk = stored(world)
    assert talk.form == Form(
        "Ibu Rahma", "PT Contoh", "0812-3456-7890", "Registrasi GRIPS", "Perubahan pengguna", "Tuntas"
    )
    assert (talk.started_at, talk.ended_at, talk.number) == (wib("2026-11-23 08:10"), wib("2026-11-23 08:25"), None)
    assert noted_of(world, "form:1") == [("added", "dicatat manual"), ("opened", "")]


def test_the_export_tells_it_as_any_other_call(world: World, andi: Visitor) -> None:
    enters(andi, came_by="desk", number="\u202a0812 3456\u20117890\u202c")

    record = world.record()

    assert record["call_sid"].startswith("manual-")
    assert json.loads(json.dumps({**record, "call_sid": ""})) == {
        "call_sid": "", "hotline": "ppatk", "direction": "inbound", "from": "+6281234567890", "to": "+622150001000",
        "arrived_at": "2026-11-23T08:10:00+07:00", "unit": "pelaporan", "keys": "",
        "answered_at": "2026-11-23T08:10:00+07:00", "officer": "andi@kantor.example",
        "ended_at": "2026-11-23T08:25:00+07:00", "wait_seconds": 0, "talk_seconds": 900, "disposition": "answered",
        "ended_by": None,
        "attempts": [
            {"officer": "andi@kantor.example", "phone": "", "unit": "pelaporan",
             "started_at": "2026-11-23T08:10:00+07:00", "outcome": "accepted", "ring_seconds": 0},
        ],
        "talks": [
            {"officer": "andi@kantor.example", "unit": "pelaporan", "started_at": "2026-11-23T08:10:00+07:00",
             "ended_at": "2026-11-23T08:25:00+07:00"},
        ],
        "transfers": [],
        "form": {"name": "Ibu Rahma", "institution": "PT Contoh", "contact": "0812-3456-7890",
                 "topic": "Registrasi GRIPS", "problem": "Perubahan pengguna", "remark": "Tuntas"},
        "ticket": None,
    }  # fmt: skip


def test_a_page_that_is_sent_twice_makes_one_call(world: World, andi: Visitor) -> None:
    page = page_id(andi)
    at_once(world, [(andi, "/calls/new", VISIT | {"page": page})] * 4)
    assert entered(world) == 1

    first, second = enters(andi, page), enters(andi, page)

    assert (first[0], second[0]) == (200, 200)
    assert "Percakapan ini sudah tercatat." in second[1]
    assert entered(world) == 1


@ON_SQLITE
def test_its_record_tells_of_no_telephone_that_rang(world: World, andi: Visitor) -> None:
    enters(andi)

    steps = text_of(andi.gets("/calls/1").text).partition("Langkah demi langkah ")[2]

    assert steps == (
        "08.10.00 Penelepon datang 08.10.00 Bicara dengan Andi "
        "08.25.00 Percakapan dengan Andi selesai (15 menit) 08.25.00 Panggilan berakhir"
    )


@ON_SQLITE
def test_it_stands_on_the_officers_sheet_marked_as_entered_by_hand_and_makes_a_revision(
    world: World, andi: Visitor
) -> None:
    clock = world.network.clock
    assert isinstance(clock, VirtualClock)
    hotline = world.office.hotlines.first
    clock.advance_to(wib("2026-11-23 17:30"))
    before = compose_daily(world.office, hotline, MONDAY, now=world.office.clock(), twilio_count=0)
    clock.advance_to(wib("2026-11-24 08:00"))

    enters(signed_in(world, "andi"))

    after = compose_daily(world.office, hotline, MONDAY, now=world.office.clock(), twilio_count=0)
    assert has_changed(before.contents, after)
    text = render_daily(after, revision=2, previous=before.contents).text
    assert "Ibu Rahma" in text
    assert "(dicatat manual oleh Andi, datang langsung)" in text
    assert "08.10" in text


@ON_SQLITE
def test_it_rings_nobody_and_changes_no_ringing_order(world: World, andi: Visitor) -> None:
    hotline = world.office.hotlines.first
    with world.office.database.reading() as connection:
        before = load_board_at(connection, hotline, now=world.office.clock())

    enters(andi, begins="08:58", ends="09:00")

    with world.office.database.reading() as connection:
        assert load_board_at(connection, hotline, now=world.office.clock()) == before
        assert connection.execute(sa.select(attempts.c.id).where(attempts.c.freed_at.is_(None))).all() == []
    conversation = world.dials()
    conversation.presses("1")
    world.network.telephone("+6281200000001").answers().presses("1").talks(5).hangs_up()
    conversation.ends()
    assert [record["disposition"] for record in world.records()] == ["answered", "answered"]


@ON_SQLITE
def test_a_visit_that_came_to_mind_later_takes_the_word_for_the_sheet_back(world: World, andi: Visitor) -> None:
    andi.posts("/duty/sign-off")
    enters(andi)

    with world.office.database.reading() as connection:
        assert connection.execute(sa.select(sign_offs)).all() == []


@ON_SQLITE
@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"on": ""}, "Tulis tanggalnya, misalnya 23/11/2026."),
        ({"on": "31/02/2026"}, "Tulis tanggalnya, misalnya 23/11/2026."),
        ({"on": "0000-00-00"}, "Tulis tanggalnya, misalnya 23/11/2026."),
        ({"on": "0001-01-01"}, "Paling lama 31 hari yang lalu."),
        ({"on": "0001-01-01", "begins": "00:00"}, "Paling lama 31 hari yang lalu."),
        ({"on": "9999-12-31"}, "Waktunya belum tiba; tulis waktu yang sudah lewat."),
        ({"on": "2026-10-23", "begins": "08:00"}, "Paling lama 31 hari yang lalu."),
        ({"on": "2026-11-24"}, "Waktunya belum tiba; tulis waktu yang sudah lewat."),
        ({"begins": "09:30", "ends": "09:40"}, "Waktunya belum tiba; tulis waktu yang sudah lewat."),
        ({"begins": "08:50", "ends": "09:01"}, "Jam selesai belum tiba; catat sesudah percakapan selesai."),
        ({"begins": "08:30", "ends": "08:29"}, "Jam selesai tidak boleh sebelum jam mulai."),
        ({"on": "2026-11-22", "begins": "08:30", "ends": "08:29"}, "Jam selesai tidak boleh sebelum jam mulai."),
        ({"on": "2026-11-22", "begins": "22:55", "ends": "00:10"}, "Jam selesai tidak boleh sebelum jam mulai."),
        ({"begins": "pagi"}, "Tulis jam mulai, misalnya 09.05."),
        ({"ends": "25:00"}, "Tulis jam selesai, misalnya 09.15."),
        ({"unit": "pti"}, "Pilih salah satu unit Anda."),
        ({"came_by": "telepati"}, "Pilih bagaimana penelepon datang."),
        ({"number": "nomor saya"}, "Nomor tidak terbaca;"),
        ({"problem": "x" * 10_001}, "10.001 dari 10.000 huruf"),
        ({"is_confidential": "1"}, "Pilih kanal lain yang disampaikan kepada penelepon."),
    ],
)
def test_what_is_wrong_is_told_and_everything_typed_stays(
    world: World, andi: Visitor, wrong: dict[str, Any], fault: str
) -> None:
    status, page = enters(andi, **wrong)

    assert status == 422
    assert fault in page
    assert 'value="Ibu Rahma"' in page
    assert entered(world) == 0


@ON_SQLITE
def test_a_page_with_a_damaged_name_gets_another(world: World, andi: Visitor) -> None:
    page = page_id(andi)

    for name in ("", "x", "../../x", "'; --"):
        assert enters(andi, name)[0] == 422
    assert enters(andi, page.upper())[0] == 200
    assert enters(andi, page)[0] == 200
    assert entered(world) == 1


@ON_SQLITE
def test_the_clock_may_be_written_with_a_full_stop_and_the_day_as_people_write_it(world: World, andi: Visitor) -> None:
    assert enters(andi, on="23/11/2026", begins="08.10", ends="08.25")[0] == 200
    assert stored(world).started_at == wib("2026-11-23 08:10")
    assert stored(world).started_at.date() == date(2026, 11, 23)
    assert enters(andi, begins="8.10", ends="8:25")[0] == 200


@ON_SQLITE
def test_a_talk_may_end_past_midnight_and_stands_on_the_day_it_began(world: World, andi: Visitor) -> None:
    assert enters(andi, on="2026-11-22", begins="23:50", ends="00:15")[0] == 200

    talk = stored(world)
    assert (talk.started_at, talk.ended_at) == (wib("2026-11-22 23:50"), wib("2026-11-23 00:15"))
    assert "1 percakapan" in text_of(andi.gets("/duty/sign-off?on=2026-11-22").text)


def test_a_talk_within_one_minute_counts_with_as_many_seconds_as_the_clock_says(world: World, andi: Visitor) -> None:
    enters(andi, begins="08:10", ends="08:30")

    assert enters(andi, came_by="desk", begins="08:30", ends="08:30")[0] == 200

    talk = stored(world, 2)
    assert (talk.started_at, talk.ended_at) == (wib("2026-11-23 08:30"), wib("2026-11-23 08:30"))
    assert "Lama bicara 0 detik" in text_of(andi.gets("/forms/2").text)
    assert "Percakapan dengan Andi selesai (0 detik)" in text_of(andi.gets("/calls/2").text)
    assert [record["talk_seconds"] for record in world.records()] == [1200, 0]
    officer, *_ = [row for row in rows_of(andi.gets("/figures").text) if row.startswith("Andi")]
    assert officer == "Andi Direktorat Pelaporan 2 20 menit 0 2 dari 2 (100%)"
    hotline, now = world.office.hotlines.first, wib("2026-11-23 17:30")
    sheet = render_daily(compose_daily(world.office, hotline, MONDAY, now=now), revision=1, previous=None).text
    assert "Jam Diterima   : 08.30\n  Jam Selesai    : 08.30" in sheet
    assert "Andi: bicara 2, lama bicara 20 menit, formulir belum diisi 0" in sheet


@ON_SQLITE
def test_a_talk_of_today_does_not_end_tomorrow(world: World, andi: Visitor) -> None:
    status, page = enters(andi, begins="08:50", ends="00:05")

    assert (status, entered(world)) == (422, 0)
    assert "Jam selesai tidak boleh sebelum jam mulai." in page


@ON_SQLITE
def test_a_coordinator_may_write_down_for_every_unit(world: World, andi: Visitor) -> None:
    maya = signed_in(world, "maya")

    assert enters(maya, unit="humas")[0] == 200
    assert stored(world).unit == "humas"


@ON_SQLITE
def test_who_works_in_no_unit_has_nothing_to_write_down(world: World, andi: Visitor) -> None:
    world.officer("tamu", "", "+6281200000003")

    assert signed_in(world, "tamu").gets("/calls/new").status_code == 403
    assert signed_in(world, "tamu").posts("/calls/new", **VISIT).status_code == 403
