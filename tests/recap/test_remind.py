"""The reminder of blank forms before the recap: its moment, its words, and once for each officer and day."""

import re
from datetime import date
from pathlib import Path

import pytest

from ivr.domain.people import Role
from ivr.workflows.open_hotlines import open_hotlines
from recap.remind import remind_before_recap, reminding
from tests.calls.world import MONDAY, own_hotline, wib
from tests.databases import SqliteDatabases
from tests.recap.mail_room import MailRoom, mail_room

MAIL = """\
Yth. Andi Wirawan,

Rekapitulasi Call Center PPATK untuk Senin, 23 November 2026 disusun pukul 17.30 WIB. \
Formulir telepon yang Anda terima pada waktu berikut belum diisi:

09.05 - Direktorat Pelaporan, penelepon …0001:
<TAUTAN>

13.40 - Pusat Teknologi Informasi, penelepon …5501:
<TAUTAN>

Setiap tautan hanya untuk Anda, membuka satu formulir, dapat dipakai satu kali, \
dan berlaku sampai Kamis, 26 November 2026 pukul 17.00 WIB. Jangan teruskan surat ini kepada siapa pun.

Sesudah semuanya terisi, buka halaman Piket (http://127.0.0.1:8000/) dan tekan "Rekap saya sudah benar".
"""


def reminds(room: MailRoom, at: str) -> int:
    """One tick of the job."""
    room.at(at)
    return remind_before_recap(room.office, now=room.now())


def texts(room: MailRoom) -> list[str]:
    room.posts()
    found = [mail.get_body(("plain",)) for mail in room.arrived().values()]
    return [str(body.get_content()).replace("\r\n", "\n") for body in found if body is not None]


def test_the_reminder_word_for_word(room: MailRoom) -> None:
    room.records.on_duty("Andi Wirawan", "pelaporan")
    room.records.talk("09:05", "Andi Wirawan", "pelaporan")
    room.records.talk("10:00", "Andi Wirawan", "pelaporan", form={"name": "Ibu Rahma"})
    room.records.talk("13:40", "Andi Wirawan", "pti", caller="+6281398765501")

    assert reminds(room, "17:00") == 1

    (text,) = texts(room)
    found = re.findall(r"^http\S+/links/\S+$", text, re.M)
    assert len(set(found)) == 2
    for url in found:
        text = text.replace(url, "<TAUTAN>")
    assert text == MAIL
    (mail,) = room.arrived().values()
    assert mail["Subject"] == "2 formulir telepon belum diisi - Senin, 23 November 2026"


def test_once_for_each_officer_and_day_and_nobody_without_blanks(room: MailRoom) -> None:
    for name in ("Andi", "Sari", "Dewi"):
        room.records.on_duty(name, "pti")
    room.records.officer("Lama", "pti", active=False)
    room.records.talk("09:00", "Andi", "pti")
    room.records.talk("10:00", "Sari", "pti", form={"name": "Ibu Rahma"})
    room.records.talk("11:00", "Lama", "pti")

    assert [reminds(room, at) for at in ("16:59", "17:00", "17:01", "17:29", "17:30")] == [0, 1, 0, 0, 0]
    andi = room.records._ids["Andi"]
    assert [letter.key for letter in room.letters()] == [f"forms-reminder:ppatk:2026-11-23:{andi}"]


def test_a_talk_that_ends_late_is_reminded_of_too_when_its_officer_was_not(room: MailRoom) -> None:
    room.records.on_duty("Andi", "pti")
    room.records.talk("16:55", "Andi", "pti", seconds=600)

    assert [reminds(room, at) for at in ("17:00", "17:06", "17:08")] == [0, 0, 1]


def test_a_long_list_is_cut_and_says_how_many_more(room: MailRoom) -> None:
    room.records.on_duty("Andi", "pti")
    for minute in range(25):
        room.records.talk(f"09:{minute:02d}", "Andi", "pti")
    reminds(room, "17:00")

    (text,) = texts(room)
    assert text.count("/links/") == 20
    assert "\n\ndan 5 lagi di halaman Piket: http://127.0.0.1:8000/\n\n" in text
    (mail,) = room.arrived().values()
    assert mail["Subject"] == "25 formulir telepon belum diisi - Senin, 23 November 2026"


