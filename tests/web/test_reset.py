"""Asking for a new password: nobody learns who has an account."""

import pytest

from tests.calls.world import World, wib
from tests.web.letter_box import letters
from tests.web.test_invitation import GOOD, deactivate, journal_of, sets
from tests.web.visitor import Visitor, give_password

SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def asks(visitor: Visitor, name: str) -> tuple[int, str, str]:
    answer = visitor.posts("/forgot", email=f"{name}@kantor.example")
    token = visitor.token()
    return answer.status_code, answer.url, answer.text.replace(token, "")


def test_whoever_forgot_sets_another_password_by_mail(world: World) -> None:
    world.officer("andi", "pelaporan", "+628120000101")
    give_password(world, "andi", "yang lama dan terlupa")

    asks(Visitor(world), "andi")
    (letter,) = letters(world, "andi")
    status, _ = sets(Visitor(world), letter.link(world))

    assert status == 200
    assert Visitor(world).signs_in("andi", "yang lama dan terlupa").status_code == 401
    assert Visitor(world).signs_in("andi", GOOD).status_code == 200
    assert letter.subject == "Kata sandi baru untuk Piket Call Center PPATK"
    assert "berlaku sampai Senin, 23 November 2026 pukul 10.00 WIB" in letter.text
    assert journal_of(world)[:2] == [("sent", "tautan kata sandi baru"), ("changed", "kata sandi")]


def test_the_answer_is_the_same_for_everybody(world: World) -> None:
    for name in ("andi", "sari", "dewi"):
        world.officer(name, "pelaporan", f"+62812000010{len(name)}{ord(name[0]) % 10}")
    give_password(world, "andi")
    deactivate(world, "dewi")

    answers = {asks(Visitor(world), name) for name in ("andi", "sari", "dewi", "siapa")}

    assert len(answers) == 1
    assert "Bila alamat itu terdaftar" in answers.pop()[2]
    assert [len(letters(world, name)) for name in ("andi", "sari", "dewi", "siapa")] == [1, 1, 0, 0]


@SQLITE
def test_the_mails_for_one_address_are_few_and_the_answer_stays_the_same(world: World) -> None:
    world.officer("andi", "pelaporan", "+628120000101")

    answers = {asks(Visitor(world), "andi") for _ in range(5)}

    assert len(answers) == 1
    assert len(letters(world, "andi")) == 3
    world.jumps_to(wib("2026-11-23 10:01"))
    asks(Visitor(world), "andi")
    assert len(letters(world, "andi")) == 4


@SQLITE
def test_who_asks_for_many_addresses_is_stopped(world: World) -> None:
    stranger = Visitor(world)

    statuses = [asks(stranger, f"orang{number}")[0] for number in range(31)]

    assert statuses == [200] * 30 + [429]
    assert asks(stranger, "andi")[0] == 429


@SQLITE
def test_asking_locks_nobody_out_and_spoils_no_link(world: World) -> None:
    world.officer("andi", "pelaporan", "+628120000101")
    give_password(world, "andi")
    for _ in range(9):
        asks(Visitor(world), "andi")

    assert Visitor(world).signs_in("andi").status_code == 200
    assert all(Visitor(world).gets(letter.link(world)).status_code == 200 for letter in letters(world, "andi"))


@SQLITE
def test_who_is_locked_out_comes_in_by_mail_at_once(world: World) -> None:
    world.officer("andi", "pelaporan", "+628120000101")
    give_password(world, "andi")
    andi = Visitor(world)
    for guess in range(5):
        andi.signs_in("andi", f"tebakan {guess}")
    assert andi.signs_in("andi").status_code == 429

    asks(andi, "andi")
    sets(andi, letters(world, "andi")[0].link(world))

    assert Visitor(world).signs_in("andi", GOOD).status_code == 200


@SQLITE
def test_a_reset_lasts_an_hour(world: World) -> None:
    world.officer("andi", "pelaporan", "+628120000101")
    asks(Visitor(world), "andi")
    world.jumps_to(wib("2026-11-23 10:00"))

    answer = Visitor(world).gets(letters(world, "andi")[0].link(world))

    assert answer.status_code == 410
    assert "Tautan berlaku satu jam. Mintalah tautan baru." in answer.text
    assert 'href="/forgot"' in answer.text


@SQLITE
@pytest.mark.parametrize("typed", ["", "andi", "a b@kantor.example", '"><script>alert(1)</script>', "x" * 300 + "@a.b"])
def test_what_is_no_address_is_told_beside_the_field(world: World, typed: str) -> None:
    answer = Visitor(world).posts("/forgot", email=typed)

    assert answer.status_code == 422
    assert "Tulis alamat e-mail kantor Anda" in answer.text
    assert "<script>alert" not in answer.text


def test_odd_letters_in_an_address_do_no_harm(world: World) -> None:
    assert Visitor(world).posts("/forgot", email="a\x00b@kantor.example").status_code == 200
    assert Visitor(world).posts("/sign-in", email="a\x00b@kantor.example", password="x\x00").status_code == 401


@SQLITE
def test_without_the_token_of_our_own_page_nothing_is_mailed(world: World) -> None:
    world.officer("andi", "pelaporan", "+628120000101")

    assert Visitor(world).posts("/forgot", csrf=False, email="andi@kantor.example").status_code == 400
    assert letters(world, "andi") == []
