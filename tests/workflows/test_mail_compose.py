"""A mail of a template: its text, its HTML, and that nothing typed by anybody becomes markup in it."""

from pathlib import Path

import pytest
from jinja2 import UndefinedError

from ivr.workflows.mail.compose import TEMPLATES, compose
from ivr.workflows.mail.envelope import Mail

TEMPLATE = """Subjek: Catatan dari {{ hotline }}
Yth. {{ name }},

Ada catatan baru.

{{ button("Buka catatan", url) }}

{{ quote(note) }}
"""
URL = "https://piket.kantor.example/links/abc"


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    (tmp_path / "note.txt").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path


def note(templates: Path, name: str = "Andi", hotline: str = "Call Center", note: str = "Satu") -> Mail:
    return compose("note", templates=templates, name=name, hotline=hotline, url=URL, note=note)


def test_the_text_has_the_link_on_a_line_of_its_own(templates: Path) -> None:
    assert note(templates).subject == "Catatan dari Call Center"
    assert note(templates).text == f"Yth. Andi,\n\nAda catatan baru.\n\nBuka catatan:\n{URL}\n\n> Satu\n"


def test_the_link_is_a_button_in_html(templates: Path) -> None:
    html = note(templates).html

    assert f'<a href="{URL}" ' in html
    assert ">Buka catatan</a>" in html


@pytest.mark.parametrize(
    "typed",
    ["<script>alert(1)</script>", 'Andi" onclick="x', "\x01Klik\x02https://evil.example", "[Klik](https://e.x)"],
)
def test_what_somebody_typed_stays_text(templates: Path, typed: str) -> None:
    mail = note(templates, name=typed, note=f"Satu\n\n{typed}")

    assert "<script" not in mail.html
    assert mail.html.count("<a ") == 1
    assert not set("\x01\x02\x03") & set(mail.text + mail.html)


def test_a_line_break_in_a_value_starts_no_header(templates: Path) -> None:
    assert "\n" not in note(templates, hotline="Satu\nBcc: semua@kantor.example").subject


def test_a_quotation_keeps_its_lines_together(templates: Path) -> None:
    mail = note(templates, note="Satu\r\n\r\nDua <b>")

    assert mail.text.endswith("\n\n> Satu\n> \n> Dua <b>\n")
    assert "Satu<br>\n<br>\nDua &lt;b&gt;</blockquote>" in mail.html


def test_a_value_that_is_missing_is_told(templates: Path) -> None:
    with pytest.raises(UndefinedError):
        compose("note", templates=templates, name="Andi", hotline="Satu")


def test_every_template_begins_with_its_subject() -> None:
    found = sorted(TEMPLATES.glob("*.txt"))

    assert found
    assert [path.name for path in found if not path.read_text("utf-8").startswith("Subjek: ")] == []
