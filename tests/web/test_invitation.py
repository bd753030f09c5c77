"""Coming in by invitation: a link that sets the first password."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from ivr.store.door_tables import journal
from ivr.store.tables import people
from ivr.workflows.invite_person import invite_person
from tests.calls.world import World, wib
from tests.web.letter_box import letters
from tests.web.visitor import Visitor, signed_in

SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
GOOD = "hujan turun di sawah"


def invited(world: World, name: str = "andi") -> str:
    """An officer who is invited: the path of their link."""
    world.officer(name, "pelaporan", f"+62812000010{len(name)}")
    return invited_again(world, name)


def invited_again(world: World, name: str = "andi") -> str:
    """The path of a newer link."""
    return invite_person(world.office, f"{name}@kantor.example", by=None, now=world.office.clock()).url.removeprefix(
        world.url
    )


def sets(visitor: Visitor, link: str, password: str = GOOD, again: str | None = None) -> tuple[int, str]:
    """Type a password on the page behind a link: status and page."""
    answer = visitor.posts(f"{link}/password", password=password, password_again=again or password)
    return answer.status_code, answer.text


def deactivate(world: World, name: str) -> None:
    with world.office.database.writing() as connection:
        connection.execute(people.update().where(people.c.email == f"{name}@kantor.example").values(is_active=False))


def journal_of(world: World) -> list[tuple[str, str]]:
    with world.office.database.reading() as connection:
        return [(row.action, row.detail) for row in connection.execute(sa.select(journal).order_by(journal.c.id))]


def test_an_invited_officer_sets_a_password_and_is_in(world: World) -> None:
    invited(world)
    (letter,) = letters(world, "andi")
    andi = Visitor(world)

    shown = andi.gets(letter.link(world))
    asked = andi.posts(letter.link(world))
    status, page = sets(andi, letter.link(world))

    assert "<h1>Selamat datang di Piket</h1>" in shown.text
    assert "<h1>Buat kata sandi</h1>" in asked.text
    assert status == 200
    assert "Kata sandi Anda sudah tersimpan, dan Anda sudah masuk." in page
    assert andi.gets("/account").status_code == 200
    assert Visitor(world).signs_in("andi", GOOD).status_code == 200
    assert len(letters(world, "andi")) == 1, "there was no password before, so nobody is told that it changed"
    assert journal_of(world) == [("sent", "perintah; undangan masuk"), ("changed", "kata sandi"), ("signed_in", "")]


def test_the_letter_says_what_for_and_until_when(world: World) -> None:
    link = invited(world)

    (letter,) = letters(world, "andi")

    assert letter.subject == "Undangan masuk ke Piket Call Center PPATK"
    assert letter.text == (
        "Yth. Andi,\n"
        "\n"
        "Anda terdaftar sebagai petugas pada Call Center PPATK. Buat kata sandi Anda untuk melihat "
        "jadwal piket, telepon yang masuk, dan formulirnya.\n"
        "\n"
        "Buat kata sandi:\n"
        f"{world.url}{link}\n"
        "\n"
        "Tautan ini hanya untuk Anda, dapat dipakai satu kali, dan berlaku sampai Senin, 30 November 2026 pukul 09.00 "
        "WIB. Sesudah itu mintalah undangan baru kepada koordinator.\n"
        "\n"
        f"Alamat masuk: {world.url}/\n"
        "Nama pengguna: andi@kantor.example\n"
    )


@SQLITE
def test_a_mail_scanner_that_opens_the_link_uses_nothing_up(world: World) -> None:
    link = invited(world)

    for _ in range(3):
        Visitor(world).gets(link)

    assert sets(Visitor(world), link)[0] == 200


def test_the_second_of_two_tabs_is_told(world: World) -> None:
    link = invited(world)
    first, second = Visitor(world), Visitor(world)
    first.posts(link)
    second.posts(link)

    sets(first, link)
    status, page = sets(second, link, "kata sandi orang lain")

    assert (status, "Tautan ini sudah dipakai" in page) == (410, True)
    assert second.gets("/account").url.startswith(f"{world.url}/sign-in")
    assert Visitor(world).signs_in("andi", GOOD).status_code == 200


def test_of_two_at_the_same_moment_one_is_in(world: World) -> None:
    link = invited(world)
    visitors = [Visitor(world) for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(lambda visitor: sets(visitor, link)[0], visitors))

    assert statuses == [200, 410, 410, 410]


@SQLITE
@pytest.mark.parametrize(
    ("password", "again", "fault"),
    [
        ("sawah", "sawah", "Terlalu pendek: tulis sedikitnya 10 karakter"),
        ("andi123456", "andi123456", "jangan memakai nama, e-mail, atau nama hotline"),
        ("Andi@Kantor.example", "Andi@Kantor.example", "jangan memakai nama, e-mail, atau nama hotline"),
        ("Password123", "Password123", "terlalu banyak orang memakainya"),
        (GOOD, f"{GOOD}h", "Kedua kata sandi tidak sama"),
        ("a b" * 67, "a b" * 67, "Terlalu panjang: tulis paling banyak 200 karakter."),
    ],
)
def test_a_bad_password_is_told_and_the_link_stays_good(world: World, password: str, again: str, fault: str) -> None:
    link, andi = invited(world), Visitor(world)

    status, page = sets(andi, link, password, again)

    assert status == 422
    assert fault in page
    assert password not in page, "a password is never written into a page"
    assert sets(andi, link)[0] == 200


@SQLITE
def test_after_seven_days_the_link_opens_nothing(world: World) -> None:
    link = invited(world)
    world.jumps_to(wib("2026-11-30 09:00"))

    shown, (status, page) = Visitor(world).gets(link), sets(Visitor(world), link)

    assert (shown.status_code, status) == (410, 410)
    assert "Undangan berlaku tujuh hari. Mintalah undangan baru kepada koordinator." in shown.text
    assert "Mintalah undangan baru" in page


@SQLITE
def test_a_link_with_one_letter_changed_opens_nothing(world: World) -> None:
    link = invited(world)
    at = len("/links/") + 3
    changed = link[:at] + ("A" if link[at] != "A" else "B") + link[at + 1 :]

    for answer in (Visitor(world).gets(changed), Visitor(world).posts(changed)):
        assert answer.status_code == 404
        assert "Tautan ini tidak dapat dibuka" in answer.text
    assert sets(Visitor(world), changed)[0] == 404


@SQLITE
def test_who_was_deactivated_meanwhile_is_not_let_in(world: World) -> None:
    link = invited(world)
    deactivate(world, "andi")

    assert Visitor(world).gets(link).status_code == 404
    assert sets(Visitor(world), link)[0] == 404


@SQLITE
def test_a_newer_invitation_replaces_the_older(world: World) -> None:
    older = invited(world)
    newer = invited_again(world)

    assert "ada undangan yang lebih baru di kotak masuk Anda" in Visitor(world).gets(older).text
    assert sets(Visitor(world), older)[0] == 410
    assert sets(Visitor(world), newer)[0] == 200


@SQLITE
def test_another_password_ends_every_session_and_every_other_link(world: World) -> None:
    world.officer("andi", "pelaporan", "+628120000101")
    elsewhere = signed_in(world, "andi")
    link = invited_again(world)
    Visitor(world).posts("/forgot", email="andi@kantor.example")
    reset = letters(world, "andi")[-1].link(world)

    sets(Visitor(world), link)

    assert elsewhere.gets("/account").url.startswith(f"{world.url}/sign-in")
    assert Visitor(world).gets(reset).status_code == 410
    told = letters(world, "andi")[-1]
    assert told.subject == "Kata sandi Anda diubah - Piket Call Center PPATK"
    assert "diubah pada Senin, 23 November 2026 pukul 09.00 WIB. Semua perangkat lain" in told.text


@SQLITE
def test_a_link_sets_no_password_that_was_made_for_something_else(world: World) -> None:
    from ivr.domain.links import Purpose
    from ivr.workflows.signed_links import make_link

    world.officer("andi", "pelaporan", "+628120000101")
    with world.office.database.writing() as connection:
        url = make_link(
            connection,
            world.office,
            purpose=Purpose.FORM,
            person_id=1,
            subject="form:12",
            now=world.office.clock(),
        )

    assert sets(Visitor(world), url.removeprefix(world.url))[0] == 404


@SQLITE
def test_without_the_token_of_our_own_page_a_link_does_nothing(world: World) -> None:
    link, andi = invited(world), Visitor(world)

    answers = [
        andi.posts(link, csrf=False),
        andi.posts(f"{link}/password", csrf=False, password=GOOD, password_again=GOOD),
        andi.posts(f"{link}/again", csrf=False),
    ]

    assert [answer.status_code for answer in answers] == [400, 400, 400]
    assert sets(andi, link)[0] == 200


@SQLITE
def test_the_page_of_a_link_tells_search_engines_and_caches_nothing(world: World) -> None:
    answer = Visitor(world).gets(invited(world))

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert not re.search(r"<script[^>]*>[^<]", answer.text)
