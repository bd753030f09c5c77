"""Piket saya in a real browser: a ring that nobody misses, seen, heard, told of, and silenced."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.calls.world import BUDI, World
from tests.web.duty_in_browser import TITLE, browser_of_andi, open_desk, rings, staff
from tests.web.served import noted

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("databases", ["sqlite"], indirect=True)]
RINGING = re.compile("^☎ MENELEPON 0813-0000-0001$")


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


def test_a_ring_is_seen_in_the_title_the_icon_and_aloud_and_ends(staffed: World, page: Page) -> None:
    calm_icon = page.locator('link[rel="icon"]').get_attribute("href")
    budi = staffed.dials()
    budi.presses("1")
    staffed.network.telephone("+628120000101").rings()

    expect(page).to_have_title(RINGING)
    expect(page).to_have_title(TITLE)
    expect(page).to_have_title(RINGING)
    expect(page.locator("#call .big.number")).to_have_text("0813-0000-0001")
    expect(page.locator("#incoming")).to_have_text("Telepon masuk dari 0813-0000-0001, Direktorat Pelaporan.")
    expect(page.locator('link[rel="icon"]')).to_have_attribute("href", re.compile("icon-ringing"))

    budi.hangs_up().ends()
    expect(page.locator("#call")).to_have_text(re.compile("Tidak ada panggilan"))
    expect(page).to_have_title(TITLE)
    expect(page.locator("#incoming")).to_have_text("")
    assert page.locator('link[rel="icon"]').get_attribute("href") in (calm_icon, staffed.url + str(calm_icon))


def test_sound_wants_a_press_once_rings_and_can_be_silenced(staffed: World, page: Page) -> None:
    sound = page.locator("#sound")
    expect(page.locator("#sound-warning")).to_have_text("Bunyi belum aktif")
    expect(sound).to_have_attribute("data-sound", "blocked")

    sound.click()
    expect(sound).to_have_attribute("data-sound", "ready")
    expect(sound).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#sound-warning")).to_be_hidden()

    rings(staffed)
    expect(sound).to_have_attribute("data-sound", "ringing")
    page.locator("#silence").click()
    expect(sound).to_have_attribute("data-sound", "ready")
    expect(page).to_have_title(RINGING)  # it still rings, silently

    page.reload()
    page.locator("h2").first.click()  # any gesture is enough now
    expect(page.locator("#sound")).to_have_attribute("data-sound", "ringing")

    staffed.network.telephone("+628120000101").answers()
    staffed.network.loop.pass_time(2)
    expect(page.locator(".state")).to_have_text("Tekan 1 di telepon untuk menerima")
    expect(page.locator("#sound")).to_have_attribute("data-sound", "ready")


@pytest.mark.parametrize("how", ["mouse", "keyboard"])
def test_the_button_turns_the_sound_on_also_after_a_reload_and_off_when_it_is_on(
    staffed: World, page: Page, how: str
) -> None:
    sound = page.locator("#sound")

    def presses() -> None:
        if how == "mouse":
            sound.click(delay=100)  # as long as a hand takes
        else:
            sound.focus()
            page.keyboard.press("Enter", delay=100)

    for _ in range(2):
        expect(sound).to_have_attribute("data-sound", "blocked")
        presses()
        expect(sound).to_have_text("Bunyi aktif")
        page.reload()

    expect(sound).to_have_attribute("data-sound", "blocked")
    presses()
    expect(sound).to_have_text("Bunyi aktif")
    presses()
    expect(sound).to_have_attribute("data-sound", "off")
    page.reload()
    expect(page.locator("#sound-warning")).to_have_text("Bunyi belum aktif")
    page.locator("h2").first.click()
    expect(sound).to_have_attribute("data-sound", "off")


def test_who_never_pressed_the_button_hears_the_ring_after_any_touch(staffed: World, page: Page) -> None:
    page.locator("h2").first.click()
    rings(staffed)

    expect(page.locator("#sound")).to_have_attribute("data-sound", "ringing")


def test_silenced_in_one_tab_it_is_silent_in_all(staffed: World, page: Page, context: BrowserContext) -> None:
    page.locator("#sound").click()
    other = context.new_page()
    other.goto(f"{staffed.url}/duty")
    other.locator("h2").first.click()
    rings(staffed)
    for tab in (page, other):
        expect(tab.locator("#sound")).to_have_attribute("data-sound", "ringing")

    page.locator("#silence").click()

    for tab in (page, other):
        expect(tab.locator("#sound")).to_have_attribute("data-sound", "ready")


def test_notifications_come_only_to_who_asked_for_them_and_name_no_number(
    staffed: World, context: BrowserContext
) -> None:
    # Headless browsers show no notifications: this one writes them down.
    context.add_init_script("""
        window.told = [];
        window.Notification = class {
            static permission = "default";
            static async requestPermission() { this.permission = "granted"; return "granted"; }
            constructor(title, { body }) { window.told.push(`${title}: ${body}`); }
        };
    """)
    page = context.new_page()
    page.goto(f"{staffed.url}/duty")
    budi = staffed.dials()
    budi.presses("1")
    staffed.network.telephone("+628120000101").rings()
    expect(page.locator(".state")).to_have_text("Menelepon")
    assert page.evaluate("window.told") == []
    budi.hangs_up().ends()
    expect(page.locator("#call")).to_have_text(re.compile("Tidak ada panggilan"))

    page.locator("#notify").click()
    expect(page.locator("#notify")).to_have_text("Pemberitahuan aktif")
    rings(staffed)

    expect(page.locator(".state")).to_have_text("Menelepon")
    assert page.evaluate("window.told") == ["Telepon masuk: Direktorat Pelaporan"]


def test_a_browser_without_workers_asks_all_the_same(staffed: World, context: BrowserContext) -> None:
    context.add_init_script("window.Worker = class { constructor() { throw new Error('refused'); } }")
    page = context.new_page()
    page.goto(f"{staffed.url}/duty")

    rings(staffed)

    expect(page.locator(".state")).to_have_text("Menelepon")


def test_the_journal_is_told_once_that_the_caller_was_seen(staffed: World, page: Page) -> None:
    with page.expect_response("**/duty/seen/1"):
        rings(staffed)
    staffed.network.telephone("+628120000101").answers().presses("1").is_talking_to(BUDI)
    expect(page.locator(".state")).to_have_text("Sedang berbicara")

    assert [line for line in noted(staffed) if line[1] == "call:1"] == [("opened", "call:1", "")]


def test_the_seconds_of_a_ring_count_on(staffed: World, page: Page) -> None:
    rings(staffed)
    counter = page.locator("#call [data-seconds]")
    first = counter.inner_text()
    expect(counter).not_to_have_text(first)
