"""The page where an officer sits all day."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from ivr.domain.form import Form
from ivr.domain.pause import PauseReason
from ivr.domain.people import Role
from ivr.workflows.take_pause import take_pause
from tests.calls.world import BUDI, MONDAY, World, own_hotline, wib, world_at
from tests.statements import statements
from tests.web.served import JOKO, fills, noted, rows_of, text_of
from tests.web.visitor import Visitor, signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
SCRIPT = (
    "Selamat pagi, Call Center PPATK dengan Andi, ada yang bisa kami bantu? Sebelum menutup: "
    "Apakah penjelasan kami sudah cukup? Atau masih ada hal lain yang ingin ditanyakan? "
    "Terima kasih telah menghubungi Call Center PPATK, dan selamat pagi."
)


@pytest.fixture
def staffed(world: World) -> World:
    """Andi (Pelaporan) and Sari (PTI) are on duty; Opi is the operator."""
    world.on_duty("andi", "pelaporan", "+628120000101")
    world.on_duty("sari", "pti", "+628120000102")
    world.operator("opi", "+628120000103")
    return world


def part(page: str, name: str) -> str:
    """A section of the page, without its tags."""
    found = re.search(rf'<section[^>]* id="{name}".*?</section>', page, flags=re.S)
    assert found is not None, name
    return text_of(found[0])


def call_now(visitor: Visitor) -> str:
    """What the open page gets when it asks what the telephone does."""
    return text_of(visitor.gets("/duty/now").text.partition("<section")[0])


def talks(world: World, name: str, key: str, caller: str = BUDI, seconds: float = 95) -> None:
    """Somebody calls, and talks to an officer who is on duty."""
    telephone = world.network.telephone({"andi": "+628120000101", "sari": "+628120000102"}[name])
    conversation = world.dials(caller)
    conversation.presses(key)
    telephone.answers().presses("1").talks(seconds).hangs_up()
    conversation.ends()


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


@ON_SQLITE
def test_calls_in_vain_earlier_today_are_counted(staffed: World) -> None:
    for _ in range(2):
        staffed.dials().waits(5).hangs_up().ends()
    staffed.dials(JOKO).waits(5).hangs_up().ends()

    staffed.dials().presses("1")
    staffed.network.telephone("+628120000101").rings()

    assert "Hari ini sudah menelepon 2 kali tanpa terlayani, terakhir pukul 09.00" in call_now(
        signed_in(staffed, "andi")
    )


# What is known of the caller -----------------------------------------------------------------------------------


def test_earlier_talks_are_shown_within_the_own_units_only(staffed: World) -> None:
    talks(staffed, "andi", "1")
    fills(
        staffed, 1, Form(name="Budi", institution="Bank Contoh", topic="GRIPS", problem="lupa sandi", remark="Tuntas")
    )
    talks(staffed, "sari", "2")
    fills(staffed, 2, Form(name="Bapak B", problem="jaringan putus"))

    staffed.dials().presses("1")
    staffed.network.telephone("+628120000101").rings()
    page = call_now(signed_in(staffed, "andi"))

    assert (
        "Percakapan sebelumnya Senin, 23 November 2026 pukul 09.00 , Andi, Direktorat Pelaporan "
        "Budi , Bank Contoh, GRIPS lupa sandi Tuntas" in page
    )
    assert "jaringan putus" not in page
    assert "Bapak B" not in page


def test_of_a_confidential_talk_a_colleague_reads_no_content_but_its_writer_does(staffed: World) -> None:
    staffed.officer("tono", "pelaporan", "+628120000104")
    secret = Form(name="Budi", problem="sangat rahasia", is_confidential=True, other_channel="Surat")
    talks(staffed, "andi", "1")
    fills(staffed, 1, secret)

    budi = staffed.dials()
    budi.presses("1")
    staffed.network.telephone("+628120000101").rings()
    assert "sangat rahasia" in call_now(signed_in(staffed, "andi"))
    budi.hangs_up().ends()

    staffed.rosters("tono", "pelaporan", task="pengganti", replaces="andi")
    staffed.dials().presses("1")
    staffed.network.telephone("+628120000104").rings()
    page = call_now(signed_in(staffed, "tono"))
    assert "Budi Rahasia: disampaikan melalui kanal lain (Surat)." in page
    assert "sangat rahasia" not in page


@ON_SQLITE
def test_at_most_five_earlier_talks_are_shown_and_the_rest_is_counted(staffed: World) -> None:
    for _ in range(7):
        talks(staffed, "andi", "1", seconds=5)

    staffed.dials().presses("1")
    staffed.network.telephone("+628120000101").rings()
    page = signed_in(staffed, "andi").gets("/duty/now").text

    assert page.count("Formulir belum diisi.") == 5
    assert 'from=2025-11-23">dan 2 lagi</a>' in page, "the list shows today's only, if it is not asked for more"


@ON_SQLITE
def test_what_was_noted_is_text_and_never_markup(staffed: World) -> None:
    talks(staffed, "andi", "1")
    fills(staffed, 1, Form(name='<script>alert("x")</script>', institution='" onload="x', problem="<img src=x>"))

    staffed.dials().presses("1")
    staffed.network.telephone("+628120000101").rings()
    andi = signed_in(staffed, "andi")

    for path in ("/duty", "/duty/now"):
        page = andi.gets(path).text
        assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;" in page
        assert "<script>alert" not in page
        assert "<img" not in page


def test_that_a_caller_was_seen_is_in_the_journal_once(staffed: World) -> None:
    andi, sari = signed_in(staffed, "andi"), signed_in(staffed, "sari")
    staffed.dials().presses("1")
    staffed.network.telephone("+628120000101").rings()
    andi.gets("/duty/now")
    assert noted(staffed) == [], "a poll is no opening"

    assert [andi.posts("/duty/seen/1").status_code for _ in range(2)] == [204, 204]
    assert sari.posts("/duty/seen/1").status_code == 404, "it rings at somebody else's desk"
    assert andi.posts("/duty/seen/99").status_code == 404

    assert noted(staffed, but=("signed_in", "refused")) == [("opened", "call:1", "")]


def test_loading_the_page_with_callers_on_it_is_noted_and_an_empty_desk_is_not(staffed: World) -> None:
    andi = signed_in(staffed, "andi")
    andi.gets("/duty")
    assert noted(staffed) == []

    talks(staffed, "andi", "1")
    andi.gets("/duty")
    andi.gets("/duty")
    assert noted(staffed) == [("opened", "duty", "")]

    staffed.dials().presses("1")
    staffed.network.telephone("+628120000101").rings()
    andi.gets("/duty")
    andi.posts("/duty/seen/2")
    assert noted(staffed) == [("opened", "duty", ""), ("opened", "call:2", "")]


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


@ON_SQLITE
def test_a_pause_that_somebody_else_put_on_is_news(staffed: World) -> None:
    andi = signed_in(staffed, "andi")
    tag = andi.gets("/duty/now").headers["ETag"]

    andi.posts("/duty/pause", pause="5")

    assert andi.gets("/duty/now", headers={"If-None-Match": tag}).status_code == 200


# The own duty and pauses ---------------------------------------------------------------------------------------


def test_on_duty_until_when_and_who_covers_the_break(staffed: World) -> None:
    staffed.officer("dewi", "pelaporan", "+628120000105")
    staffed.rosters("dewi", "pelaporan", task="istirahat", replaces="andi")
    staffed.officer("tono", "pelaporan", "+628120000104")

    head = part(signed_in(staffed, "andi").gets("/duty").text, "post")
    assert head.startswith(
        "Anda piket untuk Direktorat Pelaporan sampai pukul 17.00. Istirahat pukul 12.00-13.00 digantikan oleh Dewi. "
        "Telepon Anda: 0812-0000-101 Bertugas"
    )
    assert part(signed_in(staffed, "sari").gets("/duty").text, "post").startswith(
        "Anda piket untuk Pusat Teknologi Informasi sampai pukul 17.00. "
        "Istirahat pukul 12.00-13.00 belum ada penggantinya: Anda tetap bertugas."
    )
    assert part(signed_in(staffed, "dewi").gets("/duty").text, "post").startswith(
        "Anda bertugas untuk Direktorat Pelaporan mulai pukul 12.00. Telepon Anda: 0812-0000-105 Tidak bertugas"
    )
    assert part(signed_in(staffed, "opi").gets("/duty").text, "post").startswith(
        "Anda siaga untuk Operator sampai pukul 17.00."
    )
    tono = part(signed_in(staffed, "tono").gets("/duty").text, "post")
    assert tono == "Anda tidak piket hari ini. Telepon Anda: 0812-0000-104 Tidak bertugas"


@ON_SQLITE
def test_during_the_break_and_for_a_substitute(staffed: World) -> None:
    staffed.officer("dewi", "pelaporan", "+628120000105")
    staffed.rosters("dewi", "pelaporan", task="istirahat", replaces="andi")
    staffed.officer("tono", "pti", "+628120000104")
    staffed.rosters("tono", "pti", task="pengganti", replaces="sari")
    staffed.dials("anonymous").waits(11100).ends()  # it is 12.05 now

    pages = {
        name: part(signed_in(staffed, name).gets("/duty").text, "post") for name in ("andi", "dewi", "sari", "tono")
    }
    heads = {name: page.partition(" Telepon")[0] for name, page in pages.items()}

    assert heads == {
        "andi": "Anda istirahat sampai pukul 13.00; Dewi menjawab untuk Direktorat Pelaporan.",
        "dewi": "Anda menggantikan istirahat Andi di Direktorat Pelaporan sampai pukul 13.00.",
        "sari": "Piket Anda di Pusat Teknologi Informasi digantikan oleh Tono.",
        "tono": "Anda menggantikan Sari di Pusat Teknologi Informasi sampai pukul 17.00. "
        "Istirahat sekarang tanpa pengganti, jadi Anda tetap bertugas.",
    }


@ON_SQLITE
@pytest.mark.parametrize(
    ("moment", "says"),
    [
        (
            "2026-11-21 10:00",
            "Layanan sedang tutup, buka kembali Senin, 23 November 2026 pukul 07.00 WIB. Anda tidak piket hari ini. "
            "Piket berikutnya: Senin, 23 November 2026, Direktorat Pelaporan.",
        ),
        (
            "2026-11-23 06:30",
            "Layanan sedang tutup, buka kembali Senin, 23 November 2026 pukul 07.00 WIB. "
            "Anda bertugas untuk Direktorat Pelaporan mulai pukul 07.00.",
        ),
        ("2026-11-23 17:30", "Layanan sedang tutup, buka kembali Selasa, 24 November 2026 pukul 07.00 WIB."),
    ],
)
def test_outside_service_hours(migrated_database_url: str, tmp_path: Path, moment: str, says: str) -> None:
    with world_at(moment, migrated_database_url, tmp_path) as world:
        world.on_duty("andi", "pelaporan", "+628120000101")

        head = part(signed_in(world, "andi").gets("/duty").text, "post")

        assert head.partition(" Telepon Anda")[0] == says
        assert "satu-satunya" not in head


@ON_SQLITE
def test_who_has_no_telephone_is_told_so(world: World) -> None:
    world.on_duty("andi", "pelaporan", "")

    head = part(signed_in(world, "andi").gets("/duty").text, "post")

    assert "Anda belum punya nomor telepon, jadi tidak dapat ditelepon. Hubungi koordinator." in head


def test_a_pause_is_seen_until_it_is_ended_and_nobody_rings_meanwhile(staffed: World) -> None:
    andi = signed_in(staffed, "andi")
    page = andi.posts("/duty/pause", pause="15").text
    assert "Jeda 15 menit: telepon Anda tidak berdering." in page
    assert "Anda jeda sejak pukul 09.00 sampai pukul 09.15. Telepon Anda tidak berdering. Siap lagi" in part(
        page, "post"
    )

    budi = staffed.dials()
    budi.presses("1").is_ringing_at("+628120000103").hangs_up().ends()

    page = andi.posts("/duty/ready").text
    assert "Anda siap lagi: telepon Anda dapat berdering." in page
    assert "Siap lagi" not in part(page, "post")
    staffed.dials().presses("1").is_ringing_at("+628120000101")


@ON_SQLITE
@pytest.mark.parametrize(
    ("pause", "says"),
    [
        ("5", "Anda jeda sejak pukul 09.00 sampai pukul 09.05. Telepon Anda tidak berdering."),
        (
            "open",
            "Anda jeda sejak pukul 09.00 sampai Anda siap lagi, paling lambat pukul 17.00. Telepon Anda tidak "
            "berdering.",
        ),
        ("notes", "Merapikan catatan sampai pukul 09.02. Telepon Anda tidak berdering."),
    ],
)
def test_every_kind_of_pause(staffed: World, pause: str, says: str) -> None:
    assert says in part(signed_in(staffed, "andi").posts("/duty/pause", pause=pause).text, "post")


@ON_SQLITE
def test_a_pause_that_came_of_unanswered_calls_says_so(staffed: World) -> None:
    now = staffed.office.clock()
    take_pause(staffed.office, person_id=1, reason=PauseReason.UNANSWERED, minutes=15, now=now)

    assert (
        "Anda dijeda sampai pukul 09.15, karena beberapa panggilan berturut-turut tidak Anda jawab. Telepon Anda tidak "
        "berdering. Bila sudah di tempat, tekan Siap lagi. Siap lagi"
    ) in part(signed_in(staffed, "andi").gets("/duty").text, "post")


@ON_SQLITE
def test_a_night_watch_keeps_its_call_past_midnight(migrated_database_url: str, tmp_path: Path) -> None:
    around_the_clock = own_hotline(tmp_path, ('mon-fri: "07:00-17:00"', 'mon-sun: "00:00-24:00"'))
    with world_at("2026-11-23 23:58", migrated_database_url, tmp_path, hotlines=(around_the_clock,)) as world:
        telephone = world.on_duty("andi", "pelaporan", "+628120000101")
        world.dials().presses("1")
        telephone.answers().presses("1").talks(180)

        andi = signed_in(world, "andi")

        assert call_now(andi).startswith("Sedang berbicara 0813-0000-0001 Direktorat Pelaporan Diterima pukul 23.58,")
        assert "Belum ada percakapan hari ini." in part(andi.gets("/duty").text, "talks")
        telephone.hangs_up()
        world.network.loop.pass_time(30)
        assert call_now(andi).startswith("Percakapan selesai pukul 00.01 0813-0000-0001")


@ON_SQLITE
def test_an_unknown_pause_is_refused(staffed: World) -> None:
    andi = signed_in(staffed, "andi")
    assert andi.posts("/duty/pause", pause="600").status_code == 400
    assert "Siap lagi" not in andi.gets("/duty").text


@ON_SQLITE
@pytest.mark.parametrize("pause", ["5", "15", "open", "notes"])
def test_a_page_from_before_closing_pauses_nobody_into_the_next_duty(staffed: World, pause: str) -> None:
    staffed.jumps_to(wib("2026-11-23 17:00"))
    andi = signed_in(staffed, "andi")

    page = text_of(andi.posts("/duty/pause", pause=pause).text)

    assert "Tidak dijeda: hari ini Anda tidak bertugas lagi." in page
    assert "Anda jeda" not in page
    assert "Merapikan catatan" not in page


@ON_SQLITE
def test_the_last_one_who_can_be_rung_is_told_so_before_the_pause(staffed: World) -> None:
    andi = signed_in(staffed, "andi")
    alone = (
        "Anda satu-satunya petugas Direktorat Pelaporan yang dapat ditelepon sekarang: selama Anda jeda, penelepon "
        "dialihkan ke Operator."
    )
    assert alone in part(andi.gets("/duty").text, "post")

    signed_in(staffed, "opi").posts("/duty/pause", pause="open")
    assert "selama Anda jeda, penelepon tidak terlayani." in part(andi.gets("/duty").text, "post")

    staffed.on_duty("tono", "pelaporan", "+628120000104")
    assert "satu-satunya" not in andi.gets("/duty").text


@ON_SQLITE
def test_two_duties_in_two_units_are_both_there(staffed: World) -> None:
    staffed.rosters("andi", "pti")
    andi = signed_in(staffed, "andi")

    head = part(andi.gets("/duty").text, "post")
    assert "Anda piket untuk Direktorat Pelaporan sampai pukul 17.00." in head
    assert "Anda piket untuk Pusat Teknologi Informasi sampai pukul 17.00." in head

    staffed.network.telephone("+628120000102")
    staffed.dials().presses("2")
    staffed.network.telephone("+628120000101").rings()
    assert call_now(andi).startswith("Menelepon 0813-0000-0001 Pusat Teknologi Informasi")


@ON_SQLITE
def test_the_coming_duties_with_tasks_hours_and_colleagues(staffed: World) -> None:
    staffed.officer("dewi", "pelaporan", "+628120000105")
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
    staffed.rosters("dewi", "pelaporan", on=tuesday)
    staffed.rosters("andi", "pelaporan", task="istirahat", replaces="dewi", on=tuesday)
    staffed.rosters("dewi", "pelaporan", on=wednesday)
    staffed.rosters("andi", "pelaporan", task="pengganti", replaces="dewi", on=wednesday)
    staffed.rosters("andi", "pelaporan", on=MONDAY + timedelta(days=14))

    assert rows_of(signed_in(staffed, "andi").gets("/duty").text.partition("Jadwal saya")[2])[1:] == [
        "Senin, 23 November 2026 Direktorat Pelaporan 07.00-12.00, 13.00-17.00 piket "
        "12.00-13.00 piket, istirahat tanpa pengganti -",
        "Selasa, 24 November 2026 Direktorat Pelaporan 12.00-13.00 pengganti istirahat Dewi Dewi",
        "Rabu, 25 November 2026 Direktorat Pelaporan 07.00-12.00, 13.00-17.00 pengganti Dewi "
        "12.00-13.00 pengganti Dewi, istirahat tanpa pengganti -",
    ]


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
