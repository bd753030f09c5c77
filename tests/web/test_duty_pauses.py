"""Pauses of an officer: every kind, seen until it is ended, and the last one who can be rung is warned."""

import pytest

from ivr.domain.pause import PauseReason
from ivr.workflows.take_pause import take_pause
from tests.calls.world import World, wib
from tests.web.duty_desk import ON_SQLITE, desks, part
from tests.web.served import text_of
from tests.web.visitor import signed_in


@pytest.fixture
def staffed(world: World) -> World:
    return desks(world)


@ON_SQLITE
def test_a_pause_that_somebody_else_put_on_is_news(staffed: World) -> None:
    andi = signed_in(staffed, "andi")
    tag = andi.gets("/duty/now").headers["ETag"]

    andi.posts("/duty/pause", pause="5")

    assert andi.gets("/duty/now", headers={"If-None-Match": tag}).status_code == 200


def test_a_pause_is_seen_until_it_is_ended_and_nobody_rings_meanwhile(staffed: World) -> None:
    andi = signed_in(staffed, "andi")
    page = andi.posts("/duty/pause", pause="15").text
    assert "Jeda 15 menit: telepon Anda tidak berdering." in page
    assert "Anda jeda sejak pukul 09.00 sampai pukul 09.15. Telepon Anda tidak berdering. Siap lagi" in part(
        page, "post"
    )

    budi = staffed.dials()
    budi.presses("1").is_ringing_at("+628120000103").hangs_up().ends()

    page = andi.posts("/duty/ready").text
    assert "Anda siap lagi: telepon Anda dapat berdering." in page
    assert "Siap lagi" not in part(page, "post")
    staffed.dials().presses("1").is_ringing_at("+628120000101")


@ON_SQLITE
@pytest.mark.parametrize(
    ("pause", "says"),
    [
        ("5", "Anda jeda sejak pukul 09.00 sampai pukul 09.05. Telepon Anda tidak berdering."),
        (
            "open",
            "Anda jeda sejak pukul 09.00 sampai Anda siap lagi, paling lambat pukul 17.00. Telepon Anda tidak "
            "berdering.",
        ),
        ("notes", "Merapikan catatan sampai pukul 09.02. Telepon Anda tidak berdering."),
    ],
)
def test_every_kind_of_pause(staffed: World, pause: str, says: str) -> None:
    assert says in part(signed_in(staffed, "andi").posts("/duty/pause", pause=pause).text, "post")


@ON_SQLITE
def test_a_pause_that_came_of_unanswered_calls_says_so(staffed: World) -> None:
    now = staffed.office.clock()
    take_pause(staffed.office, person_id=1, reason=PauseReason.UNANSWERED, minutes=15, now=now)

    assert (
        "Anda dijeda sampai pukul 09.15, karena beberapa panggilan berturut-turut tidak Anda jawab. Telepon Anda tidak "
        "berdering. Bila sudah di tempat, tekan Siap lagi. Siap lagi"
    ) in part(signed_in(staffed, "andi").gets("/duty").text, "post")


@ON_SQLITE
def test_an_unknown_pause_is_refused(staffed: World) -> None:
    andi = signed_in(staffed, "andi")
    assert andi.posts("/duty/pause", pause="600").status_code == 400
    assert "Siap lagi" not in andi.gets("/duty").text


@ON_SQLITE
@pytest.mark.parametrize("pause", ["5", "15", "open", "notes"])
def test_a_page_from_before_closing_pauses_nobody_into_the_next_duty(staffed: World, pause: str) -> None:
    staffed.jumps_to(wib("2026-11-23 17:00"))
    andi = signed_in(staffed, "andi")

    page = text_of(andi.posts("/duty/pause", pause=pause).text)

    assert "Tidak dijeda: hari ini Anda tidak bertugas lagi." in page
    assert "Anda jeda" not in page
    assert "Merapikan catatan" not in page


@ON_SQLITE
def test_the_last_one_who_can_be_rung_is_told_so_before_the_pause(staffed: World) -> None:
    andi = signed_in(staffed, "andi")
    alone = (
        "Anda satu-satunya petugas Direktorat Pelaporan yang dapat ditelepon sekarang: selama Anda jeda, penelepon "
        "dialihkan ke Operator."
    )
    assert alone in part(andi.gets("/duty").text, "post")

    signed_in(staffed, "opi").posts("/duty/pause", pause="open")
    assert "selama Anda jeda, penelepon tidak terlayani." in part(andi.gets("/duty").text, "post")

    staffed.on_duty("tono", "pelaporan", "+628120000104")
    assert "satu-satunya" not in andi.gets("/duty").text
