"""One substitute for several duties at once: a week of leave is one form, one change, one letter for each."""

from datetime import time

import pytest

from ivr.domain.people import Role
from tests.calls.world import MONDAY, World, wib
from tests.roster.leave import WEEK, WHEN, furnish_week, key, keys, sends, ticked
from tests.roster.offices import PHONES, TUESDAY, WEDNESDAY, changes, link, on_duty, press, said, subjects
from tests.web.letter_box import letters
from tests.web.visitor import signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def office(world: World) -> World:
    return furnish_week(world)


def test_a_week_of_leave_is_one_form_and_the_telephone_of_the_substitute_rings(world: World) -> None:
    andi = signed_in(world, "andi")
    form = andi.gets(f"/substitutes/new?duty={key(world, 'andi', WEEK[0])}&until={WEEK[-1]}")
    assert ticked(form) == keys(world)
    assert "Tugas Andi yang lain (1)" in said(form)
    assert 'name="starts"' not in form.text
    assert "Sari" in form.text.partition('label="Lainnya"')[0]

    assert f"Tersimpan: Sari menggantikan Andi, {WHEN}, Pusat Teknologi Informasi." in said(
        sends(andi, ticked(form), "sari")
    )
    for day in WEEK:
        assert on_duty(world, day) == ["andi", "sari pengganti untuk andi"]
    assert changes(world) == [("substitute", "andi", "Cuti")]
    world.jumps_to(wib("2026-12-03 09:00"))
    world.dials().presses("2")
    world.network.telephone(PHONES["sari"]).rings()


@ON_SQLITE
def test_each_hears_of_all_days_in_one_letter(world: World) -> None:
    sends(signed_in(world, "ketut"), keys(world), "sari", reason="sakit", words="demam")
    for name in ("andi", "sari", "maya"):
        assert subjects(world, name) == [f"Sari menggantikan Andi: {WHEN}"]
    assert subjects(world, "ketut") == []
    assert (
        letters(world, "sari")[0].text
        == f"""Yth. Sari,

Andi berhalangan. Anda menggantikannya:

Unit kerja: Pusat Teknologi Informasi
Senin, 30 November 2026: 07.00-17.00
Selasa, 1 Desember 2026: 07.00-17.00
Rabu, 2 Desember 2026: 07.00-17.00
Kamis, 3 Desember 2026: 07.00-17.00
Jumat, 4 Desember 2026: 07.00-17.00
Dicatat oleh: Ketut

Penggantian ini sudah berlaku: telepon yang masuk pada waktu itu berdering di telepon Anda.

Tidak dapat? Catat segera siapa yang menggantikan Anda:

Saya berhalangan:
{world.url}/substitutes/new
"""
    )
    told = letters(world, "maya")[0].text
    undo = link(world, "maya", "Batalkan penggantian")
    assert (
        told
        == f"""Yth. Maya,

Andi berhalangan. Sari menggantikannya:

Unit kerja: Pusat Teknologi Informasi
Senin, 30 November 2026: 07.00-17.00
Selasa, 1 Desember 2026: 07.00-17.00
Rabu, 2 Desember 2026: 07.00-17.00
Kamis, 3 Desember 2026: 07.00-17.00
Jumat, 4 Desember 2026: 07.00-17.00
Dicatat oleh: Ketut

Penggantian ini sudah berlaku: telepon yang masuk pada waktu itu berdering di telepon Sari.

Bila tidak seharusnya demikian:

Batalkan penggantian:
{world.url}{undo}

Semua hari di atas dibatalkan sekaligus. Tautan ini hanya untuk Anda, dapat dipakai satu kali, dan berlaku sampai \
Senin, 7 Desember 2026 pukul 09.00 WIB.
"""
    )


