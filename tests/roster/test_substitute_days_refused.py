"""One substitute for several duties, where it cannot be: each day is named, none saved, what was chosen stays."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.calls.world import MONDAY, World, wib
from tests.roster.leave import WEEK, furnish_week, key, keys, sends, ticked
from tests.roster.offices import TUESDAY, WEDNESDAY, changes, on_duty, said, subjects
from tests.roster.weeks import forgets_telephone
from tests.web.visitor import signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def office(world: World) -> World:
    return furnish_week(world)


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
def test_who_substitutes_for_some_hours_already_is_told_on_which_day(world: World) -> None:
    andi = signed_in(world, "andi")
    sends(andi, keys(world, WEEK[1]), "sari", starts="10:00", ends="12:00")
    refused = said(sends(andi, keys(world), "sari"))
    words = "Sari sudah tercatat sebagai penggantinya pada waktu itu. Hapus centangnya."
    assert f"Selasa, 1 Desember 2026: Andi, piket Pusat Teknologi Informasi, 07.00-17.00 {words}" in refused
    assert refused.count(words) == 1
    assert len(changes(world)) == 1


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
