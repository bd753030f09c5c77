"""The command `demo` as people start it, and how it ends."""

import re
import signal
import socket
import sqlite3
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ivr.store.migrate import upgrade
from tests.demo.conftest import ROOT

Start = Callable[..., "subprocess.Popen[str]"]
AT = ("--at", "2026-11-23 09:00")
PATIENCE_SECONDS = 100


def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return str(listener.getsockname()[1])


def read_until(process: "subprocess.Popen[str]", words: str) -> str:
    """What the command writes up to the line with these words; fails when it ends before."""
    told = ""
    guard = threading.Timer(PATIENCE_SECONDS, process.kill)
    guard.start()
    assert process.stdout is not None
    for line in process.stdout:
        told += line
        if words in line:
            guard.cancel()
            return told
    raise AssertionError(f"{words!r} was never told:\n{told}")


def test_one_call_is_told_from_dialling_to_its_record(start: Start) -> None:
    process = start("demo", "--once", *AT, "--speed", "12", "--port", free_port())
    told, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0, told
    lines = [re.sub(r"^  \d\d\.\d\d\.\d\d  ", "", line) for line in told.splitlines()]
    for wanted in (
        "Ibu Rahma           menelepon +622150001000",
        "Ibu Rahma           menekan 1",
        "Andi Wirawan        teleponnya berdering",
        "Andi Wirawan        berbicara dengan Ibu Rahma",
        "Andi Wirawan        menutup telepon",
        '  "disposition": "answered",',
    ):
        assert wanted in lines, told


@pytest.mark.slow
def test_a_closed_office_is_told_too(start: Start) -> None:
    process = start("demo", "--once", "--at", "2026-11-28 10:00", "--speed", "20", "--port", free_port())
    told, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0, told
    assert "Saat ini kami berada di luar jam layanan." in told
    assert '"disposition": "closed"' in told


@pytest.mark.parametrize("sign", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)])
def test_it_ends_well_in_the_middle_of_a_call(start: Start, sign: signal.Signals, tmp_path: Path) -> None:
    process = start("demo", *AT, "--speed", "6", "--port", free_port())
    told = read_until(process, "teleponnya berdering")
    assert "Buka di peramban:  http://127.0.0.1:" in told
    assert "tidak perlu masuk" in told
    process.send_signal(sign)
    rest, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0, rest
    assert "Traceback" not in rest
    assert rest.rstrip().endswith("Selesai. Data contoh tetap tersimpan.")
    with sqlite3.connect(tmp_path / "peragaan.db") as connection:
        ((disposition,),) = connection.execute("SELECT disposition FROM calls").fetchall()
    assert disposition in ("abandoned", "answered")  # as the officer's telephone or the signal was the quicker one
    connection.close()


def test_a_taken_port_is_said_so(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
        told, _ = (process := start("demo", "--port", port)).communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 1
    assert told.startswith(f"Kesalahan: Port {port} tidak dapat dipakai:")
    assert "Traceback" not in told


def test_an_office_that_was_just_set_up_is_left_alone(start: Start, tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path / 'peragaan.db'}")
    told, _ = (process := start("demo", "--once", "--port", free_port())).communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 1
    assert told.startswith("Kesalahan: Basis data ini sudah disiapkan untuk suatu kantor, bukan oleh peragaan.")
    with sqlite3.connect(tmp_path / "peragaan.db") as connection:
        assert connection.execute("SELECT count(*) FROM people").fetchone() == (0,)
    connection.close()


@pytest.mark.slow
def test_started_twice_it_keeps_its_data_and_the_command_it_names_shows_them(
    start: Start, command_environment: dict[str, str]
) -> None:
    told = ""
    for _ in range(2):
        process = start("demo", "--once", *AT, "--speed", "10", "--port", free_port())
        told, _ = process.communicate(timeout=PATIENCE_SECONDS)
        assert process.returncode == 0, told
    command = next(line.strip() for line in told.splitlines() if "calls export" in line)
    del command_environment["DATABASE_URL"]
    exported = subprocess.run(
        command, shell=True, cwd=ROOT, env=command_environment, capture_output=True, text=True, check=True
    )
    assert exported.stdout.count('"call_sid"') == 2


@pytest.mark.slow
def test_a_database_with_real_people_is_left_alone(start: Start, tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path / 'peragaan.db'}")
    with sqlite3.connect(tmp_path / "peragaan.db") as connection:
        connection.execute(
            "INSERT INTO people (email, name, hotline, roles, units) "
            "VALUES ('siti@kantor.go.id', 'Siti', 'ppatk', 'petugas', 'pti')"
        )
    told, _ = (process := start("demo", "--port", free_port())).communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 1
    assert "Basis data ini berisi orang yang sungguh ada (siti@kantor.go.id)" in told
    assert "Traceback" not in told
    assert connection.execute("SELECT count(*) FROM people").fetchone() == (1,)
    connection.close()
