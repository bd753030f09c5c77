"""The page in a real browser: calls from the first key to the complete record."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from demo.stage import Stage
from tests.demo.visitor import Visitor

Visit = Callable[..., Visitor]


def test_a_call_goes_its_whole_way_by_mouse(visit: Visit) -> None:
    visitor = visit()
    visitor.dials().hears("Selamat pagi. Anda terhubung dengan Call Center PPATK.").clicks_key("1")
    visitor.sees_line("waiting").accepts("andi.wirawan").sees_line("talking")
    expect(visitor.page.locator("#line-peer")).to_have_text("dengan Andi Wirawan")
    visitor.on_handset("andi.wirawan", "Tutup").hears("Terima kasih telah menghubungi").sees_line("ended")

    record = visitor.sees_record()
    assert record["Penelepon"] == "0813-5550-1111"
    assert record["Tombol"] == "1"
    assert record["Unit"] == "Direktorat Pelaporan"
    assert re.fullmatch(r"Andi Wirawan, 09\.\d\d\.\d\d", record["Diterima oleh"])
    assert record["Diterima oleh"][-8:] <= record["Selesai"] <= record["Panggilan berakhir"]  # in whole seconds
    assert (record["Hasil"], record["Diakhiri oleh"]) == ("terjawab", "petugas")
    assert re.fullmatch(r"Andi Wirawan: diterima, berdering \d+ detik", visitor.attempts()[0])
    expect(visitor.page.locator(".seal")).to_have_text("Catatan lengkap ✓")
    visitor.sees_timeline("Andi Wirawanberbicara dengan Bapak Joko")


@pytest.mark.slow
def test_a_call_goes_its_whole_way_by_keyboard_and_survives_a_reload(visit: Visit) -> None:
    visitor = visit()
    visitor.types("Enter").sees_line("hearing").types("2").sees_handset("dewi.anggraini", "ringing")
    visitor.page.reload()
    visitor.sees_handset("dewi.anggraini", "ringing").types("Enter").sees_handset("dewi.anggraini", "whispering")
    expect(visitor.page.locator("[data-handset='dewi.anggraini'] button:has-text('1 Terima')")).to_be_enabled()
    visitor.types("1").sees_line("talking").types("Escape").sees_handset("dewi.anggraini", "idle")
    visitor.hears("Jika masih memerlukan bagian lain").types("Escape").sees_line("ended")
    assert visitor.sees_record()["Hasil"] == "terjawab"


@pytest.mark.slow
def test_an_officer_declines_and_a_mailbox_answers_so_the_operator_does(visit: Visit) -> None:
    visitor = visit()
    visitor.sets_habit("sari.lestari", "voicemail").dials().clicks_key("1")
    visitor.sees_handset("andi.wirawan", "ringing").on_handset("andi.wirawan", "Tolak")
    visitor.sees_handset("sari.lestari", "whispering").accepts("wulan.kusuma").sees_line("talking").hangs_up()
    record = visitor.sees_record()
    assert record["Diterima oleh"].startswith("Wulan Kusuma")
    assert [attempt.partition(", ")[0] for attempt in visitor.attempts()] == [
        "Andi Wirawan: sibuk",
        "Sari Lestari: tidak dijawab",
        "Wulan Kusuma: diterima",
    ]


@pytest.mark.slow
def test_the_caller_leaves_while_a_telephone_rings(visit: Visit) -> None:
    visitor = visit()
    visitor.dials().clicks_key("3").sees_handset("nina.marlina", "ringing").hangs_up()
    visitor.sees_handset("nina.marlina", "idle")
    assert visitor.sees_record()["Hasil"] == "penelepon menutup lebih dahulu"


@pytest.mark.slow
def test_a_saturday_a_holiday_and_the_lunch_break_can_be_heard(visit: Visit) -> None:
    visitor = visit()
    visitor.moves_clock("saturday", "Sabtu, 28 November 2026").dials()
    visitor.hears("Saat ini kami berada di luar jam layanan. Kami buka kembali Senin pukul 07.00 WIB.")
    expect(visitor.page.locator("#handsets")).to_have_text("Di luar jam layanan: tidak ada petugas yang ditelepon.")
    visitor.hangs_up()
    assert visitor.sees_record()["Hasil"] == "di luar jam layanan"

    visitor.moves_clock("holiday", "24 Desember 2026").dials().hears("Hari ini kami tutup karena Cuti Bersama")
    visitor.hangs_up().moves_clock("break", "Senin, 23 November 2026")
    pti = visitor.page.locator("#watch [data-unit=pti]")
    expect(pti.locator(".rings")).to_have_text("Bayu Saputra, lalu Operator")
    expect(pti).to_contain_text("Istirahat Dewi Anggraini digantikan oleh Bayu Saputra.")
    expect(visitor.page.locator("#watch-shared")).to_contain_text("Sedang jam istirahat, pukul 12.00-13.00.")


@pytest.mark.slow
def test_doubled_and_repeated_requests_leave_a_true_record(visit: Visit, stage: Stage) -> None:
    visitor = visit()
    visitor.orders("double", "repeat", "at-once", "reorder").dials().clicks_key("1").accepts("andi.wirawan")
    visitor.hangs_up()
    assert visitor.sees_record()["Hasil"] == "terjawab"
    assert len(visitor.attempts()) == 1
    visitor.sees_timeline("pertanyaan diulang").sees_timeline("laporan dikirim dua kali")
    assert stage.network.unequal_answers == []


@pytest.mark.slow
def test_lost_reports_leave_a_true_record_if_need_be_by_asking_the_network(visit: Visit) -> None:
    visitor = visit()
    visitor.orders("drop").dials().clicks_key("1").accepts("andi.wirawan").hangs_up()
    assert visitor.sees_record()["Hasil"] == "terjawab"

    visitor.dials().hears("Selamat pagi").hangs_up()
    visitor.sees_record("unsettled")
    visitor.sees_timeline("laporan hilang di jalan").page.click("text=Tanyakan sekarang")
    assert visitor.sees_record()["Hasil"] == "penelepon menutup lebih dahulu"


@pytest.mark.slow
@pytest.mark.parametrize("stage", [3.0], indirect=True)
def test_several_callers_are_served_at_once_also_without_a_number(visit: Visit) -> None:
    visitor = visit()
    for caller, key in (("joko", "1"), ("bank", "1"), ("rahasia", "3")):
        visitor.dials(caller).clicks_key(key)
    for officer in ("andi.wirawan", "sari.lestari", "nina.marlina"):
        visitor.sees_handset(officer, "ringing")
    expect(visitor.page.locator("#ringing-badge")).to_have_text("3 berdering")
    visitor.on_handset("nina.marlina", "Angkat")
    expect(visitor.page.locator("[data-handset='nina.marlina'] .captions")).to_contain_text("nomor penelepon tidak")
    for caller in ("joko", "bank", "rahasia"):
        visitor.hangs_up(caller)
    visitor.page.click("[data-line=rahasia]")
    assert visitor.sees_record()["Penelepon"] == "nomor disembunyikan"


@pytest.mark.slow
def test_an_officers_line_that_dies_passes_the_call_on(visit: Visit) -> None:
    visitor = visit()
    visitor.dials().clicks_key("1").sees_handset("andi.wirawan", "ringing")
    visitor.on_handset("andi.wirawan", "Putuskan saluran").sees_handset("sari.lestari", "ringing").hangs_up()
    assert visitor.sees_record()["Hasil"] == "penelepon menutup lebih dahulu"
    assert len(visitor.attempts()) == 2


def test_a_number_that_is_not_installed_is_refused_in_words(visit: Visit) -> None:
    visitor = visit()
    visitor.types(*"02150001234", "Enter")
    expect(visitor.page.locator("#notice")).to_have_text(
        "Nomor itu belum terpasang di jaringan peragaan. Teleponlah (021) 5000-1000."
    )
    visitor.types(*"02150001000", "Enter").sees_line("hearing").types("Escape")
    expect(visitor.page.locator("#notice")).to_be_hidden()


@pytest.mark.slow
def test_a_narrow_screen_shows_one_part_at_a_time_and_never_scrolls_sideways(visit: Visit) -> None:
    visitor = visit(width=390, height=844)
    visitor.dials().clicks_key("1")
    expect(visitor.page.locator("#ringing-badge")).to_have_text("1 berdering")
    for tab in ("telephone", "officers", "records", "clock"):
        visitor.page.click(f"#tabs [data-tab={tab}]")
        for width in (360, 390):
            visitor.page.set_viewport_size({"width": width, "height": 844})
            assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width, tab
    visitor.page.click("#tabs [data-tab=officers]")
    visitor.on_handset("andi.wirawan", "Tolak")


def test_everything_that_can_be_used_has_a_name_and_the_page_is_indonesian(visit: Visit) -> None:
    page = visit().page
    assert page.get_attribute("html", "lang") == "id"
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, summary")].filter((node) => {
            const label = node.labels?.[0]?.textContent || node.getAttribute("aria-label") || node.textContent;
            return !label.trim();
        }).map((node) => node.outerHTML)"""
    )
    assert nameless == []
    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map((node) => node.id)")
    assert len(ids) == len(set(ids))


def test_a_visitor_who_wants_no_motion_gets_whole_sentences_at_once(visit: Visit) -> None:
    visitor = visit()
    visitor.page.emulate_media(reduced_motion="reduce")
    visitor.page.click("#dial")
    visitor.hears("Untuk mendengarkan pilihan ini kembali, tekan bintang.").sees_line("hearing").hangs_up()


def test_the_field_for_another_hour_goes_with_the_clock_and_keeps_what_is_typed(visit: Visit) -> None:
    visitor = visit().moves_clock("saturday", "Sabtu, 28 November 2026")
    field = visitor.page.locator("#own-at")
    expect(field).to_have_value(re.compile("2026-11-28T10:"))
    field.fill("2027-01-04T10:30")
    visitor.page.click("#line-number")
    for _ in range(2):  # the page asks for the state, which says where the clock stands
        with visitor.page.expect_response("**/demo/state*"):
            pass
    expect(field).to_have_value("2027-01-04T10:30")
    visitor.page.click("text=Pindah")
    expect(visitor.page.locator("#clock-date")).to_have_text("Senin, 4 Januari 2027")
