"""The pages of recaps: who reads which, what they say, their files, and sending one again."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
import sqlalchemy as sa

from ivr.domain.people import Role
from ivr.store.door_tables import journal
from ivr.store.outbox import letters_of
from ivr.store.tables import outbox, people
from recap.make_due import make_due_recaps
from tests.calls.world import World, own_hotline, wib, world_at
from tests.databases import SqliteDatabases
from tests.recap.mail_room import NotAsked
from tests.recap.records import Records
from tests.recap.samples import ordinary_monday
from tests.web.visitor import Visitor, signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DAY = "/recaps/2026-11-23"


class Office:
    """An office whose Monday is over and whose recap is made: Maya coordinates, Hana leads PTI."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.records = Records(world.office)
        ordinary_monday(self.records)
        self.maya = self.somebody("Maya", "", Role.COORDINATOR)
        self.hana = self.somebody("Hana", "pti", Role.LEADER)
        self.made = make_due_recaps(world.office, NotAsked(), now=world.office.clock())

    def somebody(self, name: str, unit: str, role: Role, *, hotline: str | None = None) -> str:
        """A person of the office; returns the name to sign in with."""
        person_id = self.records.officer(name, unit, role=role)
        with self.world.office.database.writing() as connection:
            email = connection.execute(sa.select(people.c.email).where(people.c.id == person_id)).scalar_one()
            if hotline is not None:
                connection.execute(people.update().where(people.c.id == person_id).values(hotline=hotline))
        return str(email).partition("@")[0]

    def enters(self, name: str) -> Visitor:
        """Somebody signs in."""
        return signed_in(self.world, name)

    def noted(self, visitor_action: str) -> list[tuple[str, str, str | None, str]]:
        """The journal's lines of an action about recaps: subject, hotline, unit, detail."""
        found = sa.select(journal.c.subject, journal.c.hotline, journal.c.unit, journal.c.detail).where(
            journal.c.action == visitor_action, journal.c.subject.startswith("recap:")
        )
        with self.world.office.database.reading() as connection:
            return [tuple(row) for row in connection.execute(found.order_by(journal.c.id))]


@pytest.fixture
def office(migrated_database_url: str, tmp_path: Path) -> Iterator[Office]:
    """On SQLite and on PostgreSQL."""
    with world_at("2026-11-23 17:31", migrated_database_url, tmp_path) as world:
        yield Office(world)


