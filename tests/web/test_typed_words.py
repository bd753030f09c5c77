"""What somebody typed is shown again by the names that its page gave it."""

import re
from pathlib import Path

from ivr import web
from ivr.web.typed import LABELS, Typed

SENT_AS_CALLED = {
    "Nama", "Telepon", "Peran", "Petugas", "Tugas", "Mulai", "Selesai", "Menggantikan", "Catatan", "Alasan",
}  # fmt: skip


def test_every_field_of_a_form_has_an_indonesian_name() -> None:
    names = {
        name
        for page in (Path(web.__file__).parent / "templates").glob("*.html")
        for form in re.findall(r'<form\b[^>]*method="post".*?</form>', page.read_text(encoding="utf-8"), flags=re.S)
        for name in re.findall(r'\bname="([a-z_]+)', form)
    }

    never = {"csrf_token", "password", "current_password", "file"}
    shown = Typed("/", tuple((name, "isi") for name in sorted(names - never))).readable

    assert {label for label, _ in shown} <= {*LABELS.values(), *SENT_AS_CALLED}


def test_a_choice_is_shown_in_the_words_of_its_page() -> None:
    typed = Typed("/", (("came_by", "visit"), ("is_confidential", "1"), ("anyway", "1"), ("base-name", "x")))

    assert typed.readable == [("Cara datang", "datang langsung"), ("Rahasia", "ya"), ("Tetap simpan", "ya")]
