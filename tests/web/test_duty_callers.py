"""What "Piket saya" knows of a caller from earlier: for whom it is shown, how much, and that it was seen."""

import pytest

from ivr.domain.form import Form
from tests.calls.world import World
from tests.web.duty_desk import ON_SQLITE, call_now, desks, talks
from tests.web.served import JOKO, fills, noted, text_of
from tests.web.visitor import signed_in


@pytest.fixture
def staffed(world: World) -> World:
    return desks(world)


@ON_SQLITE
def test_calls_in_vain_earlier_today_are_counted(staffed: World) -> None:
    for _ in range(2):
        staffed.dials().waits(5).hangs_up().ends()
    staffed.dials(JOKO).waits(5).hangs_up().ends()

    staffed.dials().presses("1")
    staffed.network.telephone("+628120000101").rings()

    assert "Hari ini sudah menelepon 2 kali tanpa terlayani, terakhir pukul 09.00" in call_now(
        signed_in(staffed, "andi")
    )


# What is known of the caller -----------------------------------------------------------------------------------


def test_earlier_talks_are_shown_within_the_own_units_only(staffed: World) -> None:
    talks(staffed, "andi", "1")
    fills(
        staffed, 1, Form(name="Budi", institution="Bank Contoh", topic="GRIPS", problem="lupa sandi", remark="Tuntas")
    )
    talks(staffed, "sari", "2")
    fills(staffed, 2, Form(name="Bapak B", problem="jaringan putus"))

    staffed.dials().presses("1")
    staffed.network.telephone("+628120000101").rings()
    page = call_now(signed_in(staffed, "andi"))

    assert (
        "Percakapan sebelumnya Senin, 23 November 2026 pukul 09.00 , Andi, Direktorat Pelaporan "
        "Budi , Bank Contoh, GRIPS lupa sandi Tuntas" in page
    )
    assert "jaringan putus" not in page
    assert "Bapak B" not in page


def test_of_a_confidential_talk_a_colleague_reads_no_content_but_its_writer_does(staffed: World) -> None:
    staffed.officer("tono", "pelaporan", "+628120000104")
    secret = Form(name="Budi", problem="sangat rahasia", is_confidential=True, other_channel="Surat")
    talks(staffed, "andi", "1")
    fills(staffed, 1, secret)

    budi = staffed.dials()
    budi.presses("1")
    staffed.network.telephone("+628120000101").rings()
    assert "sangat rahasia" in call_now(signed_in(staffed, "andi"))
    budi.hangs_up().ends()

    staffed.rosters("tono", "pelaporan", task="pengganti", replaces="andi")
    staffed.dials().presses("1")
    staffed.network.telephone("+628120000104").rings()
    page = call_now(signed_in(staffed, "tono"))
    assert "Budi Rahasia: disampaikan melalui kanal lain (Surat)." in page
    assert "sangat rahasia" not in page


@ON_SQLITE
def test_at_most_five_earlier_talks_are_shown_and_the_rest_is_counted(staffed: World) -> None:
    for _ in range(7):
        talks(staffed, "andi", "1", seconds=5)

    staffed.dials().presses("1")
    staffed.network.telephone("+628120000101").rings()
    page = signed_in(staffed, "andi").gets("/duty/now").text

    assert page.count("Formulir belum diisi.") == 5
    told = "dan 2 lagi. Daftar yang dengan saya"
    assert told in text_of(page), "the talks of others in the unit are not in an officer's list"
    assert 'from=2025-11-23">Daftar yang dengan saya</a>' in page, "which shows today's only, if not asked for more"


@ON_SQLITE
def test_what_was_noted_is_text_and_never_markup(staffed: World) -> None:
    talks(staffed, "andi", "1")
    fills(staffed, 1, Form(name='<script>alert("x")</script>', institution='" onload="x', problem="<img src=x>"))

    staffed.dials().presses("1")
    staffed.network.telephone("+628120000101").rings()
    andi = signed_in(staffed, "andi")

    for path in ("/duty", "/duty/now"):
        page = andi.gets(path).text
        assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;" in page
        assert "<script>alert" not in page
        assert "<img" not in page


def test_that_a_caller_was_seen_is_in_the_journal_once(staffed: World) -> None:
    andi, sari = signed_in(staffed, "andi"), signed_in(staffed, "sari")
    staffed.dials().presses("1")
    staffed.network.telephone("+628120000101").rings()
    andi.gets("/duty/now")
    assert noted(staffed) == [], "a poll is no opening"

    assert [andi.posts("/duty/seen/1").status_code for _ in range(2)] == [204, 204]
    assert sari.posts("/duty/seen/1").status_code == 404, "it rings at somebody else's desk"
    assert andi.posts("/duty/seen/99").status_code == 404

    assert noted(staffed, but=("signed_in", "refused")) == [("opened", "call:1", "")]


def test_loading_the_page_with_callers_on_it_is_noted_and_an_empty_desk_is_not(staffed: World) -> None:
    andi = signed_in(staffed, "andi")
    andi.gets("/duty")
    assert noted(staffed) == []

    talks(staffed, "andi", "1")
    andi.gets("/duty")
    andi.gets("/duty")
    assert noted(staffed) == [("opened", "duty", "")]

    staffed.dials().presses("1")
    staffed.network.telephone("+628120000101").rings()
    andi.gets("/duty")
    andi.posts("/duty/seen/2")
    assert noted(staffed) == [("opened", "duty", ""), ("opened", "call:2", "")]
