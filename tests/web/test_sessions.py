"""How long somebody is in, and what a session that ended does with what was being typed."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.calls.world import World, wib, world_at
from tests.web.test_invitation import deactivate
from tests.web.visitor import PASSWORD, Visitor, give_password, signed_in

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def andi(world: World) -> Visitor:
    """An officer who signed in at nine o'clock."""
    world.officer("andi", "pelaporan", "+628120000101")
    return signed_in(world, "andi")


def is_in(visitor: Visitor) -> bool:
    return visitor.gets("/account").url.endswith("/account")


def test_two_hours_without_a_page_end_the_session(world: World, andi: Visitor) -> None:
    world.jumps_to(wib("2026-11-23 10:59"))
    assert is_in(andi)
    world.jumps_to(wib("2026-11-23 12:59"))
    assert not is_in(andi)


def test_twelve_hours_end_it_also_for_the_diligent(world: World, andi: Visitor) -> None:
    for hour in range(10, 21):
        world.jumps_to(wib(f"2026-11-23 {hour}:00"))
        assert is_in(andi), hour
    world.jumps_to(wib("2026-11-23 21:00"))
    assert not is_in(andi)


def test_who_is_deactivated_is_out_at_once(world: World, andi: Visitor) -> None:
    deactivate(world, "andi")
    assert not is_in(andi)


def test_a_cookie_that_was_copied_is_worth_nothing_after_signing_out(world: World, andi: Visitor) -> None:
    copied = {cookie["name"]: cookie["value"] for cookie in andi.cookies()}
    andi.posts("/sign-out")

    answer = requests.get(f"{world.url}/account", cookies=copied, timeout=30)

    assert "/sign-in" in answer.url


def test_each_sign_in_has_a_session_of_its_own(world: World, andi: Visitor) -> None:
    before = {cookie["name"]: cookie["value"] for cookie in andi.cookies()}
    andi.posts("/sign-out")

    andi.signs_in("andi")

    assert is_in(andi)
    answer = requests.get(f"{world.url}/account", cookies=before, timeout=30)
    assert "/sign-in" in answer.url, "a cookie from before was not made good"


@pytest.fixture
def behind_https(migrated_database_url: str, tmp_path: Path) -> Iterator[World]:
    """The same office, whose public URL is https."""
    with world_at(
        "2026-11-23 09:00", migrated_database_url, tmp_path, PUBLIC_URL="https://piket.kantor.example"
    ) as running:
        yield running


def cookie_of(world: World) -> str:
    return Visitor(world).gets("/sign-in").headers["Set-Cookie"]


def test_no_script_and_no_other_site_gets_the_cookie(world: World) -> None:
    cookie = SimpleCookie(cookie_of(world))["piket"]

    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", "")


def test_behind_https_the_cookie_never_travels_without(behind_https: World) -> None:
    cookie = SimpleCookie(cookie_of(behind_https))["piket"]

    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", True)


# -- a session that ends while somebody types -----------------------------------------------------------------


def fields_of(page: str) -> list[tuple[str, str]]:
    """The hidden fields of the last form of a page, as a browser sends them."""
    form = page[page.rindex("<form") :]
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
    return [(unescape(name), unescape(value)) for name, value in found]


def sends(world: World, visitor: Visitor, path: str, fields: list[tuple[str, str]]) -> requests.Response:
    """A form with several values of a name."""
    cookies = {cookie["name"]: cookie["value"] for cookie in visitor.cookies()}
    answer = requests.post(world.url + path, data=fields, cookies=cookies, timeout=30, allow_redirects=False)
    visitor.takes(answer)
    return answer


LONG = "Baris satu\r\n\r\nBaris \"dua\" <b>&amp; 'tiga'</b> " + "ă" * 9960
TYPED = [("problem", LONG), ("units", "pti"), ("units", "humas"), ("email", "budi@bank.example"), ("next", "3")]


