"""One substitute for several duties at once: a week of leave is one form, one change, one letter for each."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta
from typing import Any

import pytest

from ivr.domain.people import Role
from tests.calls.world import MONDAY, World, wib
from tests.roster.offices import PHONES, TUESDAY, WEDNESDAY, changes, furnish, link, on_duty, press, said, subjects
from tests.roster.weeks import forgets_telephone
from tests.web.letter_box import letters
from tests.web.visitor import Visitor, signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
WEEK = tuple(MONDAY + timedelta(days=7 + n) for n in range(5))
WHEN = "5 hari, Senin 30 November sampai Jumat 4 Desember"


@pytest.fixture(autouse=True)
def office(world: World) -> World:
    furnish(world)
    for day in WEEK:
        world.rosters("andi", "pti", on=day)
    return world


def key(world: World, name: str, on: date, unit: str = "pti", task: str = "piket") -> str:
    """What the form calls a duty."""
    return f"{on}/{unit}/{task}/{world._ids[name]}"


def keys(world: World, *days: date) -> list[str]:
    return [key(world, "andi", day) for day in days or WEEK]


def sends(who: Visitor, duties: list[str], to: str, **more: Any) -> Any:
    """The form with these duties ticked."""
    fields = {"first": duties[0], "duty": duties, "substitute": f"{to}@kantor.example", "reason": "cuti"} | more
    return who.posts("/substitutes/new", True, **fields)


def ticked(page: Any) -> list[str]:
    """The duties that are ticked on a page, as it calls them."""
    boxes = [piece.partition(">")[0] for piece in page.text.split('name="duty" value="')[1:]]
    return [box.partition('"')[0] for box in boxes if " checked" in box]


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
def test_once_a_day_of_it_is_over_the_leader_is_told_what_can_still_be_done(world: World) -> None:
    sends(signed_in(world, "andi"), keys(world), "sari")
    world.jumps_to(wib("2026-12-01 08:00"))
    over = "Tidak dibatalkan: sebagian harinya sudah lewat. Minta koordinator membatalkannya, atau ubah langsung jadwal"
    ketut, maya = signed_in(world, "ketut"), signed_in(world, "maya")
    assert over in said(ketut.posts("/substitutes/1/undo"))
    assert over in said(press(world, link(world, "ketut", "Batalkan penggantian")))
    assert "Jadwal kembali seperti sebelumnya" in said(maya.posts("/substitutes/1/undo"))


@ON_SQLITE
def test_where_one_day_of_five_cannot_be_none_is_saved_and_what_was_chosen_stays(world: World) -> None:
    world.rosters("sari", "pti", on=WEEK[2])
    andi = signed_in(world, "andi")
    refused = sends(andi, keys(world), "sari", reason="dinas", words="ke Surabaya")

    assert refused.status_code == 422
    assert (
        "Rabu, 2 Desember 2026: Andi, piket Pusat Teknologi Informasi, 07.00-17.00 "
        "Sari sudah bertugas di unit ini pada waktu itu. Hapus centangnya, atau pilih orang lain. "
        "Kamis, 3 Desember 2026" in said(refused)
    )
    assert said(refused).count("Hapus centangnya") == 1
    assert "semua hari disimpan sekaligus, atau tidak satu pun." in said(refused)
    assert ticked(refused) == keys(world)
    assert 'value="sari@kantor.example" selected' in refused.text
    assert 'value="dinas" selected' in refused.text
    assert 'value="ke Surabaya"' in refused.text
    assert (changes(world), subjects(world, "sari")) == ([], [])

    without = [one for one in keys(world) if str(WEEK[2]) not in one]
    assert "Tersimpan: Sari menggantikan Andi, 4 hari" in said(sends(andi, without, "sari"))
    assert on_duty(world, WEEK[2]) == ["andi", "sari"]


@ON_SQLITE
def test_who_is_on_duty_elsewhere_on_one_day_needs_a_second_yes_that_names_the_day(world: World) -> None:
    world.rosters("rini", "humas", on=WEEK[1])
    andi = signed_in(world, "andi")
    doubtful = sends(andi, keys(world), "rini")
    assert (
        "Belum tersimpan. Perhatikan: Rini sekaligus bertugas di Direktorat Kerjasama dan Humas (Selasa 1 Desember). "
        "Hapus centang hari itu, atau simpan juga." in said(doubtful)
    )
    assert "Rini (Direktorat Kerjasama dan Humas, bertugas pada waktu 1 dari 5 tugas itu)" in said(doubtful)
    assert changes(world) == []
    assert "Tersimpan" in said(sends(andi, keys(world), "rini", anyway="1"))


@ON_SQLITE
def test_a_substitute_for_some_of_the_days_already_is_told_day_by_day(world: World) -> None:
    sends(signed_in(world, "andi"), keys(world, WEEK[1], WEEK[3]), "dewi")
    assert subjects(world, "dewi") == ["Dewi menggantikan Andi: Selasa 1 Desember dan Kamis 3 Desember"]
    ketut = signed_in(world, "ketut")
    refused = said(sends(ketut, keys(world), "sari"))
    words = "Sudah digantikan oleh Dewi. Bila Dewi juga berhalangan, pilih tugas Dewi. Hapus centangnya di sini."
    assert refused.count(words) == 2
    form = ketut.gets(f"/substitutes/new?duty={key(world, 'andi', WEEK[0])}&until={WEEK[-1]}")
    assert ticked(form) == keys(world, WEEK[0], WEEK[2], WEEK[4])


@ON_SQLITE
def test_who_cannot_substitute_on_any_day_is_told_once(world: World) -> None:
    world.officer("joko", "pti", "+6281200000130", active=False)
    forgets_telephone(world, "dewi")
    andi = signed_in(world, "andi")
    for name, words in (
        ("joko", "Joko tidak aktif; pilih orang lain."),
        ("dewi", "Dewi tidak punya nomor telepon; pilih orang lain."),
        ("andi", "Isi dengan orang lain."),
    ):
        refused = sends(andi, keys(world), name)
        assert said(refused).count(words) == 1
        assert ticked(refused) == keys(world)
    assert changes(world) == []


@ON_SQLITE
def test_pressed_twice_it_is_saved_and_told_once(world: World) -> None:
    andi = signed_in(world, "andi")
    sends(andi, keys(world), "sari")
    again = sends(andi, keys(world), "sari")
    assert said(again).count("Sudah digantikan oleh Sari.") == 5
    assert len(changes(world)) == len(subjects(world, "sari")) == 1


def test_of_two_people_at_the_same_time_one_is_saved_and_the_other_told(world: World) -> None:
    people = [(signed_in(world, "andi"), "sari"), (signed_in(world, "ketut"), "dewi")]
    with ThreadPoolExecutor(2) as both:
        pages = list(both.map(lambda one: sends(one[0], keys(world), one[1]), people))
    assert sorted(page.status_code for page in pages) == [200, 422]
    assert len(changes(world)) == 1
    (winner,) = {line.partition(" ")[0] for day in WEEK for line in on_duty(world, day)[1:]}
    lost = next(page for page in pages if page.status_code == 422)
    assert said(lost).count(f"Sudah digantikan oleh {winner.capitalize()}.") == 5


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
def test_hours_are_for_one_duty_or_for_the_one_that_has_begun(world: World) -> None:
    world.rosters("andi", "pti", on=MONDAY)
    andi = signed_in(world, "andi")
    only = "Jam hanya dapat diisi untuk satu tugas; kosongkan jamnya, atau centang satu tugas saja."
    for hours in ({"starts": "09:00"}, {"starts": "", "ends": "12:00"}):
        refused = sends(andi, keys(world), "sari", **hours)
        assert only in said(refused)
        assert ticked(refused) == keys(world)
    sends(andi, keys(world, MONDAY, TUESDAY), "sari", starts="10:00", ends="")
    assert on_duty(world, MONDAY)[1:] == ["sari pengganti untuk andi 10:00-17:00"]
    assert on_duty(world, TUESDAY)[1:] == ["sari pengganti untuk andi"]


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
def test_who_substitutes_for_some_hours_already_is_told_on_which_day(world: World) -> None:
    andi = signed_in(world, "andi")
    sends(andi, keys(world, WEEK[1]), "sari", starts="10:00", ends="12:00")
    refused = said(sends(andi, keys(world), "sari"))
    words = "Sari sudah tercatat sebagai penggantinya pada waktu itu. Hapus centangnya."
    assert f"Selasa, 1 Desember 2026: Andi, piket Pusat Teknologi Informasi, 07.00-17.00 {words}" in refused
    assert refused.count(words) == 1
    assert len(changes(world)) == 1


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
def test_a_duty_that_is_there_no_more_is_named_and_the_others_stay_ticked(world: World) -> None:
    world.jumps_to(wib("2026-12-01 18:00"))
    andi = signed_in(world, "andi")
    refused = sends(andi, keys(world), "sari")
    assert (
        "Senin 30 November, Selasa 1 Desember: tugas itu sudah lewat, atau jadwalnya sudah diubah. "
        "Centangnya dihapus; periksa, lalu simpan sekali lagi." in said(refused)
    )
    assert ticked(refused) == keys(world, *WEEK[2:])
    assert changes(world) == []
    late = said(sends(andi, keys(world, *WEEK[:2]), "sari"))
    assert "Tugas itu sudah lewat, atau jadwalnya sudah diubah. Pilih sekali lagi." in late


@ON_SQLITE
def test_nothing_ticked_or_somebody_elses_among_them_saves_nothing(world: World) -> None:
    andi = signed_in(world, "andi")
    empty = andi.posts("/substitutes/new", True, first=keys(world)[0], substitute="sari@kantor.example", reason="cuti")
    assert empty.status_code == 422
    assert "Centang sekurangnya satu tugas." in said(empty)
    assert ticked(empty) == []
    assert 'value="sari@kantor.example" selected' in empty.text

    others = key(world, "dewi", WEDNESDAY)
    for who in (andi, signed_in(world, "ketut")):
        assert sends(who, [*keys(world), others], "sari").status_code == 422
    assert changes(world) == []


@ON_SQLITE
@pytest.mark.parametrize(
    ("until", "words", "number"),
    [
        ("2026-11-29", "Tanggal ini sebelum tugasnya; isi Senin, 30 November 2026 atau sesudahnya", 1),
        ("30/11", "Tanggal ini tidak terbaca; tulis seperti 2026-11-27, atau kosongkan.", 1),
        ("2027-03-01", "Yang dapat dipilih baru tugas sampai Senin, 28 Desember 2026.", 5),
        ("2026-12-02", "Tugas Andi yang lain (3)", 3),
    ],
)
def test_a_last_day_ticks_all_duties_up_to_it(world: World, until: str, words: str, number: int) -> None:
    page = signed_in(world, "andi").gets(f"/substitutes/new?duty={keys(world)[0]}&until={until}")
    assert words in said(page)
    assert ticked(page) == keys(world)[:number]


@ON_SQLITE
def test_the_journal_tells_of_each_unit_and_of_nobodys_illness(world: World) -> None:
    sends(signed_in(world, "andi"), keys(world), "sari", reason="sakit", words="demam")
    page = said(signed_in(world, "maya").gets("/journal"))
    assert page.count("pengganti: alasan di riwayat jadwal") == 1
    assert "sakit" not in page.lower()
