"""The form in a browser when things go wrong: the line drops, the session ends, the page is left; nothing is lost."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from ivr.domain.form import Form
from tests.calls.world import World
from tests.web.form_in_browser import SAVED, drafts, ends_sessions, form_of, opens, says, waits_for
from tests.web.form_sheet import comes_by_link, stored
from tests.web.served import morning
from tests.web.visitor import PASSWORD, signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Route

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("databases", ["sqlite"], indirect=True)]


@pytest.fixture
def served(world: World) -> World:
    return morning(world)


@pytest.fixture
def andi(served: World, browser: "Browser") -> "Iterator[BrowserContext]":
    """Andi's browser."""
    context = opens(browser, signed_in(served, "andi"))
    yield context
    context.close()


def test_what_is_typed_before_the_script_has_arrived_is_saved_too(served: World, andi: "BrowserContext") -> None:
    page, late = andi.new_page(), list["Route"]()
    page.route("**/form.js*", lambda route: late.append(route))
    page.goto("/forms/1", wait_until="commit")
    page.locator("#f-name").fill("Bapak Budi")
    page.locator("#f-problem").fill("lupa kata sandi")

    waits_for(page, late).continue_()

    says(page, SAVED)
    assert stored(served).form == Form(name="Bapak Budi", problem="lupa kata sandi")


def test_while_the_server_is_away_nothing_is_lost_and_it_is_tried_again(served: World, andi: "BrowserContext") -> None:
    page = form_of(andi)
    page.route("**/forms/1", lambda route: route.abort())

    page.fill("#f-problem", "Lupa sandi")
    says(page, "Belum tersimpan: sambungan terputus, akan dicoba lagi")
    assert drafts(page) == 1
    page.fill("#f-problem", "Lupa sandi GRIPS")
    page.unroute("**/forms/1")
    page.evaluate("window.dispatchEvent(new Event('online'))")

    says(page, SAVED)
    assert stored(served).form == Form(problem="Lupa sandi GRIPS")
    assert drafts(page) == 0


def test_a_telephone_of_some_years_ago_saves_too(served: World, andi: "BrowserContext") -> None:
    andi.add_init_script("delete AbortSignal.timeout")  # Safari has it since 16, Chromium since 103
    page = form_of(andi)

    page.fill("#f-problem", "Lupa sandi")
    says(page, SAVED)
    page.fill("#handovers textarea", "Tolong segera")
    page.fill("#f-contact", "0812-3456-7890")
    says(page, SAVED)
    page.select_option("#handovers select", "pti")
    page.click("#handovers button")

    page.get_by_text("Diserahkan ke Pusat Teknologi Informasi. Petugasnya sudah dikabari.").wait_for()
    assert stored(served).form == Form(problem="Lupa sandi", contact="0812-3456-7890")


def test_what_could_not_be_saved_is_back_after_a_reload(served: World, andi: "BrowserContext") -> None:
    page = form_of(andi)
    page.route("**/forms/1", lambda route: route.abort() if route.request.method == "PATCH" else route.continue_())
    page.fill("#f-name", "Budi")
    page.fill("#f-problem", "Baris satu\nBaris dua")
    says(page, "Belum tersimpan: sambungan terputus, akan dicoba lagi")

    page.reload()
    assert page.is_visible("#restored")
    assert page.input_value("#f-problem") == "Baris satu\nBaris dua"
    page.unroute("**/forms/1")
    page.evaluate("window.dispatchEvent(new Event('online'))")

    says(page, SAVED)
    assert stored(served).form == Form(name="Budi", problem="Baris satu\nBaris dua")


def test_an_answer_that_got_lost_is_no_conflict_with_oneself(served: World, andi: "BrowserContext") -> None:
    page = form_of(andi)

    page.route("**/forms/1", _arrives_and_is_lost, times=1)
    page.fill("#f-name", "Budi")
    says(page, SAVED)

    assert (stored(served).form, stored(served).edition) == (Form(name="Budi"), 1)