@ON_SQLITE
def test_one_link_takes_all_days_back_and_both_hear_it_once(world: World) -> None:
    sends(signed_in(world, "andi"), keys(world), "sari")
    assert "berlaku sampai Senin, 30 November 2026 pukul 23.59 WIB." in letters(world, "ketut")[0].text
    undo = link(world, "ketut", "Batalkan penggantian")
    assert "Penggantian dibatalkan." in said(press(world, undo))
    assert [on_duty(world, day) for day in WEEK] == [["andi"]] * 5
    assert press(world, undo).status_code == 410
    assert subjects(world, "andi") == subjects(world, "sari")[1:] == [f"Penggantian Andi dibatalkan: {WHEN}"]
    assert (
        letters(world, "andi")[0].text
        == """Yth. Andi,

Ketut membatalkan penggantian ini:

Unit kerja: Pusat Teknologi Informasi
Senin, 30 November 2026: 07.00-17.00
Selasa, 1 Desember 2026: 07.00-17.00
Rabu, 2 Desember 2026: 07.00-17.00
Kamis, 3 Desember 2026: 07.00-17.00
Jumat, 4 Desember 2026: 07.00-17.00

Andi bertugas kembali, dan Sari tidak menggantikannya lagi.
"""
    )


@ON_SQLITE
def test_one_press_on_the_page_takes_all_days_back(world: World) -> None:
    sends(signed_in(world, "andi"), keys(world), "sari")
    ketut = signed_in(world, "ketut")
    listed = ketut.gets("/swaps")
    for day in ("Senin 30 November", "Kamis 3 Desember"):
        assert day in said(listed)
    assert f'aria-label="Batalkan semua: Sari menggantikan Andi, {WHEN}"' in listed.text
    assert "Jadwal kembali seperti sebelumnya" in said(ketut.posts("/substitutes/1/undo"))
    assert "Penggantian ini sudah dibatalkan sebelumnya." in said(ketut.posts("/substitutes/1/undo"))
    assert [on_duty(world, day) for day in WEEK] == [["andi"]] * 5


@ON_SQLITE
def test_what_the_rosters_own_page_takes_back_or_makes_again_is_told_with_all_days(world: World) -> None:
    sends(signed_in(world, "andi"), keys(world), "sari")
    maya = signed_in(world, "maya")
    back, on = f"Penggantian Andi dibatalkan: {WHEN}", f"Sari menggantikan Andi: {WHEN}"
    maya.posts("/roster/undo", True, change="1")
    assert [on_duty(world, day) for day in WEEK] == [["andi"]] * 5
    maya.posts("/roster/undo", True, change="2")
    assert (subjects(world, "andi"), subjects(world, "sari")) == ([back, on], [on, back, on])
    assert "Penggantian dibatalkan." in said(press(world, link(world, "ketut", "Batalkan penggantian")))
    assert [on_duty(world, day) for day in WEEK] == [["andi"]] * 5


@ON_SQLITE
def test_once_a_day_of_it_is_over_the_leader_is_told_what_can_still_be_done(world: World) -> None:
    sends(signed_in(world, "andi"), keys(world), "sari")
    world.jumps_to(wib("2026-12-01 08:00"))
    over = "Tidak dibatalkan: sebagian harinya sudah lewat. Minta koordinator membatalkannya, atau ubah langsung jadwal"
    ketut, maya = signed_in(world, "ketut"), signed_in(world, "maya")
    assert over in said(ketut.posts("/substitutes/1/undo"))
    assert over in said(press(world, link(world, "ketut", "Batalkan penggantian")))
    assert "Jadwal kembali seperti sebelumnya" in said(maya.posts("/substitutes/1/undo"))


@ON_SQLITE
def test_of_a_duty_that_has_begun_only_the_rest_is_taken_over(world: World) -> None:
    world.rosters("andi", "pti", on=MONDAY)
    andi = signed_in(world, "andi")
    form = said(andi.gets(f"/substitutes/new?duty={key(world, 'andi', MONDAY)}&until={TUESDAY}"))
    assert "Setiap tugas digantikan seluruhnya; yang sudah mulai, sejak disimpan." in form
    sends(andi, keys(world, MONDAY, TUESDAY), "sari")
    assert on_duty(world, MONDAY) == ["andi", "sari pengganti untuk andi 09:00-17:00"]
    assert on_duty(world, TUESDAY) == ["andi", "sari pengganti untuk andi"]
    told = letters(world, "sari")[0].text
    assert "Senin, 23 November 2026: 09.00-17.00\nSelasa, 24 November 2026: 07.00-17.00\n" in told
    listed = said(signed_in(world, "sari").gets("/swaps"))
    assert "Senin 23 November 09.00-17.00 Selasa 24 November" in listed
    assert "sepanjang tugas, kecuali yang tertulis jamnya" in listed


