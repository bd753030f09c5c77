"""An officer with only a telephone: the form comes by mail, is filled behind its link, and stands in the recap."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from io import BytesIO

import openpyxl
import pytest

from ivr.domain.people import Role
from ivr.simulator import Telephone
from ivr.workflows.mail_form_links import mail_form_links
from recap.make_due import make_due_recaps
from recap.postman import Postman, open_mailer
from recap.remind import remind_before_recap
from tests.calls.conftest import MakeWorld
from tests.calls.letters import text_of
from tests.calls.world import World, wib
from tests.mail_server import MailServer, mail_server
from tests.recap.mail_room import NotAsked
from tests.web.form_sheet import stored
from tests.web.visitor import Visitor, signed_in

ANDI, SARI = "+6281200000001", "+6281200000002"


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A real mail server."""
    with mail_server() as found:
        yield found


@pytest.fixture
def world(make_world: MakeWorld, server: MailServer) -> World:
    """Andi is on duty for Pelaporan and has never signed in; Maya coordinates."""
    made = make_world(SMTP_URL=f"smtp://127.0.0.1:{server.port}")
    made.on_duty("andi", "pelaporan", ANDI)
    made.officer("maya", "", "+6281200000009", role=Role.COORDINATOR)
    return made


def speaks(world: World, *, key: str = "1", phone: str = ANDI, seconds: int = 95) -> None:
    """Budi calls, and an officer answers."""
    telephone: Telephone = world.network.telephone(phone)
    budi = world.dials()
    budi.presses(key)
    telephone.answers().presses("1").talks(seconds).hangs_up()
    budi.ends()


def ticks(world: World, server: MailServer) -> list[EmailMessage]:
    """A minute of the worker: the mails that reached the mail server in it."""
    before, now = len(server.messages), world.office.clock()
    mail_form_links(world.office, now=now)
    remind_before_recap(world.office, now=now)
    make_due_recaps(world.office, NotAsked(), now=now)
    Postman(world.office, open_mailer(world.office.settings.smtp_url)).round()
    return [message_from_bytes(one, EmailMessage, policy=default) for one in server.messages[before:]]


def links_in(letter: EmailMessage, world: World) -> list[str]:
    """The paths of the links in a mail."""
    found = re.findall(r"^(http\S+/links/\S+)$", text_of(letter), re.M)
    return [url.removeprefix(world.url) for url in found]


def test_from_the_telephone_to_the_recap_without_ever_signing_in(world: World, server: MailServer) -> None:
    speaks(world)
    assert ticks(world, server) == [], "the talk has only just ended"
    world.jumps_to(wib("2026-11-23 09:05"))
    (letter,) = ticks(world, server)
    assert letter["To"] == "Andi <andi@kantor.example>"
    assert letter["Subject"] == "Formulir telepon 09.00 - Direktorat Pelaporan"
    (link,) = links_in(letter, world)

    phone = Visitor(world)
    assert "Buka formulir" in phone.gets(link).text
    opened = phone.posts(link)
    assert opened.url == f"{world.url}/forms/1"
    saved = phone.posts("/forms/1", name="Ibu Rahma", problem="Lupa sandi GRIPS", remark="Tuntas")
    assert "Tersimpan pukul 09.05." in saved.text
    assert stored(world).form.name == "Ibu Rahma"
    assert stored(world).writer == "Andi"

    world.jumps_to(wib("2026-11-23 17:30"))
    (recap,) = ticks(world, server)
    assert recap["Subject"] == "Rekapitulasi Telepon Harian Call Center PPATK - Senin, 23 November 2026"
    assert "Formulir terisi : 1 dari 1 pembicaraan (100%)" in text_of(recap)
    assert "Nama Penelepon : Ibu Rahma,\n" in text_of(recap)
    assert "Permasalahan   : Lupa sandi GRIPS\n" in text_of(recap)
    (workbook,) = [part for part in recap.iter_attachments() if str(part.get_filename()).endswith(".xlsx")]
    data = workbook.get_payload(decode=True)
    assert isinstance(data, bytes)
    sheet = openpyxl.load_workbook(BytesIO(data))["Andi"]
    assert "Lupa sandi GRIPS" in [cell.value for row in sheet.iter_rows() for cell in row]


def test_the_link_works_once_and_for_this_form_alone(world: World, server: MailServer) -> None:
    speaks(world)
    speaks(world)
    world.jumps_to(wib("2026-11-23 09:10"))
    first, second = (links_in(letter, world)[0] for letter in ticks(world, server))
    phone = Visitor(world)
    phone.posts(first)

    assert phone.gets("/forms/1").status_code == 200
    assert phone.gets("/forms/2").status_code in (403, 404)
    assert phone.gets("/calls").status_code == 403
    stranger = Visitor(world)
    stranger.posts(first)
    assert stranger.gets("/forms/1").url.startswith(f"{world.url}/sign-in"), "used up"
    phone.posts(second)
    assert phone.gets("/forms/2").status_code == 200


def test_a_mail_scanner_that_opens_every_link_uses_none_up(world: World, server: MailServer) -> None:
    speaks(world)
    world.jumps_to(wib("2026-11-23 09:10"))
    (link,) = links_in(ticks(world, server)[0], world)

    for _ in range(3):
        assert Visitor(world).gets(link).status_code == 200
    assert Visitor(world).posts(link).url == f"{world.url}/forms/1"


def test_who_sits_at_the_page_gets_no_mail(world: World, server: MailServer) -> None:
    world.on_duty("sari", "pti", SARI)
    page = signed_in(world, "sari")
    speaks(world, key="2", phone=SARI)
    world.jumps_to(wib("2026-11-23 09:04"))
    page.gets("/account")

    assert ticks(world, server) == []


def test_the_reminder_brings_links_for_what_is_still_blank(world: World, server: MailServer) -> None:
    for _ in range(2):
        speaks(world)
    world.jumps_to(wib("2026-11-23 09:10"))
    links = [links_in(letter, world)[0] for letter in ticks(world, server)]
    phone = Visitor(world)
    phone.posts(links[0])
    phone.posts("/forms/1", name="Ibu Rahma")

    world.jumps_to(wib("2026-11-23 17:00"))
    (reminder,) = ticks(world, server)
    assert reminder["Subject"] == "1 formulir telepon belum diisi - Senin, 23 November 2026"
    (again,) = links_in(reminder, world)
    late = Visitor(world)
    assert late.posts(again).url == f"{world.url}/forms/2"
    late.posts("/forms/2", name="Bapak Joko")
    assert ticks(world, server) == []

    world.jumps_to(wib("2026-11-23 17:30"))
    (recap,) = ticks(world, server)
    assert "Formulir terisi : 2 dari 2 pembicaraan (100%)" in text_of(recap)


def test_an_officer_who_signs_off_is_named_so_in_the_recap(world: World, server: MailServer) -> None:
    speaks(world)
    page = signed_in(world, "andi")
    page.posts("/forms/1", name="Ibu Rahma")
    world.jumps_to(wib("2026-11-23 10:05"))
    page.gets("/account")
    assert "dinyatakan benar" in page.posts("/duty/sign-off", on="2026-11-23").text

    world.jumps_to(wib("2026-11-23 17:30"))
    (recap,) = ticks(world, server)
    assert "Dinyatakan benar oleh petugas pada Senin, 23 November 2026 pukul 10.05 WIB\n" in text_of(recap)
