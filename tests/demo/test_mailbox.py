"""The demonstration's mailbox: the day is closed with a button, and the recap lies there with its attachments."""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
import requests

from config.settings import read_settings
from demo.mailbox_page import with_mailbox
from demo.stage import Stage
from tests.demo.api import Api

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TITLE = "Rekapitulasi Telepon Harian Call Center PPATK - Senin, 23 November 2026"


@pytest.fixture
def api(stage: Stage) -> Iterator[Api]:
    """Its API."""
    with requests.Session() as session:
        yield Api(stage, session)


def test_the_mailbox_is_empty_until_the_day_is_closed(api: Api) -> None:
    assert "Belum ada surat" in api.get("/mailbox/").text
    api.calls()

    assert api.post("/mailbox/close-day").status_code == 204

    assert api.get("/mailbox/").text.count(TITLE) == 1
    mail = api.get("/mailbox/newest")
    assert TITLE in mail.text
    assert "maya.puspita@contoh.example" in mail.text
    assert "rekap-2026-11-23.xlsx" in mail.text


def test_closing_twice_mails_once_and_a_call_in_between_a_revision(api: Api, stage: Stage) -> None:
    api.post("/mailbox/close-day")
    api.post("/mailbox/close-day")
    assert api.get("/mailbox/").text.count(TITLE) == 1
    stage.move_clock(stage.clock.now().replace(hour=3))
    api.calls()
    api.post("/lines/joko/hang-up")
    api.settled()
    assert api.post("/mailbox/close-day").status_code == 204
    assert f"{TITLE} - revisi 2" in api.get("/mailbox/newest").text


def test_attachments_are_downloaded_and_the_html_is_kept_in_a_sandbox(api: Api) -> None:
    api.post("/mailbox/close-day")
    place = api.get("/mailbox/newest").url.removeprefix(api.url)
    shown = api.get(f"{place}/html")
    assert shown.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    names = {}
    for number in range(2):
        answer = api.get(f"{place}/{number}")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        names[answer.headers["Content-Disposition"].rpartition("=")[2]] = answer.content
    assert openpyxl.load_workbook(BytesIO(names["rekap-2026-11-23.xlsx"])).sheetnames[0] == "Ringkasan"
    assert names["rekap-2026-11-23.pdf"].startswith(b"%PDF-")
    assert api.get(f"{place}/9").status_code == 404
    assert api.get("/mailbox/..%2F..%2Fpiket.db").status_code == 404


def test_a_day_without_service_cannot_be_closed(api: Api) -> None:
    api.post("/clock", {"at": "2026-11-21T10:00"})
    answer = api.post("/mailbox/close-day")
    assert (answer.status_code, "bukan hari layanan" in answer.json()["sorry"]) == (409, True)


def test_another_page_cannot_press_the_button(api: Api) -> None:
    assert api.post("/mailbox/close-day", Origin="https://jahat.example").status_code == 403
    assert requests.post(f"{api.url}/mailbox/close-day", data="x=1", timeout=30).status_code == 403


def test_no_mail_of_the_demonstration_leaves_the_machine() -> None:
    real = read_settings({"SMTP_URL": "smtps://u:p@surat.kantor.example", "SECRET_KEY": "s" * 40})
    assert with_mailbox(real).smtp_url.startswith("file://")


def test_a_visitor_closes_the_day_and_sees_the_recap(stage: Stage, browser: "Browser") -> None:
    from playwright.sync_api import expect

    page = browser.new_page()
    page.goto(stage.url)
    page.click("text=Kotak surat")
    page.click("#close-day")
    page.wait_for_url("**/mailbox/*.eml")
    expect(page.frame_locator("iframe").locator("body")).to_contain_text("Senin, 23 November 2026")
    page.close()


def test_on_a_telephone_no_part_of_the_recap_is_cut_off(stage: Stage, browser: "Browser") -> None:
    from playwright.sync_api import expect

    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{stage.url}/demo/mailbox/")
    page.click("#close-day")
    page.wait_for_url("**/mailbox/*.eml")
    expect(page.frame_locator("iframe").locator("body")).to_contain_text("Senin, 23 November 2026")
    for width in (360, 390):
        page.set_viewport_size({"width": width, "height": 844})
        for frame in page.frames:
            assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (width, frame.url)
    page.close()
