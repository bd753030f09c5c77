"""`backup` and `restore`, as an administrator types them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.command_line import command
from ivr.store.migrate import newest_revision, upgrade
from tests.terminal.installation import Installation, empty_machine
from tests.terminal.test_check import PEOPLE


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Installation]:
    with empty_machine(tmp_path) as found:
        upgrade(found.settings().database_url)
        found.types("people", "import", found.writes("orang.csv", *PEOPLE))
        yield found


def test_there_and_back(machine: Installation) -> None:
    file = str(machine.root / "cadangan.piket")

    code, said, told = machine.types("backup", file)
    assert (code, told) == (0, "")
    assert re.fullmatch(rf"Tersimpan: {file} \(\d+ KiB\)\.\n", said)

    assert machine.types("restore", file) == (
        1,
        "",
        f"Error: Basis data sudah berisi; tidak ada yang diubah. Cadangkan dulu ({command('backup BERKAS')}), "
        "lalu ulangi dengan --replace\n",
    )
    assert machine.types("restore", file, "--replace") == (
        0,
        f"Dipulihkan dari {file} (revisi {newest_revision()}).\n"
        "Lalu nyalakan kembali layanannya: sudo systemctl start piket-web piket-worker\n",
        "",
    )
    assert machine.types("backup", file)[0] == 1
    assert machine.types("restore", str(machine.root / "tiada"))[0] == 1
    assert machine.types("backup")[0] == 2


def test_help_is_there_for_all(machine: Installation) -> None:
    for name in ("backup", "restore", "check", "connect"):
        code, said, _ = machine.types(name, "--help")
        assert code == 0
        assert name in said
