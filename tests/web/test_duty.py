"""The page "Piket saya": the call that rings or runs, seen by who is rung and nobody else, and the desk around it."""

import re

import pytest

from ivr.domain.form import Form
from ivr.domain.people import Role
from tests.calls.world import BUDI, World
from tests.statements import statements
from tests.web.duty_desk import ON_SQLITE, call_now, desks, part, talks
from tests.web.served import JOKO, fills, rows_of, text_of
from tests.web.visitor import Visitor, signed_in

SCRIPT = (
    "Selamat pagi, Call Center PPATK dengan Andi, ada yang bisa kami bantu? Sebelum menutup: "
    "Apakah penjelasan kami sudah cukup? Atau masih ada hal lain yang ingin ditanyakan? "
    "Terima kasih telah menghubungi Call Center PPATK, dan selamat pagi."
)


@pytest.fixture
def staffed(world: World) -> World:
    return desks(world)


# The call in hand ----------------------------------------------------------------------------------------------


def test_a_ring_a_talk_and_its_end_are_seen_on_the_page(staffed: World) -> None:
    andi, telephone = signed_in(staffed, "andi"), staffed.network.telephone("+628120000101")
    assert call_now(andi) == "Tidak ada panggilan. Halaman ini menyala begitu telepon Anda berdering."

    budi = staffed.dials()
    budi.presses("1")
    telephone.rings()
    ringing = call_now(andi)
    assert ringing.startswith("Menelepon 0813-0000-0001 Direktorat Pelaporan Berdering sejak ")
    assert " detik ; masuk pukul 09.00 " in ringing
    assert SCRIPT in ringing
    assert "Pilihan menu Direktorat Pelaporan" in ringing
    assert "Percakapan sebelumnya Belum ada di unit Anda." in ringing

    telephone.answers()
    budi.waits(2)
    assert call_now(andi).startswith("Tekan 1 di telepon untuk menerima 0813-0000-0001")

    telephone.presses("1").is_talking_to(BUDI)
    assert call_now(andi).startswith("Sedang berbicara 0813-0000-0001 Direktorat Pelaporan Diterima pukul 09.00,")

    telephone.talks(95).hangs_up()
    budi.hears("Jika masih memerlukan bagian lain, tekan bintang.")
    assert call_now(andi).startswith(
        "Percakapan selesai pukul 09.01 0813-0000-0001 , Direktorat Pelaporan, 1 menit 35 detik"
    )

    budi.ends()
    fills(staffed, 1, Form(name="Budi", problem="lupa sandi"))
    assert call_now(andi).startswith("Tidak ada panggilan.")


def test_nobody_else_sees_anything_of_it(staffed: World) -> None:
    staffed.officer("tono", "pelaporan", "+628120000104")
    others = [signed_in(staffed, name) for name in ("sari", "opi", "tono")]

    staffed.dials().presses("1")
    staffed.network.telephone("+628120000101").rings()

    for visitor in others:
        assert call_now(visitor).startswith("Tidak ada panggilan.")
        assert "0813" not in visitor.gets("/duty").text


def test_a_declined_and_an_abandoned_ring_leave_the_desk_empty(staffed: World) -> None:
    andi, telephone = signed_in(staffed, "andi"), staffed.network.telephone("+628120000101")

    budi = staffed.dials()
    budi.presses("1")
    telephone.answers().presses("2")
    budi.waits(3)
    assert call_now(andi).startswith("Tidak ada panggilan.")
    budi.hangs_up().ends()

    joko = staffed.dials(JOKO)
    joko.presses("1")
    telephone.rings()
    joko.hangs_up().ends()
    assert call_now(andi).startswith("Tidak ada panggilan.")
    assert "Belum ada percakapan hari ini." in andi.gets("/duty").text


@ON_SQLITE
def test_a_withheld_number_is_called_so(staffed: World) -> None:
    staffed.dials("anonymous").presses("1")
    staffed.network.telephone("+628120000101").rings()

    page = call_now(signed_in(staffed, "andi"))

    assert page.startswith("Menelepon nomor disembunyikan Direktorat Pelaporan")
    assert "Percakapan sebelumnya" not in page


@ON_SQLITE
def test_the_operator_is_told_what_the_caller_had_chosen(staffed: World) -> None:
    opi = signed_in(staffed, "opi")
    budi = staffed.dials()
    budi.presses("2")
    staffed.network.telephone("+628120000102").declines()
    staffed.network.telephone("+628120000103").rings()
    assert "Pilihan menu Pusat Teknologi Informasi, belum terjawab di sana" in call_now(opi)
    budi.hangs_up().ends()

    joko = staffed.dials(JOKO)
    joko.hears("tekan bintang.").waits(60)
    staffed.network.telephone("+628120000103").rings()
    assert "Pilihan menu tidak memilih, diantar ke Operator" in call_now(opi)


# Asking again and again ----------------------------------------------------------------------------------------