def test_what_was_typed_survives_signing_in_again(world: World, andi: Visitor) -> None:
    token = andi.token()
    world.jumps_to(world.office.clock() + timedelta(hours=3))

    refused = sends(world, andi, "/account/leave-elsewhere?a=1", [("csrf_token", token), *TYPED])
    carried = [field for field in fields_of(refused.text) if field[0] != "csrf_token"]
    back = sends(
        world,
        andi,
        "/sign-in",
        [("csrf_token", andi.token()), *carried, ("email", "andi@kantor.example"), ("password", PASSWORD)],
    )

    assert refused.status_code == 401
    assert "Yang Anda ketik tidak hilang" in refused.text
    assert "<h1>Anda sudah masuk kembali</h1>" in back.text
    assert "<dt>Permasalahan</dt><dd>Baris satu" in back.text
    assert back.text.count("<dt>Unit</dt>") == 2
    assert "<b>" not in back.text
    assert PASSWORD not in back.text
    assert 'action="/account/leave-elsewhere?a=1"' in back.text
    fields = [field for field in fields_of(back.text) if field[0] != "csrf_token"]
    assert fields == TYPED
    sent = sends(world, andi, "/account/leave-elsewhere?a=1", fields_of(back.text))
    assert sent.headers["Location"] == "/account", "the room took it, with a fresh token"


def test_mistyping_the_password_loses_nothing_either(world: World, andi: Visitor) -> None:
    token = andi.token()
    world.jumps_to(world.office.clock() + timedelta(hours=3))
    refused = sends(world, andi, "/account/leave-elsewhere", [("csrf_token", token), *TYPED])
    carried = [field for field in fields_of(refused.text) if field[0] != "csrf_token"]

    again = sends(
        world,
        andi,
        "/sign-in",
        [("csrf_token", andi.token()), *carried, ("email", "andi@kantor.example"), ("password", "salah")],
    )

    assert again.status_code == 401
    assert [field for field in fields_of(again.text) if field[0] != "csrf_token"] == carried


def test_a_form_with_a_password_is_not_carried_along(world: World, andi: Visitor) -> None:
    token = andi.token()
    world.jumps_to(world.office.clock() + timedelta(hours=3))
    secrets = [("current_password", "rahasia satu"), ("password", "rahasia dua"), ("password_again", "rahasia dua")]

    refused = sends(world, andi, "/account/password", [("csrf_token", token), *secrets])

    assert refused.status_code == 401
    assert "rahasia" not in refused.text
    assert ("next", "/") in fields_of(refused.text)


def test_a_form_left_open_in_another_tab_can_still_be_sent(world: World, andi: Visitor) -> None:
    token = andi.token()
    world.jumps_to(world.office.clock() + timedelta(hours=3))
    andi.signs_in("andi")

    sent = sends(world, andi, "/account/leave-elsewhere", [("csrf_token", token)])

    assert sent.headers["Location"] == "/account"


def test_the_forms_of_somebody_else_before_cannot(world: World, andi: Visitor) -> None:
    world.officer("sari", "pti", "+628120000102")
    give_password(world, "sari")
    token = andi.token()
    andi.signs_in("sari")

    assert sends(world, andi, "/account/leave-elsewhere", [("csrf_token", token)]).status_code == 400


@pytest.mark.parametrize("path", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_what_was_typed_is_sent_to_no_other_site(world: World, andi: Visitor, path: str) -> None:
    fields: dict[str, Any] = {"typed:note": "halo", "email": "andi@kantor.example", "password": PASSWORD}

    page = andi.posts("/sign-in", next=path, **fields).text

    assert "<h1>Anda sudah masuk kembali</h1>" in page
    assert '<form method="post" action="/">' in page
    assert "evil" not in page


def test_markup_in_what_is_typed_stays_text(world: World) -> None:
    odd = '"><script>alert(1)</script>'

    fields: dict[str, Any] = {"email": odd, "password": "salah", "next": f"/{odd}", f"typed:{odd}": odd}

    page = Visitor(world).posts("/sign-in", **fields).text

    assert "<script>alert" not in page
    assert unescape(page).count(odd) >= 4
