"""Questions for somebody else: sent on by mail to a named contact, or handed over to another unit."""

import re

import pytest
import sqlalchemy as sa

from ivr.domain.form import Form
from ivr.domain.people import Role
from ivr.store.desk_tables import handovers, referrals
from ivr.store.tables import outbox
from tests.calls.letters import letters
from tests.calls.letters import text_of as words_of
from tests.calls.world import World, own_hotline, world_at
from tests.web.form_sheet import at_once, change, noted_of, stored
from tests.web.served import fills, morning, text_of
from tests.web.visitor import signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
ASKED = Form("Bapak Budi", "PT Contoh", "0813-0000-0001", "Registrasi GRIPS", "Lupa sandi\nGRIPS", "")


@pytest.fixture
def served(world: World) -> World:
    """Andi's form is filled."""
    fills(morning(world), 1, ASKED)
    return world


def rows(world: World, table: sa.Table) -> list[sa.Row[tuple[object, ...]]]:
    """What is on record."""
    with world.office.database.reading() as connection:
        return list(connection.execute(sa.select(table).order_by(table.c.id)))


def test_a_question_is_sent_on_as_it_was_previewed(served: World) -> None:
    andi = signed_in(served, "andi")

    preview = andi.gets("/forms/1/refer/dat").text
    after = andi.posts("/forms/1/refer/dat", edition="1")

    (letter,) = letters(served)
    assert letter["To"] == "PIC DAT <pic.dat@contoh.example>"
    assert letter["Subject"] == "Pertanyaan untuk PIC DAT dari Call Center PPATK (panggilan 1)"
    assert words_of(letter) == (
        "Yth. PIC DAT,\n\n"
        "Andi (Direktorat Pelaporan) menerima pertanyaan pada Senin, 23 November 2026 pukul 09.00 WIB yang menjadi "
        "tugas dan kewenangan Saudara. Mohon ditindaklanjuti.\n\n"
        "Nama penelepon: Bapak Budi\nInstansi: PT Contoh\nKontak: 0813-0000-0001\nTopik: Registrasi GRIPS\n\n"
        "Pertanyaan atau masalah:\n\n> Lupa sandi\n> GRIPS\n\n"
        "Jawaban dan pertanyaan lanjutan dapat dikirim kepada Andi, andi@kantor.example, dengan menyebut panggilan 1. "
        "Surat ini dikirim oleh sistem dan tidak perlu dibalas.\n"
    )
    for line in words_of(letter).split("\n\n"):
        assert text_of(line) in text_of(preview).replace("&gt;", ">")
    said = text_of(after.text)
    assert "Diteruskan ke PIC DAT oleh Andi, Senin, 23 November 2026 pukul 09.03 menunggu dikirim" in said
    assert "Keterangan: Diteruskan ke PIC DAT" in said
    assert noted_of(served, "form:1") == [("opened", ""), ("sent", "diteruskan: dat")]


@ON_SQLITE
def test_the_state_of_the_letter_stands_on_the_form(served: World) -> None:
    andi = signed_in(served, "andi")
    andi.posts("/forms/1/refer/dat", edition="1")
    now = served.office.clock()

    with served.office.database.writing() as connection:
        connection.execute(outbox.update().values(parked_at=now))
    assert "ditolak; periksa alamat pic.dat@contoh.example" in text_of(andi.gets("/forms/1").text)
    with served.office.database.writing() as connection:
        connection.execute(outbox.update().values(parked_at=None, sent_at=now))
    assert "terkirim 09.03" in text_of(andi.gets("/forms/1").text)


