"""Signing in and out."""

import re
from pathlib import Path

import pytest
import requests

from ivr.domain.people import Role
from tests.calls.world import World, world_at
from tests.web.visitor import PASSWORD, Visitor, give_password, signed_in


def test_who_is_not_signed_in_is_asked_to(world: World) -> None:
    answer = Visitor(world).gets("/")

    assert answer.url == f"{world.url}/sign-in?next=%2F"
    assert "<h1>Masuk</h1>" in answer.text


def test_a_wrong_password_and_an_unknown_address_sound_the_same(world: World) -> None:
    world.officer("andi", "pelaporan", "+628120000101", role=Role.COORDINATOR)
    give_password(world, "andi")
    visitor = Visitor(world)

    wrong, unknown = visitor.signs_in("andi", "salah"), visitor.signs_in("siapa", "salah")

    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert "E-mail atau kata sandi salah." in wrong.text
    assert "E-mail atau kata sandi salah." in unknown.text


def test_guessing_is_slowed_down(world: World) -> None:
    world.officer("andi", "pelaporan", "+628120000101")
    give_password(world, "andi")
    visitor = Visitor(world)

    codes = [visitor.signs_in("andi", f"tebakan {guess}").status_code for guess in range(6)]

    assert codes == [401, 401, 401, 401, 401, 429]
    assert visitor.signs_in("andi").status_code == 429, "also the right password waits"


@pytest.mark.parametrize("path", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(world: World, path: str) -> None:
    world.officer("andi", "pelaporan", "+628120000101")
    give_password(world, "andi")
    visitor = Visitor(world)

    answer = visitor.posts("/sign-in", email="andi@kantor.example", password="salah", next=path)

    assert 'name="next" value="/"' in answer.text


def test_without_the_token_of_our_own_page_nothing_is_done(world: World) -> None:
    world.officer("andi", "pelaporan", "+628120000101")
    visitor = signed_in(world, "andi")

    answer = visitor.posts("/sign-out", csrf=False)
    entering = Visitor(world).posts("/sign-in", csrf=False, email="andi@kantor.example", password=PASSWORD)

    assert answer.status_code == 400
    assert "Halaman ini sudah terlalu lama terbuka" in answer.text
    assert "Kembalilah ke halaman sebelumnya, salin yang sudah Anda ketik, muat ulang halaman itu" in answer.text
    assert entering.status_code == 400


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_browser_that_lost_its_cookies_signs_in_at_the_second_try_and_is_told_of_them(world: World) -> None:
    world.officer("andi", "pelaporan", "+628120000101")
    give_password(world, "andi")
    fields = {
        "email": "andi@kantor.example",
        "password": PASSWORD,
        "csrf_token": Visitor(world).token(),
        "next": "/calls",
    }
    page = {"Origin": world.url}

    first = requests.post(f"{world.url}/sign-in", fields, headers=page, timeout=30)
    token = re.search(r'name="csrf_token" value="([^"]+)"', first.text)
    assert token is not None
    again = fields | {"csrf_token": token[1]}
    second = requests.post(
        f"{world.url}/sign-in", again, headers=page, cookies=first.cookies, timeout=30, allow_redirects=False
    )
    elsewhere = requests.post(f"{world.url}/sign-in", fields, headers={"Origin": "https://evil.example"}, timeout=30)

    assert first.status_code == 400
    assert (
        "Peramban Anda tidak mengirim cookie Piket. Masuklah sekali lagi; bila ini berulang, izinkan cookie untuk "
        f"situs ini dan buka Piket lewat {world.url}."
    ) in first.text
    assert 'value="andi@kantor.example"' in first.text
    assert (second.status_code, second.headers["Location"]) == (302, "/calls")
    assert "andi@kantor.example" not in elsewhere.text, "another site puts no words on our page"


def test_signing_out_ends_the_session(world: World) -> None:
    world.officer("andi", "pelaporan", "+628120000101")
    visitor = signed_in(world, "andi")

    visitor.posts("/sign-out")

    assert visitor.gets("/").url.startswith(f"{world.url}/sign-in")


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_below_a_path_of_the_public_url_signing_in_leads_back(migrated_database_url: str, tmp_path: Path) -> None:
    public_url = "http://kantor.example/piket"
    with world_at("2026-11-23 09:00", migrated_database_url, tmp_path, PUBLIC_URL=public_url) as world:
        world.officer("andi", "pelaporan", "+628120000101")
        give_password(world, "andi")
        andi = Visitor(world)

        asked = andi.gets("/piket/account", allow_redirects=False)
        page = andi.posts("/piket/sign-in", email="andi@kantor.example", password=PASSWORD, next="/piket/account")
        home = andi.gets("/piket", allow_redirects=False)
        stranger = Visitor(world).gets("/piket?from=web", allow_redirects=False)

    assert asked.headers["Location"] == "/piket/sign-in?next=%2Fpiket%2Faccount"
    assert page.url == f"{world.url}/piket/account"
    assert home.headers["Location"].startswith("/piket/"), "the public URL as people type it, without a slash"
    assert stranger.headers["Location"].startswith("/piket/sign-in?next=%2Fpiket%2F")
