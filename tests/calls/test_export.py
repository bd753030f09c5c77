"""`calls export`: the records, in the shape of the public contract, for programs and for spreadsheets."""

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from ivr.terminal.calls import calls
from tests.calls.conftest import MakeWorld
from tests.calls.world import BUDI, World, own_hotline

FIELDS = [
    *("call_sid", "hotline", "direction", "from", "to", "arrived_at", "unit", "keys", "answered_at", "officer"),
    *("ended_at", "wait_seconds", "talk_seconds", "disposition", "ended_by", "attempts", "talks", "transfers"),
    *("form", "ticket"),
]


def types(world: World, *words: str) -> Result:
    """Type `calls ...` in this world."""
    return CliRunner().invoke(calls, list(words), obj=lambda: world.office)


@pytest.fixture
def told(world: World) -> World:
    """A world where one call was answered, one was abandoned, and one still runs."""
    siti = world.on_duty("siti", "pti", "+6281200000002")
    budi = world.dials()
    budi.presses("2")
    siti.answers().presses("1").talks(30).hangs_up()
    budi.ends()
    world.dials("anonymous").waits(3).hangs_up().ends()
    world.dials("+6281300000009").waits(3)
    return world


def test_json_lines_hold_every_field_in_order(told: World) -> None:
    done = types(told, "export")
    answered, abandoned, running = (json.loads(line) for line in done.stdout.splitlines())
    assert [list(line) for line in (answered, abandoned, running)] == [FIELDS] * 3
    assert answered["from"] == BUDI
    assert answered["direction"] == "inbound"
    assert answered["transfers"] == []
    assert (answered["form"], answered["ticket"]) == (None, None)
    assert answered["attempts"] == [
        {
            "officer": "siti@kantor.example",
            "phone": "+6281200000002",
            "unit": "pti",
            "started_at": answered["attempts"][0]["started_at"],
            "outcome": "accepted",
            "ring_seconds": answered["attempts"][0]["ring_seconds"],
        }
    ]
    assert (abandoned["from"], abandoned["disposition"], abandoned["keys"]) == (None, "abandoned", "")
    assert (abandoned["unit"], abandoned["officer"], abandoned["answered_at"]) == (None, None, None)
    assert (running["ended_at"], running["disposition"], running["wait_seconds"]) == (None, None, None)


def test_times_carry_the_hotlines_offset_and_agree_with_the_seconds(told: World) -> None:
    answered = json.loads(types(told, "export").stdout.splitlines()[0])
    arrived, accepted = (datetime.fromisoformat(answered[name]) for name in ("arrived_at", "answered_at"))
    assert answered["arrived_at"].endswith("+07:00")
    assert answered["wait_seconds"] == int((accepted - arrived).total_seconds())
    assert answered["talks"][0]["started_at"] == answered["answered_at"]


def cells(value: Any) -> Any:
    """What a table shows for a value."""
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def test_csv_and_xlsx_say_the_same_with_nested_fields_as_json(told: World, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in types(told, "export").stdout.splitlines()]
    wanted = [FIELDS, *([cells(line[name]) for name in FIELDS] for line in lines)]
    assert list(csv.reader(io.StringIO(types(told, "export", "--format", "csv").stdout))) == wanted
    out = tmp_path / "panggilan.xlsx"
    done = types(told, "export", "--out", str(out))
    assert out.stat().st_mode & 0o777 == 0o600, "callers' numbers are nobody else's business"
    assert done.stderr == f"3 panggilan ditulis ke {out}\n"
    rows = openpyxl.load_workbook(out).active.iter_rows(values_only=True)  # type: ignore[union-attr]
    assert [["" if cell is None else str(cell) for cell in row] for row in rows] == wanted


def test_only_the_days_asked_for_by_the_hotlines_own_midnight(make_world: MakeWorld) -> None:
    world = make_world("2026-11-22 23:59")
    world.dials().hangs_up().ends()
    world.network.loop.pass_time(120)
    world.dials().hangs_up().ends()
    sunday, monday = (types(world, "export", "--from", day, "--to", day) for day in ("2026-11-22", "23/11/2026"))
    assert [json.loads(line)["arrived_at"][:10] for line in sunday.stdout.splitlines()] == ["2026-11-22"]
    assert [json.loads(line)["arrived_at"][:10] for line in monday.stdout.splitlines()] == ["2026-11-23"]
    assert len(types(world, "export", "--from", "2026-11-22").stdout.splitlines()) == 2
    assert types(world, "export", "--from", "2026-11-25", "--to", "2026-11-26").stdout == ""


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--from", "31/11/2026"), "tanggal 31/11/2026 tidak ada; bulan itu berakhir 30 November 2026"),
        (("--from", "2026-11-24", "--to", "2026-11-23"), "--from 2026-11-24 sesudah --to 2026-11-23"),
        (("--hotline", "kaltim"), "--hotline: hotline 'kaltim' tidak ada; yang ada: ppatk"),
        (
            ("--out", "calls.pdf"),
            "--out calls.pdf: akhiran berkas harus salah satu dari .jsonl, .csv, .xlsx, atau sebutkan --format",
        ),
        (("--format", "pdf"), "'pdf' is not one of 'jsonl', 'csv', 'xlsx'"),
    ],
)
def test_wrong_usage_exits_with_two(world: World, words: tuple[str, ...], complaint: str) -> None:
    done = types(world, "export", *words)
    assert done.exit_code == 2
    assert complaint in done.stderr


def test_a_place_that_cannot_be_written_is_refused(world: World, tmp_path: Path) -> None:
    done = types(world, "export", "--out", str(tmp_path / "tidak-ada" / "a.csv"))
    assert (done.exit_code, "tidak dapat ditulis" in done.stderr) == (1, True)


def test_every_hotline_by_its_own_days_and_the_strays_at_last(make_world: MakeWorld, tmp_path: Path) -> None:
    second = own_hotline(tmp_path, ("key: ppatk", "key: papua"), ("+622150001000", "+622160001000"),
                         ("Asia/Jakarta\n", "Asia/Jayapura\n"))  # fmt: skip
    world = make_world("2026-11-22 22:30", hotlines=(own_hotline(tmp_path, name="ppatk.yaml"), second))
    for number in ("+622160001000", "+622199990000"):
        world.network.add_number(number, voice_url=f"{world.url}/voice", status_callback=f"{world.url}/voice/status")
        world.dials(number=number).hangs_up().ends()
    lines = [
        json.loads(line)
        for line in types(world, "export", "--from", "2026-11-22", "--to", "2026-11-23").stdout.splitlines()
    ]
    assert [(line["hotline"], line["arrived_at"][:10]) for line in lines] == [
        ("papua", "2026-11-23"),
        (None, "2026-11-22"),
    ]
    assert len(types(world, "export", "--from", "2026-11-22", "--hotline", "papua").stdout.splitlines()) == 1