def test_the_same_question_is_sent_on_once_until_the_form_says_something_new(served: World) -> None:
    andi = signed_in(served, "andi")
    andi.posts("/forms/1/refer/dat", edition="1")

    twice = andi.posts("/forms/1/refer/dat", edition="1")
    other = andi.posts("/forms/1/refer/dpr", edition="1")
    andi.sends("PATCH", "/forms/1", change(problem=(ASKED.problem, "Masih lupa")))
    stale = andi.posts("/forms/1/refer/dat", edition="1")
    again = andi.posts("/forms/1/refer/dat", edition="2")

    assert (twice.status_code, other.status_code, stale.status_code, again.status_code) == (409, 200, 409, 200)
    assert "Pertanyaan ini sudah diteruskan ke PIC DAT." in twice.text
    assert "Formulir ini berubah sesudah Anda membacanya." in stale.text
    assert "Masih lupa" in stale.text
    assert [(row.contact, row.letter) for row in rows(served, referrals)] == [
        ("dat", "referral:1:dat:1"), ("dpr", "referral:1:dpr:1"), ("dat", "referral:1:dat:2"),
    ]  # fmt: skip


@ON_SQLITE
def test_a_confidential_question_is_sent_on_without_its_content_and_only_when_that_is_meant(served: World) -> None:
    andi = signed_in(served, "andi")
    andi.sends("PATCH", "/forms/1", change(is_confidential=(False, True), other_channel=("", "Aplikasi PLB")))

    refused = andi.posts("/forms/1/refer/dat", edition="2")
    andi.posts("/forms/1/refer/dat", edition="2", is_without_content="1")

    assert refused.status_code == 409
    assert "Centang bahwa surat dikirim tanpa isi pertanyaan." in refused.text
    (letter,) = letters(served)
    assert "Lupa sandi" not in letter.as_string()
    assert "GRIPS" not in letter.as_string()
    assert "isinya tidak dicantumkan di surat ini. Penelepon telah diarahkan ke: Aplikasi PLB.\n" in words_of(letter)


@ON_SQLITE
def test_what_cannot_be_sent_on_says_why(served: World) -> None:
    sari = signed_in(served, "sari")

    assert "Isi dahulu pertanyaan atau masalahnya." in sari.gets("/forms/2/refer/dat").text
    assert sari.posts("/forms/2/refer/dat", edition="0").status_code == 409
    assert sari.gets("/forms/2/refer/nobody").status_code == 404
    assert letters(served) == []


