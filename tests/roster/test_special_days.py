"""The page of holidays: who may edit it, what an edit does to the roster, and two who edit at once."""

import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from ivr.domain.hotline import Hotline
from ivr.domain.hours import service_spans
from ivr.domain.people import Role
from ivr.store.door_tables import journal
from ivr.store.roster_tables import special_days
from ivr.workflows.catch_up import catch_up
from ivr.workflows.check.special_days import special_day_findings
from recap.period import NoServiceDay, period_of
from tests.calls.world import World, own_hotline, wib, world_at
from tests.web.visitor import Visitor, signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
EVE = date(2026, 12, 31)
CHRISTMAS_LEAVE = date(2026, 12, 24)
TYPED: dict[str, Any] = {"change": "close", "on": "2026-12-31", "name": "Malam Tahun Baru", "decree": "SK-12/2026"}


@pytest.fixture
def maya(world: World) -> Visitor:
    world.officer("maya", "", "+6281200000009", role=Role.COORDINATOR)
    return signed_in(world, "maya")


def said(page: str) -> str:
    """The words of a page on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def seen(page: str) -> str:
    (found,) = re.findall(r'name="seen" value="([^"]+)"', page)
    return str(found)


def saves(visitor: Visitor, **typed: Any) -> str:
    """Look at what it does, and confirm it."""
    shown = visitor.posts("/special-days/day", **typed)
    assert shown.status_code == 200, said(shown.text)
    saved = visitor.posts("/special-days/day", step="save", seen=seen(shown.text), **typed)
    assert saved.status_code == 200, said(saved.text)
    return said(saved.text)


def hotline_now(world: World) -> Hotline:
    with world.office.database.reading() as connection:
        catch_up(world.office, connection)
    return world.office.hotlines.first


def rostered_on(world: World, on: date) -> None:
    for name, unit, phone in (("andi", "pelaporan", "1"), ("sari", "pelaporan", "2"), ("budi", "pti", "3")):
        world.officer(name, unit, f"+628120000010{phone}")
        world.rosters(name, unit, on=on)
    world.rosters("sari", "pti", on=on, task="istirahat", replaces="budi")


def test_a_closed_day_says_beforehand_what_it_does_to_the_roster(world: World, maya: Visitor) -> None:
    rostered_on(world, EVE)

    shown = said(maya.posts("/special-days/day", **TYPED).text)

    assert (
        "4 piket pada Kamis, 31 Desember 2026 tidak berlaku: Andi (Direktorat Pelaporan), Sari (Direktorat Pelaporan), "
        "Budi (Pusat Teknologi Informasi), Sari (Pusat Teknologi Informasi, istirahat). "
        "Penelepon pada hari itu mendengar: “Hari ini kami tutup karena Malam Tahun Baru.”" in shown
    )
    assert service_spans(hotline_now(world), EVE), "looking changes nothing"


def test_confirmed_it_is_a_holiday_for_calls_and_recap_and_in_the_journal(world: World, maya: Visitor) -> None:
    assert "Kamis, 31 Desember 2026 sekarang hari libur." in saves(maya, **TYPED)

    hotline = hotline_now(world)
    assert service_spans(hotline, EVE) == ()
    with pytest.raises(NoServiceDay, match="Malam Tahun Baru"):
        period_of(hotline, EVE)
    with world.office.database.reading() as connection:
        line = connection.execute(sa.select(journal).where(journal.c.subject == "holiday:2026-12-31")).one()
    assert (line.action, line.detail) == ("added", "libur: Malam Tahun Baru (SK-12/2026)")
    assert "Maya menambahkan hari libur 31 Desember 2026" in said(maya.gets("/journal").text)
    world.jumps_to(wib("2026-12-31 09:00"))
    world.dials().hears("Hari ini kami tutup karena Malam Tahun Baru. Kami buka kembali Senin pukul 07.00 WIB")


def test_an_official_holiday_can_be_a_service_day_and_says_what_the_roster_lacks(world: World, maya: Visitor) -> None:
    world.officer("budi", "pti", "+6281200000103")
    world.rosters("budi", "pti", on=CHRISTMAS_LEAVE)
    typed: dict[str, Any] = {"change": "open", "on": "2026-12-24", "name": "", "decree": "SK-13/2026"}

    shown = said(maya.posts("/special-days/day", **typed).text)

    assert (
        "Kamis, 24 Desember 2026 menjadi hari layanan, pukul 07.00-17.00. "
        "1 piket pada Kamis, 24 Desember 2026 berlaku: Budi (Pusat Teknologi Informasi). "
        "Yang masih perlu dilengkapi dalam jadwal: Direktorat Pelaporan: kurang petugas: ada 0 dari 2; "
        "Pusat Teknologi Informasi: istirahat Budi tidak ada penggantinya; "
        "Direktorat Kerjasama dan Humas: kurang petugas: ada 0 dari 1." in shown
    )
    page = saves(maya, **typed)
    assert "Cuti Bersama Hari Raya Natal tetap buka cuti bersama SK-13/2026" in page
    assert service_spans(hotline_now(world), CHRISTMAS_LEAVE)


def test_an_own_day_can_be_taken_off_again(world: World, maya: Visitor) -> None:
    rostered_on(world, EVE)
    saves(maya, **TYPED)

    shown = said(maya.posts("/special-days/day", change="remove", on="2026-12-31").text)
    assert "Kamis, 31 Desember 2026 menjadi hari layanan, pukul 07.00-17.00. 4 piket" in shown
    saves(maya, change="remove", on="2026-12-31")

    assert service_spans(hotline_now(world), EVE)
    again = maya.posts("/special-days/day", change="remove", on="2026-12-31")
    assert again.status_code == 422
    assert "tidak ada lagi dalam daftar" in said(again.text)


def test_the_first_edit_copies_the_files_days_and_from_then_on_the_database_wins(
    migrated_database_url: str, tmp_path: Path
) -> None:
    own = "  country: ID\n  add:\n    - {date: 2026-12-30, name: Rapat Kerja, decree: SK-1/2026}\n"
    hotlines = (own_hotline(tmp_path, ("  country: ID\n", own)),)
    with world_at("2026-11-23 09:00", migrated_database_url, tmp_path, hotlines=hotlines) as world:
        world.officer("maya", "", "+6281200000009", role=Role.COORDINATOR)
        visitor = signed_in(world, "maya")
        saves(visitor, **TYPED)
        with world.office.database.reading() as connection:
            kept = connection.execute(
                sa.select(special_days.c.on, special_days.c.name, special_days.c.added_by).order_by(special_days.c.on)
            ).all()
        assert [(row.on.day, row.name, row.added_by is None) for row in kept] == [
            (30, "Rapat Kerja", True), (31, "Malam Tahun Baru", False)]  # fmt: skip
        saves(visitor, change="remove", on="2026-12-30")
        assert [day.name for day in hotline_now(world).holidays.added] == ["Malam Tahun Baru"]
        saves(visitor, change="remove", on="2026-12-31")
        assert hotline_now(world).holidays.added == (), "the file's day does not come back"
        (finding,) = special_day_findings(world.office.filed.first, world.office.hotlines.first)
        assert (finding.code, finding.text) == (
            "L02",
            "Call Center PPATK: hari khusus di halaman Hari libur berbeda dari berkas hotline; yang di halaman "
            "berlaku: 30 Desember 2026 libur, Rapat Kerja (hanya di berkas)",
        )


@ON_SQLITE
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"on": "2026-11-23"}, "Hari ini sudah berjalan. Untuk menutup layanan hari ini pakai Tutup sekarang"),
        ({"on": "2026-11-20"}, "Jumat, 20 November 2026 sudah lewat, jadi tidak diubah lagi"),
        ({"on": "2026-12-24"}, "Kamis, 24 Desember 2026 sudah libur: Cuti Bersama Hari Raya Natal. Pilih tanggal"),
        ({"on": "2028-01-03"}, "Paling jauh 31 Desember 2027"),
        ({"on": "besok"}, "Isi tanggalnya, misalnya 31/12/2026: 'besok' bukan tanggal"),
        ({"on": ""}, "Isi tanggalnya"),
        ({"name": " "}, "Nama hari libur masih kosong. Isi dahulu."),
        ({"decree": ""}, "Nomor surat keputusan masih kosong. Isi dahulu."),
        ({"name": "Libur\x07"}, "Nama hari libur memuat karakter kendali. Ketik ulang teksnya."),
        ({"name": "x" * 201}, "Nama hari libur berisi 201 huruf; paling banyak 200. Ringkaslah."),
        ({"change": "open"}, "Kamis, 31 Desember 2026 bukan libur resmi, jadi tidak perlu dinyatakan buka."),
    ],
)
def test_wrong_input_is_told_in_words_and_stays(
    world: World, maya: Visitor, changes: dict[str, str], sentence: str
) -> None:
    typed = TYPED | changes
    answer = maya.posts("/special-days/day", **typed)
    assert answer.status_code == 422
    assert sentence in said(answer.text)
    assert f'value="{typed["decree"]}"' in answer.text
    with world.office.database.reading() as connection:
        assert connection.execute(sa.select(special_days)).all() == []


def test_of_two_editors_the_second_is_told(world: World, maya: Visitor) -> None:
    first, second = (maya.posts("/special-days/day", **TYPED | {"name": name}) for name in ("Satu", "Dua"))
    satu = TYPED | {"name": "Satu", "step": "save", "seen": seen(first.text)}
    done, again = (maya.posts("/special-days/day", **satu) for _ in range(2))
    assert "Kamis, 31 Desember 2026 sekarang hari libur." in said(again.text), "the button pressed twice says the same"
    late = maya.posts("/special-days/day", **TYPED | {"name": "Dua", "step": "save", "seen": seen(second.text)})
    assert (done.status_code, late.status_code) == (200, 422)
    assert "Kamis, 31 Desember 2026 sudah libur: Satu. Pilih tanggal lain." in said(late.text)
    assert 'value="Dua"' in late.text


def test_when_the_roster_changes_before_the_confirmation_it_is_shown_again(world: World, maya: Visitor) -> None:
    shown = maya.posts("/special-days/day", **TYPED)
    rostered_on(world, EVE)
    answer = maya.posts("/special-days/day", step="save", seen=seen(shown.text), **TYPED)
    assert answer.status_code == 409
    assert "baru saja diubah orang lain. Periksa akibatnya lagi." in said(answer.text)
    assert "4 piket" in said(answer.text)
    assert maya.posts("/special-days/day", step="save", seen=seen(answer.text), **TYPED).status_code == 200


def test_everybody_reads_it_and_only_who_keeps_the_office_edits_it(world: World, maya: Visitor) -> None:
    world.officer("andi", "pti", "+6281200000101")
    andi = signed_in(world, "andi")
    page = andi.gets("/special-days").text
    assert "Cuti Bersama Hari Raya Natal cuti bersama" in said(page)
    assert "<textarea" not in page
    for path in ("day", "close", "announce", "end"):
        assert andi.posts(f"/special-days/{path}", **TYPED, id="1").status_code == 403
        assert maya.posts(f"/special-days/{path}", csrf=False, **TYPED, id="1").status_code == 400


@ON_SQLITE
def test_the_year_says_what_is_estimated_and_what_is_not_decreed_yet(world: World, maya: Visitor) -> None:
    decree = "Libur nasional dan cuti bersama menurut SKB Tiga Menteri Nomor 1497, 2, dan 5 Tahun 2025."
    assert decree in said(maya.gets("/special-days").text)
    assert "(perkiraan)" in said(maya.gets("/special-days?year=2027").text)
    assert "menurut SKB" not in said(maya.gets("/special-days?year=2027").text)
    how = (
        "Nomor SKB 2027 belum diketahui sistem. Administrator dapat menulisnya di berkas hotline ( holidays.decrees )."
    )
    assert how in said(maya.gets("/special-days?year=2027").text)
    assert "Nomor SKB 2026" not in said(maya.gets("/special-days").text)
    assert "belum ditetapkan" not in said(maya.gets("/special-days").text)
    world.jumps_to(wib("2027-02-01 09:00"))
    assert "Cuti bersama 2028 belum ditetapkan" in said(signed_in(world, "maya").gets("/special-days").text)


NOTICE: dict[str, Any] = {
    "text": "Mohon maaf, gedung kami sedang dikosongkan.",
    "until_on": "2026-11-23",
    "until_at": "13:00",
}


def test_closing_is_confirmed_shown_to_everybody_and_ended(world: World, maya: Visitor) -> None:
    world.officer("andi", "pti", "+6281200000101")
    shown = said(maya.posts("/special-days/close", **NOTICE).text)
    assert f"“{NOTICE['text']} Kami buka kembali hari ini, Senin pukul 13.00 WIB.”".strip("“”") in shown
    world.dials().hears("Untuk Direktorat Pelaporan").hangs_up()

    maya.posts("/special-days/close", step="save", **NOTICE)
    bar = "Tutup sementara sejak 09.00 sampai 13.00, ditutup oleh Maya. Penelepon mendengar: Mohon maaf, gedung"
    assert bar in said(signed_in(world, "andi").gets("/duty").text)
    assert bar in said(maya.gets("/live").text)
    second = maya.posts("/special-days/close", step="save", **NOTICE)
    assert second.status_code == 422
    assert "Layanan sudah ditutup oleh Maya, sejak 09.00 sampai 13.00. Tidak ada yang diubah." in said(second.text)

    (notice,) = re.findall(r'name="id" value="(\d+)"', maya.gets("/special-days").text)
    assert "Layanan dibuka kembali" in said(maya.posts("/special-days/end", id=notice).text)
    assert "Sudah berakhir sebelumnya" in said(maya.posts("/special-days/end", id=notice).text)
    assert "Tutup sementara" not in said(maya.gets("/live").text)
    told = said(maya.gets("/journal").text)
    assert "Maya menambahkan pemberitahuan bagi penelepon nomor 1" in told
    assert "Maya mengubah pemberitahuan bagi penelepon nomor 1" in told


@ON_SQLITE
@pytest.mark.parametrize(
    ("path", "changes", "sentence"),
    [
        ("close", {"text": ""}, "Teks untuk penelepon masih kosong. Isi dahulu."),
        ("close", {"text": "x" * 401}, "Teks untuk penelepon berisi 401 huruf; paling banyak 400. Ringkaslah."),
        ("close", {"text": "Tutup\x00."}, "Teks untuk penelepon memuat karakter kendali. Ketik ulang teksnya."),
        ("close", {"until_at": "09:00"}, "Senin, 23 November 2026 pukul 09.00 WIB sudah lewat."),
        ("close", {"until_on": "2026-11-30", "until_at": "09:01"}, "Paling lama 7 hari, yaitu sampai Senin, 30"),
        ("close", {"until_on": "2026-02-30"}, "Isi tanggal dan jam berakhirnya"),
        ("announce", {"until_on": ""}, "Isi tanggal dan jam berakhirnya"),
        ("announce", {"until_on": "2026-12-25"}, "Paling lama 31 hari"),
    ],
)
def test_a_wrong_notice_is_told_in_words_and_stays(
    world: World, maya: Visitor, path: str, changes: dict[str, str], sentence: str
) -> None:
    answer = maya.posts(f"/special-days/{path}", **NOTICE | changes, step="save")
    assert answer.status_code == 422
    assert sentence in said(answer.text)
    assert f'<a href="#{path}">Perbaiki isian yang ditandai.</a>' in answer.text
    if "text" not in changes:
        assert NOTICE["text"] in said(answer.text)
    assert hotline_now(world).notices == ()


@ON_SQLITE
def test_pages_that_are_open_hear_of_it_by_themselves(world: World, maya: Visitor) -> None:
    world.officer("andi", "pti", "+6281200000101")
    andi = signed_in(world, "andi")
    tag = andi.gets("/duty/post").headers["ETag"]
    (known,) = re.findall(r'hx-get="/live/now\?([^"]+)"', maya.gets("/live").text)
    assert andi.gets("/duty/post", headers={"If-None-Match": tag}).status_code == 304
    assert maya.gets(f"/live/now?{unescape(known)}").status_code == 204

    maya.posts("/special-days/announce", **NOTICE)

    for answer in (andi.gets("/duty/post", headers={"If-None-Match": tag}), maya.gets(f"/live/now?{unescape(known)}")):
        assert answer.status_code == 200
        assert '<div id="notices" hx-swap-oob="true">' in answer.text
        assert "Pengumuman sampai 13.00, dari Maya." in said(answer.text)


@ON_SQLITE
def test_an_announcement_stands_on_the_page_until_it_is_ended(world: World, maya: Visitor) -> None:
    for number in range(3):
        maya.posts("/special-days/announce", **NOTICE | {"text": f"Kabar {number}."})
    full = maya.posts("/special-days/announce", **NOTICE)
    assert "Sudah ada 3 pengumuman. Akhiri salah satu dahulu" in said(full.text)
    maya.posts("/special-days/end", id="2")
    page = said(maya.gets("/special-days").text)
    assert ("Kabar 0." in page, "Kabar 1." in page, "Kabar 2." in page) == (True, False, True)


@ON_SQLITE
def test_an_announcement_sent_twice_is_heard_once(world: World, maya: Visitor) -> None:
    for _ in range(2):
        answer = maya.posts("/special-days/announce", **NOTICE)
        assert "penelepon mendengar pengumuman ini sampai Senin, 23 November 2026" in said(answer.text)
    assert said(maya.gets("/live").text).count("Pengumuman sampai 13.00, dari Maya.") == 1
    maya.posts("/special-days/announce", **NOTICE | {"until_at": "14.00"})
    assert said(maya.gets("/live").text).count("dari Maya.") == 2, "until another hour it is another one"


@ON_SQLITE
def test_an_announcement_that_nobody_hears_while_closed_says_so(world: World, maya: Visitor) -> None:
    answer = maya.posts("/special-days/announce", **NOTICE | {"text": "Kami pindah gedung."})
    assert "Selama layanan buka, penelepon mendengar pengumuman ini sampai Senin, 23 November 2026" in said(answer.text)
    assert "Penelepon mendengar: Kami pindah gedung." in said(maya.gets("/live").text)

    maya.posts("/special-days/close", step="save", **NOTICE)

    bar = said(maya.gets("/live").text)
    assert f"Penelepon mendengar: {NOTICE['text']}" in bar
    assert "Pengumuman sampai 13.00, dari Maya. Baru terdengar bila layanan buka: Kami pindah gedung." in bar
    assert "Layanan sedang tutup, jadi belum terdengar." in said(maya.gets("/special-days").text)
    world.dials().hears(f"{NOTICE['text']} Kami buka kembali hari ini, Senin pukul 13.00 WIB.").ends()
