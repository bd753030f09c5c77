"""`check` about the recap's letters, and the worker that should make and post them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from config.command_line import command
from ivr.store.engine import open_database
from ivr.store.migrate import upgrade
from ivr.store.outbox import Letter, claim_letter, mark_sent, park_letter, queue_letters
from tests.terminal.installation import Installation, empty_machine
from tests.terminal.test_check import DUTY, PEOPLE, codes, week_of_duty


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Installation]:
    with empty_machine(tmp_path, now="2026-11-24 09:00") as found:
        yield found


def test_letters_that_wait_or_were_given_up(machine: Installation) -> None:
    url = machine.settings().database_url
    upgrade(url)
    database = open_database(url)

    def queue(day: str, recipient: str, *, ago: timedelta) -> None:
        key = f"recap:ppatk:{day}:1:{recipient}"
        with database.writing() as connection:
            queue_letters(connection, [Letter(key, "ppatk", recipient, "Rekap", b"")], now=now - ago)

    now = machine.network.clock.now()
    queue("2026-11-20", "salah@kantor.go.id", ago=timedelta(days=2))
    with database.writing() as connection:
        claimed = claim_letter(connection, now=now, lease="a", until=now + timedelta(minutes=15))
        assert claimed is not None
        park_letter(connection, claimed, fault="550 no such user", at=now)
    queue("2026-11-19", "maya@kantor.go.id", ago=timedelta(hours=1))
    queue("2026-11-18", "maya@kantor.go.id", ago=timedelta(minutes=1))

    said = " ".join(machine.types("check")[1].split())

    assert "M07 Surat kepada s***@kantor.go.id tidak terkirim" in said
    assert command("recap send --date 2026-11-20") in said
    assert "M08 1 surat menunggu sejak Selasa, 24 November 2026 pukul 08.00 WIB" in said
    assert "systemctl start piket-worker" in said
    queue("2026-11-20:2", "benar@kantor.go.id", ago=timedelta())
    with database.writing() as connection:
        while claimed := claim_letter(connection, now=now, lease="b", until=now + timedelta(minutes=15)):
            mark_sent(connection, claimed, at=now)
    database.close()
    assert not {"M07", "M08"} & set(codes(machine.types("check")[1]))


def test_a_recap_that_no_worker_made(machine: Installation) -> None:
    upgrade(machine.settings().database_url)
    assert machine.types("people", "import", machine.writes("orang.csv", *PEOPLE))[0] == 0
    assert machine.types("roster", "import", machine.writes("jadwal.csv", *week_of_duty(*DUTY)))[0] == 0

    said = " ".join(machine.types("check")[1].split())

    assert "M08 Call Center PPATK: rekapitulasi Senin, 23 November 2026 belum dibuat" in said
    assert "worker rupanya tidak berjalan -> sudo systemctl start piket-worker" in said
