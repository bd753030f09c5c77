"""The script that an officer reads aloud, at every time of day (SOP PPATK, 5.c.i, v and vi)."""

from pathlib import Path

import pytest

from ivr.domain.script import Script, script_for
from ivr.workflows.open_hotlines import open_hotlines
from tests.domain.samples import at

PPATK = Path(__file__).parents[2] / "config/ppatk.yaml"


@pytest.mark.parametrize(
    ("moment", "part"),
    [
        ("2026-11-23 04:00", "pagi"),
        ("2026-11-23 10:59", "pagi"),
        ("2026-11-23 11:00", "siang"),
        ("2026-11-23 15:00", "sore"),
        ("2026-11-23 18:30", "malam"),
        ("2026-11-24 03:59", "malam"),
    ],
)
def test_the_words_fit_the_hour_of_the_hotline_and_name_the_officer(moment: str, part: str) -> None:
    hotline = open_hotlines([PPATK]).first

    assert script_for(hotline, "Andi {x} Wirawan", at=at(moment)) == Script(
        f"Selamat {part}, Call Center PPATK dengan Andi {{x}} Wirawan, ada yang bisa kami bantu?",
        "Apakah penjelasan kami sudah cukup? Atau masih ada hal lain yang ingin ditanyakan?",
        f"Terima kasih telah menghubungi Call Center PPATK, dan selamat {part}.",
    )
