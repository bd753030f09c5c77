"""Another e-mail address for somebody: who may give it, what goes on, what is withdrawn, and who is told."""

from typing import Any

import pytest
import sqlalchemy as sa

from ivr.domain.form import Form
from ivr.domain.links import Purpose
from ivr.domain.people import Role
from ivr.store.door_tables import links
from ivr.store.forms import save_form
from ivr.store.tables import attempts, calls
from ivr.workflows.signed_links import make_link
from tests.calls.world import World, wib
from tests.web.letter_box import letters
from tests.web.people_pages import ANDI, ON_SQLITE, SARI, administrator, coordinator, id_of, row, saves, text_of
from tests.web.visitor import Visitor, signed_in

NINE = wib("2026-11-23 09:00")


@pytest.fixture
def maya(world: World) -> Visitor:
    return coordinator(world)


@pytest.fixture
def dewi(world: World) -> Visitor:
    return administrator(world)


def test_another_email_keeps_the_session_and_withdraws_what_was_mailed_to_the_old_one(
    world: World, maya: Visitor, dewi: Visitor
) -> None:
    andi = signed_in(world, "andi")
    maya.posts(f"/people/{id_of(world, 'andi')}/invite")
    with world.office.database.writing() as connection:
        for purpose in Purpose:
            make_link(connection, world.office, purpose=purpose, person_id=id_of(world, "andi"), now=NINE)

    saves(dewi, "andi", email="andi.w@kantor.example")

    assert andi.gets("/account").status_code == 200
    assert "andi.w@kantor.example" in andi.gets("/account").text
    with world.office.database.reading() as connection:
        open_links = sa.select(sa.func.count()).select_from(links).where(links.c.used_at.is_(None))
        assert connection.execute(open_links).scalar_one() == 0


@ON_SQLITE
def test_a_form_link_in_the_old_letter_box_opens_nothing_and_the_next_one_goes_to_the_new(
    world: World, maya: Visitor
) -> None:
    with world.office.database.writing() as connection:
        url = make_link(
            connection, world.office, purpose=Purpose.FORM, person_id=id_of(world, "andi"), subject="form:1", now=NINE
        )
    saves(maya, "andi", email="andi.w@kantor.example")
    stranger, link = Visitor(world), url.removeprefix(world.url)

    shown = stranger.gets(link)
    stranger.posts(f"{link}/again")

    assert shown.status_code == 410
    assert "Tautan baru dikirim ke alamat e-mail Anda yang tercatat." in text_of(shown)
    assert [len(letters(world, name)) for name in ("andi", "andi.w")] == [1, 1]


def test_the_old_address_is_told_of_another_email(world: World, maya: Visitor) -> None:
    saves(maya, "andi", email="andi.w@kantor.example")

    (told,) = letters(world, "andi")
    assert told.subject == "Alamat e-mail Anda diganti - Piket Call Center PPATK"
    assert told.text == (
        "Yth. Andi,\n\n"
        "Alamat e-mail akun Anda pada Call Center PPATK diganti pada Senin, 23 November 2026 pukul 09.00 WIB oleh "
        "Maya. Surat dari Piket tidak dikirim lagi ke alamat ini, dan tautan yang pernah dikirim ke sini tidak "
        "berlaku lagi.\n\n"
        "Bila Anda mengetahuinya, tidak ada yang perlu dilakukan.\n\n"
        "Bila tidak, segera beri tahu administrator Piket: orang lain mungkin sedang mengambil alih akun Anda.\n"
    )
    assert letters(world, "andi.w") == []


@ON_SQLITE
@pytest.mark.parametrize(("role", "word"), [(Role.COORDINATOR, "koordinator"), (Role.LEADER, "ketua")])
def test_a_coordinator_takes_no_equal_over_by_their_email(world: World, maya: Visitor, role: Role, word: str) -> None:
    world.officer("sari", "pti", SARI, role=role)
    before = row(world, "sari")
    whole = {"nama": "Sari", "email": "sari@kantor.example", "telepon": SARI, "unit": "pti", "peran": word}

    refused = saves(maya, "sari", **whole | {"email": "maya.lain@kantor.example"})
    renamed = saves(maya, "sari", **whole | {"nama": "Sari Dewanti"})

    assert refused.status_code == 403
    assert "Alamat e-mail koordinator dan ketua hanya dapat diganti oleh administrator." in text_of(refused)
    assert 'value="maya.lain@kantor.example"' in refused.text, "what was typed stays"
    assert renamed.status_code == 200
    assert row(world, "sari") == dict(before) | {"name": "Sari Dewanti"}


def test_a_coordinator_takes_no_officer_over_who_came_in_before(world: World, maya: Visitor, dewi: Visitor) -> None:
    signed_in(world, "andi")
    before = row(world, "andi")

    shown = maya.gets(f"/people/{id_of(world, 'andi')}")
    refused = saves(maya, "andi", email="maya.lain@kantor.example")
    same = saves(maya, "andi", email="ANDI@kantor.example", telepon="0812-0000-0199")

    assert "masuk dengan alamat ini; hanya administrator yang dapat menggantinya" in text_of(shown)
    assert refused.status_code == 403
    assert (
        "Andi sudah memakai alamat e-mail ini. Penggantiannya hanya oleh administrator, karena siapa yang menerima "
        "suratnya dapat masuk atas nama Andi."
    ) in text_of(refused)
    assert 'value="maya.lain@kantor.example"' in refused.text, "what was typed stays"
    assert same.status_code == 200
    assert row(world, "andi") == dict(before) | {"phone": "+6281200000199"}
    assert letters(world, "andi") == []
    assert saves(dewi, "andi", email="andi.w@kantor.example").status_code == 200, "an administrator may"


@ON_SQLITE
def test_a_coordinator_takes_nobody_over_who_writes_forms_without_a_password(world: World, maya: Visitor) -> None:
    with world.office.database.writing() as connection:
        row_of_call: dict[str, Any] = {
            "sid": "CA1",
            "hotline": "ppatk",
            "direction": "inbound",
            "from_number": "+6281300000001",
        }
        row_of_call |= {"to_number": "+622150001000", "arrived_at": NINE, "admission": "open", "last_event_at": NINE}
        connection.execute(calls.insert().values(row_of_call | {"turn": 3, "phase": "goodbye", "unit": "pelaporan"}))
        rang: dict[str, Any] = {
            "call_id": 1,
            "turn": 2,
            "person_id": id_of(world, "andi"),
            "phone": ANDI,
            "unit": "pelaporan",
        }
        connection.execute(attempts.insert().values(rang | {"started_at": NINE, "outcome": "accepted"}))
        save_form(connection, Form(name="Joko"), attempt_id=1, filled_by=id_of(world, "andi"), at=NINE)

    assert saves(maya, "andi", email="maya.lain@kantor.example").status_code == 403


@ON_SQLITE
def test_a_coordinator_changes_the_own_email(world: World, maya: Visitor) -> None:
    mine = {"nama": "Maya", "telepon": "", "unit": "", "peran": "koordinator"}

    assert saves(maya, "maya", **mine | {"email": "maya.s@kantor.example"}).status_code == 200

    assert "pukul 09.00 WIB oleh Anda sendiri." in letters(world, "maya")[0].text
