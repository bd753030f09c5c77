"""A substitute for leave, travel or illness: it counts at once, those concerned are told, and it can be taken back."""

from datetime import time
from typing import Any

import pytest

from tests.calls.world import MONDAY, World, wib
from tests.roster.offices import PHONES, THURSDAY, TUESDAY, changes, furnish, link, on_duty, press, said, subjects
from tests.web.letter_box import letters
from tests.web.visitor import Visitor, signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def office(world: World) -> World:
    furnish(world)
    return world


def names(world: World, who: Visitor, absent: str, to: str, **more: Any) -> Any:
    """Somebody names a substitute on the page."""
    on, task = more.pop("on", TUESDAY), more.pop("task", "piket")
    fields = {"duty": f"{on}/pti/{task}/{world._ids[absent]}", "substitute": f"{to}@kantor.example"}
    return who.posts("/substitutes/new", True, **fields | {"reason": "cuti"} | more)


def test_from_the_next_call_on_it_rings_at_the_substitutes(world: World) -> None:
    world.rosters("andi", "pti", on=MONDAY)
    his, hers = (world.network.telephone(PHONES[name]) for name in ("andi", "dewi"))
    first = world.dials().presses("2")
    his.answers().presses("1")
    andi = signed_in(world, "andi")
    assert (
        'name="starts" value="09:00"'
        in andi.gets(f"/substitutes/new?duty={MONDAY}/pti/piket/{world._ids['andi']}").text
    )
    page = names(world, andi, "andi", "dewi", on=MONDAY, starts="09:00", reason="sakit", words="demam")
    assert "Tersimpan: Dewi menggantikan Andi, Senin 23 November" in said(page)
    assert on_duty(world, MONDAY)[0] == "andi"
    first.talks(20)
    his.hangs_up()
    first.ends()

    second = world.dials().presses("2")
    hers.answers().presses("1")
    second.talks(10)
    hers.hangs_up()
    second.ends()
    assert changes(world) == [("substitute", "andi", "Sakit: demam")]
    world.network.assert_faultless()


@ON_SQLITE
def test_those_concerned_are_told_when_and_who_but_not_why(world: World) -> None:
    names(world, signed_in(world, "andi"), "andi", "sari", reason="sakit", words="demam", starts="10:00", ends="12:00")

    assert subjects(world, "andi") == []
    for name in ("sari", "ketut", "maya"):
        (letter,) = letters(world, name)
        assert letter.subject == "Sari menggantikan Andi: Selasa 24 November"
        assert "sakit" not in letter.text.lower()
        assert "demam" not in letter.text
    assert (
        letters(world, "sari")[0].text
        == f"""Yth. Sari,

Andi berhalangan. Anda menggantikannya:

Unit kerja: Pusat Teknologi Informasi
Hari: Selasa, 24 November 2026
Waktu: 10.00-12.00
Dicatat oleh: Andi

Penggantian ini sudah berlaku: telepon yang masuk pada waktu itu berdering di telepon Anda.

Tidak dapat? Catat segera siapa yang menggantikan Anda:

Saya berhalangan:
{world.url}/substitutes/new
"""
    )


@ON_SQLITE
@pytest.mark.parametrize(
    ("reason", "told"), [("cuti", "pengganti: cuti"), ("sakit", "pengganti: alasan di riwayat jadwal")]
)
def test_the_journal_tells_that_there_is_a_substitute_but_of_nobodys_illness(
    world: World, reason: str, told: str
) -> None:
    names(world, signed_in(world, "andi"), "andi", "sari", reason=reason, words="demam")
    page = said(signed_in(world, "maya").gets("/journal"))
    assert told in page
    assert "sakit" not in page.lower()
    assert "demam" not in page


@ON_SQLITE
def test_the_letters_tell_until_when_it_can_be_taken_back(world: World) -> None:
    names(world, signed_in(world, "andi"), "andi", "sari")
    assert "berlaku sampai Selasa, 24 November 2026 pukul 23.59 WIB." in letters(world, "ketut")[0].text
    assert "berlaku sampai Senin, 7 Desember 2026 pukul 09.00 WIB." in letters(world, "maya")[0].text