@ON_SQLITE
def test_an_office_without_contacts_is_told_where_to_name_them(migrated_database_url: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    lines = (
        ("referrals:\n", "referrals: []\n"),
        ("  - {key: dat, name: PIC DAT, email: pic.dat@contoh.example}\n", ""),
        ("  - {key: dpr, name: PIC DPR, email: pic.dpr@contoh.example}\n", ""),
    )
    hotline = own_hotline(tmp_path, *lines)
    with world_at("2026-11-23 09:00", migrated_database_url, tmp_path, hotlines=(hotline,)) as world:
        page = signed_in(morning(world), "andi").gets("/forms/1").text

    assert "Belum ada penerima. Administrator menulisnya di bagian referrals pada berkas hotline." in text_of(page)


def test_a_question_goes_to_the_other_units_list_and_its_officer_is_told(served: World) -> None:
    andi, sari = signed_in(served, "andi"), signed_in(served, "sari")

    after = andi.posts("/forms/1/handovers", to_unit="pti", note="Mohon dijawab\r\nhari ini")

    assert "Pusat Teknologi Informasi, oleh Andi, Senin, 23 November 2026 pukul 09.03 belum ditangani" in (
        text_of(after.text)
    )
    (letter,) = letters(served)
    assert letter["To"] == "Sari <sari@kantor.example>"
    assert letter["Subject"] == "Pertanyaan untuk Pusat Teknologi Informasi: Registrasi GRIPS"
    assert words_of(letter) == (
        "Yth. Sari,\n\n"
        "Andi (Direktorat Pelaporan) menyerahkan satu pertanyaan penelepon kepada Pusat Teknologi Informasi tentang "
        "Registrasi GRIPS. Isi pertanyaan dan kontak penelepon ada di daftar pertanyaan unit Anda.\n\n"
        f"Buka daftar pertanyaan:\n{served.url}/handovers\n"
    )
    listed = text_of(sari.gets("/handovers").text)
    assert (
        "Bapak Budi belum ditangani Kontak 0813-0000-0001 Pertanyaan Lupa sandi GRIPS Catatan Mohon dijawab hari ini "
        "Dari Andi, Direktorat Pelaporan, Senin, 23 November 2026 pukul 09.03 Saya tangani"
    ) in listed
    assert "PT Contoh" not in listed, "nothing else of the foreign talk"
    assert sari.gets("/forms/1").status_code == 404


def test_who_takes_it_says_what_became_of_it(served: World) -> None:
    andi, sari = signed_in(served, "andi"), signed_in(served, "sari")
    andi.posts("/forms/1/handovers", to_unit="pti", note="")

    sari.posts("/handovers/1/take")
    assert "ditangani Sari sejak 09.03" in text_of(andi.gets("/forms/1").text)
    blank = sari.posts("/handovers/1/done", outcome=" ")
    sari.posts("/handovers/1/done", outcome="Sudah ditelepon,\nselesai")

    assert (blank.status_code, "Tulis hasilnya" in blank.text) == (422, True)
    assert "selesai 09.03 Hasil: Sudah ditelepon, selesai" in text_of(andi.gets("/forms/1").text)
    assert "Selesai sejak kemarin" in sari.gets("/handovers").text
    assert noted_of(served, "handovers") == [("opened", "")]
    assert noted_of(served, "handover:1") == [("changed", "ditangani"), ("changed", "selesai")]


@ON_SQLITE
def test_of_two_who_take_it_one_wins_and_the_other_is_told_who(served: World) -> None:
    served.on_duty("tono", "pti", "+6281200000006")
    sari, tono = signed_in(served, "sari"), signed_in(served, "tono")
    signed_in(served, "andi").posts("/forms/1/handovers", to_unit="pti", note="")

    won, lost = sari.posts("/handovers/1/take"), tono.posts("/handovers/1/take")
    refused = tono.posts("/handovers/1/done", outcome="Saya jawab sendiri")

    assert "Anda menangani pertanyaan ini." in won.text
    assert "Pertanyaan ini sudah ditangani oleh Sari." in lost.text
    assert refused.status_code == 422
    assert "Saya jawab sendiri" in refused.text, "what was typed stays"
    assert sari.posts("/handovers/1/take").status_code == 200, "the same click twice is no fault"
    taker = rows(served, handovers)[0].taken_by
    assert "Anda menangani pertanyaan ini." in tono.posts("/handovers/1/take", instead_of=str(taker)).text
    assert sari.posts("/handovers/1/done", outcome="x").status_code == 422


@ON_SQLITE
def test_only_the_receiving_unit_and_who_watches_over_all_have_it_on_their_list(served: World) -> None:
    served.officer("dewi", "humas", "+6281200000004")
    signed_in(served, "andi").posts("/forms/1/handovers", to_unit="pti", note="")

    seen = {
        name: "0813-0000-0001" in signed_in(served, name).gets("/handovers").text
        for name in ("sari", "maya", "andi", "ketut", "dewi")
    }

    assert seen == {"sari": True, "maya": True, "andi": False, "ketut": False, "dewi": False}
    for path in ("/handovers/1/take", "/handovers/1/done"):
        assert signed_in(served, "dewi").posts(path, outcome="x").status_code == 404


@ON_SQLITE
@pytest.mark.parametrize(
    ("form", "unit", "why"),
    [
        (Form(contact="0813"), "pti", "Isi dahulu pertanyaan atau masalahnya"),
        (Form(problem="x"), "pti", "Isi dahulu kontak penelepon"),
        (ASKED, "pelaporan", "Pilih unit lain yang berwenang menjawab."),
        (ASKED, "tidak-ada", "Pilih unit lain yang berwenang menjawab."),
        (Form(contact="x", problem="y", is_confidential=True), "pti", "Pertanyaan rahasia tidak diserahkan"),
    ],
)
def test_what_cannot_be_handed_over_says_why(world: World, form: Form, unit: str, why: str) -> None:
    fills(morning(world), 1, form)

    answer = signed_in(world, "andi").posts("/forms/1/handovers", to_unit=unit, note="catatan <saya>")

    assert answer.status_code == 422
    assert why in answer.text
    assert "catatan &lt;saya&gt;</textarea>" in answer.text
    assert rows(world, handovers) == []


@ON_SQLITE
def test_a_second_click_hands_nothing_over_twice(served: World) -> None:
    andi = signed_in(served, "andi")

    codes = [andi.posts("/forms/1/handovers", to_unit="pti", note="").status_code for _ in range(2)]

    assert codes == [200, 422]
    assert len(rows(served, handovers)) == len(letters(served)) == 1


@ON_SQLITE
def test_a_question_that_became_confidential_afterwards_shows_no_content(served: World) -> None:
    andi, sari = signed_in(served, "andi"), signed_in(served, "sari")
    signed_in(served, "ketut").posts("/forms/1/handovers", to_unit="pti", note="soal transaksinya")
    sari.posts("/handovers/1/take")
    sari.posts("/handovers/1/done", outcome="dijelaskan cara lapornya")
    andi.sends("PATCH", "/forms/1", change(is_confidential=(False, True), other_channel=("", "Aplikasi PLB")))
    served.officer("dewi", "pti", "+6281200000004")

    of_sari, of_colleague = (text_of(one.gets("/handovers").text) for one in (sari, signed_in(served, "dewi")))
    of_leader, of_writer = (text_of(one.gets("/forms/1").text) for one in (signed_in(served, "ketut"), andi))

    for page in (of_sari, of_colleague, of_leader):
        assert "Lupa sandi" not in page
    for words, readers in (
        ("soal transaksinya", (of_leader, of_writer)),
        ("dijelaskan cara lapornya", (of_sari, of_writer)),
    ):
        for page in (of_sari, of_colleague, of_leader, of_writer):
            assert (words in page) == (page in readers), words


@ON_SQLITE
def test_an_open_question_that_became_confidential_says_so(served: World) -> None:
    andi = signed_in(served, "andi")
    andi.posts("/forms/1/handovers", to_unit="pti", note="")
    andi.sends("PATCH", "/forms/1", change(is_confidential=(False, True), other_channel=("", "Aplikasi PLB")))

    listed = text_of(signed_in(served, "sari").gets("/handovers").text)

    assert "Pertanyaan rahasia" in listed
    assert "Lupa sandi" not in listed


@ON_SQLITE
@pytest.mark.parametrize(("leader", "told"), [(True, ["dewi"]), (False, ["maya"])])
def test_where_nobody_is_on_duty_the_leaders_are_told_else_the_coordinators(
    served: World, leader: bool, told: list[str]
) -> None:
    if leader:
        served.officer("dewi", "humas", "+6281200000004", role=Role.LEADER)

    signed_in(served, "andi").posts("/forms/1/handovers", to_unit="humas", note="")

    assert [re.findall(r"<(\w+)@", letter["To"]) for letter in letters(served)] == [told]
    assert stored(served).edition == 1


def test_of_many_clicks_at_the_same_moment_one_counts(served: World) -> None:
    served.on_duty("tono", "pti", "+6281200000006")
    andi, sari, tono = (signed_in(served, name) for name in ("andi", "sari", "tono"))

    at_once(served, [(andi, "/forms/1/refer/dat", {"edition": "1"})] * 4)
    at_once(served, [(andi, "/forms/1/handovers", {"to_unit": "pti", "note": ""})] * 4)
    at_once(served, [(sari, "/handovers/1/take", {}), (tono, "/handovers/1/take", {})] * 2)

    assert len(rows(served, referrals)) == len(letters(served, "referral:")) == 1
    (handed,) = rows(served, handovers)
    assert len(letters(served, "handover:")) == 2, "Sari and Tono are told"
    taken = [entry for entry in noted_of(served, "handover:1") if entry == ("changed", "ditangani")]
    assert (len(taken), handed.taken_by is not None) == (1, True)
