"""The commands `recap show`, `recap send` and `recap export`: what people type, and what they are told."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from recap.commands import recap
from recap.mailer import Mailer, RefusedForEver
from tests.recap.mail_room import MailRoom, mail_room
from tests.recap.samples import ordinary_monday

Types = Callable[..., tuple[int, str, str]]


@pytest.fixture
def types(room: MailRoom) -> Types:
    """Type `recap ...`: exit code, what it says, what it complains."""

    def run(*words: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(recap, list(words), obj=lambda: room.office, prog_name="recap")
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stdout, done.stderr

    return run


def test_show_prints_the_recap_of_a_closed_day(room: MailRoom, types: Types) -> None:
    ordinary_monday(room.records)
    room.at("2026-11-24 08:00")
    code, said, complained = types("show", "--date", "2026-11-23")
    assert (code, complained) == (0, "")
    assert "REKAPITULASI TELEPON HARIAN" in said
    assert "NAMA PETUGAS" in said


def test_show_of_a_running_day_says_so(room: MailRoom, types: Types) -> None:
    code, said, complained = types("show")
    assert code == 0
    assert "Senin, 23 November 2026" in said
    assert "hari ini belum selesai; layanan tutup Senin, 23 November 2026 pukul 17.00 WIB" in complained


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--date", "2026-11-24"), "Selasa, 24 November 2026 belum tiba."),
        (
            ("--date", "2026-08-17"),
            "Senin, 17 Agustus 2026 bukan hari layanan (Hari Kemerdekaan Republik Indonesia); panggilan hari itu masuk "
            "rekapitulasi hari layanan berikutnya.",
        ),
    ],
)
@pytest.mark.parametrize("command", ["show", "send", "export"])
def test_a_day_without_a_recap(types: Types, command: str, words: tuple[str, ...], told: str) -> None:
    assert types(command, *words) == (1, "", f"Error: {told}\n")


def test_send_before_closing_is_refused(room: MailRoom, types: Types) -> None:
    room.coordinator("Maya")
    code, _, complained = types("send", "--date", "2026-11-23")
    assert code == 1
    assert complained == (
        "Error: Senin, 23 November 2026 belum selesai: layanan tutup pukul 17.00 WIB, "
        "dan sesudah itu rekapitulasi dapat dikirim.\n"
    )
    assert room.letters() == []


def test_send_sends_once_explains_itself_and_again_makes_a_revision(room: MailRoom, types: Types) -> None:
    maya = room.coordinator("Maya")
    room.at("17:05")
    code, said, _ = types("send")
    assert (code, said.splitlines()[-1]) == (0, f"Rekapitulasi Senin, 23 November 2026 terkirim kepada {maya}.")
    room.at("18:00")
    code, said, complained = types("send")
    assert (code, said) == (1, "")
    assert complained == (
        "Error: Rekapitulasi Senin, 23 November 2026 sudah dibuat dan tidak dikirim dua kali:\n"
        f"  {maya}: terkirim Senin, 23 November 2026 pukul 17.05 WIB\n"
        "Untuk mengirim keadaan sekarang sebagai revisi berikutnya, tambahkan --again.\n"
    )
    assert len(room.arrived()) == 1
    code, said, _ = types("send", "--again")
    assert code == 0
    assert said.splitlines()[-1] == f"Rekapitulasi Senin, 23 November 2026 revisi 2 terkirim kepada {maya}."
    assert sorted(str(mail["Subject"])[-9:] for mail in room.arrived().values()) == ["mber 2026", " revisi 2"][::-1]


def test_what_was_sent_by_hand_is_not_sent_again_by_the_worker(room: MailRoom, types: Types) -> None:
    room.coordinator("Maya")
    room.at("17:05")
    types("send")
    assert room.at("17:30").ticks() == []
    room.at("17:31")
    assert types("send")[0] == 1


def test_without_a_coordinator_nothing_is_sent_and_later_the_same_revision(room: MailRoom, types: Types) -> None:
    room.at("17:30").makes()
    code, _, complained = types("send")
    assert (code, "Belum ada koordinator aktif" in complained) == (1, True)
    room.coordinator("Maya")
    assert types("send")[0] == 0
    (mail,) = room.arrived().values()
    assert "revisi" not in mail["Subject"]


def test_mail_that_cannot_leave_now_waits_for_the_worker(room: MailRoom, types: Types) -> None:
    maya = room.coordinator("Maya")
    room.folder.write_text("not a folder")
    room.at("17:30")
    code, _, complained = types("send")
    assert code == 1
    assert f"belum terkirim kepada {maya}: folder surat" in complained
    assert "Surat tetap dalam antrean dan dicoba lagi oleh worker." in complained
    room.folder.unlink()
    assert room.at("17:31").ticks() == ["Rekapitulasi Telepon Harian Call Center PPATK - Senin, 23 November 2026"]


def test_a_server_that_is_dead_is_named(migrated_database_url: str, tmp_path: Path) -> None:
    with mail_room(migrated_database_url, tmp_path, smtp_url="smtp://127.0.0.1:9") as room:
        maya = room.coordinator("Maya")
        room.at("17:30")
        done = CliRunner().invoke(recap, ["send"], obj=lambda: room.office)
    assert done.exit_code == 1
    assert f"Rekapitulasi Senin, 23 November 2026 belum terkirim kepada {maya}: server surat" in done.stderr
    assert "tetap dalam antrean" in done.stderr


class RefusesPutri:
    """A mail server that knows everybody but one."""

    def __init__(self, refused: str, mailer: Mailer) -> None:
        self.refused, self.mailer = refused, mailer

    def send(self, *, recipient: str, message: bytes) -> None:
        """Hand over, or refuse."""
        if recipient == self.refused:
            raise RefusedForEver("server surat menjawab 550 tidak dikenal")
        self.mailer.send(recipient=recipient, message=message)


def test_who_has_no_letter_yet_gets_the_same_revision_and_nobody_else(room: MailRoom, types: Types) -> None:
    maya, putri = room.coordinator("Maya"), room.coordinator("Putri")
    room.at("17:30").makes()
    room.posts(RefusesPutri(putri, room.postman.mailer))
    assert [str(mail["To"]) for mail in room.arrived().values()] == [f"Maya <{maya}>"]
    gita = room.coordinator("Gita")
    room.at("18:00")
    code, said, complained = types("send")
    assert (code, complained) == (0, "")
    assert [line for line in said.splitlines() if line.startswith("Rekap")] == [
        f"Rekapitulasi Senin, 23 November 2026 terkirim kepada {putri}.",
        f"Rekapitulasi Senin, 23 November 2026 terkirim kepada {gita}.",
    ]
    assert len(room.arrived()) == 3
    assert not [mail for mail in room.arrived().values() if "revisi" in mail["Subject"]]
    code, _, complained = types("send")
    assert (code, "tidak dikirim dua kali" in complained) == (1, True)
    assert len(room.letters()) == 3


def test_what_waits_is_tried_at_once_when_somebody_asks(room: MailRoom, types: Types) -> None:
    maya = room.coordinator("Maya")
    room.folder.write_text("not a folder")
    room.at("17:30")
    assert types("send")[0] == 1
    room.folder.unlink()
    code, said, _ = types("send")
    assert (code, said.splitlines()[-1]) == (0, f"Rekapitulasi Senin, 23 November 2026 terkirim kepada {maya}.")


def test_every_file_by_its_ending(room: MailRoom, types: Types, tmp_path: Path) -> None:
    ordinary_monday(room.records)
    room.at("17:30")
    for name in ("rekap.xlsx", "REKAP.PDF", "rekap.html", "rekap.csv"):
        code, _, complained = types("export", "--out", str(tmp_path / name))
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600, "for its owner only"
        assert (code, f"ditulis ke {tmp_path / name}" in complained) == (0, True)
    assert openpyxl.load_workbook(BytesIO((tmp_path / "rekap.xlsx").read_bytes())).sheetnames[0] == "Ringkasan"
    assert (tmp_path / "REKAP.PDF").read_bytes().startswith(b"%PDF-")
    assert "<html" in (tmp_path / "rekap.html").read_text("utf-8")
    rows = list(csv.DictReader(StringIO((tmp_path / "rekap.csv").read_text("utf-8-sig"))))
    assert {row["NAMA PETUGAS"] for row in rows} >= {"Andi Wirawan", "Sari Lestari"}
    assert [row["Nama Penelepon"] for row in rows if row["NAMA PETUGAS"] == "Sari Lestari"] == ["nihil"]
    assert "rahasia sekali" not in (tmp_path / "rekap.csv").read_text("utf-8")


def test_no_name_begins_a_formula_in_a_csv(room: MailRoom, types: Types) -> None:
    room.records.on_duty("Andi", "pti")
    room.records.talk("09:00", "Andi", "pti", form={"name": "=HYPERLINK(1)", "problem": "@SUM(1)", "remark": "-1"})
    room.at("17:30")
    code, said, _ = types("export")
    (row,) = csv.DictReader(StringIO(said.removeprefix("\ufeff")))
    assert code == 0
    assert row["Nama Penelepon"].startswith("'=")
    assert (row["Permasalahan"], row["Keterangan"]) == ("'@SUM(1)", "'-1")


def test_another_ending_is_wrong_usage(types: Types) -> None:
    code, _, complained = types("export", "--out", "rekap.doc")
    assert (code, "salah satu dari .xlsx, .pdf, .html, .csv" in complained) == (2, True)


def test_an_unwritable_file(room: MailRoom, types: Types, tmp_path: Path) -> None:
    room.at("17:30")
    code, _, complained = types("export", "--out", str(tmp_path / "tidak/ada.pdf"))
    assert (code, "tidak dapat ditulis" in complained) == (1, True)
