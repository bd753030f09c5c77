"""Who may change whom: nobody touches an equal or a superior, nobody is locked out, and nothing is forged."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa

from ivr.domain.people import Role
from ivr.store.door_tables import journal, sessions
from ivr.store.tables import people
from tests.calls.world import World, own_hotline, world_at
from tests.web.people_pages import (
    DEWI,
    ON_SQLITE,
    SARI,
    administrator,
    coordinator,
    id_of,
    lines,
    mark,
    row,
    saves,
    text_of,
    typed,
)
from tests.web.visitor import Visitor, signed_in

EVIL = "<script>alert(1)</script>"


@pytest.fixture
def maya(world: World) -> Visitor:
    return coordinator(world)


@pytest.fixture
def dewi(world: World) -> Visitor:
    return administrator(world)


def noted_of(world: World, hotline: str) -> list[str]:
    """What the journal of a hotline says about people, but for which pages of theirs were opened."""
    with world.office.database.reading() as connection:
        about = sa.select(journal).where(journal.c.subject.like("pe%"), journal.c.hotline == hotline)
        found = connection.execute(about.order_by(journal.c.id))
        told = [f"{one.action} {one.subject} {one.detail}".strip() for one in found]
    return [one for one in told if not one.startswith("opened person")]


@ON_SQLITE
def test_a_coordinator_makes_no_equal_an_officer(world: World, maya: Visitor, dewi: Visitor) -> None:
    world.officer("sari", "pti", SARI, role=Role.COORDINATOR)
    demoted = {"nama": "Sari", "email": "sari@kantor.example", "telepon": SARI, "unit": "pti", "peran": "petugas"}

    refused = saves(maya, "sari", **demoted)

    assert refused.status_code == 403
    assert "Peran koordinator hanya dapat dicabut oleh administrator." in text_of(refused)
    assert saves(dewi, "sari", **demoted | {"email": "sari.d@kantor.example"}).status_code == 200
    assert row(world, "sari.d")["roles"] == "petugas", "an administrator may"


def test_who_is_deactivated_is_not_rung_and_is_signed_out_at_once(world: World, maya: Visitor) -> None:
    sari = world.on_duty("sari", "pelaporan", SARI)
    andi = signed_in(world, "andi")
    page = maya.gets(f"/people/{id_of(world, 'andi')}/deactivate")

    assert "1 tugas berikut menjadi kosong." in text_of(page)
    assert "Senin, 23 November 2026: piket, Direktorat Pelaporan" in text_of(page)

    done = maya.posts(f"/people/{id_of(world, 'andi')}/deactivate")
    budi = world.dials()
    budi.presses("1")
    sari.rings()

    assert "Andi tidak aktif lagi: tidak ditelepon dan tidak dapat masuk." in text_of(done)
    assert world.network.ringing == [SARI]
    budi.hangs_up().ends()
    assert [one["officer"] for one in world.record()["attempts"]] == ["sari@kantor.example"]
    assert andi.gets("/account").url.startswith(f"{world.url}/sign-in")
    assert andi.signs_in("andi").status_code == 401
    with world.office.database.reading() as connection:
        open_sessions = sa.select(sessions.c.ended_at).where(sessions.c.person_id == id_of(world, "andi"))
        assert None not in connection.execute(open_sessions).scalars().all()

    maya.posts(f"/people/{id_of(world, 'andi')}/activate")
    andi.signs_in("andi")
    assert andi.gets("/account").url == f"{world.url}/account"
    assert lines(world) == [
        f"changed person:{id_of(world, 'andi')} dinonaktifkan",
        f"changed person:{id_of(world, 'andi')} diaktifkan",
    ]


@ON_SQLITE
def test_a_coordinator_cannot_touch_an_administrator_by_hand_made_forms(
    world: World, maya: Visitor, dewi: Visitor
) -> None:
    before, admin = row(world, "dewi"), f"/people/{id_of(world, 'dewi')}"
    whole: dict[str, Any] = {
        "nama": "Dewi",
        "email": "saya@kantor.example",
        "telepon": DEWI,
        "peran": "admin",
        "base": mark(world, "dewi"),
    }

    answers = [
        maya.posts(admin, **whole),
        maya.posts(admin, **whole | {"peran": "petugas", "unit": "pti"}),
        maya.posts(f"{admin}/deactivate"),
        maya.posts(f"{admin}/activate"),
        maya.posts(f"{admin}/invite"),
    ]

    assert [one.status_code for one in answers] == [403] * 5
    assert "Data administrator hanya dapat diubah oleh administrator." in text_of(answers[0])
    assert row(world, "dewi") == before
    assert "Simpan" not in maya.gets(admin).text
    assert dewi.gets("/people").status_code == 200, "and is still signed in"


@ON_SQLITE
def test_a_coordinator_makes_no_administrators(world: World, maya: Visitor) -> None:
    assert "administrator" not in maya.gets("/people/new").text

    added = maya.posts("/people/new", **typed(email="baru@kantor.example", peran=["petugas", "admin"]))
    changed = saves(maya, "andi", peran=["petugas", "admin"])
    oneself = saves(maya, "maya", nama="Maya", email="maya@kantor.example", peran=["koordinator", "admin"])

    for answer in (added, changed, oneself):
        assert answer.status_code == 403
        assert "Peran admin hanya dapat diberikan oleh administrator." in text_of(answer)
    assert row(world, "baru") is None
    assert (row(world, "andi")["roles"], row(world, "maya")["roles"]) == ("petugas", "koordinator")


@ON_SQLITE
def test_nobody_locks_themselves_or_everybody_out(world: World, maya: Visitor, dewi: Visitor) -> None:
    oneself = maya.posts(f"/people/{id_of(world, 'maya')}/deactivate")
    demoted = saves(maya, "maya", nama="Maya", email="maya@kantor.example", peran="petugas", unit="pti")
    admin = saves(dewi, "dewi", nama="Dewi", email="dewi@kantor.example", peran="koordinator")

    assert "Anda tidak dapat menonaktifkan diri sendiri." in text_of(oneself)
    assert "Anda tidak dapat melepas peran koordinator dari diri sendiri." in text_of(demoted)
    assert "Anda tidak dapat melepas peran admin dari diri sendiri." in text_of(admin)
    assert [one.status_code for one in (oneself, demoted, admin)] == [403] * 3

    saves(dewi, "maya", nama="Maya", email="maya@kantor.example", peran=["koordinator", "admin"])
    maya.posts(f"/people/{id_of(world, 'dewi')}/deactivate")
    assert not row(world, "dewi")["is_active"], "one administrator may deactivate another"


@ON_SQLITE
def test_who_keeps_no_people_does_not_come_in(world: World, maya: Visitor) -> None:
    andi = signed_in(world, "andi")

    for path in ("/people", "/people.csv", "/people/new", f"/people/{id_of(world, 'maya')}"):
        assert andi.gets(path).status_code == 403, path
    assert andi.posts(f"/people/{id_of(world, 'maya')}/deactivate").status_code == 403
    assert row(world, "maya")["is_active"]


@ON_SQLITE
def test_without_the_token_of_our_own_page_nothing_is_changed(world: World, maya: Visitor) -> None:
    before = row(world, "andi")
    paths = ["/people/new", *(f"/people/{before['id']}{more}" for more in ("", "/deactivate", "/invite", "/test-call"))]

    assert {maya.posts(path, csrf=False, **typed(nama="Lain")).status_code for path in paths} == {400}
    assert row(world, "andi") == before


@ON_SQLITE
def test_foreign_and_impossible_ids_do_not_exist(world: World, maya: Visitor) -> None:
    with world.office.database.writing() as connection:
        connection.execute(people.update().where(people.c.id == id_of(world, "andi")).values(hotline="lain"))

    for number in (id_of(world, "andi"), 4711, 2**40):
        for more in ("", "/deactivate", "/test-call"):
            assert maya.gets(f"/people/{number}{more}").status_code == 404
        for more in ("", "/deactivate", "/activate", "/invite", "/test-call"):
            assert maya.posts(f"/people/{number}{more}", **typed(nama="Lain")).status_code == 404
    assert "andi@kantor.example" not in maya.gets("/people").text
    assert row(world, "andi")["name"] == "Andi"


@ON_SQLITE
def test_names_are_words_and_no_program(world: World, maya: Visitor) -> None:
    saves(maya, "andi", nama=EVIL)

    for path in ("/people", f"/people/{id_of(world, 'andi')}", f"/people/{id_of(world, 'andi')}/deactivate"):
        answer = maya.gets(path)
        assert EVIL not in answer.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text


@ON_SQLITE
def test_an_administrator_keeps_the_people_of_every_hotline(tmp_path: Any, migrated_database_url: str) -> None:
    other = own_hotline(
        tmp_path,
        ("key: ppatk", "key: kaltim"),
        ("name: Call Center PPATK", "name: Pusat Panggilan Kaltim"),
        ("+622150001000", "+62541000000"),
        name="kaltim.yaml",
    )
    with world_at(
        "2026-11-23 09:00", migrated_database_url, tmp_path, hotlines=(own_hotline(tmp_path), other)
    ) as world:
        world.officer("dewi", "", DEWI, role=Role.ADMIN)
        world.officer("maya", "", "+6281200000100", role=Role.COORDINATOR)
        dewi, maya = signed_in(world, "dewi"), signed_in(world, "maya")
        dewi.posts("/people/new", **typed(hotline="kaltim"))
        maya.posts("/people/new", **typed(nama="Sari", email="sari@kantor.example", hotline="kaltim"))

        assert (row(world, "andi")["hotline"], row(world, "sari")["hotline"]) == ("kaltim", "ppatk")
        assert "kaltim" in text_of(dewi.gets("/people"))
        dewi.gets("/people?q=andi")
        dewi.gets("/people?q=nobody")
        dewi.gets("/people.csv")
        saves(dewi, "andi", hotline="ppatk", nama="Andi")
        saves(dewi, "andi", hotline="kaltim", nama="Andi")
        assert noted_of(world, "kaltim") == [
            f"added person:{id_of(world, 'andi')}",
            "opened people",
            "searched people",
            "exported people 1 orang",
            f"changed person:{id_of(world, 'andi')} hotline",
            f"changed person:{id_of(world, 'andi')} hotline",
        ], "each hotline's coordinator reads what was done with its people, and of no others"
        assert noted_of(world, "ppatk")[1:4] == ["opened people", "searched people", "exported people 3 orang"]
        both = "Direktorat Pelaporan (Call Center PPATK) / Direktorat Pelaporan (Pusat Panggilan Kaltim)"
        assert both in text_of(dewi.gets("/people/new"))
        assert "andi@kantor.example" not in maya.gets("/people").text
        assert maya.gets(f"/people/{id_of(world, 'andi')}").status_code == 404


def test_two_administrators_who_deactivate_each_other_leave_one(world: World, dewi: Visitor) -> None:
    world.officer("hadi", "", "+6281200000105", role=Role.ADMIN)
    hadi, ready = signed_in(world, "hadi"), Barrier(2)

    def deactivates(visitor: Visitor, name: str) -> None:
        token = visitor.token()
        ready.wait(10)
        visitor.posts(f"/people/{id_of(world, name)}/deactivate", csrf=False, csrf_token=token)

    with ThreadPoolExecutor(2) as both:
        for done in (both.submit(deactivates, dewi, "hadi"), both.submit(deactivates, hadi, "dewi")):
            done.result()

    assert sorted(row(world, name)["is_active"] for name in ("dewi", "hadi")) == [False, True]