def test_not_after_the_recap_is_made_also_when_somebody_made_it_early(room: MailRoom) -> None:
    room.coordinator("Maya")
    room.records.on_duty("Andi", "pti")
    room.records.talk("09:00", "Andi", "pti")
    room.at("17:30").makes()
    assert reminds(room, "17:10") == 0


def test_what_arrived_since_the_last_closing_belongs_to_the_day(room: MailRoom) -> None:
    room.records.on_duty("Andi", "pti")
    room.records.talk("2026-11-20 16:59", "Andi", "pti")  # Friday's recap has it
    room.records.talk("2026-11-21 09:00", "Andi", "pti")  # somebody answered on Saturday

    assert reminds(room, "17:00") == 1
    (text,) = texts(room)
    assert re.findall(r"^(.*), penelepon", text, re.M) == ["21/11 09.00 - Pusat Teknologi Informasi"]


def test_a_day_without_talks_reminds_nobody(room: MailRoom) -> None:
    room.records.on_duty("Andi", "pti")
    room.records.officer("Wulan", "operator", role=Role.OPERATOR)
    room.records.call("09:00")

    assert reminds(room, "17:00") == 0


def test_elsewhere_the_local_clocks_are_right(sqlite_databases: SqliteDatabases, tmp_path: Path) -> None:
    from ivr.store.migrate import upgrade

    path = own_hotline(tmp_path, ("time_zone: Asia/Jakarta", "time_zone: Asia/Makassar"))
    with mail_room(sqlite_databases.fresh(upgrade), tmp_path, hotlines=str(path)) as room:
        room.records.on_duty("Andi", "pti")
        room.records.talk("09:05", "Andi", "pti")  # 10.05 there
        assert [reminds(room, at) for at in ("15:59", "16:00")] == [0, 1]
        (text,) = texts(room)

    assert "disusun pukul 17.30 WITA." in text
    assert "\n10.05 - Pusat Teknologi Informasi" in text
    assert "berlaku sampai Kamis, 26 November 2026 pukul 17.00 WITA." in text


def test_a_caller_who_hides_the_number_is_named_so(room: MailRoom) -> None:
    room.records.on_duty("Andi", "pti")
    room.records.talk("09:00", "Andi", "pti", caller=None)
    assert reminds(room, "17:00") == 1
    assert "penelepon nomor tidak diketahui:" in texts(room)[0]


@pytest.mark.parametrize(
    ("hours", "recap_at", "minutes", "begins"),
    [
        ("07:00-17:00", "17:30", "30", "2026-11-23 17:00"),
        ("07:00-17:00", "17:30", "45", "2026-11-23 16:45"),
        ("07:00-17:00", "17:30", "0", None),
        ("07:00-17:00", "17:00", "30", "2026-11-23 16:30"),
        ("07:00-18:00", "17:30", "30", "2026-11-23 17:30"),
        ("07:00-17:00", "06:30", "30", "2026-11-24 06:00"),
        ("20:00-02:00", "17:30", "60", "2026-11-24 16:30"),
    ],
)
def test_the_moment_of_the_reminder(
    hours: str, recap_at: str, minutes: str, begins: str | None, tmp_path: Path
) -> None:
    path = own_hotline(
        tmp_path,
        ('mon-fri: "07:00-17:00"', f'mon-fri: "{hours}"'),
        ('at: "17:30"', f'at: "{recap_at}"'),
        ("remind_minutes: 30", f"remind_minutes: {minutes}"),
        ('  mon-thu: "12:00-13:00"\n  fri: "11:30-13:30"', "  sun: []"),
    )
    hotline = open_hotlines((path,)).first

    stretch = reminding(hotline, MONDAY)

    assert (stretch.start if stretch else None) == (wib(begins) if begins else None)
    assert reminding(hotline, date(2026, 11, 29)) is None, "a Sunday"
