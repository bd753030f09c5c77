"""The pages of people at work, for the pictures: an officer whose telephone rings, the form, the roster."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from demo.stage import Stage
from tests.demo.visitor import Visitor

DESK, HAND = {"width": 1366, "height": 900}, {"width": 390, "height": 844}
OFFICER, COORDINATOR = "dewi.anggraini", "maya.puspita"

Keep = Callable[[str, Page], None]


def picture_officer(browser: Browser, stage: Stage, keep: Keep) -> None:
    """The form after a first call, and the duty page while the same caller rings again."""
    caller = _demonstration(browser, stage)
    desk = _desk(browser, stage, OFFICER, DESK)
    hand = _desk(browser, stage, OFFICER, HAND)
    _rings(caller).accepts(OFFICER).on_handset(OFFICER, "Tutup").hangs_up().sees_line("ended")
    _fill(desk, stage)
    keep("form-1366", desk)
    desk.goto(f"{stage.url}/duty")
    _rings(caller)
    for name, page in (("duty-1366", desk), ("duty-390", hand)):
        expect(page.locator("#call .state")).to_have_text("Menelepon")
        page.evaluate("window.scrollTo(0, 0)")
        keep(name, page)
        page.context.close()
    caller.page.context.close()


def picture_coordinator(browser: Browser, stage: Stage, keep: Keep) -> None:
    """The roster of the week, and the people of the office."""
    for name, path in (("roster-1366", "/roster"), ("figures-1366", "/figures")):
        page = _desk(browser, stage, COORDINATOR, DESK)
        page.goto(stage.url + path)
        keep(name, page)
        page.context.close()


def _demonstration(browser: Browser, stage: Stage) -> Visitor:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(stage.url)
    page.wait_for_selector("#handsets > *", state="attached")
    return Visitor(page)


def _desk(browser: Browser, stage: Stage, key: str, size: dict[str, int]) -> Page:
    page = browser.new_page(viewport=size, color_scheme="light", locale="id-ID")  # type: ignore[arg-type]
    page.goto(f"{stage.url}/demo/desk/{key}")
    return page


def _rings(caller: Visitor) -> Visitor:
    return caller.dials().hears("tekan").clicks_key("2").sees_handset(OFFICER, "ringing")


def _fill(desk: Page, stage: Stage) -> None:
    desk.goto(f"{stage.url}/forms/1")
    for label, words in (
        ("Nama penelepon", "Bapak Joko"),
        ("Pihak Pelapor atau instansi", "PT Valas Nusantara Contoh"),
        ("Kontak yang bisa dihubungi", "0813-5550-1111"),
        ("Topik", "Teknis aplikasi pelaporan"),
        ("Pertanyaan atau masalah", "Laporan tidak dapat dikirim: aplikasi menampilkan kode 503 sejak pagi."),
    ):
        desk.get_by_label(label).fill(words)
    desk.get_by_role("button", name="Tuntas", exact=True).click()
    expect(desk.locator("#state")).to_contain_text("Tersimpan pukul")
    desk.evaluate("window.scrollTo(0, 0)")