@ON_SQLITE
def test_of_a_whole_duty_the_letters_tell_its_hours(world: World) -> None:
    world.rosters("dewi", "pti", on=THURSDAY, starts=time(13), ends=time(15, 30))
    world.operator("opi", "+6281200000140")
    andi, maya = signed_in(world, "andi"), signed_in(world, "maya")
    names(world, andi, "andi", "sari")
    names(world, signed_in(world, "dewi"), "dewi", "andi", on=THURSDAY)
    duty = {"duty": f"{TUESDAY}/operator/siaga/{world._ids['opi']}", "reason": "cuti"}
    maya.posts("/substitutes/new", True, substitute="rini@kantor.example", anyway="1", **duty)

    assert "Hari: Selasa, 24 November 2026\nWaktu: 07.00-17.00\n" in letters(world, "sari")[0].text
    assert "Hari: Kamis, 26 November 2026\nWaktu: 13.00-15.30\n" in letters(world, "andi")[0].text
    assert "Waktu: 07.00-17.00\n" in letters(world, "rini")[0].text
    press(world, link(world, "ketut", "Batalkan penggantian"))
    assert "Waktu: 07.00-17.00\n" in letters(world, "sari")[-1].text


@ON_SQLITE
def test_the_leader_takes_it_back_from_the_letter_once(world: World) -> None:
    names(world, signed_in(world, "andi"), "andi", "sari")
    assert on_duty(world, TUESDAY) == ["andi", "sari pengganti untuk andi"]
    undo = link(world, "ketut", "Batalkan penggantian")

    assert "Sari menggantikan Andi" in said(Visitor(world).gets(undo))
    assert press(world, undo, signed_in(world, "sari")).status_code == 403
    assert "Penggantian dibatalkan." in said(press(world, undo))
    assert on_duty(world, TUESDAY) == ["andi"]
    assert press(world, undo).status_code == 410
    coordinators = press(world, link(world, "maya", "Batalkan penggantian"))
    assert "Penggantian ini sudah dibatalkan sebelumnya." in said(coordinators)
    assert subjects(world, "andi") == subjects(world, "sari")[1:] == ["Penggantian Andi dibatalkan: Selasa 24 November"]


@ON_SQLITE
def test_the_leader_takes_it_back_on_the_page_and_others_cannot(world: World) -> None:
    names(world, signed_in(world, "andi"), "andi", "sari", reason="dinas")
    sari, rini, ketut = (signed_in(world, name) for name in ("sari", "rini", "ketut"))
    assert "Sari menggantikan Andi" in said(sari.gets("/swaps"))
    assert "Perjalanan dinas" not in said(sari.gets("/swaps"))
    assert "Sari menggantikan Andi" not in said(rini.gets("/swaps"))
    assert "Perjalanan dinas" in said(ketut.gets("/swaps"))

    assert sari.posts("/substitutes/1/undo").status_code == 403
    assert rini.posts("/substitutes/1/undo").status_code == 404
    assert "Jadwal kembali seperti sebelumnya" in said(ketut.posts("/substitutes/1/undo"))
    assert on_duty(world, TUESDAY) == ["andi"]


@ON_SQLITE
def test_whatever_the_rosters_own_page_does_with_it_both_are_told(world: World) -> None:
    names(world, signed_in(world, "andi"), "andi", "sari")
    maya = signed_in(world, "maya")
    back, on = "Penggantian Andi dibatalkan: Selasa 24 November", "Sari menggantikan Andi: Selasa 24 November"

    assert "Dibatalkan: Pengganti. Jadwal kembali seperti sebelumnya. Keduanya dikabari." in said(
        maya.posts("/roster/undo", True, change="1")
    )
    assert (subjects(world, "andi"), subjects(world, "sari")) == ([back], [on, back])
    maya.posts("/roster/undo", True, change="2")
    assert (subjects(world, "andi"), subjects(world, "sari")) == ([back, on], [on, back, on])
    assert "Sari menggantikan Andi" in said(signed_in(world, "sari").gets("/swaps"))
    assert "Penggantian dibatalkan." in said(press(world, link(world, "ketut", "Batalkan penggantian")))
    assert on_duty(world, TUESDAY) == ["andi"]
    assert subjects(world, "sari") == [on, back, on, back]