@ON_SQLITE
def test_the_break_of_a_day_goes_with_its_duty(world: World) -> None:
    world.rosters("dewi", "pti", on=WEEK[0])
    world.rosters("andi", "pti", on=WEEK[0], task="istirahat", replaces="dewi", starts=time(12), ends=time(13))
    both = [*keys(world, WEEK[0]), key(world, "andi", WEEK[0], task="istirahat")]
    assert "Tersimpan: Sari menggantikan Andi, Senin 30 November" in said(
        sends(signed_in(world, "andi"), both, "sari", anyway="1")
    )
    assert [line for line in on_duty(world, WEEK[0]) if "pengganti" in line] == ["sari pengganti untuk andi"]


@ON_SQLITE
def test_the_break_within_what_is_left_of_today_goes_with_it(world: World) -> None:
    world.rosters("andi", "pti", on=MONDAY)
    world.rosters("dewi", "pti", on=MONDAY)
    world.rosters("andi", "pti", on=MONDAY, task="istirahat", replaces="dewi", starts=time(12), ends=time(13))
    andi = signed_in(world, "andi")
    both = ticked(andi.gets(f"/substitutes/new?duty={key(world, 'andi', MONDAY)}&until={MONDAY}"))
    assert both == [key(world, "andi", MONDAY, task="istirahat"), key(world, "andi", MONDAY)]
    assert "Tersimpan" in said(sends(andi, both, "sari", anyway="1"))
    assert on_duty(world, MONDAY)[-1] == "sari pengganti untuk andi 09:00-17:00"
    assert "Hari: Senin, 23 November 2026\nWaktu: 09.00-17.00\n" in letters(world, "sari")[0].text


@ON_SQLITE
def test_in_two_units_each_day_names_its_own_and_only_who_leads_both_takes_it_back(world: World) -> None:
    world.officer("nina", "humas", "+6281200000134", role=Role.LEADER)
    world.rosters("andi", "humas", on=WEDNESDAY)
    duties = [key(world, "andi", WEDNESDAY, "humas"), *keys(world, WEEK[0])]
    sends(signed_in(world, "andi"), duties, "sari")
    for name in ("sari", "ketut", "nina", "maya"):
        (letter,) = letters(world, name)
        assert letter.subject == "Sari menggantikan Andi: Rabu 25 November dan Senin 30 November"
        assert (
            "Unit kerja: Direktorat Kerjasama dan Humas, Pusat Teknologi Informasi\n"
            "Rabu, 25 November 2026: 07.00-17.00, Direktorat Kerjasama dan Humas\n"
            "Senin, 30 November 2026: 07.00-17.00, Pusat Teknologi Informasi\n" in letter.text
        )
        assert ("Batalkan penggantian" in letter.text) is (name == "maya")
    for name in ("ketut", "nina"):
        leader = signed_in(world, name)
        assert "Sari menggantikan Andi" in said(leader.gets("/swaps"))
        assert "Batalkan semua" not in leader.gets("/swaps").text
        assert leader.posts("/substitutes/1/undo").status_code == 403
    press(world, link(world, "maya", "Batalkan penggantian"))
    assert on_duty(world, WEEK[0]) == on_duty(world, WEDNESDAY, "humas") == ["andi"]


@ON_SQLITE
def test_the_journal_tells_of_each_unit_and_of_nobodys_illness(world: World) -> None:
    sends(signed_in(world, "andi"), keys(world), "sari", reason="sakit", words="demam")
    page = said(signed_in(world, "maya").gets("/journal"))
    assert page.count("pengganti: alasan di riwayat jadwal") == 1
    assert "sakit" not in page.lower()
