"""One's own account: what is on record, another password, other devices."""

from datetime import timedelta
from typing import Any

import pytest

from ivr.domain.people import Role
from tests.calls.world import World
from tests.web.letter_box import letters
from tests.web.test_invitation import GOOD, journal_of
from tests.web.visitor import PASSWORD, Visitor, signed_in

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def andi(world: World) -> Visitor:
    """An officer who has signed in."""
    world.officer("andi", "pelaporan|pti", "+628120000101")
    return signed_in(world, "andi")


def changes(
    visitor: Visitor, current: str = PASSWORD, password: str = GOOD, again: str | None = None
) -> tuple[int, str]:
    """Another password on the account page: status and page."""
    answer = visitor.posts(
        "/account/password", current_password=current, password=password, password_again=again or password
    )
    return answer.status_code, answer.text


def test_roles_and_units_are_told_in_words(world: World, andi: Visitor) -> None:
    page = andi.gets("/account").text

    assert "<dd>andi@kantor.example</dd>" in page
    assert "<dd>Petugas</dd>" in page
    assert "<dd>Direktorat Pelaporan\nPusat Teknologi Informasi</dd>" in page
    world.officer("sari", "", "+628120000102", role=Role.ADMIN)
    assert "<dd>Administrator</dd>" in signed_in(world, "sari").gets("/account").text


def test_another_password_leaves_only_this_device_signed_in(world: World, andi: Visitor) -> None:
    elsewhere = Visitor(world)
    elsewhere.signs_in("andi")
    before = andi.cookies()

    status, page = changes(andi)

    assert (status, "Kata sandi Anda sudah diubah" in page) == (200, True)
    assert andi.gets("/account").status_code == 200
    assert andi.cookies() != before, "the session has a new token"
    assert elsewhere.gets("/account").url.startswith(f"{world.url}/sign-in")
    assert [Visitor(world).signs_in("andi", word).status_code for word in (PASSWORD, GOOD)] == [401, 200]
    assert [letter.subject for letter in letters(world, "andi")] == ["Kata sandi Anda diubah - Piket Call Center PPATK"]
    assert ("changed", "kata sandi") in journal_of(world)


def test_the_password_of_now_is_asked_and_guessing_it_is_slowed_down(world: World, andi: Visitor) -> None:
    answers = [changes(andi, current=f"tebakan {guess}") for guess in range(6)]

    assert [status for status, _ in answers] == [422] * 5 + [429]
    assert "Kata sandi yang sekarang salah." in answers[0][1]
    assert changes(andi)[0] == 429, "also the right one waits"
    world.jumps_to(world.office.clock() + timedelta(minutes=16))
    assert changes(andi)[0] == 200


def test_a_bad_new_password_changes_nothing(world: World, andi: Visitor) -> None:
    assert "Terlalu pendek" in changes(andi, password="singkat")[1]
    assert "Kedua kata sandi tidak sama" in changes(andi, again="hujan turun di kota")[1]

    assert Visitor(world).signs_in("andi").status_code == 200
    assert letters(world, "andi") == []


def test_leaving_every_other_device(world: World, andi: Visitor) -> None:
    elsewhere = Visitor(world)
    elsewhere.signs_in("andi")

    page = andi.posts("/account/leave-elsewhere").text

    assert "Semua perangkat lain sudah dikeluarkan." in page
    assert andi.gets("/account").status_code == 200
    assert elsewhere.gets("/account").url.startswith(f"{world.url}/sign-in")
    assert "Anda memang hanya masuk di perangkat ini." in andi.posts("/account/leave-elsewhere").text


def test_without_the_token_of_our_own_page_nothing_changes(world: World, andi: Visitor) -> None:
    fields: dict[str, Any] = {"current_password": PASSWORD, "password": GOOD, "password_again": GOOD}

    assert andi.posts("/account/password", csrf=False, **fields).status_code == 400
    assert andi.posts("/account/leave-elsewhere", csrf=False).status_code == 400
    assert Visitor(world).signs_in("andi").status_code == 200