def words(page: str) -> str:
    """What a person reads on a page, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_coordinator_reads_the_list_with_its_letters(office: Office) -> None:
    page = words(office.enters(office.maya).gets("/recaps").text)

    assert "Rekapitulasi November 2026" in page
    line = "Senin, 23 November 2026 pertama Senin, 23 November 2026 pukul 17.31 WIB "
    assert f"{line}{office.maya}@kantor.example menunggu" in page
    assert "Jumat, 20 November 2026 pertama" in page


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"sent_at": wib("2026-11-23 17:32")}, "terkirim Senin, 23 November 2026 pukul 17.32 WIB"),
        ({"parked_at": wib("2026-11-23 17:32"), "last_fault": "jawaban 550"}, "ditolak jawaban 550"),
        ({"last_fault": "server surat tidak menjawab"}, "menunggu server surat tidak menjawab"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_where_a_letter_stands(office: Office, values: dict[str, object], said: str) -> None:
    with office.world.office.database.writing() as connection:
        connection.execute(outbox.update().values(values))

    visitor = office.enters(office.maya)

    assert f"{office.maya}@kantor.example {said}" in words(visitor.gets("/recaps").text)
    assert f"{office.maya}@kantor.example {said}" in words(visitor.gets(DAY).text)


def test_a_days_page_says_what_the_mail_says(office: Office) -> None:
    page = words(office.enters(office.maya).gets(DAY).text)

    assert "Rekapitulasi Telepon Harian - Senin, 23 November 2026" in page
    assert "10 panggilan masuk, 6 terjawab (60%), 7 pembicaraan." in page
    assert "Formulir terisi 6 dari 7 pembicaraan (85,7%)" in page
    assert "10 = 6 + 1 + 1 + 2: jumlah cocok." in page
    assert "NAMA PETUGAS Andi Wirawan UNIT KERJA Direktorat Pelaporan Hari Piket Senin Tanggal Piket 23" in page
    assert "1. Bapak Ahmad, dari PT Bank Contoh, No kontak: 0813-0000-0001 / 021-5550-100 ahmad@bank.example" in page
    assert "Belum dinyatakan benar oleh petugas" in page
    assert "rahasia sekali" not in page
    assert office.noted("opened") == [("recap:2026-11-23", "ppatk", None, "")]


def test_a_leader_reads_the_own_units_sheets_and_figures_and_nobody_elses(office: Office) -> None:
    visitor = office.enters(office.hana)
    listed, page = words(visitor.gets("/recaps").text), words(visitor.gets(DAY).text)

    assert "Senin, 23 November 2026 pertama" in listed
    assert f"{office.maya}@kantor.example" not in listed
    assert "Anda membaca bagian Pusat Teknologi Informasi saja, menurut catatan saat ini." in page
    assert "3 panggilan masuk, 2 terjawab (66,7%), 2 pembicaraan." in page
    assert "NAMA PETUGAS Dewi Anggraini" in page
    assert "NAMA PETUGAS Bayu Saputra" in page
    assert "+6281300000002" in page
    for foreign in (
        "Andi Wirawan", "Sari Lestari", "Rudi Hartono", "Nina Marlina", "Tono Prasetyo", "Wulan Kusuma",
        "Bapak Ahmad", "PT Bank Contoh", "ahmad@bank.example", "Ibu Ratih", "Tamu Loket", "Koperasi Maju",
        "+6281300000003", "+6281300000004", "+6281300000006", "+6281300000009", "021-5550-200", "Salah menu",
        "Registrasi GRIPS", "formulir LTKT", "aplikasi PLB", "Direktorat", "Operator", "Humas", "Maya",
    ):  # fmt: skip
        assert foreign not in page.replace("Hana Keluar", ""), foreign
    assert office.noted("opened") == [("recap:2026-11-23", "ppatk", "pti", "")]


def test_a_call_that_was_moved_counts_where_it_arrived_at_last(office: Office) -> None:
    leader = office.somebody("Lina", "humas", Role.LEADER)

    page = words(office.enters(leader).gets(DAY).text)

    assert "1 panggilan masuk, 1 terjawab (100%), 1 pembicaraan." in page
    assert "Ibu Ratih, No kontak: +6281300000003 09.41 09.46 Pertanyaan terkait PPID: tata cara. Tuntas" in page
    assert "Salah menu" not in page, "what was said at the operator's"
    assert "Wulan Kusuma" not in page


@pytest.mark.parametrize("ending", ["xlsx", "pdf", "csv"])
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_files_are_for_coordinators_and_are_noted(office: Office, ending: str) -> None:
    maya, hana = office.enters(office.maya), office.enters(office.hana)

    answer = maya.gets(f"{DAY}.{ending}")

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="rekap-2026-11-23.{ending}"'
    match ending:
        case "xlsx":
            assert openpyxl.load_workbook(BytesIO(answer.content)).sheetnames[0] == "Ringkasan"
        case "pdf":
            assert answer.content.startswith(b"%PDF-")
        case _:
            assert "Bapak Ahmad" in answer.content.decode("utf-8-sig")
    assert hana.gets(f"{DAY}.{ending}").status_code == 403
    assert "Unduh" not in hana.gets(DAY).text
    assert office.noted("exported") == [("recap:2026-11-23", "ppatk", None, ending)]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_officers_and_strangers_are_not_admitted(office: Office) -> None:
    officer = office.enters("orang1")

    for path in ("/recaps", DAY, f"{DAY}.csv"):
        assert officer.gets(path).status_code == 403
        assert Visitor(office.world).gets(path).url.startswith(f"{office.world.url}/sign-in")
    assert officer.posts(f"{DAY}/send", sure="ya", seen="1").status_code == 403
    assert "Rekapitulasi" not in officer.gets("/account").text


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_leader_of_no_unit_reads_nothing(office: Office) -> None:
    assert office.enters(office.somebody("Yuda", "", Role.LEADER)).gets(DAY).status_code == 404


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/recaps/2026-11-24", "Selasa, 24 November 2026 belum tiba."),
        ("/recaps/2026-11-22", "Minggu, 22 November 2026 bukan hari layanan; panggilan hari itu masuk rekapitulasi"),
        ("/recaps/besok", "Halaman tidak ada"),
        ("/recaps/0001-01-01", "Halaman tidak ada"),
        ("/recaps?month=2026-13", "Halaman tidak ada"),
        ("/recaps/2026-11-23?hotline=lain", "Halaman tidak ada"),
        ("/recaps/2026-11-24.csv", "Halaman tidak ada"),
    ],
)
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_day_without_a_recap_says_why(office: Office, path: str, said: str) -> None:
    answer = office.enters(office.maya).gets(path)

    assert answer.status_code == 404
    assert said in words(answer.text)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_today_stands_in_the_list_before_its_recap_is_made(migrated_database_url: str, tmp_path: Path) -> None:
    with world_at("2026-11-23 09:00", migrated_database_url, tmp_path) as world:
        office = Office(world)
        visitor = office.enters(office.maya)
        listed, page = words(visitor.gets("/recaps").text), words(visitor.gets(DAY).text)

    assert "Senin, 23 November 2026 belum disusun disusun Senin, 23 November 2026 pukul 17.30 WIB - Jumat, 20" in listed
    assert "hari ini belum selesai; layanan tutup Senin, 23 November 2026 pukul 17.00 WIB." in page
    assert "Kirim" not in page


def test_sending_again_makes_the_next_revision_once_and_asks_first(office: Office) -> None:
    visitor = office.enters(office.maya)

    assert "Belum dikirim: centang dahulu" in visitor.posts(f"{DAY}/send", seen="1").text
    first = words(visitor.posts(f"{DAY}/send", seen="1", sure="ya").text)
    second = words(visitor.posts(f"{DAY}/send", seen="1", sure="ya").text)

    assert f"Rekapitulasi revisi 2 disusun dan segera dikirim kepada {office.maya}@kantor.example." in first
    assert "Rekapitulasi ini baru saja dikirim; tidak dikirim dua kali." in second
    assert "Rekapitulasi Telepon Harian - Senin, 23 November 2026 - revisi 2" in second
    with office.world.office.database.reading() as connection:
        keys = [letter.key for letter in letters_of(connection, key_prefix="recap:ppatk:2026-11-23:")]
    assert keys == [f"recap:ppatk:2026-11-23:{revision}:{office.maya}@kantor.example" for revision in (1, 2)]
    assert office.noted("sent") == [("recap:2026-11-23", "ppatk", None, "revisi 2")]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_changed_since_the_mail_is_said(office: Office) -> None:
    office.records.talk("15:00", "Dewi Anggraini", "pti", form={"name": "Pak Joko"})

    page = words(office.enters(office.maya).gets(DAY).text)

    assert "Catatan berubah sejak rekapitulasi dibuat; revisinya dikirim pada pembukaan layanan berikutnya." in page


def test_another_hotlines_recaps_are_for_its_own_people_and_for_administrators(
    sqlite_databases: SqliteDatabases, tmp_path: Path
) -> None:
    from ivr.store.migrate import upgrade

    second = own_hotline(
        tmp_path,
        ("key: ppatk", "key: kedua"),
        ('"+622150001000"', '"+622150001001"'),
        ("time_zone: Asia/Jakarta", "time_zone: Asia/Makassar"),
    )
    files = (Path("config/ppatk.yaml").resolve(), second)
    with world_at("2026-11-23 17:31", sqlite_databases.fresh(upgrade), tmp_path, hotlines=files) as world:
        office = Office(world)
        admin = office.enters(office.somebody("Ade", "", Role.ADMIN))
        stranger = office.enters(office.somebody("Ria", "", Role.COORDINATOR, hotline="kedua"))

        assert "jumlah cocok" in admin.gets(f"{DAY}?hotline=ppatk").text
        assert "pukul 18.31 WITA" in words(admin.gets("/recaps?hotline=kedua").text)
        assert '<option value="kedua" selected>' in admin.gets("/recaps?hotline=kedua").text
        assert stranger.gets(f"{DAY}?hotline=ppatk").status_code == 404
        assert stranger.gets(f"{DAY}.csv?hotline=ppatk").status_code == 404
        assert "Bapak Ahmad" not in stranger.gets(DAY).text
        assert "hotline" not in words(stranger.gets("/recaps").text).lower()


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("width", [390, 1366])
def test_nothing_runs_out_of_the_screen(office: Office, browser: "Browser", width: int) -> None:
    visitor = office.enters(office.maya)
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.add_cookies(visitor.cookies())  # type: ignore[arg-type]
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)

    for path in ("/recaps", DAY):
        page.goto(office.world.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("h1").count() == 1
    assert faults == []
    context.close()
