"""Commands as processes of their own: how they end when a person, or another program, has had enough."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


@contextmanager
def started(folder: Path, *words: str) -> Iterator["subprocess.Popen[str]"]:
    """`python app.py ...` with an empty database of its own; killed when the test is over."""
    environ = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/piket.db", "SMTP_URL": f"file://{folder}/mail"}
    process = subprocess.Popen(
        [sys.executable, "app.py", *words],
        cwd=PROJECT,
        env=environ,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_ctrl_c_ends_the_worker_with_one_line(tmp_path: Path) -> None:
    with started(tmp_path, "worker") as worker:
        assert worker.stderr is not None
        assert worker.stderr.readline() == "Pekerja berjalan. Hentikan dengan Ctrl+C.\n"
        worker.send_signal(signal.SIGINT)
        assert worker.communicate(timeout=30) == ("", "Pekerja dihentikan.\n")
        assert worker.returncode == 0


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_into_a_closed_pipe_ends_quietly(tmp_path: Path, form: str) -> None:
    with started(tmp_path, "calls", "export", "--format", form) as export:
        assert export.stdout is not None
        export.stdout.close()
        assert export.stderr is not None
        assert export.stderr.read() == ""
        assert export.wait(30) == 0
