"""The form in a browser: it saves itself, and whatever goes wrong, what was typed is still there."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ivr.domain.form import Form
from ivr.store.credentials import credential_of
from ivr.store.sessions import end_sessions_of
from tests.calls.world import BUDI, World
from tests.web.form_sheet import calls_again, change, comes_by_link, stored
from tests.web.served import fills, morning
from tests.web.visitor import PASSWORD, Visitor, signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
SAVED = re.compile(r"^Tersimpan pukul 09\.\d\d$")


@pytest.fixture
def served(world: World) -> World:
    return morning(world)


@pytest.fixture
def andi(served: World, browser: "Browser") -> "Iterator[BrowserContext]":
    """Andi's browser."""
    context = opens(browser, signed_in(served, "andi"))
    yield context
    context.close()


def opens(browser: "Browser", visitor: Visitor, **more: object) -> "BrowserContext":
    """The browser of somebody who came in."""
    context = browser.new_context(base_url=visitor.world.url, **more)  # type: ignore[arg-type]
    context.add_cookies(visitor.cookies())  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    return context


def form_of(context: "BrowserContext", talk: int = 1) -> "Page":
    """The form's page, and a fault of its scripts would fail the test."""
    page = context.new_page()
    page.on("pageerror", lambda fault: pytest.fail(f"a script broke: {fault}"))
    page.goto(f"/forms/{talk}")
    return page


def says(page: "Page", words: "str | re.Pattern[str]") -> None:
    """The line that tells how saving stands."""
    from playwright.sync_api import expect

    expect(page.locator("#state")).to_have_text(words, timeout=15_000)


def drafts(page: "Page") -> int:
    """How many unsaved forms this browser keeps."""
    return int(page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('piket:form:')).length"))


def test_what_is_typed_is_saved_a_moment_later_without_a_button(served: World, andi: "BrowserContext") -> None:
    page = form_of(andi)

    page.locator("#f-name").press_sequentially("Bapak Budi")
    says(page, SAVED)

    assert stored(served).form == Form(name="Bapak Budi")
    assert drafts(page) == 0
    page.reload()
    assert page.input_value("#f-name") == "Bapak Budi"


def test_what_is_typed_before_the_script_has_arrived_is_saved_too(served: World, andi: "BrowserContext") -> None:
    page, late = andi.new_page(), list["Route"]()
    page.route("**/form.js*", lambda route: late.append(route))
    page.goto("/forms/1", wait_until="commit")
    page.locator("#f-name").fill("Bapak Budi")
    page.locator("#f-problem").fill("lupa kata sandi")

    (waiting,) = late
    waiting.continue_()

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

    def arrives_and_is_lost(route: object) -> None:
        route.fetch()  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    page.route("**/forms/1", arrives_and_is_lost, times=1)
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
    says(page, "Menyimpan…")
    held[0].fetch()  # it arrives, and its answer has not come yet
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


def test_two_tabs_lose_nothing_and_the_second_chooses(served: World, andi: "BrowserContext") -> None:
    first, second = form_of(andi), form_of(andi)
    first.fill("#f-problem", "Dari tab pertama")
    says(first, SAVED)

    second.fill("#f-remark", "Tuntas")
    says(second, SAVED)
    assert second.input_value("#f-problem") == "Dari tab pertama", "what others wrote appears"
    first.fill("#f-problem", "Dari tab pertama, <b>lagi</b>")
    says(first, SAVED)
    second.fill("#f-problem", "Dari tab kedua")
    says(second, "Belum semua tersimpan: pilih tulisan mana yang dipakai")

    box = second.locator("[data-field=problem] [data-conflict]")
    assert box.locator(".theirs").inner_text() == "Dari tab pertama, <b>lagi</b>"
    assert box.locator(".yours").inner_text() == "Dari tab kedua"
    assert stored(served).form.problem == "Dari tab pertama, <b>lagi</b>"
    box.get_by_text("Pakai tulisan saya").click()
    says(second, SAVED)
    assert stored(served).form == Form(problem="Dari tab kedua", remark="Tuntas")

    first.fill("#f-problem", "Sekali lagi")
    says(first, "Belum semua tersimpan: pilih tulisan mana yang dipakai")
    first.get_by_text("Pakai yang tersimpan").click()
    assert first.input_value("#f-problem") == "Dari tab kedua"
    assert stored(served).form.problem == "Dari tab kedua"
    assert drafts(first) == 0


@pytest.mark.parametrize("how", ["it ran out", "signed out in another tab"])
def test_a_session_that_ends_while_typing_is_taken_up_again(served: World, andi: "BrowserContext", how: str) -> None:
    page = form_of(andi)
    page.fill("#f-name", "Budi")
    says(page, SAVED)
    if how == "it ran out":
        _ends_sessions(served, "andi")
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


