"""`check`, typed on an empty machine again and again until the hotline is in service."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from config.command_line import command
from ivr.store.engine import open_database
from ivr.store.migrate import upgrade
from tests.mail_server import mail_server
from tests.terminal.installation import PROJECT, TOKEN, Installation, empty_machine

OWN = "+622150002000"
PEOPLE = (
    "nama,peran,unit,telepon,email",
    "Agus Salim,petugas,pelaporan,0812-0000-0001,agus@kantor.go.id",
    "Budi Santoso,petugas,pelaporan,0812-0000-0002,budi@kantor.go.id",
    "Citra Lestari,petugas,pti,0812-0000-0003,citra@kantor.go.id",
    "Dewi Anggraini,petugas,humas,0812-0000-0004,dewi@kantor.go.id",
    "Eko Prasetyo,petugas,humas,0812-0000-0005,eko@kantor.go.id",
    "Fitri Handayani,petugas,pti,0812-0000-0006,fitri@kantor.go.id",
    "Gita Savitri,petugas,pelaporan,0812-0000-0007,gita@kantor.go.id",
    "Hadi Susilo,petugas,pelaporan,0812-0000-0008,hadi@kantor.go.id",
    "Rina Wati,operator,operator,0812-0000-0009,rina@kantor.go.id",
    "Maya Puspita,koordinator,,,maya@kantor.go.id",
)
DUTY = (
    "pelaporan,Agus Salim,piket,",
    "pelaporan,Budi Santoso,piket,",
    "pti,Citra Lestari,piket,",
    "humas,Dewi Anggraini,piket,",
    "pelaporan,Gita Savitri,istirahat,Agus Salim",
    "pelaporan,Hadi Susilo,istirahat,Budi Santoso",
    "pti,Fitri Handayani,istirahat,",
    "humas,Eko Prasetyo,istirahat,",
)


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Installation]:
    with empty_machine(tmp_path) as found:
        yield found


def week_of_duty(*lines: str, days: int = 5) -> tuple[str, ...]:
    dates = [date(2026, 11, 23) + timedelta(days=n) for n in range(days)]
    return ("tanggal,unit,petugas,tugas,menggantikan", *(f"{on},{line}" for on in dates for line in lines))


def codes(said: str) -> list[str]:
    return re.findall(r"(?m)^(?:HALANGAN|Perhatikan) +([A-Z][0-9]{2}) ", said)


def next_code(said: str) -> str:
    found = re.search(r"\(([A-Z][0-9]{2})\)$", said.strip())
    return found[1] if found else ""


def with_account(machine: Installation, **settings: str) -> None:
    account = {"TWILIO_ACCOUNT_SID": machine.network.account_sid, "TWILIO_AUTH_TOKEN": TOKEN}
    machine.writes_env(**{"TWILIO_API_URL": machine.network.rest_url, **account, **settings})


def test_from_an_empty_machine_to_a_hotline_in_service(machine: Installation) -> None:
    def step(code: str, remedy: str, *, fit: bool = False) -> None:
        exit_code, said, _ = machine.types("check")
        assert next_code(said) == code, said
        assert remedy in said.splitlines()[-1], said
        assert exit_code == (0 if fit else 1), said

    machine.network.add_number(OWN, voice_url="https://demo.twilio.com/welcome/voice/")
    with ExitStack() as running:
        mail = running.enter_context(mail_server())
        machine.writes_env(LOG_FORMAT="xml")
        step("S01", "Perbaiki LOG_FORMAT (contoh: config/env.example)")
        machine.writes_env(LOG_FORMAT="json")
        machine.edits_hotline("ring_seconds: 15", "ring_seconds: lama")
        step("H01", "config/ppatk.yaml baris 120: tulis 10 sampai 600")
        machine.edits_hotline("ring_seconds: lama", "ring_seconds: 15")
        step("S02", "Isi PUBLIC_URL di .env")
        # The virtual Twilio is on this machine and reaches what is on this machine.
        machine.writes_env(PUBLIC_URL="http://127.0.0.1:9", TWILIO_API_URL=machine.network.rest_url)
        step("D02", command("migrate"))
        upgrade(machine.settings().database_url)
        step("T01", "ke .env")
        with_account(machine, TWILIO_AUTH_TOKEN="salah")
        step("T02", "Periksa TWILIO_ACCOUNT_SID dan TWILIO_AUTH_TOKEN")
        machine.writes_env(TWILIO_AUTH_TOKEN=TOKEN)
        step(
            "P01",
            f"{command('people import BERKAS')}; kolomnya: {command('people import --help')}, contoh: demo/people.csv",
        )
        assert machine.types("people", "import", machine.writes("orang.csv", *PEOPLE))[0] == 0
        step("R01", f"{command('roster import BERKAS')}; kolomnya: {command('roster import --help')}")
        assert machine.types("roster", "import", machine.writes("jadwal.csv", *week_of_duty(*DUTY)))[0] == 0
        step("N01", "numbers di berkas hotline")
        machine.edits_hotline('- "+622150001000"', f'- "{OWN}"')
        step("N03", command(f"connect --number {OWN}"))
        assert machine.types("connect", "--number", OWN)[0] == 0
        step("N04", "ganti caller_id")
        machine.edits_hotline('caller_id: "+622150001000"', f'caller_id: "{OWN}"')
        step("S04", f"Jalankan {command('serve')}", fit=True)
        said = machine.types("check")[1]
        assert "Belum tentu melayani: server belum menjawab di PUBLIC_URL, lihat S04.\n" in said
        assert "Siap melayani" not in said
        running.enter_context(machine.serves())
        step("N03", command(f"connect --number {OWN}"))  # the test's server has an address of its own
        assert machine.types("connect", "--number", OWN, "--yes")[0] == 0
        step("M06", "Isi SMTP_URL", fit=True)
        machine.writes_env(SMTP_URL=f"smtp://127.0.0.1:{mail.port}")
        step("M05", "Isi MAIL_FROM")
        machine.writes_env(MAIL_FROM="piket@kantor.go.id")

        exit_code, said, _ = machine.types("check")

    assert (exit_code, said) == (
        0,
        "Tidak ada halangan, tidak ada peringatan.\n"
        "Siap melayani.\n"
        f"Langkah berikut: Jalankan {command('serve')} dan {command('worker')} (deploy/), "
        f"lalu telepon {OWN} untuk mencoba.\n",
    )
    assert mail.messages == []


def test_the_command_is_offered_and_makes_nothing(tmp_path: Path) -> None:
    """Typed for real in a fresh copy, with nothing given; then beside a database."""
    for name in ("config", "ivr", "recap"):
        shutil.copytree(PROJECT / name, tmp_path / name)  # with what is compiled: it would be once for each command
    shutil.copy(PROJECT / "app.py", tmp_path)

    def types(word: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "app.py", word]
        environ = {"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True)

    def files() -> set[Path]:
        return set(tmp_path.rglob("*"))

    before = files()
    done = types("check")
    assert (done.returncode, codes(done.stdout)) == (1, ["S02", "D02", "T01", "M06"])
    assert files() == before

    assert types("migrate").returncode == 0
    (tmp_path / "var/secret_key").unlink()
    before = files()
    assert codes(types("check").stdout)[:3] == ["S02", "T01", "P01"]
    assert files() == before


def test_everything_is_looked_at_whatever_else_is_broken(machine: Installation) -> None:
    machine.edits_hotline("ring_seconds: 15", "ring_seconds: lama")
    machine.edits_hotline("order: longest_idle", "order: acak")
    with_account(machine, LOG_FORMAT="xml", DATABASE_URL="sqlite:///config", SMTP_URL="smtp://127.0.0.1:9")
    machine.writes_env(TWILIO_AUTH_TOKEN="salah")

    exit_code, said, told = machine.types("check")

    assert exit_code == 1
    assert codes(said) == ["S01", "H01", "H01", "D01", "T02", "M01", "S04"]
    assert "Belum dapat diperiksa: orang dan jadwal, nomor Twilio.\n" in said
    assert told.startswith("Memeriksa pengaturan, berkas hotline, basis data, Twilio, dan surat ...\n")


def test_a_wrong_setting_is_not_mistaken_for_its_default(machine: Installation) -> None:
    machine.writes_env(
        PUBLIC_URL="hotline", DATABASE_URL="mysql://x", SMTP_URL="surat", HOTLINES=",", TWILIO_ACCOUNT_SID="AC1"
    )

    _, said, _ = machine.types("check")

    assert set(codes(said)) == {"S01"}
    assert len(codes(said)) == 5
    assert "Belum dapat diperiksa: orang dan jadwal, nomor Twilio, surat.\n" in said


def test_an_unreadable_env_file_leaves_nothing_to_look_at(machine: Installation) -> None:
    (machine.root / ".env").write_bytes(b"\xff\xfe")

    _, said, _ = machine.types("check")

    assert codes(said) == ["S01", "S06"]


def test_of_several_hotline_files_the_sound_ones_are_looked_at(machine: Installation) -> None:
    text = (machine.root / "config/ppatk.yaml").read_text("utf-8")
    machine.writes("config/lain.yaml", text.replace("key: ppatk", "key: lain").replace("+622150001000", OWN))
    machine.edits_hotline("ring_seconds: 15", "ring_seconds: lama")
    machine.network.add_number(OWN, voice_url="")
    with_account(machine, HOTLINES="config/ppatk.yaml, config/lain.yaml", PUBLIC_URL="http://127.0.0.1:9")
    upgrade(machine.settings().database_url)
    people = ("nama,peran,unit,telepon,email,hotline", f"{PEOPLE[1]},ppatk")
    machine.edits_hotline("ring_seconds: lama", "ring_seconds: 15")
    assert machine.types("people", "import", machine.writes("orang.csv", *people))[0] == 0
    machine.edits_hotline("ring_seconds: 15", "ring_seconds: lama")

    _, said, _ = machine.types("check")

    assert codes(said) == ["H01", "P02", "P03", "R01", "N03", "S04", "P04", "M06"]


def test_warnings_of_a_hotline_file_are_findings(machine: Installation) -> None:
    machine.edits_hotline('  "3": {name: Direktorat Kerjasama dan Humas, unit: humas}\n', "")

    _, said, _ = machine.types("check")

    assert "H02" in codes(said)
    assert "unit 'humas' tidak ada di menu" in " ".join(said.split())


def test_a_number_bound_elsewhere_and_a_sip_domain(machine: Installation) -> None:
    bound = machine.network.add_number("+622150001000", voice_url="")
    bound.voice_application_sid = "AP" + "0" * 32
    machine.network.add_sip_domain("kantor.sip.twilio.com")
    machine.edits_hotline(
        '- "+622150001000"', '- "+622150001000"\n  - sip:halo@kantor.sip.twilio.com\n  - sip:halo@lain.sip.twilio.com'
    )
    with_account(machine, PUBLIC_URL="http://127.0.0.1:9")

    _, said, _ = machine.types("check")

    assert [code for code in codes(said) if code[0] == "N"] == ["N01", "N02", "N03"]
    assert "lain.sip.twilio.com tidak ada di akun Twilio ini" in said
    assert command("connect --sip-domain kantor.sip.twilio.com") in said


def test_a_number_of_an_own_trunk_is_only_a_warning(machine: Installation) -> None:
    machine.edits_hotline("# byoc_trunk: BY", "byoc_trunk: BY")
    with_account(machine, PUBLIC_URL="http://127.0.0.1:9")

    _, said, _ = machine.types("check")

    assert [code for code in codes(said) if code[0] == "N"] == ["N05"]


def test_the_account_and_its_clock(machine: Installation) -> None:
    server = machine.network.serve_rest()
    server.account_status, server.account_type = "suspended", "Trial"
    with_account(machine)

    _, said, _ = machine.types("check")

    assert [code for code in codes(said) if code[0] == "T"] == ["T04", "T06"]


def test_a_carrier_that_is_no_twilio(machine: Installation) -> None:
    with machine.serves() as url:
        with_account(machine, TWILIO_API_URL=url)
        _, said, _ = machine.types("check")

    assert "T03" in codes(said)
    assert "Twilio tidak dapat ditanya: " in said


def test_somebody_else_answers_at_public_url(machine: Installation) -> None:
    with machine.serves() as url:
        with_account(machine, PUBLIC_URL=f"{url}/salah")
        _, said, _ = machine.types("check")

    assert "S04" in codes(said)
    assert f"{url}/salah/healthz tidak dijawab oleh Piket: dijawab dengan kode 404" in " ".join(said.split())


def test_sample_people_keep_a_hotline_from_service_but_not_a_demonstration(machine: Installation) -> None:
    with_account(machine, PUBLIC_URL="http://127.0.0.1:9")
    upgrade(machine.settings().database_url)
    assert machine.types("people", "import", str(PROJECT / "demo/people.csv"))[0] == 0

    assert "P06" not in codes(machine.types("check")[1])
    machine.writes_env(PUBLIC_URL="http://0.0.0.0:9")
    exit_code, said, _ = machine.types("check")

    assert (exit_code, next_code(said)) == (1, "P06")


def test_secrets_that_others_can_read(machine: Installation) -> None:
    token = machine.root / "rahasia"
    token.write_text(TOKEN)
    token.chmod(0o644)
    machine.writes_env(TWILIO_AUTH_TOKEN_FILE="rahasia")
    (machine.root / ".env").chmod(0o644)

    _, said, _ = machine.types("check")

    assert codes(said).count("S06") == 2
    assert "chmod 600 .env" in said
    assert "chmod 600 rahasia" in said


def test_a_database_of_another_version(machine: Installation) -> None:
    url = machine.settings().database_url
    upgrade(url)

    def revision_is(revision: str) -> str:
        database = open_database(url)
        with database.writing() as connection:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = :r"), {"r": revision})
        database.close()
        return machine.types("check")[1]

    assert codes(revision_is("9999"))[1] == "D04"
    assert codes(revision_is("0001"))[1] == "D03"
    revision_is("9999")
    with pytest.raises(ValueError, match="lebih baru"):
        upgrade(url)


@pytest.mark.slow
def test_a_world_in_which_everything_hangs_is_left_in_time(machine: Installation) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=50) as listener:  # takes every call, and says nothing
        silent = f"127.0.0.1:{listener.getsockname()[1]}"
        with_account(
            machine,
            TWILIO_API_URL=f"http://{silent}",
            PUBLIC_URL=f"http://{silent}",
            SMTP_URL=f"smtp://{silent}",
            DATABASE_URL=f"postgresql://piket@{silent}/piket",
        )
        began_at = time.monotonic()
        _, said, told = machine.types("check")

    assert time.monotonic() - began_at < 20
    assert {"T03", "M01", "S04"} <= set(codes(said))
    assert {"D01", "X02"} & set(codes(said))
    assert "masih menunggu" in told
