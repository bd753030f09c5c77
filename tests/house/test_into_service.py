"""What the guide into service says is so: every code of `check`, and units that systemd accepts."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ivr.workflows.check.findings import FAULTS, NOTES, WARNINGS
from tests.house.sources import ROOT

GUIDE = ROOT / "docs/into-service.md"
UNITS = ("piket-web.service", "piket-worker.service")


def codes_below(heading: str) -> list[str]:
    """The codes in the table whose second column is headed so."""
    table = GUIDE.read_text("utf-8").split(f"| code | {heading} |")[1].split("\n\n")[0]
    return re.findall(r"(?m)^\| ([A-Z][0-9]{2}) \|", table)


def test_every_code_is_documented_in_the_order_of_repair() -> None:
    assert codes_below("prevents service") == list(FAULTS)
    assert codes_below("warning") == list(WARNINGS)
    assert codes_below("worth knowing") == list(NOTES)


def test_every_file_that_the_guide_names_is_there() -> None:
    named = re.findall(r"\]\(\.\./([^)]+)\)|cp (deploy/\S+) (deploy/\S+)", GUIDE.read_text("utf-8"))

    assert named
    assert [path for paths in named for path in paths if path and not (ROOT / path).is_file()] == []


def test_commands_of_the_guide_can_be_typed() -> None:
    blocks = re.findall(r"(?s)```sh\n(.*?)```", GUIDE.read_text("utf-8"))
    lines = [line for block in blocks for line in block.splitlines() if line and not line.startswith("#")]

    assert [line for line in lines if not line.startswith("sudo ")] == []
    assert re.findall(r"(?<![/\w])python app\.py", GUIDE.read_text("utf-8")) == []
    # What a timer writes to is made before.
    assert any(line.startswith("sudo install -d -o piket") and "/var/backups/piket" in line for line in lines)


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_accepts_the_units(unit: str, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd here")
    text = (ROOT / "deploy" / unit).read_text("utf-8")
    # The programs of the unit must exist for systemd, so this project takes the place of /opt/piket.
    text = text.replace("/opt/piket/.venv/bin/python", sys.executable).replace("/opt/piket", str(ROOT))
    (tmp_path / unit).write_text(text, "utf-8")

    said = subprocess.run(["systemd-analyze", "verify", tmp_path / unit], capture_output=True, text=True)

    # What other units of this machine are warned of is not ours.
    assert [line for line in said.stderr.splitlines() if unit in line] == []


def test_both_units_are_equally_hard() -> None:
    hard = [(ROOT / "deploy" / unit).read_text("utf-8").split("UMask=")[1] for unit in UNITS]

    assert hard[0] == hard[1]
