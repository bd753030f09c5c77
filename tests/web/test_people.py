"""The page of people: who may change whom, what is refused, what happens at once, and what is never lost."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa

from ivr.domain.form import Form
from ivr.domain.links import Purpose
from ivr.domain.people import Role
from ivr.store.door_tables import credentials, journal, links, sessions
from ivr.store.duty_board import person_of
from ivr.store.forms import save_form
from ivr.store.people import Member
from ivr.store.tables import attempts, calls, people
from ivr.workflows.signed_links import make_link
from tests.calls.world import World, own_hotline, wib, world_at
from tests.web.letter_box import letters
from tests.web.visitor import Visitor, signed_in

ANDI, SARI, DEWI = "+6281200000101", "+6281200000102", "+6281200000103"
ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
NINE = wib("2026-11-23 09:00")
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def maya(world: World) -> Visitor:
    """The coordinator, signed in; andi is an officer of pelaporan on duty today."""
    world.officer("maya", "", "+6281200000100", role=Role.COORDINATOR)
    world.on_duty("andi", "pelaporan", ANDI)
    return signed_in(world, "maya")


@pytest.fixture
def dewi(world: World) -> Visitor:
    """The administrator, signed in."""
    world.officer("dewi", "", DEWI, role=Role.ADMIN)
    return signed_in(world, "dewi")


def row(world: World, name: str) -> Any:
    with world.office.database.reading() as connection:
        found = sa.select(people).where(people.c.email == f"{name}@kantor.example")
        return connection.execute(found).mappings().one_or_none()


def id_of(world: World, name: str) -> int:
    return int(row(world, name)["id"])


def mark(world: World, name: str) -> str:
    found = row(world, name)
    return Member(found["hotline"], person_of(found)).mark


def lines(world: World) -> list[str]:
    """What the journal says about people, without who came and went, and which pages they saw on their way."""
    return [line for line in all_lines(world) if not line.startswith(("signed", "opened"))]


def noted_of(world: World, hotline: str) -> list[str]:
    """What the journal of a hotline says about people, but for which pages of theirs were opened."""
    with world.office.database.reading() as connection:
        about = sa.select(journal).where(journal.c.subject.like("pe%"), journal.c.hotline == hotline)
        found = connection.execute(about.order_by(journal.c.id))
        told = [f"{one.action} {one.subject} {one.detail}".strip() for one in found]
    return [one for one in told if not one.startswith("opened person")]


def all_lines(world: World) -> list[str]:
    """Everything that the journal says about people."""
    with world.office.database.reading() as connection:
        about = sa.select(journal).where(journal.c.subject.like("pe%"))
        found = connection.execute(about.order_by(journal.c.id))
        return [f"{one.action} {one.subject} {one.detail}".strip() for one in found]


def typed(**changes: Any) -> dict[str, Any]:
    """Andi as the form has him."""
    fields = {"nama": "Andi", "email": "andi@kantor.example", "telepon": ANDI, "peran": "petugas", "unit": "pelaporan"}
    return fields | changes


def saves(visitor: Visitor, name: str, **changes: Any) -> Any:
    world = visitor.world
    return visitor.posts(f"/people/{id_of(world, name)}", base=mark(world, name), **typed(**changes))


def text_of(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def test_the_list_says_who_serves_and_how_they_come_in(world: World, maya: Visitor) -> None:
    world.officer("sari", "pti", SARI, active=False)

    shown = text_of(maya.gets("/people"))

    assert "Andi petugas Direktorat Pelaporan 0812-0000-0101 andi@kantor.example aktif belum diundang" in shown
    assert "masuk terakhir Senin, 23 November 2026 pukul 09.00" in shown
    assert "Sari petugas Pusat Teknologi Informasi 0812-0000-0102 sari@kantor.example tidak aktif" in shown


@ON_SQLITE
def test_somebody_is_found_by_a_part_of_the_name_and_the_search_is_in_the_journal(world: World, maya: Visitor) -> None:
    found, nobody = maya.gets("/people?q=and"), maya.gets("/people?q=%25")

    assert "Andi" in text_of(found)
    assert "maya@kantor.example" not in found.text
    assert "Tidak ada orang yang cocok dengan %" in text_of(nobody)
    assert lines(world) == ["searched people", "searched people"]


def test_who_looks_at_the_people_is_in_the_journal(world: World, maya: Visitor) -> None:
    andi = f"/people/{id_of(world, 'andi')}"
    for path in ("/people", andi, andi, f"{andi}/test-call"):
        assert maya.gets(path).status_code == 200

    assert all_lines(world) == ["opened people", f"opened person:{id_of(world, 'andi')}"]


def test_a_new_person_is_added_and_invited_without_the_link_being_shown(world: World, maya: Visitor) -> None:
    added = maya.posts(
        "/people/new",
        **typed(nama="Sari Dewanti", email="SARI@kantor.example", telepon="0812-0000-0102", peran=["petugas", "ketua"]),
    )
    invited = maya.posts(f"/people/{id_of(world, 'sari')}/invite")

    assert "Sari Dewanti ditambahkan." in text_of(added)
    assert (row(world, "sari")["phone"], row(world, "sari")["roles"]) == ("+6281200000102", "ketua|petugas")
    assert (
        "Undangan dikirim ke sari@kantor.example, berlaku sampai Senin, 30 November 2026 pukul 09.00 WIB."
        in text_of(invited)
    )
    assert "/links/" not in invited.text
    assert "Undang lagi" in invited.text
    assert lines(world) == [
        f"added person:{id_of(world, 'sari')}",
        f"sent person:{id_of(world, 'sari')} undangan masuk",
    ]


@ON_SQLITE
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"nama": "  "}, "Kosong; isi nama orangnya."),
        ({"nama": "x" * 10_000}, "Lebih panjang dari 2000 huruf; pendekkan."),
        ({"nama": "An\x00di"}, "Memuat karakter kendali; ketik ulang nilainya."),
        ({"email": "andi"}, "'andi' bukan alamat e-mail; tulis misalnya nama@kantor.go.id."),
        (
            {"email": "maya@kantor.example"},
            "Maya@kantor.example sudah dipakai orang lain; satu alamat untuk satu orang.",
        ),
        ({"telepon": ""}, "Kosong, padahal wajib untuk petugas; isi misalnya 0812-3456-7890."),
        ({"telepon": "0900-1234"}, "Nomor '0900-1234' "),
        ({"unit": []}, "Wajib untuk petugas; isi operator, pelaporan, pti, humas."),
        ({"unit": "humass"}, "'humass' tidak dikenal; maksud Anda 'humas'?"),
        ({"peran": []}, "Kosong; isi petugas, operator, koordinator, ketua, admin; beberapa peran dengan |."),
        ({"peran": "bos"}, "'bos' tidak dikenal; yang dikenal: petugas, operator, koordinator, ketua, admin."),
    ],
)
def test_what_the_file_refuses_the_page_refuses_in_the_same_words(
    world: World, maya: Visitor, changes: dict[str, Any], told: str
) -> None:
    before = row(world, "andi")

    answer = saves(maya, "andi", **({"nama": "Andi Baru"} | changes))

    assert answer.status_code == 422
    assert told.lower() in text_of(answer).lower()
    if "nama" not in changes:
        assert 'value="Andi Baru"' in answer.text, "what was typed stays"
    assert row(world, "andi") == before
    assert lines(world) == []


@ON_SQLITE
def test_what_was_pasted_from_a_messenger_is_taken_without_its_unseen_marks(world: World, maya: Visitor) -> None:
    pasted = {"nama": "Andi\u00a0Wija\u00adya", "email": "andi.w@kantor.example\u200b"}

    answer = saves(maya, "andi", **pasted, telepon="\u202a+62 812\u20110000\u20110199\u202c")

    assert "Tersimpan: nama, email, telepon." in text_of(answer)
    assert (row(world, "andi.w")["name"], row(world, "andi.w")["phone"]) == ("Andi Wijaya", "+6281200000199")


@ON_SQLITE
def test_changes_are_in_the_journal_by_field_and_never_by_value(world: World, maya: Visitor) -> None:
    answer = saves(maya, "andi", nama="Andi Wijaya", telepon="0812-0000-0199", unit=["pelaporan", "pti"])
    again = saves(maya, "andi", nama="Andi Wijaya", telepon="0812-0000-0199", unit=["pelaporan", "pti"])

    assert "Tersimpan: nama, telepon, unit." in text_of(answer)
    assert "Tidak ada yang berubah." in text_of(again)
    assert lines(world) == [f"changed person:{id_of(world, 'andi')} nama, telepon, unit"]


def test_two_editors_lose_nothing(world: World, maya: Visitor) -> None:
    page = maya.gets(f"/people/{id_of(world, 'andi')}").text
    base = re.search(r'name="base" value="(\w+)"', page)
    assert base is not None
    saves(maya, "andi", nama="Andi Wijaya")

    late = maya.posts(f"/people/{id_of(world, 'andi')}", base=base[1], **typed(telepon="0812-0000-0199"))

    assert late.status_code == 409
    assert "orang lain baru saja mengubah data ini" in text_of(late)
    assert "Tersimpan sekarang: Andi Wijaya" in text_of(late)
    assert 'value="0812-0000-0199"' in late.text, "what was typed stays"
    assert (row(world, "andi")["name"], row(world, "andi")["phone"]) == ("Andi Wijaya", ANDI)

    newer = re.search(r'name="base" value="(\w+)"', late.text)
    assert newer is not None
    maya.posts(f"/people/{id_of(world, 'andi')}", base=newer[1], **typed(nama="Andi Wijaya", telepon="0812-0000-0199"))
    assert (row(world, "andi")["name"], row(world, "andi")["phone"]) == ("Andi Wijaya", "+6281200000199")


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
def test_a_coordinator_makes_no_equal_an_officer(world: World, maya: Visitor, dewi: Visitor) -> None:
    world.officer("sari", "pti", SARI, role=Role.COORDINATOR)
    demoted = {"nama": "Sari", "email": "sari@kantor.example", "telepon": SARI, "unit": "pti", "peran": "petugas"}

    refused = saves(maya, "sari", **demoted)

    assert refused.status_code == 403
    assert "Peran koordinator hanya dapat dicabut oleh administrator." in text_of(refused)
    assert saves(dewi, "sari", **demoted | {"email": "sari.d@kantor.example"}).status_code == 200
    assert row(world, "sari.d")["roles"] == "petugas", "an administrator may"


@ON_SQLITE
def test_a_coordinator_changes_the_own_email(world: World, maya: Visitor) -> None:
    mine = {"nama": "Maya", "telepon": "", "unit": "", "peran": "koordinator"}

    assert saves(maya, "maya", **mine | {"email": "maya.s@kantor.example"}).status_code == 200

    assert "pukul 09.00 WIB oleh Anda sendiri." in letters(world, "maya")[0].text


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
def test_the_people_as_a_file_that_the_import_reads(world: World, maya: Visitor) -> None:
    world.officer("sari", "pti|humas", "+622150001000", extension="12", active=False)
    saves(maya, "andi", nama="=1+1")

    answer = maya.gets("/people.csv")

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "nama,peran,unit,telepon,email,hotline,aktif",
        "'=1+1,petugas,pelaporan,+6281200000101,andi@kantor.example,ppatk,ya",
        "Maya,koordinator,,+6281200000100,maya@kantor.example,ppatk,ya",
        "Sari,petugas,pti|humas,+622150001000;ext=12,sari@kantor.example,ppatk,tidak",
    ]
    assert lines(world)[-1] == "exported people 3 orang"


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


@ON_SQLITE
def test_the_list_says_who_was_invited_and_who_has_a_password(world: World, maya: Visitor) -> None:
    maya.posts(f"/people/{id_of(world, 'andi')}/invite")
    assert "diundang, berlaku sampai Senin, 30 November 2026 pukul 09.00" in text_of(maya.gets("/people"))

    with world.office.database.writing() as connection:
        made = {"person_id": id_of(world, "andi"), "password_hash": "x", "set_at": world.office.clock()}
        connection.execute(credentials.insert(), made)
    assert "punya kata sandi, belum pernah masuk" in text_of(maya.gets("/people"))


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