@ON_SQLITE
def test_a_substitute_who_cannot_either_passes_it_on(world: World) -> None:
    names(world, signed_in(world, "andi"), "andi", "sari")
    again = names(world, signed_in(world, "ketut"), "andi", "dewi")
    assert "Sudah digantikan oleh Sari. Bila Sari juga berhalangan, pilih tugas Sari." in said(again)

    names(world, signed_in(world, "sari"), "sari", "dewi", task="pengganti")
    assert on_duty(world, TUESDAY) == ["andi", "sari pengganti untuk andi", "dewi pengganti untuk sari"]
    world.jumps_to(wib("2026-11-24 09:00"))
    world.dials().presses("2")
    world.network.telephone(PHONES["dewi"]).rings()


@ON_SQLITE
def test_who_is_there_half_the_day_substitutes_in_the_other_half(world: World) -> None:
    world.rosters("dewi", "pti", on=TUESDAY, starts=time(13), ends=time(17))
    andi = signed_in(world, "andi")
    form = said(andi.gets(f"/substitutes/new?duty={TUESDAY}/pti/piket/{world._ids['andi']}"))
    assert "Dewi (bertugas di unit ini pada sebagian waktu itu)" in form
    assert "Dewi sudah bertugas di unit ini pada waktu itu" in said(names(world, andi, "andi", "dewi"))
    assert "Tersimpan" in said(names(world, andi, "andi", "dewi", ends="13:00"))


@ON_SQLITE
def test_an_operator_on_standing_duty_is_replaced_by_somebody_who_is_not(world: World) -> None:
    world.operator("opi", "+6281200000140")
    world.operator("ujang", "+6281200000141")
    opi = signed_in(world, "opi")
    duty = {"duty": f"{TUESDAY}/operator/siaga/{world._ids['opi']}", "reason": "cuti"}
    refused = opi.posts("/substitutes/new", True, substitute="ujang@kantor.example", **duty)
    assert "Ujang sudah bertugas di unit ini pada waktu itu" in said(refused)
    opi.posts("/substitutes/new", True, substitute="sari@kantor.example", **duty)
    assert on_duty(world, TUESDAY, "operator") == ["sari pengganti untuk opi"]


@ON_SQLITE
def test_the_same_click_twice_is_said_and_saved_once(world: World) -> None:
    andi = signed_in(world, "andi")
    names(world, andi, "andi", "sari", starts="10:00", ends="12:00")
    again = names(world, andi, "andi", "sari", starts="10:00", ends="12:00")
    assert "Sari sudah tercatat sebagai penggantinya pada waktu itu." in said(again)
    assert "Tersimpan" in said(names(world, andi, "andi", "sari", starts="13:00"))
    assert on_duty(world, TUESDAY)[1:] == [
        "sari pengganti untuk andi 10:00-12:00",
        "sari pengganti untuk andi 13:00-17:00",
    ]


@ON_SQLITE
def test_who_is_asked_first_and_who_cannot_be(world: World) -> None:
    world.rosters("dewi", "pti", on=TUESDAY)
    world.officer("joko", "pti", "+6281200000130", active=False)
    ketut = signed_in(world, "ketut")
    page = ketut.gets(f"/substitutes/new?duty={TUESDAY}/pti/piket/{world._ids['andi']}").text
    choices = page[page.index("Unit ini, tidak sedang bertugas") : page.index('name="starts"')]

    first, rest = choices.split('label="Lainnya"')
    assert "Sari" in first
    assert "Rini (Direktorat Kerjasama dan Humas, punya tugas lain saat itu)" in rest
    assert "Dewi" not in choices
    assert "Joko" not in choices
    assert "Dewi sudah bertugas di unit ini pada waktu itu" in said(names(world, ketut, "andi", "dewi"))
    assert "Joko tidak aktif; pilih orang lain." in said(names(world, ketut, "andi", "joko"))

    doubtful = names(world, ketut, "andi", "rini")
    assert "Belum tersimpan. Perhatikan: Rini sekaligus bertugas di Direktorat Kerjasama dan Humas" in said(doubtful)
    assert on_duty(world, TUESDAY) == ["andi", "dewi"]
    assert "Tersimpan" in said(names(world, ketut, "andi", "rini", anyway="1"))


