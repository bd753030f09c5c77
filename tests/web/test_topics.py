"""Topics and FAQ: read by who works with them, edited by the unit, and nothing lost when two edit at once."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa

from ivr.domain.people import Role
from ivr.store.desk_tables import topics
from ivr.store.door_tables import journal
from ivr.store.tables import attempts, forms
from ivr.store.topics import faqs_of, topics_of
from tests.calls.world import World, own_hotline, world_at
from tests.web.visitor import Visitor, signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
EVIL = "<script>alert(1)</script>"
OF_FILE = (
    "Teknis aplikasi pelaporan",
    "Permasalahan jaringan",
    "Pertanyaan lain sesuai tugas dan fungsi Pusat Teknologi Informasi",
)


@pytest.fixture
def sari(world: World) -> Visitor:
    """An officer of PTI, signed in."""
    world.officer("sari", "pti", "+6281200000102")
    return signed_in(world, "sari")


def listed(world: World, unit: str = "pti") -> tuple[str, ...]:
    with world.office.database.reading() as connection:
        return topics_of(connection, world.office.hotlines.first, unit)


def answered(world: World, unit: str = "pti") -> list[tuple[str, str]]:
    with world.office.database.reading() as connection:
        return [(faq.question, faq.answer) for faq in faqs_of(connection, world.office.hotlines.first, unit)]


def lines(world: World) -> list[str]:
    with world.office.database.reading() as connection:
        found = connection.execute(sa.select(journal).where(journal.c.action == "changed").order_by(journal.c.id))
        return [f"{one.subject} {one.unit} {one.detail}" for one in found]


def version(visitor: Visitor, listing: str, unit: str = "pti") -> str:
    page = visitor.gets(f"/topics/{unit}").text
    part = page[page.index(f'id="{listing}"') :]
    found = re.search(r'name="version" value="(\w+)"', part)
    assert found is not None
    return found[1]


def does(visitor: Visitor, do: str, *, listing: str = "topics", unit: str = "pti", **fields: Any) -> Any:
    """What a form of the page sends."""
    fields = {"version": version(visitor, listing, unit)} | fields
    return visitor.posts(f"/topics/{unit}/{listing}", do=do, **fields)


def text_of(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def test_the_first_change_takes_over_the_file_and_then_the_database_wins(world: World, sari: Visitor) -> None:
    assert listed(world) == OF_FILE

    added = does(sari, "add", name="  Akun   terkunci ")
    does(sari, "up", place=3)
    does(sari, "up", place=2)
    does(sari, "down", place=1)
    does(sari, "change", place=0, name="Aplikasi pelaporan")
    does(sari, "remove", place=1)

    assert "Ditambahkan." in text_of(added)
    assert listed(world) == ("Aplikasi pelaporan", "Akun terkunci", OF_FILE[2])
    assert lines(world) == [
        "topics:pti pti tambah topik",
        "topics:pti pti pindah topik",
        "topics:pti pti pindah topik",
        "topics:pti pti pindah topik",
        "topics:pti pti ubah topik",
        "topics:pti pti hapus topik",
    ]
    assert listed(world, "humas")[0] == "Pertanyaan terkait Kehumasan", "other units still have the file's"


@ON_SQLITE
def test_a_list_that_was_emptied_stays_empty(world: World, sari: Visitor) -> None:
    for _ in OF_FILE:
        does(sari, "remove", place=0)

    assert listed(world) == ()
    assert "Belum ada topik." in text_of(sari.gets("/topics/pti"))
    with world.office.database.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(topics)).scalar_one() == 3


def test_the_faq_is_edited_the_same_way(world: World, sari: Visitor) -> None:
    before = answered(world)
    does(sari, "add", listing="faq", question="Kapan aplikasi dipelihara?", answer="Sabtu.\r\n\r\nLihat pengumuman. ")
    does(sari, "up", listing="faq", place=2)
    does(sari, "change", listing="faq", place=0, question=before[0][0], answer="Mulai ulang peramban.")
    does(sari, "remove", listing="faq", place=2)

    assert answered(world) == [
        (before[0][0], "Mulai ulang peramban."),
        ("Kapan aplikasi dipelihara?", "Sabtu.\n\nLihat pengumuman."),
    ]
    assert lines(world)[0] == "faq:pti pti tambah FAQ"


@ON_SQLITE
def test_an_answer_pasted_from_a_letter_is_taken_with_plain_blanks(world: World, sari: Visitor) -> None:
    pasted = "Langkah:\r\n1.\tBuka\u00a0aplikasi\u200b.\x0b2.\u2003Mas\u00aduk. 😀"

    answer = does(sari, "add", listing="faq", question="Bagaimana\u00a0masuk\ufeff?", answer=pasted)

    assert answer.status_code == 200
    assert answered(world)[-1] == ("Bagaimana masuk?", "Langkah:\n1. Buka aplikasi.\n2. Masuk. 😀")


@ON_SQLITE
def test_the_faq_is_searched_and_typos_are_forgiven(world: World, sari: Visitor) -> None:
    found = text_of(sari.gets("/topics/pti?q=kata+sndi"))

    assert "Lupa kata sandi aplikasi pelaporan" in found
    assert "Aplikasi pelaporan tidak dapat dibuka" not in found
    assert "Tidak ada tanya jawab yang cocok" in text_of(sari.gets("/topics/pti?q=zzzzzzzz"))

    does(sari, "change", listing="faq", place=1, question="Lupa sandi", answer="Minta tautan baru.")
    assert answered(world)[1] == ("Lupa sandi", "Minta tautan baru."), "the place is that of the whole list"


@ON_SQLITE
@pytest.mark.parametrize(
    ("listing", "fields", "told"),
    [
        ("topics", {"name": " "}, "Topik masih kosong. Isi dahulu."),
        ("topics", {"name": "x" * 10_000}, "Topik berisi 10000 huruf; paling banyak 200. Ringkaslah."),
        ("topics", {"name": "a\x00b"}, "Topik memuat karakter kendali. Ketik ulang teksnya."),
        ("topics", {"name": "PERMASALAHAN  jaringan"}, "Sudah ada dalam daftar: Permasalahan jaringan."),
        ("faq", {"question": "x" * 401, "answer": "y"}, "Pertanyaan berisi 401 huruf; paling banyak 400. Ringkaslah."),
        ("faq", {"question": "Apa?", "answer": "\n "}, "Jawaban masih kosong. Isi dahulu."),
        ("faq", {"question": "Apa?", "answer": "y" * 10_000}, "Jawaban berisi 10000 huruf; paling banyak 4000."),
        (
            "faq",
            {"question": "lupa KATA sandi aplikasi pelaporan", "answer": "y"},
            "Sudah ada dalam daftar: Lupa kata sandi aplikasi pelaporan.",
        ),
    ],
)
@pytest.mark.parametrize("do", ["add", "change"])
def test_what_is_no_entry_is_refused_in_words_and_what_was_typed_stays(
    world: World, sari: Visitor, listing: str, fields: dict[str, str], told: str, do: str
) -> None:
    before = listed(world), answered(world)

    answer = does(sari, do, listing=listing, place=0, **fields)

    assert answer.status_code == 422
    assert told in text_of(answer)
    assert max(fields.values(), key=len).strip() in unescape(answer.text)
    assert 'aria-invalid="true"' in answer.text
    assert (listed(world), answered(world)) == before
    assert lines(world) == []


@ON_SQLITE
def test_an_entry_may_be_worded_in_another_case(world: World, sari: Visitor) -> None:
    does(sari, "change", place=1, name="PERMASALAHAN JARINGAN")

    assert listed(world)[1] == "PERMASALAHAN JARINGAN"


def test_two_editors_see_the_newest_list_and_what_they_typed(world: World, sari: Visitor) -> None:
    world.officer("budi", "pti", "+6281200000103", role=Role.LEADER)
    budi = signed_in(world, "budi")
    old_topics, old_faq = version(budi, "topics"), version(budi, "faq")
    does(sari, "remove", place=0)
    does(sari, "add", listing="faq", question="Baru?", answer="Ya.")

    changed = does(budi, "change", version=old_topics, place=1, was=OF_FILE[1], name="Jaringan kantor")
    gone = does(budi, "change", version=old_topics, place=0, was=OF_FILE[0], name="Aplikasi apa saja")
    added = does(budi, "add", listing="faq", version=old_faq, question="Lain?", answer="Tidak.")
    removed = does(budi, "remove", version=old_topics, place=0, was=OF_FILE[0])

    assert [one.status_code for one in (changed, gone, added, removed)] == [409] * 4
    assert listed(world) == OF_FILE[1:]
    for answer, typed in ((changed, "Jaringan kantor"), (gone, "Aplikasi apa saja"), (added, "Lain?")):
        assert "daftar ini baru saja diubah orang lain" in text_of(answer)
        assert f'value="{typed}"' in answer.text
    assert "<details open>" in changed.text, "beside the entry it was meant for"
    assert "<details open>" not in gone.text, "as a new one"
    assert ">\nTidak.</textarea>" in added.text
    assert OF_FILE[0] not in text_of(removed)

    newest = re.search(r'name="version" value="(\w+)"', changed.text)
    assert newest is not None
    does(budi, "change", version=newest[1], place=0, name="Jaringan kantor")
    assert listed(world) == ("Jaringan kantor", OF_FILE[2])


@ON_SQLITE
def test_who_may_read_and_edit_what(world: World, sari: Visitor) -> None:
    world.operator("rina", "+6281200000104")
    world.officer("maya", "", "+6281200000100", role=Role.COORDINATOR)
    rina, maya = signed_in(world, "rina"), signed_in(world, "maya")

    assert sari.gets("/topics").url == f"{world.url}/topics/pti", "the only one of theirs"
    assert rina.gets("/topics/operator").status_code == 200
    assert [unit for unit in ("Operator", "Humas", "Pelaporan") if unit in text_of(maya.gets("/topics"))] == [
        "Operator",
        "Humas",
        "Pelaporan",
    ]
    for visitor, unit in ((sari, "humas"), (rina, "pti"), (maya, "tiada"), (sari, "tiada")):
        assert visitor.gets(f"/topics/{unit}").status_code == 404
        for listing in ("topics", "faq"):
            assert visitor.posts(f"/topics/{unit}/{listing}", do="remove", place=0).status_code == 404
    does(maya, "add", unit="humas", name="Kunjungan")
    assert listed(world, "humas")[-1] == "Kunjungan"


@ON_SQLITE
def test_hand_made_forms_do_nothing(world: World, sari: Visitor) -> None:
    assert sari.posts("/topics/pti/topics", csrf=False, do="remove", place=0).status_code == 400
    for fields in (
        {},
        {"do": "burn", "place": 0},
        {"do": "remove"},
        {"do": "up", "place": "-1"},
        {"do": "up", "place": "²"},
    ):
        assert does(sari, **({"do": ""} | fields)).status_code == 400
    for place in (3, 99_999):
        assert does(sari, "remove", place=place).status_code == 409
    assert sari.posts("/topics/pti/topics", do="remove", place=0, hotline="lain").status_code == 404
    does(sari, "up", place=0)
    does(sari, "down", place=2)
    assert listed(world) == OF_FILE


@ON_SQLITE
def test_topics_and_answers_are_words_and_no_program(world: World, sari: Visitor) -> None:
    does(sari, "add", name=EVIL)
    does(sari, "add", listing="faq", question=EVIL, answer=f"{EVIL}</textarea>")

    shown = sari.gets("/topics/pti").text

    assert EVIL not in shown
    assert shown.count("</textarea>") == 4, "three answers and an empty one"
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


@ON_SQLITE
def test_an_administrator_edits_the_units_of_every_hotline(tmp_path: Any, migrated_database_url: str) -> None:
    other = own_hotline(tmp_path, ("key: ppatk", "key: kaltim"), ("+622150001000", "+62541000000"), name="kaltim.yaml")
    with world_at(
        "2026-11-23 09:00", migrated_database_url, tmp_path, hotlines=(own_hotline(tmp_path), other)
    ) as world:
        world.officer("dewi", "", "+6281200000103", role=Role.ADMIN)
        world.officer("sari", "pti", "+6281200000102")
        dewi, sari = signed_in(world, "dewi"), signed_in(world, "sari")

        page = dewi.gets("/topics/pti?hotline=kaltim").text
        answer = does(dewi, "add", hotline="kaltim", name="Hanya di Kaltim")

        assert 'name="hotline" value="kaltim"' in page
        assert "/topics/pti?hotline=kaltim" in answer.url
        with world.office.database.reading() as connection:
            assert topics_of(connection, world.office.hotlines.by_key["kaltim"], "pti")[-1] == "Hanya di Kaltim"
        assert listed(world) == OF_FILE
        assert sari.gets("/topics/pti?hotline=kaltim").status_code == 404


def test_of_two_first_changes_at_the_same_moment_one_is_asked_to_look_again(world: World, sari: Visitor) -> None:
    world.officer("budi", "pti", "+6281200000103", role=Role.LEADER)
    budi = signed_in(world, "budi")
    old, ready = version(sari, "topics"), Barrier(2)

    def adds(visitor: Visitor, name: str) -> int:
        ready.wait(10)
        return int(does(visitor, "add", version=old, name=name).status_code)

    with ThreadPoolExecutor(2) as both:
        codes = [each.result() for each in (both.submit(adds, sari, "Satu"), both.submit(adds, budi, "Dua"))]

    assert sorted(codes) == [200, 409]
    assert listed(world) in ((*OF_FILE, "Satu"), (*OF_FILE, "Dua"))


@ON_SQLITE
def test_a_renamed_topic_leaves_the_forms_as_they_were_filled(world: World, sari: Visitor) -> None:
    world.rosters("sari", "pti")
    officer = world.network.telephone("+6281200000102")
    budi = world.dials()
    budi.presses("2")
    officer.answers().presses("1").talks(5).hangs_up()
    budi.hangs_up().ends()
    with world.office.database.writing() as connection:
        attempt = connection.execute(sa.select(attempts.c.id)).scalar_one()
        filled = {"attempt_id": attempt, "topic": OF_FILE[1], "filled_by": world._ids["sari"]}
        connection.execute(forms.insert(), filled | {"filled_at": world.office.clock()})

    does(sari, "change", place=1, name="Jaringan kantor")

    assert [one["form"]["topic"] for one in world.records()] == [OF_FILE[1]]
