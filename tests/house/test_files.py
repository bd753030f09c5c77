"""Files are short, say what they are for, and have a name of the trade."""

import ast
from pathlib import Path

import pytest

from tests.house.sources import PRODUCT, ROOT, python_files

LONGEST = 300
SAY_NOTHING = {"common", "helper", "helpers", "manager", "managers", "misc", "service", "services", "util", "utils"}


def names_that_say_nothing(path: Path) -> list[str]:
    """The parts of the path that could stand for anything."""
    return [part for part in path.with_suffix("").parts if part.lower() in SAY_NOTHING]


def opens_with_a_sentence(source: str) -> bool:
    """Whether a docstring says what the file is for; an empty file needs none."""
    return not source.strip() or bool(ast.get_docstring(ast.parse(source)))


def test_every_file_name_is_a_word_of_the_trade() -> None:
    named = {path.as_posix(): names_that_say_nothing(path) for path in python_files(*PRODUCT, "bench", "tests")}

    assert {path: words for path, words in named.items() if words} == {}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("ivr/utils.py", ["utils"]),
        ("ivr/helpers/time.py", ["helpers"]),
        ("ivr/store/Manager.py", ["Manager"]),
        ("recap/common.py", ["common"]),
        ("recap/misc/service.py", ["misc", "service"]),
        ("ivr/domain/service_hours.py", []),
    ],
)
def test_a_name_that_says_nothing_is_found(path: str, words: list[str]) -> None:
    assert names_that_say_nothing(Path(path)) == words


def test_no_file_of_the_product_is_longer_than_a_person_reads_at_once() -> None:
    lengths = {path.as_posix(): (ROOT / path).read_bytes().count(b"\n") for path in python_files(*PRODUCT)}

    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}, f"over {LONGEST} lines"


def test_every_file_opens_with_a_sentence() -> None:
    paths = python_files(*PRODUCT, "bench", "tests")

    assert [p.as_posix() for p in paths if not opens_with_a_sentence((ROOT / p).read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("source", "opens"),
    [
        ('"""The duty board."""\nimport os\n', True),
        ("", True),
        ("import os\n", False),
        ('import os\n"""Too late."""\n', False),
        ("# Only a comment.\nx = 1\n", False),
        ('""""""\n', False),
    ],
)
def test_a_file_without_a_sentence_is_found(source: str, opens: bool) -> None:
    assert opens_with_a_sentence(source) is opens


def test_files_are_looked_for_in_folders_and_by_name(tmp_path: Path) -> None:
    for name in ("app.py", "ivr/domain/menu.py", "ivr/readme.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    assert python_files("app.py", "ivr", "recap", root=tmp_path) == [Path("app.py"), Path("ivr/domain/menu.py")]


def test_the_product_is_found() -> None:
    assert Path("ivr/__init__.py") in python_files(*PRODUCT)
