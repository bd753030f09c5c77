"""Whatever stands in a file, reading it gives a hotline or a list of faults, never anything else."""

import contextlib
import tempfile
from pathlib import Path
from typing import Any

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from config.faults import HotlineFaults
from config.hotline_schema import HotlineShape
from config.settings import SettingsFault, read_settings
from tests.config.office import HOTLINE, PROMPTS, read_office, write_office

WORDS = st.sampled_from(
    ("", "ya", "humas", "mon-fri", "07:00-17:00", "24:00", "2026-12-31", "+622150001000", "{unit}", "1", "*", "-", "\0")
)
KEYS = st.sampled_from(
    (*HotlineShape.model_fields, "name", "unit", "text", "audio", "say", "add", "at", "1", "mon", "mon-fri", "[key]")
)
TREES = st.recursive(
    st.one_of(WORDS, st.text(max_size=8), st.none(), st.integers(), st.floats(), st.booleans()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.one_of(KEYS, WORDS), inner, max_size=4)),
    max_leaves=20,
)


def read(hotline: str | bytes = HOTLINE, prompts: str | bytes = PROMPTS) -> None:
    """Read an office; whatever is reported must be a readable list."""
    with tempfile.TemporaryDirectory() as folder:
        write_office(Path(folder), hotline, prompts)
        report = _report(Path(folder))
    if report is not None:
        lines = str(report).split("\n")
        assert len(lines) == len(report.faults) > 0
        assert all(fault.file and fault.problem and str(fault).encode() for fault in report.faults)


def _report(folder: Path) -> HotlineFaults | None:
    try:
        read_office(folder)
    except HotlineFaults as report:
        return report
    return None


@given(st.one_of(st.text(), st.binary(), st.text(alphabet="ab:-[]{}\"'*&!|>%@`#,\n\t 1\\xuU?")))
@example(b"\xff\xfe")
@example("%YAML 99999999999999999999.1\n---\na: b")
@example("!!python/object:os.system a: b")
@example("!x {a: !!int b}")
@example('"\\U00110000": a')
@example("? - a\n: b")
@example("<<: {a: b}")
@example("key: &a [*a]")
@example("a: |9999999999999999999999\n b")
def test_any_text(text: str | bytes) -> None:
    written = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    read(hotline=written)
    read(prompts=written)


@given(st.dictionaries(KEYS, TREES, max_size=6))
@example({"[key]": []})
@example({"units": [{"key": {"a": "b"}}, {"key": ["x"]}, "x", None]})
@example({"hours": {"[key]": {"[key]": "x"}}, "menu": {"[key]": {"[key]": {}}}})
def test_any_tree(tree: dict[str, Any]) -> None:
    sound = yaml.safe_load(HOTLINE)
    written = yaml.safe_dump(sound | tree, allow_unicode=True).encode("utf-8", "surrogatepass")
    read(hotline=written)
    read(prompts=written)


@given(st.data())
def test_any_line_left_out_or_repeated(data: st.DataObject) -> None:
    lines = HOTLINE.splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    times = data.draw(st.sampled_from((0, 2)))
    read(hotline="".join(lines[:at] + lines[at : at + 1] * times + lines[at + 1 :]))


NAMES = ("PUBLIC_URL", "DATABASE_URL", "SMTP_URL", "HOTLINES", "SECRET_KEY", "TWILIO_API_URL", "MAIL_FROM")
URLS = st.one_of(
    st.text(),
    st.from_regex(r"\A(https?|smtps?|file|sqlite|postgresql)://[a-z_.:@\[\]/?#%0-9=-]{0,20}\Z"),
)


@given(st.dictionaries(st.sampled_from(NAMES), URLS), st.one_of(st.text(), st.binary()))
def test_any_settings(environ: dict[str, str], env_file: str | bytes) -> None:
    written = env_file.encode("utf-8", "surrogatepass") if isinstance(env_file, str) else env_file
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / ".env").write_bytes(written)
        with contextlib.suppress(SettingsFault):
            read_settings({"SECRET_KEY": "k" * 32} | environ, Path(folder))
