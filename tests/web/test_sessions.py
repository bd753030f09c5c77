"""How long somebody is in, and who else gets in with their cookie."""

from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
import requests

from tests.calls.world import World, wib, world_at
from tests.web.test_invitation import deactivate
from tests.web.visitor import Visitor, give_password, signed_in

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


def test_whoever_signs_in_anew_leaves_no_session_behind(world: World, andi: Visitor) -> None:
    world.officer("sari", "pti", "+628120000102")
    give_password(world, "sari")
    before = {cookie["name"]: cookie["value"] for cookie in andi.cookies()}

    andi.signs_in("sari")

    assert "Sari" in andi.gets("/account").text
    assert "/sign-in" in requests.get(f"{world.url}/account", cookies=before, timeout=30).url


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


def test_the_cookie_stays_below_the_path_of_the_public_url(migrated_database_url: str, tmp_path: Path) -> None:
    public_url = "https://kantor.example/piket"
    with world_at("2026-11-23 09:00", migrated_database_url, tmp_path, PUBLIC_URL=public_url) as below:
        cookie = SimpleCookie(cookie_of(below))["piket"]

    assert cookie["path"] == "/piket"


def test_behind_https_the_cookie_never_travels_without(behind_https: World) -> None:
    cookie = SimpleCookie(cookie_of(behind_https))["piket"]

    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", True)
