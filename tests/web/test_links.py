"""The links to one form, and to the end of a pause."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from ivr.domain.links import Purpose
from ivr.domain.pause import PauseReason
from ivr.store.door_tables import sessions
from ivr.workflows.signed_links import make_link
from ivr.workflows.take_pause import take_pause
from tests.calls.world import World, wib
from tests.web.letter_box import letters
from tests.web.test_invitation import deactivate, sets
from tests.web.visitor import Visitor, signed_in

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def mailed(world: World, purpose: Purpose, *, subject: str = "", person_id: int = 1) -> str:
    """The path of a link that was just mailed to a person."""
    with world.office.database.writing() as connection:
        url = make_link(
            connection, world.office, purpose=purpose, person_id=person_id, subject=subject, now=world.office.clock()
        )
    return url.removeprefix(world.url)


def form_link(world: World) -> str:
    """Andi's link to form 12."""
    world.officer("andi", "pelaporan", "+628120000101")
    return mailed(world, Purpose.FORM, subject="form:12")


def open_sessions(world: World) -> list[str | None]:
    """What the sessions that are open open."""
    found = sa.select(sessions.c.only).where(sessions.c.ended_at.is_(None)).order_by(sessions.c.id)
    with world.office.database.reading() as connection:
        return list(connection.execute(found).scalars())


def leads_to(visitor: Visitor, link: str) -> str:
    """Where the button behind a link sends the browser."""
    return visitor.presses(link).headers["Location"]


def test_the_link_to_a_form_opens_that_form_and_nothing_else(world: World) -> None:
    link, phone = form_link(world), Visitor(world)

    assert "membuka satu formulir saja" in phone.gets(link).text
    assert leads_to(phone, link) == "/forms/12"
    assert open_sessions(world) == ["form:12"]
    for path in ("/account", "/", "/calls", "/forms/13"):
        refused = phone.gets(path)
        assert refused.status_code == 403, path
        assert "Tautan dari surat Anda hanya membuka satu formulir." in refused.text


def test_who_came_by_a_link_signs_out_and_is_told_how_to_come_back(world: World) -> None:
    link, phone = form_link(world), Visitor(world)
    leads_to(phone, link)
    assert ">Keluar<" in phone.gets("/sign-in").text

    left = phone.posts("/sign-out")

    assert left.url == f"{world.url}/sign-in?next=/forms/12"
    assert "Buka sekali lagi tautan itu: di sana Anda dapat meminta tautan baru" in left.text
    assert open_sessions(world) == []
    assert phone.gets("/forms/12").url.startswith(f"{world.url}/sign-in")
    assert phone.posts("/sign-out").status_code == 200, "a session that ended before needs no password to be left"


def test_who_has_the_form_open_opens_the_same_link_again(world: World) -> None:
    link, phone = form_link(world), Visitor(world)
    leads_to(phone, link)

    again = phone.gets(link, allow_redirects=False)

    assert again.headers["Location"] == "/forms/12"


def test_a_forwarded_link_opens_nothing_any_more(world: World) -> None:
    link = form_link(world)
    leads_to(Visitor(world), link)
    stranger = Visitor(world)

    shown, pressed = stranger.gets(link), stranger.presses(link)

    assert (shown.status_code, pressed.status_code) == (410, 410)
    assert "Tautan ini sudah dipakai" in shown.text
    assert "andi" not in shown.text.lower().replace("kata sandi", ""), "it says nothing of whose it was"
    assert open_sessions(world) == ["form:12"]


def test_who_is_signed_in_anyway_keeps_the_session(world: World) -> None:
    link = form_link(world)
    andi = signed_in(world, "andi")

    assert leads_to(andi, link) == "/forms/12"
    assert open_sessions(world) == [None]
    assert andi.gets("/account").status_code == 200