def _arrives_and_is_lost(route: "Route") -> None:
    route.fetch()
    route.abort()


def test_who_types_on_after_an_answer_got_lost_meets_no_conflict_with_oneself(
    served: World, andi: "BrowserContext"
) -> None:
    page = form_of(andi)
    page.route("**/forms/1", _arrives_and_is_lost)
    page.fill("#f-name", "Bud")
    page.fill("#f-remark", "Tun")
    page.focus("#f-problem")
    says(page, "Belum tersimpan: sambungan terputus, akan dicoba lagi")
    assert stored(served).form == Form(name="Bud", remark="Tun")

    page.unroute("**/forms/1")
    page.fill("#f-name", "Budi")
    page.fill("#f-remark", "")

    says(page, SAVED)
    assert stored(served).form == Form(name="Budi")
    assert drafts(page) == 0


def test_what_was_typed_after_a_lost_answer_comes_back_without_a_conflict(
    served: World, andi: "BrowserContext"
) -> None:
    page = form_of(andi)
    page.route("**/forms/1", _arrives_and_is_lost)
    page.fill("#f-name", "Bud")
    says(page, "Belum tersimpan: sambungan terputus, akan dicoba lagi")
    kept = page.evaluate("JSON.stringify(localStorage)").replace("Bud", "Budi", 1)  # typed on, and then it crashed
    page.close()

    page = andi.new_page()
    page.goto("/account")
    page.evaluate("(kept) => Object.entries(JSON.parse(kept)).forEach((one) => localStorage.setItem(...one))", kept)
    page.goto("/forms/1")

    says(page, SAVED)
    assert stored(served).form == Form(name="Budi")
    assert drafts(page) == 0


def test_a_page_that_is_left_while_it_saves_loses_nothing(served: World, andi: "BrowserContext") -> None:
    page, held = form_of(andi), list["Route"]()
    page.route("**/forms/1", lambda route: held.append(route), times=1)
    page.fill("#f-name", "Bud")
    waits_for(page, held).fetch()  # it arrives, and its answer has not come yet
    page.fill("#f-name", "Budi")

    page.goto("/account")
    page.wait_for_function("async () => (await (await fetch('/forms/1/state')).json()).form.name === 'Budi'")

    page.goto("/forms/1")
    says(page, re.compile("^Tersimpan"))
    assert stored(served).form == Form(name="Budi")
    assert drafts(page) == 0


def test_drafts_that_nobody_came_back_to_go_after_a_week(served: World, andi: "BrowserContext") -> None:
    page = form_of(andi)
    eight_days = 8 * 24 * 3600 * 1000
    page.evaluate(
        """(age) => {
            const fields = { name: { base: "", value: "Ibu Lama", sent: [] } };
            localStorage.setItem("piket:form:7:3", JSON.stringify({ at: Date.now() - age, fields }));
            localStorage.setItem("piket:form:8:3", JSON.stringify({ at: Date.now(), fields }));
        }""",
        eight_days,
    )

    page.reload()
    page.wait_for_function("!localStorage.getItem('piket:form:7:3')")

    assert page.evaluate("localStorage.getItem('piket:form:8:3')") is not None


@pytest.mark.parametrize("how", ["it ran out", "signed out in another tab"])
def test_a_session_that_ends_while_typing_is_taken_up_again(served: World, andi: "BrowserContext", how: str) -> None:
    page = form_of(andi)
    page.fill("#f-name", "Budi")
    says(page, SAVED)
    if how == "it ran out":
        ends_sessions(served, "andi")
    else:
        leaving = form_of(andi)
        leaving.get_by_role("button", name="Keluar").click()
        leaving.wait_for_url("**/sign-in*")

    page.fill("#f-problem", "Ditulis sesudah sesi berakhir")
    says(page, "Sesi berakhir: masuk kembali; tulisan Anda tetap di sini")
    with andi.expect_page() as opened:
        page.get_by_role("link", name="masuk kembali").click()
    other = opened.value
    other.fill("[name=email]", "andi@kantor.example")
    other.fill("[name=password]", PASSWORD)
    other.get_by_role("button", name="Masuk").click()
    other.wait_for_url("**/forms/1")
    page.evaluate("window.dispatchEvent(new Event('focus'))")

    says(page, SAVED)
    assert stored(served).form == Form(name="Budi", problem="Ditulis sesudah sesi berakhir")