@ON_SQLITE
def test_after_the_first_choice_come_the_own_unit_and_then_who_is_free(world: World) -> None:
    world.officer("wati", "pti", "+6281200000131")
    world.officer("budi", "humas", "+6281200000132")
    world.officer("zaki", "humas", "+6281200000133")
    world.rosters("budi", "humas", on=TUESDAY)
    world.rosters("wati", "pelaporan", on=TUESDAY)
    page = said(signed_in(world, "andi").gets(f"/substitutes/new?duty={TUESDAY}/pti/piket/{world._ids['andi']}"))
    rest = [page.index(f"{name} (") for name in ("Wati", "Zaki", "Budi")]
    assert rest == sorted(rest)


@ON_SQLITE
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"starts": "25:00"}, "Jam 25:00 tidak ada; tulis 00:00 sampai 23:59."),
        ({"starts": "06:00"}, "Jamnya tidak di dalam jam tugas ini; isi waktu antara 07.00-17.00, atau kosongkan."),
        ({"starts": "12:00", "ends": "12:00"}, "Tidak sesudah jam mulai; isi waktu antara 07.00-17.00, atau kos"),
        ({"reason": ""}, "Pilih alasannya."),
        ({"substitute": "nobody@kantor.example"}, "Pilih siapa yang menggantikan."),
        ({"words": "x" * 301}, "Lebih panjang dari 300 huruf; pendekkan."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(world: World, fields: dict[str, str], words: str) -> None:
    page = names(world, signed_in(world, "andi"), "andi", "sari", **{"words": "keterangan saya"} | fields)
    assert page.status_code == 422
    assert words in said(page)
    assert fields.get("words", "keterangan saya") in page.text
    assert on_duty(world, TUESDAY) == ["andi"]


@ON_SQLITE
def test_nobody_gives_somebody_elses_duty_away_and_nothing_of_yesterday(world: World) -> None:
    gone = "Tugas itu sudah lewat, atau jadwalnya sudah diubah."
    assert gone in said(names(world, signed_in(world, "sari"), "andi", "dewi"))
    assert gone in said(names(world, signed_in(world, "rini"), "andi", "dewi"))
    world.jumps_to(wib("2026-11-24 17:00"))
    assert gone in said(names(world, signed_in(world, "maya"), "andi", "dewi"))
    assert on_duty(world, TUESDAY) == ["andi"]
    assert "Tersimpan" in said(names(world, signed_in(world, "maya"), "sari", "dewi", on=THURSDAY))


@ON_SQLITE
def test_of_a_break_only_the_break_is_taken_over(world: World) -> None:
    world.rosters("andi", "pti", on=THURSDAY)
    world.rosters("andi", "pti", on=THURSDAY, task="istirahat", replaces="sari", starts=time(12), ends=time(13))
    names(world, signed_in(world, "andi"), "andi", "dewi", on=THURSDAY, task="istirahat", anyway="1")
    assert on_duty(world, THURSDAY)[-1] == "dewi pengganti untuk andi 12:00-13:00"


@ON_SQLITE
def test_the_roster_tells_everybody_of_it_and_only_its_keepers_why(world: World) -> None:
    names(world, signed_in(world, "andi"), "andi", "sari", reason="sakit", words="demam")
    for name, reads in (("rini", False), ("sari", False), ("ketut", True), ("andi", True)):
        page = said(signed_in(world, name).gets(f"/roster?week={MONDAY}"))
        assert "Sari menggantikan Andi" in page
        assert ("Sakit: demam" in page) is reads, name
