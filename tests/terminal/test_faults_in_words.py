"""Faults of disk, network and database reach people in Indonesian, one sentence each; typed for real."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from ivr.store.migrate import upgrade
from tests.surroundings import SETTINGS
from tests.terminal.installation import PROJECT


def types(database: Path, *words: str, into: str | None = None) -> tuple[int, list[str]]:
    """Exit code and complaints, without the lines of the log."""
    environ = dict.fromkeys(SETTINGS, "") | {"PATH": os.defpath, "DATABASE_URL": f"sqlite:///{database}"}
    environ |= {"SECRET_KEY": "k" * 40}
    command = [sys.executable, str(PROJECT / "app.py"), *words]
    with open(into or os.devnull, "wb") as out:
        done = subprocess.run(command, cwd=database.parent, env=environ, stdout=out, stderr=subprocess.PIPE, text=True)
    return done.returncode, [line for line in done.stderr.splitlines() if "[warning" not in line]


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    database = tmp_path / "piket.db"
    database.write_text("tidak satu pun tabel, hanya kata-kata biasa")

    assert types(database, "people", "list") == (
        1,
        ["Kesalahan: Basis data tidak dapat dibuka: berkas itu bukan basis data SQLite."],
    )


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = types(tmp_path / "piket.db", "serve", "--port", port)

    assert (told[0], told[1][-1]) == (
        1,
        f"Kesalahan: 127.0.0.1:{port} tidak dapat dipakai: sudah dipakai program lain.",
    )


def test_a_workbook_on_a_full_disk(tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path}/piket.db")

    told = types(tmp_path / "piket.db", "calls", "export", "--format", "xlsx", into="/dev/full")

    assert told == (1, ["Kesalahan: Keluaran tidak dapat ditulis: penyimpanan penuh"])