def _ends_sessions(world: World, name: str) -> None:
    with world.office.database.writing() as connection:
        found = credential_of(connection, f"{name}@kantor.example")
        assert found is not None
        end_sessions_of(connection, found.member.person.id, now=world.office.clock())


def test_another_person_who_signs_in_does_not_save_the_text_of_the_first(served: World, andi: "BrowserContext") -> None:
    page = form_of(andi)
    _ends_sessions(served, "andi")
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


def test_a_form_can_be_filled_by_the_keyboard_alone(served: World, andi: "BrowserContext") -> None:
    page = form_of(andi)
    page.focus("#f-name")
    for text in ("Ibu Rahma", "Universitas Contoh", "rahma@kampus.example"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # Pakai nomor penelepon
    page.focus("#f-topic")
    page.keyboard.type("Registrasi GRIPS")
    page.keyboard.press("Tab")
    page.keyboard.type("Perubahan pengguna")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # Tuntas
    page.keyboard.press("Control+s")
    says(page, SAVED)

    assert stored(served).form == Form(
        "Ibu Rahma", "Universitas Contoh", "rahma@kampus.example\n0813-0000-0001", "Registrasi GRIPS",
        "Perubahan pengguna", "Tuntas",
    )  # fmt: skip


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1366, 700)])
def test_the_field_that_has_the_focus_is_never_below_the_line_that_saves(
    served: World, andi: "BrowserContext", width: int, height: int
) -> None:
    page = form_of(andi)
    page.set_viewport_size({"width": width, "height": height})
    page.focus("#f-name")
    for _ in range(8):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => {
                const here = document.activeElement, line = document.querySelector(".save-line");
                const below = here.getBoundingClientRect().bottom - line.getBoundingClientRect().top;
                return !line.contains(here) && below > 1 ? here.outerHTML : null;
            }"""
        )
        assert covered is None


def test_ten_thousand_letters_are_saved_and_one_more_is_told(served: World, andi: "BrowserContext") -> None:
    page = form_of(andi)
    text = "Huruf é 字 " * 1_000
    page.fill("#f-remark", "Tuntas")
    says(page, SAVED)
    page.fill("#f-problem", text[:10_000] + "x")
    says(page, "Belum semua tersimpan: perbaiki yang ditandai")

    assert page.inner_text("#fault-problem") == "10.001 dari 10.000 huruf; ringkaslah, bagian ini belum tersimpan."
    with page.expect_response(lambda answer: answer.request.method == "PATCH" and answer.ok):
        page.fill("#f-name", "Budi")
    says(page, "Belum semua tersimpan: perbaiki yang ditandai")
    assert stored(served).form == Form(name="Budi", remark="Tuntas")
    page.fill("#f-problem", text[:10_000])
    says(page, SAVED)
    assert stored(served).form.problem == text[:10_000]


def test_of_a_confidential_question_this_browser_keeps_nothing(served: World, andi: "BrowserContext") -> None:
    page = form_of(andi)
    page.fill("#f-problem", "sangat rahasia")
    says(page, SAVED)
    assert not page.is_visible("#f-other_channel")

    page.check("[name=is_confidential]")
    assert page.is_visible("text=Jangan tulis isi pertanyaannya.")
    assert page.is_visible("text=Hapus isinya dari catatan?")
    says(page, "Belum semua tersimpan: perbaiki yang ditandai")
    page.select_option("#f-other_channel", "Aplikasi PLB")
    says(page, SAVED)
    page.route("**/forms/1", lambda route: route.abort())
    page.fill("#f-problem", "lebih rahasia")
    page.fill("#f-name", "Budi")
    says(page, "Belum tersimpan: sambungan terputus, akan dicoba lagi")
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "Budi" in kept
    assert "rahasia" not in kept

    page.unroute("**/forms/1")
    page.click("text=Hapus topik, permasalahan, dan keterangan")
    says(page, SAVED)
    assert stored(served).form == Form(name="Budi", is_confidential=True, other_channel="Aplikasi PLB")


def test_the_last_data_of_a_known_caller_fill_what_is_blank(served: World, andi: "BrowserContext") -> None:
    fills(served, 1, Form(name="Bapak Budi", institution="PT Contoh", contact=BUDI))
    calls_again(served)
    page = form_of(andi, 3)
    page.fill("#f-name", "Ibu Budi")

    page.click("text=Pakai data terakhir: Bapak Budi, PT Contoh")

    says(page, SAVED)
    assert stored(served, 3).form == Form("Ibu Budi", "PT Contoh", BUDI)


def test_institutions_are_suggested_while_typing(served: World, andi: "BrowserContext") -> None:
    fills(served, 1, Form(institution="PT Bank Contoh"))
    calls_again(served)
    page = form_of(andi, 3)

    page.locator("#f-institution").press_sequentially("pt b")

    page.wait_for_selector('#institutions option[value="PT Bank Contoh"]', state="attached")


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


def test_handing_over_with_a_double_click_is_done_once_and_says_so(served: World, andi: "BrowserContext") -> None:
    fills(served, 1, Form(contact="0813", problem="Pertanyaan untuk PTI"))
    page = form_of(andi)
    page.select_option("[name=to_unit]", "pti")

    page.get_by_role("button", name="Serahkan").dblclick()

    page.wait_for_selector("text=Diserahkan ke Pusat Teknologi Informasi.")
    assert page.locator("text=sudah diserahkan").count() == 0


def test_a_ready_remark_takes_the_place_of_another_and_never_of_what_was_typed(
    served: World, andi: "BrowserContext"
) -> None:
    page = form_of(andi)
    page.get_by_role("button", name="Tuntas").click()
    page.get_by_role("button", name="Diteruskan").click()
    says(page, SAVED)
    assert stored(served).form.remark == "Diteruskan"

    page.fill("#f-remark", "dijelaskan dua kali")
    page.get_by_role("button", name="Tuntas").click()
    page.get_by_role("button", name="Perlu tindak lanjut").click()
    says(page, SAVED)
    assert page.input_value("#f-remark") == "dijelaskan dua kali; Perlu tindak lanjut"


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


def test_a_text_that_waits_for_a_choice_is_not_left_behind_by_handing_over(
    served: World, andi: "BrowserContext"
) -> None:
    first, second = form_of(andi), form_of(andi)
    first.fill("#f-problem", "Dari tab pertama")
    first.fill("#f-contact", "0813")
    says(first, SAVED)
    second.fill("#f-problem", "Dari tab kedua")
    says(second, "Belum semua tersimpan: pilih tulisan mana yang dipakai")

    second.select_option("[name=to_unit]", "pti")
    second.click("text=Serahkan >> nth=-1")

    says(second, "Belum semua tersimpan: pilih tulisan mana yang dipakai")
    assert second.url.endswith("/forms/1")
    assert stored(served).form.problem == "Dari tab pertama"
    assert second.locator("text=Diserahkan ke").count() == 0


def test_who_came_by_a_link_is_told_to_ask_for_another_and_not_for_a_password(
    served: World, browser: "Browser"
) -> None:
    context = opens(browser, comes_by_link(served, 1))
    page = form_of(context)
    _ends_sessions(served, "andi")

    page.fill("#f-name", "Budi")

    says(
        page,
        "Sesi berakhir: buka lagi tautan di surat Anda dan mintalah tautan baru; tulisan Anda tetap di sini",
    )
    page.reload()
    assert page.is_visible("text=Datang dari tautan di surat? Buka sekali lagi tautan itu")
    context.close()


def test_the_closing_words_stand_by_while_the_talk_goes_on(served: World, andi: "BrowserContext") -> None:
    conversation = served.dials(BUDI)
    conversation.presses("1")
    telephone = served.network.telephone("+6281200000001")
    telephone.answers().presses("1").talks(5)

    page = form_of(andi, 3)
    assert page.is_visible("text=Apakah penjelasan kami sudah cukup?")
    telephone.hangs_up()
    conversation.ends()

    page.reload()
    assert page.is_hidden("text=Apakah penjelasan kami sudah cukup?")


def test_handing_over_waits_until_the_form_is_saved(served: World, andi: "BrowserContext") -> None:
    page = form_of(andi)
    page.fill("#f-contact", "0813")
    page.locator("#f-problem").press_sequentially("Pertanyaan untuk PTI")

    page.select_option("[name=to_unit]", "pti")
    page.click("text=Serahkan >> nth=-1")

    page.wait_for_selector("text=Diserahkan ke Pusat Teknologi Informasi.")


def test_by_the_mailed_link_the_form_saves_itself_too(served: World, browser: "Browser") -> None:
    context = opens(browser, comes_by_link(served, 1))
    page = form_of(context)

    page.fill("#f-name", "Budi")

    says(page, SAVED)
    assert page.locator("nav").count() == 0
    context.close()


@pytest.mark.parametrize("width", [390, 1366])
def test_the_pages_fit_and_read_well_for_everybody(served: World, andi: "BrowserContext", width: int) -> None:
    fills(served, 1, Form("Bapak Budi " * 15, "PT " + "x" * 190, "1\n2", "y" * 200, "z" * 2000, "w" * 200))
    signed_in(served, "ketut").sends("PATCH", "/forms/1", change(is_confidential=(False, True)))
    for path in ("/forms/1", "/handovers", "/calls/new", "/duty/sign-off", "/forms/1/refer/dat"):
        page = andi.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.evaluate(AXE)
        found = page.evaluate(
            "async () => (await axe.run(document)).violations.map((one) => [one.id, one.nodes[0].html])"
        )
        assert found == [], path
        page.close()
