"""A mail of a template: its text, its HTML, and that nothing typed by anybody becomes markup in it."""

from pathlib import Path

import pytest
from jinja2 import UndefinedError

from ivr.workflows.mail.compose import TEMPLATES, compose

INVITED = {
    "name": "Andi Wirawan",
    "hotline": "Call Center PPATK",
    "roles": "petugas",
    "url": "https://piket.kantor.example/links/abc",
    "until": "Senin, 30 November 2026 pukul 09.00 WIB",
    "home": "https://piket.kantor.example/",
    "email": "andi@kantor.example",
}


def test_the_invitation_in_text() -> None:
    mail = compose("invitation", **INVITED)

    assert mail.subject == "Undangan masuk ke Piket Call Center PPATK"
    assert mail.text.startswith("Yth. Andi Wirawan,\n\nAnda terdaftar sebagai petugas pada Call Center PPATK. ")
    assert "\n\nBuat kata sandi:\nhttps://piket.kantor.example/links/abc\n\n" in mail.text


def test_the_link_is_a_button_in_html() -> None:
    mail = compose("invitation", **INVITED)

    assert '<a href="https://piket.kantor.example/links/abc" ' in mail.html
    assert ">Buat kata sandi</a>" in mail.html


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", 'Andi" onclick="x', "\x01Klik\x02https://evil.example", "[Klik](https://e.x)"]
)
def test_what_somebody_typed_stays_text(name: str) -> None:
    mail = compose("invitation", **INVITED | {"name": name})

    assert "<script" not in mail.html
    assert mail.html.count("<a ") == 1
    assert "\x01" not in mail.text
    assert "\x02" not in mail.text


def test_a_line_break_in_a_value_starts_no_header() -> None:
    mail = compose("invitation", **INVITED | {"hotline": "Satu\nBcc: semua@kantor.example"})

    assert "\n" not in mail.subject


def test_a_value_that_is_missing_is_told() -> None:
    with pytest.raises(UndefinedError):
        compose("invitation", name="Andi", hotline="Satu")


def test_every_template_begins_with_its_subject() -> None:
    templates = sorted(TEMPLATES.glob("*.txt"))

    assert templates
    assert [path.name for path in templates if not path.read_text("utf-8").startswith("Subjek: ")] == []


def test_a_quotation_keeps_its_lines_together(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Subjek: Catatan\n{{ quote(text) }}\n\nSelesai.\n", encoding="utf-8")

    mail = compose("note", templates=tmp_path, text="Satu\r\n\r\nDua <b>")

    assert mail.text == "> Satu\n> \n> Dua <b>\n\nSelesai.\n"
    assert "Satu<br>\n<br>\nDua &lt;b&gt;</blockquote>" in mail.html