def test_somebody_else_who_is_signed_in_is_told_and_leaves_their_own_session(world: World) -> None:
    link = form_link(world)
    world.officer("sari", "pti", "+628120000102")
    sari = signed_in(world, "sari")

    assert "Anda sedang masuk sebagai Sari. Tombol ini hanya untuk Andi." in sari.gets(link).text
    assert leads_to(sari, link) == "/forms/12"
    assert open_sessions(world) == ["form:12"]


def test_after_three_days_a_new_link_goes_to_the_same_address_only(world: World) -> None:
    link = form_link(world)
    world.jumps_to(wib("2026-11-26 09:00"))
    anybody = Visitor(world)

    assert "Tautan berlaku tiga hari." in anybody.gets(link).text
    answer = anybody.posts(f"{link}/again")

    assert "Tautan baru sedang dikirim ke alamat e-mail penerima tautan ini." in answer.text
    assert "kantor.example" not in answer.text
    (letter,) = letters(world, "andi")
    assert letter.subject == "Tautan baru untuk formulir Anda - Piket Call Center PPATK"
    assert "berlaku sampai Minggu, 29 November 2026 pukul 09.00 WIB" in letter.text
    assert leads_to(anybody, letter.link(world)) == "/forms/12"


def test_new_links_are_few(world: World) -> None:
    link, anybody = form_link(world), Visitor(world)
    leads_to(Visitor(world), link)

    answers = [anybody.posts(f"{link}/again").text for _ in range(5)]

    assert ["sudah beberapa kali dikirim" in answer for answer in answers] == [False, False, False, True, True]
    assert len(letters(world, "andi")) == 3
    world.jumps_to(world.office.clock() + timedelta(minutes=61))
    anybody.posts(f"{link}/again")
    assert len(letters(world, "andi")) == 4


def test_a_link_that_is_still_good_is_not_mailed_again(world: World) -> None:
    link = form_link(world)

    Visitor(world).posts(f"{link}/again")

    assert letters(world, "andi") == []


def test_an_invitation_is_not_mailed_again_by_whoever_holds_it(world: World) -> None:
    world.officer("andi", "pelaporan", "+628120000101")
    link = mailed(world, Purpose.INVITATION)
    sets(Visitor(world), link)

    assert Visitor(world).posts(f"{link}/again").status_code == 404
    assert letters(world, "andi") == []


def test_who_has_left_opens_no_form_and_gets_no_new_link(world: World) -> None:
    link = form_link(world)
    deactivate(world, "andi")

    assert Visitor(world).gets(link).status_code == 404
    assert Visitor(world).presses(link).status_code == 404
    assert Visitor(world).posts(f"{link}/again").status_code == 404
    assert letters(world, "andi") == []


def test_the_session_of_a_form_ends_when_its_person_leaves(world: World) -> None:
    link, phone = form_link(world), Visitor(world)
    leads_to(phone, link)
    deactivate(world, "andi")

    assert phone.gets("/account").url.startswith(f"{world.url}/sign-in")


def test_ready_again_by_mail(world: World) -> None:
    world.officer("andi", "pelaporan", "+628120000101")
    take_pause(world.office, person_id=1, reason=PauseReason.MANUAL, minutes=None, now=world.office.clock())
    link, phone = mailed(world, Purpose.READY), Visitor(world)

    assert "<h1>Siap menerima telepon lagi?</h1>" in phone.gets(link).text
    assert "Jeda Anda sudah berakhir." in phone.presses(link).text
    assert "Anda sudah menyatakan siap." in phone.presses(link).text
    assert open_sessions(world) == [], "saying ready lets nobody in"


def test_ready_without_a_pause_is_no_fault(world: World) -> None:
    world.officer("andi", "pelaporan", "+628120000101")

    assert "Anda memang sedang tidak jeda" in Visitor(world).presses(mailed(world, Purpose.READY)).text


def test_a_link_for_one_thing_does_not_serve_for_another(world: World) -> None:
    link = form_link(world)

    assert sets(Visitor(world), link)[0] == 404
    assert leads_to(Visitor(world), link) == "/forms/12", "and it was not used up"
