"""People: the list, somebody new, changes and their journal, invitations, and a file that the import reads."""

import re
from typing import Any

import pytest

from ivr.store.door_tables import credentials
from tests.calls.world import World
from tests.web.people_pages import (
    ANDI,
    ON_SQLITE,
    SARI,
    all_lines,
    coordinator,
    id_of,
    lines,
    row,
    saves,
    text_of,
    typed,
)
from tests.web.visitor import Visitor


@pytest.fixture
def maya(world: World) -> Visitor:
    return coordinator(world)


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
def test_the_list_says_who_was_invited_and_who_has_a_password(world: World, maya: Visitor) -> None:
    maya.posts(f"/people/{id_of(world, 'andi')}/invite")
    assert "diundang, berlaku sampai Senin, 30 November 2026 pukul 09.00" in text_of(maya.gets("/people"))

    with world.office.database.writing() as connection:
        made = {"person_id": id_of(world, "andi"), "password_hash": "x", "set_at": world.office.clock()}
        connection.execute(credentials.insert(), made)
    assert "punya kata sandi, belum pernah masuk" in text_of(maya.gets("/people"))
