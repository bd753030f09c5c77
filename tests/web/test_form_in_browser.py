"""The form in a browser: it saves itself, for everybody and at every width."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from ivr.domain.form import Form
from tests.calls.world import BUDI, World
from tests.web.axe import faults
from tests.web.form_in_browser import SAVED, drafts, form_of, opens, says
from tests.web.form_sheet import calls_again, change, comes_by_link, stored
from tests.web.served import fills, morning
from tests.web.visitor import signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def served(world: World) -> World:
    return morning(world)


@pytest.fixture
def andi(served: World, browser: "Browser") -> "Iterator[BrowserContext]":
    """Andi's browser."""
    context = opens(browser, signed_in(served, "andi"))
    yield context
    context.close()


def test_what_is_typed_is_saved_a_moment_later_without_a_button(served: World, andi: "BrowserContext") -> None:
    page = form_of(andi)

    page.locator("#f-name").press_sequentially("Bapak Budi")
    says(page, SAVED)

    assert stored(served).form == Form(name="Bapak Budi")
    assert drafts(page) == 0
    page.reload()
    assert page.input_value("#f-name") == "Bapak Budi"


def test_what_was_typed_since_is_not_said_to_be_saved(served: World, andi: "BrowserContext") -> None:
    page = form_of(andi)
    page.fill("#f-name", "Budi")
    says(page, SAVED)

    said = page.evaluate("""() => {
        const name = document.getElementById("f-name");
        name.value = "Budiman";
        name.dispatchEvent(new Event("input", { bubbles: true }));
        return document.getElementById("state").textContent;
    }""")

    assert said == "Menyimpan…"
    says(page, SAVED)
    assert stored(served).form == Form(name="Budiman")


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


@pytest.mark.slow
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


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1366])
def test_the_pages_fit_and_read_well_for_everybody(served: World, andi: "BrowserContext", width: int) -> None:
    fills(served, 1, Form("Bapak Budi " * 15, "PT " + "x" * 190, "1\n2", "y" * 200, "z" * 2000, "w" * 200))
    signed_in(served, "ketut").sends("PATCH", "/forms/1", change(is_confidential=(False, True)))
    for path in ("/forms/1", "/handovers", "/calls/new", "/duty/sign-off", "/forms/1/refer/dat"):
        page = andi.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path)
        assert faults(page) == [], path
        page.close()