def test_another_person_who_signs_in_does_not_save_the_text_of_the_first(served: World, andi: "BrowserContext") -> None:
    page = form_of(andi)
    ends_sessions(served, "andi")
    andi.clear_cookies()
    andi.add_cookies(signed_in(served, "ketut").cookies())  # type: ignore[arg-type]

    page.fill("#f-problem", "Tulisan Andi")

    says(page, "Yang masuk sekarang bukan Andi: masuk kembali; tulisan Anda tetap di sini")
    assert stored(served).form == Form()


def test_a_page_that_is_left_at_once_is_saved_all_the_same(served: World, andi: "BrowserContext") -> None:
    page = form_of(andi)
    page.locator("#f-name").press_sequentially("Bud")
    page.goto("/account")

    page.wait_for_function("async () => (await (await fetch('/forms/1/state')).json()).form.name === 'Bud'")
    page.goto("/forms/1")
    says(page, re.compile("^Tersimpan"))
    assert stored(served).form == Form(name="Bud")


@pytest.mark.parametrize(
    "gone",
    [lambda route: route.abort(), lambda route: route.fulfill(status=503, body="sibuk")],
    ids=["no line", "busy"],
)
def test_a_visit_written_down_while_the_line_is_dead_stays_on_the_page(
    served: World, andi: "BrowserContext", gone: "Callable[[Route], None]"
) -> None:
    page = andi.new_page()
    page.goto("/calls/new")
    for field, text in (("begins", "08:00"), ("ends", "08:10"), ("name", "Ibu Rahma"), ("problem", "Registrasi")):
        page.fill(f"#f-{field}", text)
    page.select_option("#f-came_by", "visit")
    page.route("**/calls/new", gone)

    page.get_by_role("button", name="Simpan").click()

    page.wait_for_selector(
        "text=Belum tersimpan: sambungan terputus atau sistem sedang sibuk. Yang Anda ketik masih ada di sini"
    )
    assert page.input_value("#f-problem") == "Registrasi"
    page.unroute("**/calls/new")
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_selector("text=Tercatat dan masuk rekapitulasi hari itu.")


def test_who_came_by_a_link_is_told_to_ask_for_another_and_not_for_a_password(
    served: World, browser: "Browser"
) -> None:
    context = opens(browser, comes_by_link(served, 1))
    page = form_of(context)
    ends_sessions(served, "andi")

    page.fill("#f-name", "Budi")

    says(
        page,
        "Sesi berakhir: buka lagi tautan di surat Anda dan mintalah tautan baru; tulisan Anda tetap di sini",
    )
    page.reload()
    assert page.is_visible("text=Datang dari tautan di surat? Buka sekali lagi tautan itu")
    context.close()


def test_coming_back_shows_what_is_stored_and_not_what_stood_there_before(
    served: World, andi: "BrowserContext"
) -> None:
    page = form_of(andi)
    page.check("[name=is_confidential]")
    page.select_option("#f-other_channel", "Aplikasi PLB")
    says(page, SAVED)
    page.goto("/account")
    elsewhere = form_of(andi)
    elsewhere.select_option("#f-other_channel", "Surat kepada Kepala PPATK")
    elsewhere.uncheck("[name=is_confidential]")
    says(elsewhere, SAVED)

    page.go_back()
    page.wait_for_function("document.querySelector('#state').textContent.startsWith('Tersimpan')")

    assert not page.is_checked("[name=is_confidential]")
    assert page.input_value("#f-other_channel") == "Surat kepada Kepala PPATK"
    assert not stored(served).form.is_confidential
