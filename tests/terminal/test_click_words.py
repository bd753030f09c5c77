"""What click itself says is Indonesian as well, and only while our commands run."""

import ast
import inspect
import re
from collections.abc import Iterator

import click
import pytest
from click import core
from click.testing import CliRunner

from app import cli
from ivr.terminal import click_words


def types(*words: str) -> tuple[int, str]:
    """Type `python app.py ...`: exit code, and everything it says."""
    done = CliRunner().invoke(cli, list(words), prog_name="app.py")
    return done.exit_code, done.output


def test_help_is_indonesian() -> None:
    code, told = types("phone", "--help")
    assert code == 0
    assert told.splitlines()[:6] == [
        "Cara pakai: app.py phone [PILIHAN]",
        "",
        "  Telepon di terminal, pada jaringan telepon tiruan.",
        "",
        "Pilihan:",
        "  --port ANGKA                    Port peragaan.  [bila tidak disebut: 8000;",
    ]
    assert told.splitlines()[-1] == "  -h, --help                      Tampilkan petunjuk ini."
    assert "\nPerintah:\n  backup" in types("--help")[1]


def every_command(group: click.Group, *names: str) -> Iterator[tuple[str, ...]]:
    yield names
    for name, each in group.commands.items():
        if isinstance(each, click.Group):
            yield from every_command(each, *names, name)
        else:
            yield (*names, name)


@pytest.mark.parametrize("words", list(every_command(cli)), ids=" ".join)
def test_no_help_has_an_english_word_of_clicks(words: tuple[str, ...]) -> None:
    code, told = types(*words, "--help")
    assert code == 0
    assert told.startswith(f"Cara pakai: {' '.join(('app.py', *words))} [PILIHAN]")
    assert not re.search("OPTIONS|COMMAND|ARGS|TEXT|INTEGER|FLOAT|RANGE|FILE|PATH|Usage|default", told)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["who"], "Kesalahan: Belum ada pilihan '--unit'."),
        (["who", "--at", "besok"], "Kesalahan: '--at': 'besok' bukan waktu; tulis misalnya \"2026-11-23 09:00\""),
        (["who", "--unit"], "Kesalahan: Pilihan '--unit' memerlukan nilai."),
        (["people", "import"], "Kesalahan: Belum ada 'BERKAS'."),
        (["people", "list", "a", "b"], "Kesalahan: Terlalu banyak isian: a b"),
        (["people", "list", "--unti", "a"], "Kesalahan: Pilihan '--unti' tidak ada. Maksud Anda '--unit'?"),
        (["peopel"], "Kesalahan: Perintah 'peopel' tidak ada. Maksud Anda 'people'?"),
        (["roster", "import", "--dry-run=ya", "a"], "Kesalahan: Pilihan '--dry-run' tidak memerlukan nilai."),
        (["serve", "--port", "x"], "Kesalahan: '--port': 'x' bukan angka yang benar."),
        (["serve", "--port", "0"], "Kesalahan: '--port': 0 di luar batas 1<=x<=65535."),
        (
            ["calls", "export", "--format", "pdf"],
            "Kesalahan: '--format': 'pdf' tidak dikenal; pilihannya 'jsonl', 'csv', 'xlsx'.",
        ),
        (["calls", "export", "--out", "/"], "Kesalahan: '--out': '/' adalah folder, bukan berkas."),
    ],
)
def test_wrong_usage_is_told_in_indonesian(words: list[str], complaint: str) -> None:
    code, told = types(*words)
    assert (code, told.splitlines()[-1]) == (2, complaint)


def test_where_help_is_found_is_told() -> None:
    assert types("who")[1].splitlines()[:2] == ["Cara pakai: app.py who [PILIHAN]", "Petunjuk: app.py who --help"]


def test_other_programs_keep_clicks_own_words() -> None:
    before = core._  # type: ignore[attr-defined]
    types("--help")
    assert core._ is before  # type: ignore[attr-defined]
    assert "Usage: " in CliRunner().invoke(click.Command("other"), ["--help"]).output


def test_every_word_is_one_that_click_asks_for() -> None:
    asked = {
        node.value
        for module in click_words._MODULES
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(click_words.WORDS) <= asked
