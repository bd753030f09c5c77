"""Twilio's own count of the day's calls, asked of the virtual network's REST door."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ivr.telephony.rest import TwilioCallRecords
from tests.calls.world import HOTLINE, World, wib, world_at
from tests.databases import SqliteDatabases


@pytest.fixture
def world(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Iterator[World]:
    """Monday, nine o'clock."""
    from ivr.store.migrate import upgrade

    with world_at("2026-11-23 09:00", sqlite_databases.fresh(upgrade), tmp_path) as found:
        yield found


def _records(world: World, url: str) -> TwilioCallRecords:
    account = world.network.account_sid
    return TwilioCallRecords(replace(world.office.settings, twilio_account_sid=account, twilio_api_url=url))


def test_inbound_calls_of_the_window_are_counted_and_officers_legs_are_not(world: World) -> None:
    siti = world.on_duty("siti", "pti", "+6281200000001")
    budi = world.dials()
    budi.presses("2").hears("Mohon tunggu")
    siti.answers().presses("1")
    world.dials("+6281300000002").hangs_up()
    records = _records(world, world.network.serve_rest().url)
    start, end = wib("2026-11-20 17:00"), wib("2026-11-23 17:00")

    assert records.count_inbound(start, end, [HOTLINE]) == 2
    assert records.count_inbound(start, wib("2026-11-23 09:00"), [HOTLINE]) == 0  # its end does not belong to it
    assert records.count_inbound(start, end, ["+622150009999"]) == 0


def test_who_cannot_be_asked_gives_no_count(world: World) -> None:
    start = wib("2026-11-23 07:00")
    end = start + timedelta(hours=10)

    assert _records(world, "http://127.0.0.1:9").count_inbound(start, end, [HOTLINE]) is None
    assert TwilioCallRecords(world.office.settings).count_inbound(start, end, [HOTLINE]) is None
    url = world.network.serve_rest().url
    assert _records(world, url).count_inbound(start, end, ["sip:1@kantor.example"]) is None
    world.network.serve_rest().refuse_next(9)
    assert _records(world, url).count_inbound(start, end, [HOTLINE]) is None
