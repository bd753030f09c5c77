"""The page "siapa menjawab?": the sentences of the command, for any moment; numbers only for who keeps the roster."""

from datetime import time
from typing import TYPE_CHECKING

import pytest

from ivr.domain.people import Role
from ivr.workflows.explain_who import explain_who
from ivr.workflows.reason_labels import reasons_in_words
from tests.calls.world import MONDAY, World
from tests.roster.rosters import office, rosters_all
from tests.web.axe import faults
from tests.web.served import text_of
from tests.web.visitor import Visitor, signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def andi(world: World) -> Visitor:
    """Andi, an officer of Pelaporan, on a Monday with a whole roster."""
    rosters_all(office(world), MONDAY)
    return signed_in(world, "andi")


def asks(visitor: Visitor, query: str = "", status: int = 200) -> str:
    """The page's text."""
    answer = visitor.gets(f"/who{query}")
    assert answer.status_code == status, answer.text
    return text_of(answer.text)


def test_now_for_ones_own_unit(world: World, andi: Visitor) -> None:
    page = asks(andi)

    assert "Direktorat Pelaporan, Senin, 23 November 2026 pukul 09.00 WIB Buka" in page
    assert (
        "Telepon berdering menurut urutan ini, sampai ada yang menjawab: "
        "Andi Direktorat Pelaporan Dewi Direktorat Pelaporan Opi Operator "
        "Bila tidak seorang pun menjawab, penelepon diminta menelepon kembali, dan panggilannya tercatat."
    ) in page
    assert (
        "Mengapa Senin, 23 November 2026 pukul 09.00 WIB: layanan buka sampai pukul 17.00. "
        "Andi piket hari Senin. Dewi piket hari Senin. "
        "Urutan 1: Andi, belum pernah menerima panggilan. Urutan 2: Dewi, belum pernah menerima panggilan. "
        "Bila tidak ada yang menjawab, dialihkan ke Operator. "
        "Operator Opi siaga sebagai operator selama jam layanan. Urutan 1: Opi, belum pernah menerima panggilan. "
        "Bila tidak ada yang menjawab, tidak ada unit cadangan."
    ) in page
    assert "0812" not in page


@ON_SQLITE
def test_in_the_break_the_cover_answers_and_the_page_says_what_the_command_says(world: World, andi: Visitor) -> None:
    page = asks(andi, "?unit=humas&on=2026-11-23&at=12.30")
    hotline = world.office.hotlines.first
    from ivr.domain.local_time import to_utc

    explained = explain_who(world.office, hotline, "humas", at=to_utc(MONDAY, time(12, 30), hotline.zone))

    assert "Buka, jam istirahat" in page
    assert " ".join(reasons_in_words(explained.unit)) in page
    assert "sampai ada yang menjawab: Rina Direktorat Kerjasama dan Humas Opi Operator" in page


@ON_SQLITE
@pytest.mark.parametrize(
    ("query", "state", "why"),
    [
        ("?on=2026-11-23&at=18:00", "Tutup", "di luar jam layanan. Layanan buka kembali Selasa, 24 November 2026"),
        ("?on=2026-11-22", "Tutup", "hari ini tidak ada layanan."),
        ("?on=25/12/2026", "Libur", "libur, Hari Raya Natal (SKB Tiga Menteri Nomor 1497, 2, dan 5 Tahun 2025)."),
        ("?on=2026-12-24", "Libur", "libur, Cuti Bersama Hari Raya Natal (SKB Tiga Menteri Nomor 1497, 2, dan 5"),
    ],
)
def test_a_closed_moment_says_why_and_until_when(andi: Visitor, query: str, state: str, why: str) -> None:
    page = asks(andi, query)

    assert f"WIB {state} Tidak ada telepon yang berdering. Penelepon mendengar bahwa layanan tutup" in page
    assert why in page


@ON_SQLITE
def test_another_day_without_an_hour_is_its_opening(andi: Visitor) -> None:
    assert "Direktorat Pelaporan, Selasa, 24 November 2026 pukul 07.00 WIB Buka" in asks(andi, "?on=2026-11-24")
    assert "Tidak ada petugas piket di Direktorat Pelaporan." in asks(andi, "?on=2026-11-24")


@ON_SQLITE
def test_a_day_and_an_hour_stay_in_the_form_however_they_were_written(andi: Visitor) -> None:
    page = andi.gets("/who?on=25/12/2026&at=9.05").text
    assert '<input type="date" name="on" value="2026-12-25"' in page
    assert '<input type="time" name="at" value="09:05"' in page


