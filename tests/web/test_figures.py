"""The page of figures."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from ivr.domain.form import Form
from ivr.domain.people import Role
from ivr.domain.scope import Scope
from ivr.store.engine import Connection
from ivr.store.unit_figures import (
    Period,
    calls_by_quarter,
    calls_by_unit,
    talks_by_officer,
    talks_by_topic,
    talks_by_unit,
)
from tests.calls.world import World, wib
from tests.web.served import fills, morning, rows_of, text_of
from tests.web.visitor import signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
UNIT_HEAD = "Unit Panggilan Terjawab Tidak terjawab Penelepon menutup Rata-rata menunggu Terlama Percakapan Lama bicara"


@pytest.fixture
def served(world: World) -> World:
    morning(world)
    fills(world, 1, Form(name="Budi", topic="Registrasi GRIPS", problem="lupa sandi"))
    world.dials("+6281300000003").waits(2).hangs_up().ends()
    return world


def test_a_coordinator_sees_every_unit_officer_hour_and_topic(served: World) -> None:
    page = signed_in(served, "maya").gets("/figures").text

    assert text_of(page).startswith("Angka: Senin, 23 November 2026")
    assert rows_of(page) == [
        f"{UNIT_HEAD} Formulir terisi",
        "Direktorat Pelaporan 1 1 (100%) 0 0 5 detik 5 detik 1 1 menit 35 detik 1 dari 1 (100%)",
        "Pusat Teknologi Informasi 1 1 (100%) 0 0 6 detik 6 detik 1 1 menit 35 detik 0 dari 1 (0%)",
        "Belum memilih bagian 1 0 (0%) 0 1 - 2 detik 0 - -",
        "Petugas Unit Percakapan Lama bicara Tidak diangkat Formulir terisi",
        "Andi Direktorat Pelaporan 1 1 menit 35 detik 0 1 dari 1 (100%)",
        "Sari Pusat Teknologi Informasi 1 1 menit 35 detik 0 0 dari 1 (0%)",
        "Jam Panggilan",
        "09.00-10.00 3, terjawab 2",
        "Topik Percakapan",
        "Registrasi GRIPS 1",
    ]
    assert "Formulir terisi: 1 dari 2 (50%)." in text_of(page)


def test_an_officer_sees_the_own_unit_and_the_own_line(served: World) -> None:
    served.officer("dewi", "pelaporan", "+6281200000005")
    served.rosters("dewi", "pelaporan")

    andi, dewi = (signed_in(served, name).gets("/figures").text for name in ("andi", "dewi"))

    assert "Andi Direktorat Pelaporan 1 1 menit 35 detik 0 1 dari 1 (100%)" in rows_of(andi)
    for page in (andi, dewi):
        assert "Direktorat Pelaporan 1 1 (100%) 0 0 5 detik 5 detik 1 1 menit 35 detik 1 dari 1 (100%)" in rows_of(page)
        assert "Pusat Teknologi Informasi" not in page
        assert "Sari" not in page
    assert "Andi" not in dewi
    assert "Andi" in signed_in(served, "ketut").gets("/figures").text


@ON_SQLITE
def test_a_week_and_a_month_hold_their_days(served: World) -> None:
    maya = signed_in(served, "maya")

    def title(**asked: str) -> str:
        return text_of(maya.gets("/figures", params=asked).text).partition(" Sebelumnya")[0]

    assert title(period="week", on="2026-11-29") == "Angka: 23 November 2026 sampai 29 November 2026"
    assert title(period="month", on="2026-11-01") == "Angka: November 2026"
    assert "Tidak ada panggilan pada waktu ini." in maya.gets("/figures?on=2026-11-22").text
    assert "09.00-10.00 3, terjawab 2" in rows_of(maya.gets("/figures?period=month&on=2026-11-01").text)


@ON_SQLITE
def test_a_confidential_topic_stays_one(served: World) -> None:
    fills(served, 2, Form(topic="Topik rahasia", is_confidential=True))
    page = signed_in(served, "maya").gets("/figures").text
    assert "Rahasia 1" in rows_of(page)
    assert "Topik rahasia" not in page


def test_a_topic_in_own_words_is_told_only_to_who_may_open_the_talk(served: World) -> None:
    served.officer("dewi", "pelaporan", "+6281200000005")
    fills(served, 1, Form(topic="Pak Budi minta tolong"))

    andi, dewi, ketut = (rows_of(signed_in(served, name).gets("/figures").text) for name in ("andi", "dewi", "ketut"))

    assert (andi[-1], dewi[-1], ketut[-1]) == ("Pak Budi minta tolong 1", "Topik lain 1", "Pak Budi minta tolong 1")


@ON_SQLITE
def test_what_is_not_theirs_or_cannot_be_read_is_no_page(served: World) -> None:
    andi = signed_in(served, "andi")
    assert andi.gets("/figures?unit=pti").status_code == 404
    assert andi.gets("/figures?hotline=lain").status_code == 404
    assert andi.gets("/figures?period=year").status_code == 404
    wrong = andi.gets("/figures?on=2026-02-30")
    assert (wrong.status_code, "Tanggal tidak dapat dibaca" in wrong.text) == (400, True)


@ON_SQLITE
def test_the_unit_of_a_coordinator_is_no_reason_to_see_less(served: World) -> None:
    served.officer("putri", "pti", "+6281200000006", role=Role.COORDINATOR)
    assert "Direktorat Pelaporan 1" in text_of(signed_in(served, "putri").gets("/figures").text)


@ON_SQLITE
def test_no_figure_walks_over_all_calls(served: World) -> None:
    start = wib("2026-11-01 00:00")
    period = Period("ppatk", start, start + timedelta(days=30))
    scope = Scope(1, "ppatk", False, frozenset({"pti"}), frozenset({"pti"}), False, False, False)

    def count(connection: Connection) -> None:
        for kind in (calls_by_unit, talks_by_unit, talks_by_officer, calls_by_quarter):
            kind(connection, scope, period)
        talks_by_topic(connection, scope, period, known={"Registrasi GRIPS"})

    with served.office.database.reading() as connection:
        plans = [
            [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)]
            for text, values in statements(connection, count)
        ]

    assert len(plans) == 5
    for plan in plans:
        assert "ix_calls_hotline_arrived_at (hotline=? AND arrived_at>? AND arrived_at<?)" in plan[0]
        assert not [step for step in plan if step.startswith("SCAN")]


def statements(connection: Connection, ask: Callable[[Connection], None]) -> list[tuple[str, tuple[object, ...]]]:
    """The statements that something sends to the database, with their values."""
    heard: list[tuple[str, tuple[object, ...]]] = []

    def hear(_connection: object, _cursor: object, text: str, values: tuple[object, ...], *_: object) -> None:
        heard.append((text, values))

    sa.event.listen(connection, "before_cursor_execute", hear)
    ask(connection)
    sa.event.remove(connection, "before_cursor_execute", hear)
    return heard
