"""Requests that no browser of an honest person sends: each gets a page that says so, and none is an error of ours."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from ivr.domain.people import Role
from tests.calls.world import World, world_at
from tests.web.visitor import Visitor, signed_in

NUL = "%00"


@pytest.fixture
def maya(world: World) -> Visitor:
    """The coordinator, signed in; andi is an officer of pelaporan."""
    world.officer("maya", "", "+6281200000100", role=Role.COORDINATOR)
    world.officer("andi", "pelaporan", "+6281200000101")
    return signed_in(world, "maya")


@pytest.mark.parametrize(
    "path",
    [f"/people?q=a{NUL}b", f"/calls?q=a{NUL}b", f"/forms/suggest?q=a{NUL}b", f"/topics/a{NUL}b"],
)
def test_a_zero_character_in_an_address_cannot_be_read(maya: Visitor, path: str) -> None:
    answer = maya.gets(path)

    assert answer.status_code == 400
    assert "Permintaan tidak dapat dibaca" in answer.text


@pytest.mark.parametrize("path", ["/journal", "/calls"])
@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00"])
def test_a_page_below_a_moment_outside_of_all_years_is_the_first_page(maya: Visitor, path: str, moment: str) -> None:
    assert maya.gets(f"{path}?below={moment}_5").status_code == 200


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31", "2026-02-30"])
def test_the_sheet_of_a_day_outside_of_all_years_is_todays(maya: Visitor, on: str) -> None:
    answer = maya.gets(f"/duty/sign-off?on={on}")

    assert answer.status_code == 200
    assert "Rekap saya, hari ini" in answer.text


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_lists_within_lists_without_end_cannot_be_read(world: World, maya: Visitor) -> None:
    headers = {"X-Requested-With": "piket", "X-CSRFToken": maya.token(), "Content-Type": "application/json"}
    cookies = {one["name"]: one["value"] for one in maya.cookies()}

    answer = requests.patch(f"{world.url}/forms/1", "[" * 100_000, headers=headers, cookies=cookies, timeout=30)

    assert (answer.status_code, answer.text.partition(".")[0]) == (400, "Permintaan tidak dapat dibaca")


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_garbled_referrer_leads_home_after_signing_in(world: World) -> None:
    stranger = Visitor(world)
    token = stranger.token()

    cookies, fields = {one["name"]: one["value"] for one in stranger.cookies()}, {"csrf_token": token}
    garbled = {"Referer": "http://["}
    answer = requests.post(f"{world.url}/duty/ready", cookies=cookies, data=fields, headers=garbled, timeout=30)

    assert answer.status_code == 401
    assert 'name="next" value="/"' in answer.text


@pytest.fixture
def behind_https(migrated_database_url: str, tmp_path: Path) -> Iterator[World]:
    """The office with a public URL of https."""
    url = "https://piket.kantor.example"
    with world_at("2026-11-23 09:00", migrated_database_url, tmp_path, PUBLIC_URL=url) as running:
        yield running


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_page_that_does_not_exist_is_guarded_as_every_other(behind_https: World) -> None:
    missing, known = (Visitor(behind_https).gets(path) for path in ("/tidak-ada", "/sign-in"))

    assert missing.status_code == 404
    for name in ("Content-Security-Policy", "X-Frame-Options", "Cache-Control", "Strict-Transport-Security"):
        assert missing.headers[name] == known.headers[name], name
