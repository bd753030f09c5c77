"""The share of forms that are filled: the same figure in every face, and never alone a reason for a revision."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pytest
from pypdf import PdfReader

from recap.compose import compose_daily, compose_monthly, has_changed, render_daily, render_monthly
from recap.render_csv import render_csv
from recap.rendered import Rendered
from recap.words import filled_forms
from tests.calls.world import MONDAY
from tests.recap.records import Records

SHARE = "2 dari 3 pembicaraan (66,7%)"


@pytest.fixture
def monday(records: Records) -> Records:
    """Three talks, one of them Andi's without a form."""
    for name in ("Andi", "Siti"):
        records.on_duty(name, "pti")
    records.talk("09:00", "Andi", "pti", form={"name": "Ibu Rahma"})
    records.talk("10:00", "Andi", "pti")
    records.talk("11:00", "Siti", "pti", form={"is_confidential": True})
    return records


def daily(records: Records) -> Rendered:
    made = compose_daily(records.office, records.hotline, MONDAY, now=records.office.clock())
    return render_daily(made, revision=1, previous=None)


def monthly(records: Records) -> Rendered:
    return render_monthly(compose_monthly(records.office, records.hotline, MONDAY, now=records.office.clock()))


def cells(data: bytes) -> list[str]:
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    return [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]


@pytest.mark.parametrize(
    ("talks", "blank", "said"),
    [
        (20, 2, "18 dari 20 pembicaraan (90%)"),
        (3, 1, SHARE),
        (1, 1, "0 dari 1 pembicaraan (0%)"),
        (2000, 0, "2.000 dari 2.000 pembicaraan (100%)"),
    ],
)
def test_the_share_in_words(talks: int, blank: int, said: str) -> None:
    assert filled_forms(talks, blank) == said


@pytest.mark.parametrize("face", [daily, monthly])
def test_the_summary_of_a_day_and_of_a_month_has_it_in_every_face(monday: Records, face: object) -> None:
    found: Rendered = daily(monday) if face is daily else monthly(monday)
    xlsx, pdf = (one.data for one in found.attachments)

    assert f"\nFormulir terisi : {SHARE}\n" in found.text
    assert "Formulir terisi</td>" in found.html
    assert f"{SHARE}</td>" in found.html
    assert SHARE in cells(xlsx)
    assert SHARE in " ".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())


def test_each_officer_has_a_share(monday: Records) -> None:
    found = daily(monday)

    text = " ".join(found.text.split())
    assert "- Andi: bicara 2, lama bicara 10 menit, formulir belum diisi 1, formulir terisi 50%," in text
    assert "- Siti: bicara 1, lama bicara 5 menit, formulir belum diisi 0, formulir terisi 100%," in text
    assert found.document is not None
    lines = list(csv.DictReader(StringIO(render_csv(found.document).decode("utf-8-sig"))))
    assert {(line["NAMA PETUGAS"], line["Formulir terisi"]) for line in lines} == {
        ("Andi", "1 dari 2 pembicaraan (50%)"),
        ("Siti", "1 dari 1 pembicaraan (100%)"),
    }


def test_a_month_beside_the_one_before(monday: Records) -> None:
    monday.talk("2026-10-05 09:00", "Siti", "pti", form={"name": "Pak Joko"})

    text = " ".join(monthly(monday).text.split())

    assert "Persentase formulir terisi 66,7% 100%" in text


def test_a_day_without_talks_has_no_share(records: Records) -> None:
    records.on_duty("Siti", "pti")
    records.call("09:00")

    assert "Formulir terisi" not in daily(records).text
    assert "Formulir terisi" not in monthly(records).text


def test_the_figure_alone_makes_no_revision(monday: Records) -> None:
    """A recap that was sent by an older version, which did not tell the share, says nothing else than this one."""
    made = compose_daily(monday.office, monday.hotline, MONDAY, now=monday.office.clock())

    assert not has_changed(made.contents, made)
    assert {key.split(":")[0] for key in json.loads(made.contents)} == {
        "version", "twilio", "hours", "figure", "wait", "outcome", "unit", "officer", "roster", "talk",
    }  # fmt: skip
    assert sorted(key for key in json.loads(made.contents) if key.startswith("figure:")) == [
        "figure:arrived", "figure:blank_forms", "figure:by_hand", "figure:outbound",
    ]  # fmt: skip
    officer = next(value for key, value in json.loads(made.contents).items() if key.startswith("officer:"))
    assert len(officer) == 4, "talks, seconds, blank forms, rings in vain"


def test_the_month_of_another_year_is_empty(records: Records) -> None:
    found = compose_monthly(records.office, records.hotline, date(2025, 1, 1), now=records.office.clock())

    assert "Formulir terisi" not in render_monthly(found).text
