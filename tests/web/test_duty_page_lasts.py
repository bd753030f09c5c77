"""Piket saya in a real browser, left open all day: without a server, without a session, and under somebody's hands."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from ivr.domain.form import Form
from tests.calls.world import BUDI, World
from tests.web.axe import faults
from tests.web.duty_in_browser import TITLE, browser_of_andi, open_desk, rings, staff
from tests.web.form_in_browser import ends_sessions
from tests.web.served import fills
from tests.web.visitor import signed_in

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("databases", ["sqlite"], indirect=True)]


@pytest.fixture
def staffed(world: World) -> World:
    return staff(world)


@pytest.fixture
def context(staffed: World, browser: Browser) -> Iterator[BrowserContext]:
    with browser_of_andi(staffed, browser) as made:
        yield made


@pytest.fixture
def page(staffed: World, context: BrowserContext) -> Iterator[Page]:
    with open_desk(staffed, context) as opened:
        yield opened


def test_the_page_survives_a_server_that_is_away(staffed: World, page: Page) -> None:
    rings(staffed)
    expect(page.locator(".state")).to_have_text("Menelepon")

    def abort(route: Route) -> None:
        route.abort()

    page.route("**/duty/now", abort)
    expect(page.locator("#lost")).to_have_text("Sambungan terputus, mencoba lagi. Yang tampak adalah keadaan terakhir.")
    expect(page.locator(".state")).to_have_text("Menelepon")
    expect(page.locator("#announcement")).to_have_count(0)

    page.unroute("**/duty/now", abort)
    staffed.network.telephone("+628120000101").answers().presses("1").is_talking_to(BUDI)
    expect(page.locator("#lost")).to_be_hidden()
    expect(page.locator(".state")).to_have_text("Sedang berbicara")


def test_a_session_that_ended_is_unmistakable_and_nothing_rings_on(staffed: World, page: Page) -> None:
    page.locator("#sound").click()
    rings(staffed)
    expect(page.locator("#sound")).to_have_attribute("data-sound", "ringing")

    ends_sessions(staffed, "andi")

    expect(page.locator("#lost")).to_have_text(
        "Sesi Anda sudah berakhir: panggilan masuk tidak tampak lagi di halaman ini. Masuk kembali"
    )
    expect(page).to_have_title(f"⚠ Sesi berakhir - {TITLE}")
    expect(page.locator("#sound")).to_have_attribute("data-sound", "ready")
    page.get_by_role("link", name="Masuk kembali").click()
    expect(page.get_by_role("heading", name="Masuk")).to_be_visible()


def test_a_page_whose_session_ended_promises_no_ring(staffed: World, page: Page) -> None:
    ends_sessions(staffed, "andi")

    expect(page.locator("#lost")).to_be_visible()
    expect(page.get_by_text("Halaman ini menyala begitu telepon Anda berdering.")).to_be_hidden()


def test_without_news_for_long_a_ring_is_not_rung_on(staffed: World, context: BrowserContext) -> None:
    page = context.new_page()
    page.clock.install()
    page.goto(f"{staffed.url}/duty")
    rings(staffed)
    page.clock.run_for(5_000)
    expect(page.locator(".state")).to_have_text("Menelepon")

    page.route("**/duty/now", lambda route: route.abort())
    page.clock.run_for(5_000)
    expect(page.locator("#lost")).to_be_visible()
    page.clock.run_for(20_000)

    expect(page).to_have_title(f"⚠ Sambungan terputus - {TITLE}")


def test_a_colleague_who_signs_in_at_the_same_browser_gets_a_page_of_their_own(
    staffed: World, page: Page, context: BrowserContext
) -> None:
    staffed.on_duty("sari", "pti", "+628120000102")
    context.add_cookies(signed_in(staffed, "sari").cookies())  # type: ignore[arg-type]

    staffed.dials("+6281300000002").presses("2")
    staffed.network.telephone("+628120000102").rings()

    expect(page.locator("header .who")).to_contain_text("Sari")
    expect(page.locator("#call")).to_contain_text("dengan Sari")


def test_a_question_of_another_unit_shows_up_by_itself(staffed: World, context: BrowserContext) -> None:
    budi, telephone = staffed.dials(), staffed.network.telephone("+628120000103")
    budi.presses("0")
    telephone.answers().presses("1").talks(30).hangs_up()
    budi.ends()
    fills(staffed, 1, Form(contact="0813-0000-0001", problem="lupa sandi"))
    page = context.new_page()
    page.goto(f"{staffed.url}/duty")
    expect(page.locator("#questions")).to_have_count(0)

    signed_in(staffed, "opi").posts("/forms/1/handovers", to_unit="pelaporan", note="")
    page.evaluate("htmx.trigger(document.getElementById('post'), 'look')")  # as it does every half minute

    expect(page.get_by_role("link", name="1 pertanyaan dari unit lain belum ditangani")).to_be_visible()


def test_while_nothing_changes_nothing_is_swapped(staffed: World, page: Page) -> None:
    rings(staffed)
    expect(page.locator(".state")).to_have_text("Menelepon")
    page.evaluate("""() => {
        window.kept = document.querySelector(".script");
        getSelection().selectAllChildren(window.kept);
    }""")

    for _ in range(2):
        with page.expect_response(lambda answer: answer.url.endswith("/duty/now")) as asked:
            pass
        assert asked.value.status == 304

    assert page.evaluate("window.kept.isConnected && getSelection().toString().includes('Selamat pagi')")


def test_what_is_typed_stays_when_the_telephone_rings(staffed: World, page: Page) -> None:
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("platihan", delay=20)
    expect(page.locator("#answers summary")).to_have_count(1)
    expect(page.locator("#answers summary")).to_have_text("Bagaimana mengikuti pelatihan bagi Pihak Pelapor?")

    rings(staffed)
    expect(page.locator(".state")).to_have_text("Menelepon")

    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_have_value("platihan")


def test_a_pause_is_taken_and_ended_by_keyboard_after_being_warned(staffed: World, page: Page) -> None:
    asked: list[str] = []

    def accept(dialog: object) -> None:
        asked.append(dialog.message)  # type: ignore[attr-defined]
        dialog.accept()  # type: ignore[attr-defined]

    page.on("dialog", accept)
    page.locator("#pause-5").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#ready")).to_be_focused()
    expect(page.locator("#post")).to_contain_text("Anda jeda sejak pukul 09.00 sampai pukul 09.05.")
    expect(page.locator("#call")).to_have_text("Anda sedang jeda: telepon Anda tidak berdering.")
    assert asked == [
        "Anda satu-satunya petugas Direktorat Pelaporan yang dapat ditelepon sekarang: selama Anda jeda, penelepon "
        "dialihkan ke Operator. Tetap jeda?"
    ]

    page.keyboard.press("Enter")
    expect(page.locator("#pause-5")).to_be_focused()
    expect(page.locator("#call")).to_have_text(re.compile("Tidak ada panggilan"))
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (lambda route: route.abort(), "Sambungan terputus: belum berhasil. Coba sekali lagi."),
        (
            lambda route: route.fulfill(status=502, content_type="text/html", body="<h1>Bad gateway</h1>"),
            "Belum berhasil: sistem sedang sibuk. Coba sekali lagi.",
        ),
    ],
    ids=["no line", "a proxy's page"],
)
def test_a_pause_that_did_not_arrive_says_so(
    staffed: World, page: Page, gone: Callable[[Route], None], said: str
) -> None:
    staffed.on_duty("sari", "pelaporan", "+628120000102")
    page.reload()
    page.route("**/duty/pause", gone)

    page.locator("#pause-15").click()

    expect(page.locator("#announcement")).to_have_text(said)
    expect(page.locator("#pause-15")).to_be_visible()


def test_a_filled_form_leaves_the_desk_by_itself(staffed: World, page: Page) -> None:
    budi, telephone = staffed.dials(), staffed.network.telephone("+628120000101")
    budi.presses("1")
    telephone.answers().presses("1").talks(30).hangs_up()
    budi.ends()
    expect(page.locator("#call h2")).to_have_text("Percakapan selesai pukul 09.00")
    expect(page.locator("#talks")).to_contain_text("1 formulir belum diisi")

    fills(staffed, 1, Form(name="Budi", problem="lupa sandi"))

    expect(page.locator("#call")).to_have_text(re.compile("Tidak ada panggilan"))
    expect(page.locator("#talks .badge")).to_have_text("terisi")


@pytest.mark.parametrize("width", [390, 1366])
def test_every_state_can_be_read_by_everybody_at_every_width(staffed: World, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    budi, telephone = staffed.dials(), staffed.network.telephone("+628120000101")

    assert faults(page) == []
    budi.presses("1")
    telephone.rings()
    expect(page.locator(".state")).to_have_text("Menelepon")
    assert faults(page) == []
    telephone.answers().presses("1").is_talking_to(BUDI)
    expect(page.locator(".state")).to_have_text("Sedang berbicara")
    assert faults(page) == []
    telephone.talks(30).hangs_up()
    budi.ends()
    expect(page.locator("#call h2")).to_have_text("Percakapan selesai pukul 09.00")
    assert faults(page) == []