@ON_SQLITE
@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("?on=2026-11-31", "Tanggal 2026-11-31 tidak ada; bulan itu berakhir 30 November 2026."),
        ("?on=31/11/2026", "Tanggal 31/11/2026 tidak ada; bulan itu berakhir 30 November 2026."),
        ("?on=31+November", "'31 November' bukan tanggal; tulis 2026-11-23 atau 23/11/2026."),
        ("?on=9999-01-01", "Tahun 9999 tidak masuk akal; periksa tahunnya."),
        ("?on=0001-01-01", "Tahun 1 tidak masuk akal; periksa tahunnya."),
        ("?at=25:00", "Jam 25:00 tidak ada; tulis 00:00 sampai 23:59."),
        ("?at=sore", "'sore' bukan jam; tulis 07:00 atau 07.00."),
        ("?unit=pelapor", "Unit 'pelapor' tidak dikenal; maksud Anda 'pelaporan'?"),
        ("?unit=%27&on=%F0%9F%98%80", "bukan tanggal; tulis 2026-11-23 atau 23/11/2026."),
    ],
)
def test_bad_input_is_told_in_words_and_what_was_typed_stays(andi: Visitor, query: str, fault: str) -> None:
    page = asks(andi, f"{query}&at=08:15" if "at=" not in query else query, status=400)

    assert fault in page
    assert "Mengapa" not in page
    if "at=" not in query:
        assert 'value="08:15"' in andi.gets(f"/who{query}&at=08:15").text


@ON_SQLITE
@pytest.mark.parametrize("on", ["2000-01-01", "2100-12-31"])
def test_the_years_at_the_edge_are_answered(andi: Visitor, on: str) -> None:
    assert "Mengapa" in asks(andi, f"?on={on}&at=00:00")
    assert "Mengapa" in asks(andi, f"?on={on}&at=23:59")


@ON_SQLITE
def test_numbers_only_for_who_keeps_the_roster_of_the_unit(world: World, andi: Visitor) -> None:
    andi_number, opi_number = "0812-0000-0011", "0812-0000-0030"
    maya, ketut = asks(signed_in(world, "maya"), "?unit=pelaporan"), asks(signed_in(world, "ketut"), "?unit=pelaporan")

    assert f"Andi {andi_number}" in maya
    assert opi_number in maya
    assert f"Andi {andi_number}" in ketut
    assert opi_number not in ketut
    assert "0812" not in asks(signed_in(world, "ketut"), "?unit=humas")
    assert "0812" not in asks(andi, "?unit=pelaporan")


@ON_SQLITE
def test_the_cells_of_the_roster_lead_here(world: World, andi: Visitor) -> None:
    week = andi.gets("/roster").text
    assert 'href="/who?unit=pti&amp;on=2026-11-24"' in week
    cell = signed_in(world, "ketut").gets("/roster/cell?on=2026-11-24&unit=pelaporan").text
    assert 'href="/who?unit=pelaporan&amp;on=2026-11-24"' in cell


@ON_SQLITE
def test_another_hotline_is_not_there_and_nobody_unknown_comes_in(world: World, andi: Visitor) -> None:
    assert andi.gets("/who?hotline=cabang").status_code == 404
    assert "/sign-in" in Visitor(world).gets("/who").url
    assert '<a href="/who"' in andi.gets("/account").text


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1366])
@ON_SQLITE
def test_the_pages_are_fit_for_everybody_and_fit_the_screen(world: World, browser: "Browser", width: int) -> None:
    rosters_all(office(world), MONDAY)
    world.officer("wayan", "pti|humas", "+6281200000070", role=Role.LEADER)
    wayan = signed_in(world, "wayan")
    context = browser.new_context(base_url=world.url, viewport={"width": width, "height": 800})
    context.add_cookies(wayan.cookies())  # type: ignore[arg-type]
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    def looks_right(name: str) -> None:
        assert faults(page) == [], name
        assert page.locator("h1").count() == 1, name

    for path in ("/who", "/who?unit=humas&on=2026-11-24", "/who?on=2026-11-22", "/account"):
        page.goto(path)
        looks_right(path)
    page.get_by_role("button", name="Buat tautan: Piket Pusat Teknologi Informasi").click()
    assert page.locator("input.secret").input_value().startswith(f"{world.url}/calendar/")
    looks_right("a new link")
    assert complaints == []
    page.goto("/who?on=2026-11-31")
    looks_right("a fault")
    context.close()
