"""The mail with the form of a talk: to whom, when, what it says, and once."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.domain.links import LinkState, Purpose
from ivr.store.door_tables import links
from ivr.store.tables import attempts, people
from ivr.workflows.form_words import caller_in_short
from ivr.workflows.mail_form_links import mail_form_links
from ivr.workflows.sign_in import begin_session, sign_out
from ivr.workflows.signed_links import read_link
from tests.calls.world import own_hotline
from tests.databases import SqliteDatabases
from tests.recap.mail_room import MailRoom, mail_room

MAIL = """\
Yth. Andi Wirawan,

Terima kasih telah menjawab telepon Call Center PPATK. Formulirnya belum diisi:

Diterima: Senin, 23 November 2026 pukul 09.05 WIB
Unit kerja: Direktorat Pelaporan
Penelepon: …0001

Isi formulir:
<TAUTAN>

Tautan ini hanya untuk Anda, membuka formulir ini saja, dapat dipakai satu kali, \
dan berlaku sampai Kamis, 26 November 2026 pukul 09.13 WIB. Jangan teruskan surat ini kepada siapa pun.

Formulir ini juga ada di halaman Piket: http://127.0.0.1:8000/
"""


@pytest.fixture
def room(migrated_database_url: str, tmp_path: Path) -> Iterator[MailRoom]:
    """Andi is on duty for Pelaporan, on SQLite and on PostgreSQL."""
    with mail_room(migrated_database_url, tmp_path) as found:
        found.records.on_duty("Andi Wirawan", "pelaporan")
        yield found


def mails(room: MailRoom, at: str) -> int:
    """One tick of the job."""
    room.at(at)
    return mail_form_links(room.office, now=room.now())


def texts(room: MailRoom) -> list[str]:
    """What arrived, oldest first."""
    room.posts()
    found = [mail.get_body(("plain",)) for mail in room.arrived().values()]
    return [str(body.get_content()).replace("\r\n", "\n") for body in found if body is not None]


def attempt_of(room: MailRoom, call_id: int) -> int:
    with room.office.database.reading() as connection:
        found = sa.select(attempts.c.id).where(attempts.c.call_id == call_id)
        return int(connection.execute(found).scalar_one())


def opens_page(room: MailRoom, name: str, at: str, *, only: str | None = None) -> None:
    """Somebody signs in, and looks at a page now."""
    room.at(at)
    person_id = room.records._ids[name]
    with room.office.database.writing() as connection:
        begin_session(connection, person_id=person_id, now=room.now(), only=only)


def test_who_has_only_a_telephone_gets_the_form_by_mail_word_for_word(room: MailRoom) -> None:
    call = room.records.talk("09:05", "Andi Wirawan", "pelaporan")

    assert mails(room, "09:13") == 1

    (text,) = texts(room)
    (url,) = re.findall(r"^http\S+/links/\S+$", text, re.M)
    assert text.replace(url, "<TAUTAN>") == MAIL
    (mail,) = room.arrived().values()
    assert mail["Subject"] == "Formulir telepon 09.05 - Direktorat Pelaporan"
    with room.office.database.reading() as connection:
        state, link = read_link(connection, room.office, url.rpartition("/")[2], now=room.now())
    assert link is not None
    assert (state, link.purpose, link.subject) == (LinkState.GOOD, Purpose.FORM, f"form:{attempt_of(room, call)}")
    assert link.ends_at - room.now() == timedelta(days=3)


def test_the_callers_number_stands_in_no_part_of_the_mail(room: MailRoom) -> None:
    room.records.talk("09:05", "Andi Wirawan", "pelaporan", caller="+6281398765501")
    mails(room, "09:13")
    room.posts()

    (mail,) = room.arrived().values()
    assert "98765501" not in "".join(str(part.get_payload(decode=True)) for part in mail.walk())
    assert "\N{HORIZONTAL ELLIPSIS}5501" in texts(room)[0]


@pytest.mark.parametrize(
    ("caller", "short"),
    [
        ("+6281398765501", "…5501"),
        (None, "nomor tidak diketahui"),
        ("", "nomor tidak diketahui"),
        ("110", "nomor pendek"),
        ("1500", "…0"),
        ("sip:ahmad@bank.example", "panggilan lewat internet"),
    ],
)
def test_a_caller_in_short(caller: str | None, short: str) -> None:
    assert caller_in_short(caller) == short


def test_two_minutes_are_left_to_fill_it_in(room: MailRoom) -> None:
    room.records.talk("09:05", "Andi Wirawan", "pelaporan", wait=0, seconds=240)  # until 09.09

    assert [mails(room, at) for at in ("09:06", "09:10", "09:11", "09:12")] == [0, 0, 1, 0]


def test_a_form_that_is_filled_needs_no_mail_and_blanks_are_nothing(room: MailRoom) -> None:
    room.records.talk("09:05", "Andi Wirawan", "pelaporan", form={"name": "Ibu Rahma"})
    room.records.talk("09:15", "Andi Wirawan", "pelaporan", form={"is_confidential": True})
    blank = room.records.talk("09:25", "Andi Wirawan", "pelaporan", form={"name": " \n\t"})

    assert mails(room, "10:00") == 1
    assert [letter.key for letter in room.letters()] == [f"form:{attempt_of(room, blank)}"]


def test_who_sits_at_the_page_gets_none_also_not_after_leaving_it(room: MailRoom) -> None:
    room.records.talk("09:05", "Andi Wirawan", "pelaporan")
    opens_page(room, "Andi Wirawan", "09:11")

    assert [mails(room, at) for at in ("09:13", "09:17", "12:00")] == [0, 0, 0]


def test_who_left_the_page_before_the_talk_gets_one(room: MailRoom) -> None:
    opens_page(room, "Andi Wirawan", "08:50")
    room.records.talk("09:05", "Andi Wirawan", "pelaporan")

    assert mails(room, "09:13") == 1


def test_who_signed_out_gets_one(room: MailRoom) -> None:
    opens_page(room, "Andi Wirawan", "09:09")
    sign_out(room.office, session_id=1, person_id=room.records._ids["Andi Wirawan"], now=room.now())
    room.records.talk("09:05", "Andi Wirawan", "pelaporan")  # ends twenty seconds after 09.10

    assert mails(room, "09:13") == 1


def test_a_session_that_a_mailed_link_opened_is_no_page_of_theirs(room: MailRoom) -> None:
    room.records.talk("09:05", "Andi Wirawan", "pelaporan")
    opens_page(room, "Andi Wirawan", "09:11", only="form:99")

    assert mails(room, "09:13") == 1


def test_none_to_who_has_left_nor_without_an_address_nor_about_what_was_entered_by_hand(room: MailRoom) -> None:
    for name in ("Sari Lestari", "Dewi Anggraini"):
        room.records.officer(name, "pti", active=name != "Sari Lestari")
        room.records.talk("09:05", name, "pti")
    with room.office.database.writing() as connection:
        connection.execute(people.update().where(people.c.name == "Dewi Anggraini").values(email=""))
    room.records.talk("09:30", "Andi Wirawan", "pelaporan", entered_by=1)

    assert mails(room, "10:00") == 0


def test_who_was_rung_in_vain_or_still_talks_gets_none(room: MailRoom) -> None:
    room.records.rings(room.records.call("09:05"), "Andi Wirawan", "pelaporan")
    room.records.talk("09:20", "Andi Wirawan", "pelaporan", seconds=None)

    assert mails(room, "10:00") == 0


def test_each_officer_of_a_call_that_was_moved_gets_their_own(room: MailRoom) -> None:
    room.records.on_duty("Tono Prasetyo", "humas")
    call = room.records.talk("09:05", "Andi Wirawan", "pelaporan")
    room.records.talk("09:06", "Tono Prasetyo", "humas", call_id=call, turn=3)

    assert mails(room, "09:20") == 2
    room.posts()
    assert sorted(str(mail["Subject"]) for mail in room.arrived().values()) == [
        "Formulir telepon 09.05 - Direktorat Pelaporan",
        "Formulir telepon 09.06 - Direktorat Kerjasama dan Humas",
    ]


def test_a_worker_that_slept_catches_up_for_a_day_and_no_longer(room: MailRoom) -> None:
    room.records.talk("09:05", "Andi Wirawan", "pelaporan")

    assert mails(room, "2026-11-24 09:06") == 0
    assert mails(room, "2026-11-24 09:04") == 1


def test_a_mail_that_cannot_be_written_keeps_none_back(room: MailRoom) -> None:
    room.records.officer("Sari Lestari", "pelaporan")
    with room.office.database.writing() as connection:
        connection.execute(people.update().where(people.c.name == "Andi Wirawan").values(email="andí@kantor.example"))
    room.records.talk("09:05", "Andi Wirawan", "pelaporan")
    room.records.talk("09:06", "Sari Lestari", "pelaporan")

    assert mails(room, "09:20") == 1
    with room.office.database.reading() as connection:
        made = connection.execute(sa.select(sa.func.count()).select_from(links)).scalar_one()
    assert made == 1, "of the mail that was not written no link stays"


def test_two_workers_mail_each_form_once(room: MailRoom) -> None:
    for minute in range(8):
        room.records.talk(f"09:{minute:02d}", "Andi Wirawan", "pelaporan")
    room.at("09:30")
    begin, done = Barrier(2), list[int]()

    def work() -> None:
        begin.wait()
        done.append(mail_form_links(room.office, now=room.now()))

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(done) == len(room.letters()) == 8
    with room.office.database.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(links)).scalar_one() == 8


def test_elsewhere_the_local_clocks_are_right(sqlite_databases: SqliteDatabases, tmp_path: Path) -> None:
    from ivr.store.migrate import upgrade

    path = own_hotline(tmp_path, ("time_zone: Asia/Jakarta", "time_zone: Asia/Makassar"))
    with mail_room(sqlite_databases.fresh(upgrade), tmp_path, hotlines=str(path)) as room:
        room.records.on_duty("Andi Wirawan", "pelaporan")
        room.records.talk("09:05", "Andi Wirawan", "pelaporan")
        mails(room, "09:13")
        (text,) = texts(room)
        (mail,) = room.arrived().values()

    assert mail["Subject"] == "Formulir telepon 10.05 - Direktorat Pelaporan"
    assert "Diterima: Senin, 23 November 2026 pukul 10.05 WITA\n" in text
    assert "berlaku sampai Kamis, 26 November 2026 pukul 10.13 WITA." in text


DOINGS = st.lists(st.sampled_from(["tick", "tick", "fill first", "fill second", "page", "talk"]), max_size=12)


@given(doings=DOINGS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_talk_gets_at_most_one_mail_whatever_comes_in_which_order(
    doings: list[str], sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from ivr.store.migrate import upgrade

    url = sqlite_databases.fresh(upgrade)
    with mail_room(url, tmp_path_factory.mktemp("mail")) as room:
        room.records.on_duty("Andi", "pti")
        calls, filled, mailed = [room.records.talk("09:00", "Andi", "pti")], set[int](), list[str]()
        for minute, doing in enumerate(doings, 10):
            at = f"09:{minute}"
            match doing.split():
                case ["fill", which]:
                    place = 0 if which == "first" else 1
                    if place < len(calls) and calls[place] not in filled:
                        room.records.fill(calls[place], "Andi", name="Ibu Rahma")
                        filled.add(calls[place])
                case ["page"]:
                    opens_page(room, "Andi", at)
                case ["talk"]:
                    calls.append(room.records.talk(at, "Andi", "pti", seconds=30))
                case _:
                    done = {f"form:{attempt_of(room, call)}" for call in filled}
                    known = {letter.key for letter in room.letters()}
                    count = mails(room, at)
                    new = [letter.key for letter in room.letters() if letter.key not in known]
                    assert (len(new), done & set(new)) == (count, set()), "none about a form that is filled"
                    mailed += new
        assert len(mailed) == len(set(mailed))
    sqlite_databases.discard(url)