def test_an_unchanged_page_is_answered_with_nothing_until_something_happens(staffed: World) -> None:
    andi = signed_in(staffed, "andi")
    tag = andi.gets("/duty/now").headers["ETag"]

    def again(tag: str) -> tuple[int, str]:
        answer = andi.gets("/duty/now", headers={"If-None-Match": tag})
        return answer.status_code, answer.text

    assert again(tag) == (304, "")
    assert again(f"W/{tag}") == (304, ""), "a proxy that compresses weakens tags"
    assert f"data-tag={tag}" in andi.gets("/duty").text, "the page itself comes with the tag"

    staffed.dials().presses("1")
    staffed.network.telephone("+628120000101").rings()
    assert again(tag)[0] == 200


def test_asking_again_costs_one_query_beside_the_receptions_and_writes_nothing(staffed: World) -> None:
    for _ in range(3):
        talks(staffed, "andi", "1", seconds=5)
    andi = signed_in(staffed, "andi")
    tag = andi.gets("/duty/now").headers["ETag"]

    with statements(staffed.office.database) as sent:
        assert andi.gets("/duty/now", headers={"If-None-Match": tag}).status_code == 304

    asked = [statement for statement, _ in sent if statement != "BEGIN"]
    assert {statement.partition(" ")[0] for statement in asked} == {"SELECT"}
    *of_reception, own = asked
    assert "FROM attempts" in own
    assert len(of_reception) == 2, "who asks, and whether somebody edited the hotline"
    assert not any("attempts" in statement or "calls" in statement for statement in of_reception)


# Talks of the day, FAQ, and who may come in --------------------------------------------------------------------


def test_the_talks_of_today_and_the_forms_that_are_still_blank(staffed: World) -> None:
    talks(staffed, "andi", "1")
    talks(staffed, "andi", "1", JOKO)
    talks(staffed, "andi", "1", JOKO)
    talks(staffed, "sari", "2")
    fills(staffed, 1, Form(name="Budi", problem="lupa sandi"))
    fills(staffed, 2, Form(name="Joko", is_confidential=True))

    page = part(signed_in(staffed, "andi").gets("/duty").text, "talks")

    assert "1 formulir belum diisi" in page
    lines = [re.sub(r" (Isi|Buka) formulir pukul [0-9.]+$", "", line) for line in rows_of(page_of(staffed, "andi"))]
    assert lines == [
        "09.03 0813-0000-0002 Direktorat Pelaporan belum diisi",
        "09.01 0813-0000-0002 Joko Direktorat Pelaporan rahasia",
        "09.00 0813-0000-0001 Budi Direktorat Pelaporan terisi",
    ]


def page_of(world: World, name: str) -> str:
    """The table of today's talks."""
    page = signed_in(world, name).gets("/duty").text
    return page.partition('id="talks"')[2].partition("<tbody>")[2].partition("</tbody>")[0]


@ON_SQLITE
def test_the_faq_of_the_own_units_is_found_with_typos_and_without_a_script(staffed: World) -> None:
    andi = signed_in(staffed, "andi")
    questions = re.compile(r"<summary>(.*?\?)</summary>")

    page = andi.gets("/duty/faq", params={"q": "mengubha penguna gripps"}).text
    assert questions.findall(page)[0] == "Bagaimana mengubah pengguna yang terdaftar di GRIPS?"
    assert "<h1>Tanya jawab dan topik</h1>" in page
    assert 'value="mengubha penguna gripps"' in page
    assert len(questions.findall(andi.gets("/duty/faq").text)) == 3, "all entries of the unit"
    assert "Registrasi GRIPS" in page, "and its topics"
    assert "Aplikasi pelaporan tidak dapat dibuka" not in andi.gets("/duty/faq").text, "that is PTI's"

    fragment = andi.gets("/duty/faq", params={"q": "<b>qqq"}, headers={"HX-Request": "true"}).text
    assert text_of(fragment) == 'Tidak ada tanya jawab yang cocok dengan "<b>qqq".'
    assert "<h1>" not in fragment

    topic = andi.gets("/duty/faq", params={"q": "narasumbr"}, headers={"HX-Request": "true"}).text
    assert text_of(topic) == (
        'Tidak ada tanya jawab yang cocok dengan "narasumbr". '
        "Topik Direktorat Pelaporan yang cocok: Narasumber Pelatihan"
    )


@ON_SQLITE
def test_officers_and_operators_come_in_and_others_do_not(staffed: World) -> None:
    staffed.officer("maya", "", "+628120000109", role=Role.COORDINATOR)
    maya = signed_in(staffed, "maya")

    for path in ("/duty", "/duty/now", "/duty/post", "/duty/faq"):
        assert maya.gets(path).status_code == 403, path
        assert signed_in(staffed, "andi").gets(path).status_code == 200, path
    assert Visitor(staffed).gets("/duty/now", headers={"HX-Request": "true"}).status_code == 401
    assert ">Lihat semua panggilan yang berlangsung<" in signed_in(staffed, "opi").gets("/duty").text
    assert ">Lihat semua panggilan yang berlangsung<" not in signed_in(staffed, "andi").gets("/duty").text
