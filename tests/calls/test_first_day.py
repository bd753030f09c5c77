"""A new officer's first hour in a real browser: from the invitation to the first form, and into the recap."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from playwright.sync_api import Browser, Page, expect

from ivr.domain.people import Role
from ivr.workflows.invite_person import invite_person
from recap.make_due import make_due_recaps
from recap.postman import Postman, open_mailer
from tests.calls.conftest import MakeWorld
from tests.calls.letters import text_of
from tests.calls.world import BUDI, World, wib
from tests.mail_server import MailServer, mail_server
from tests.recap.mail_room import NotAsked

ANDI = "+6281200000001"
pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A real mail server."""
    with mail_server() as found:
        yield found


@pytest.fixture
def world(make_world: MakeWorld, server: MailServer) -> World:
    """Andi is rostered for Pelaporan and was never here; Maya coordinates."""
    made = make_world(SMTP_URL=f"smtp://127.0.0.1:{server.port}")
    made.on_duty("andi", "pelaporan", ANDI)
    made.officer("maya", "", "+6281200000009", role=Role.COORDINATOR)
    return made


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """The telephone in Andi's hand; a script that breaks fails the test."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    opened, broken = context.new_page(), list[str]()
    opened.on("pageerror", lambda fault: broken.append(str(fault)))
    yield opened
    context.close()
    assert broken == []


def posts(world: World, server: MailServer) -> list[EmailMessage]:
    """The mails that the worker delivers now."""
    before = len(server.messages)
    Postman(world.office, open_mailer(world.office.settings.smtp_url)).round()
    return [message_from_bytes(one, EmailMessage, policy=default) for one in server.messages[before:]]


def test_from_the_invitation_to_the_first_form_and_into_the_recap(world: World, server: MailServer, page: Page) -> None:
    invite_person(world.office, "andi@kantor.example", by=None, now=world.office.clock())
    (invitation,) = posts(world, server)
    (link,) = re.findall(r"^(http\S+/links/\S+)$", text_of(invitation), re.M)

    page.goto(link)
    page.get_by_role("button", name="Buat kata sandi").click()
    page.get_by_label("Kata sandi baru").fill("kopi pagi di lantai dua")
    page.get_by_label("Sekali lagi").fill("kopi pagi di lantai dua")
    page.get_by_role("button", name="Simpan dan masuk").click()
    expect(page.get_by_text("Anda piket untuk Direktorat Pelaporan sampai pukul 17.00.")).to_be_visible()

    budi = world.dials()
    budi.presses("1")
    telephone = world.network.telephone(ANDI)
    telephone.rings()
    expect(page).to_have_title(re.compile("MENELEPON 0813-0000-0001"))
    greeting = "Selamat pagi, Call Center PPATK dengan Andi, ada yang bisa kami bantu?"
    expect(page.get_by_text(greeting)).to_be_visible()

    telephone.answers().presses("1").is_talking_to(BUDI)
    page.get_by_role("link", name="Isi formulir", exact=True).click()
    page.get_by_label("Nama penelepon").fill("Bapak Budi")
    page.get_by_label("Pihak Pelapor atau instansi").fill("PT Contoh Jaya")
    page.get_by_label("Topik").fill("Registrasi GRIPS")
    page.get_by_label("Pertanyaan atau masalah").fill("perubahan pengguna")
    page.get_by_role("button", name="Tuntas", exact=True).click()
    expect(page.locator("#state")).to_have_text(re.compile(r"^Tersimpan pukul 09\.\d\d$"))
    telephone.talks(60).hangs_up()
    budi.ends()

    page.goto(f"{world.url}/duty")
    page.get_by_role("button", name="Rekap saya sudah benar").click()
    expect(page.get_by_text(re.compile(r"Dinyatakan benar pukul 09\.\d\d"))).to_be_visible()

    world.jumps_to(wib("2026-11-23 17:31"))
    make_due_recaps(world.office, NotAsked(), now=world.office.clock())
    recap = next(mail for mail in posts(world, server) if mail["Subject"].startswith("Rekapitulasi"))
    text = " ".join(text_of(recap).split())
    assert "Bapak Budi" in text
    assert "perubahan pengguna" in text
    assert "Dinyatakan benar oleh petugas pada Senin, 23 November 2026 pukul 09." in text
