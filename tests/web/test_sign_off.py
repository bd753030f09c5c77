""" "Rekap saya sudah benar": an officer's own word for the sheet of a day."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from ivr.domain.form import Form
from ivr.simulator import VirtualClock
from ivr.store.desk_tables import sign_offs
from tests.calls.world import World, wib
from tests.web.form_sheet import calls_again, change, noted_of
from tests.web.served import fills, morning, text_of
from tests.web.visitor import signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def served(world: World) -> World:
    return morning(world)


def signed(world: World) -> int:
    """How many sheets are signed off."""
    with world.office.database.reading() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(sign_offs)).scalar_one())


def test_a_filled_sheet_is_signed_off_once(served: World) -> None:
    fills(served, 1, Form(name="Budi"))
    andi = signed_in(served, "andi")
    assert "1 percakapan, semua formulir terisi. Rekap saya sudah benar" in text_of(andi.gets("/duty/sign-off").text)

    after = [andi.posts("/duty/sign-off", on="2026-11-23") for _ in range(2)]

    assert "Dinyatakan benar pukul 09.03" in text_of(after[0].text)
    assert "Dinyatakan benar pukul 09.03" in text_of(after[1].text)
    assert signed(served) == 1
    assert noted_of(served, "sheet:2026-11-23") == [("changed", "rekap dinyatakan benar")]


def test_blank_forms_want_it_said_once_more(served: World) -> None:
    andi = signed_in(served, "andi")

    asked = andi.posts("/duty/sign-off")
    assert asked.status_code == 409
    assert "1 formulir masih kosong : Isi formulir 09.00" in text_of(asked.text)
    assert 'href="/forms/1"' in asked.text
    assert signed(served) == 0

    assert "Dinyatakan benar pukul" in andi.posts("/duty/sign-off", is_blank_meant="1").text
    assert signed(served) == 1


@ON_SQLITE
def test_who_talked_to_nobody_says_nihil(served: World) -> None:
    ketut = signed_in(served, "ketut")

    assert "Tidak ada percakapan: nihil." in text_of(ketut.gets("/duty/sign-off").text)
    assert "Dinyatakan benar" in ketut.posts("/duty/sign-off").text


@ON_SQLITE
def test_a_later_change_takes_the_word_back_and_says_so(served: World) -> None:
    fills(served, 1, Form(name="Budi"))
    andi = signed_in(served, "andi")
    andi.posts("/duty/sign-off")

    answer = andi.sends("PATCH", "/forms/1", change(remark=("", "Tuntas")))

    assert answer.json()["notice"].startswith("Pernyataan rekap sudah benar untuk hari itu dicabut")
    assert signed(served) == 0
    andi.posts("/duty/sign-off")
    typed: dict[str, Any] = {"name": "Ibu Budi", "base-name": "Budi"}
    page = andi.posts("/forms/1", **typed)
    assert "Pernyataan rekap sudah benar untuk hari itu dicabut" in page.text


@ON_SQLITE
def test_a_coordinators_change_takes_the_officers_word_back(served: World) -> None:
    fills(served, 1, Form(name="Budi"))
    signed_in(served, "andi").posts("/duty/sign-off")

    signed_in(served, "maya").sends("PATCH", "/forms/1", change(remark=("", "Tuntas")))

    assert signed(served) == 0


@ON_SQLITE
def test_a_talk_after_the_word_wants_another(served: World) -> None:
    fills(served, 1, Form(name="Budi"))
    andi = signed_in(served, "andi")
    andi.posts("/duty/sign-off")
    clock = served.network.clock
    assert isinstance(clock, VirtualClock)
    clock.advance_to(clock.now() + timedelta(minutes=1))
    calls_again(served)
    fills(served, 3, Form(name="Budi"))

    assert "Sesudah dinyatakan benar ada percakapan lagi." in text_of(andi.gets("/duty/sign-off").text)
    assert "Dinyatakan benar pukul 09.0" in andi.posts("/duty/sign-off").text
    assert signed(served) == 1


@ON_SQLITE
def test_the_service_day_before_can_be_signed_off_and_no_earlier_or_later_one(served: World) -> None:
    fills(served, 1, Form(name="Budi"))
    clock = served.network.clock
    assert isinstance(clock, VirtualClock)
    clock.advance_to(wib("2026-11-24 08:00"))
    andi = signed_in(served, "andi")

    for day in ("2026-11-22", "2026-11-25", "2020-01-01"):
        refused = "Hanya rekap hari ini atau hari layanan sebelumnya yang dapat dinyatakan benar."
        assert refused in andi.posts("/duty/sign-off", on=day).text
        shown = andi.gets("/duty/sign-off", params={"on": day}).text
        assert refused in shown
        assert "Rekap saya sudah benar" not in shown
    assert signed(served) == 0
    assert "Dinyatakan benar pukul 08.00" in andi.posts("/duty/sign-off", on="2026-11-23").text
    assert "Tidak ada percakapan: nihil." in text_of(andi.gets("/duty/sign-off").text)


@ON_SQLITE
def test_the_duty_page_leads_to_the_sheet_of_yesterday_and_on_monday_to_fridays(served: World) -> None:
    assert isinstance(served.network.clock, VirtualClock)
    on_monday = signed_in(served, "andi").gets("/duty").text
    assert '<a href="/duty/sign-off?on=2026-11-20">Rekap Jumat, 20 November 2026</a>' in on_monday
    served.network.clock.advance_to(wib("2026-11-24 08:00"))
    on_tuesday = signed_in(served, "andi").gets("/duty").text
    assert '<a href="/duty/sign-off?on=2026-11-23">Rekap kemarin</a>' in on_tuesday


@ON_SQLITE
def test_on_monday_the_sheet_of_friday_can_be_signed_off(served: World) -> None:
    andi = signed_in(served, "andi")

    signed_now = andi.posts("/duty/sign-off", on="2026-11-20").text

    assert "Rekap Anda Jumat, 20 November 2026 dinyatakan benar." in signed_now
    assert signed(served) == 1


@ON_SQLITE
def test_an_earlier_day_is_named_as_people_write_it(served: World) -> None:
    page = text_of(signed_in(served, "andi").gets("/duty/sign-off", params={"on": "2026-11-20"}).text)

    assert "Rekap saya, Jumat, 20 November 2026" in page
