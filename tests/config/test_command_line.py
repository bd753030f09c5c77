"""Commands in hints can be typed as they are printed."""

import subprocess
from pathlib import Path

import pytest

from config.command_line import ROOT, command

OFFICE = Path("/opt/piket")


@pytest.mark.parametrize(
    ("interpreter", "line"),
    [
        ("/opt/piket/.venv/bin/python", ".venv/bin/python app.py migrate"),
        ("/usr/bin/python3", "/usr/bin/python3 app.py migrate"),
        ("/srv/lingkungan piket/bin/python", "'/srv/lingkungan piket/bin/python' app.py migrate"),
    ],
)
def test_the_interpreter_is_named_from_the_projects_folder(interpreter: str, line: str) -> None:
    assert command("migrate", interpreter=interpreter, root=OFFICE) == line


def test_the_line_can_be_typed() -> None:
    done = subprocess.run(command("--help"), shell=True, cwd=ROOT, capture_output=True, text=True)

    assert (done.returncode, "migrate" in done.stdout) == (0, True)
