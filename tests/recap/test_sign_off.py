"""The officer's own word below the own sheet; and how callers came whom an officer wrote down by hand."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from ivr.store.desk_tables import sign_offs
from recap.compose import compose_daily, has_changed, render_daily
from recap.render_csv import render_csv
from recap.rendered import Rendered
from tests.calls.world import MONDAY, wib
from tests.recap.mail_room import MailRoom
from tests.recap.records import Records

SIGNED = "Dinyatakan benar oleh petugas pada Senin, 23 November 2026 pukul 17.05 WIB"
UNSIGNED = "Belum dinyatakan benar oleh petugas"


def signs(records: Records, name: str, *, at: str = "2026-11-23 17:05", on: date = MONDAY) -> None:
    """The officer says that the sheet is right."""
    row = {"hotline": records.hotline.key, "on": on, "person_id": records._ids[name], "signed_at": wib(at)}
    with records.office.database.writing() as connection:
        connection.execute(sign_offs.insert(), row)


def rendered(records: Records, *, revision: int = 1, previous: str | None = None) -> Rendered:
    made = compose_daily(records.office, records.hotline, MONDAY, now=records.office.clock())
    return render_daily(made, revision=revision, previous=previous)


@pytest.fixture
def monday(records: Records) -> Records:
    """Andi and Siti are on duty; only Andi has a call."""
    for name in ("Andi", "Siti"):
        records.on_duty(name, "pti")
    records.talk("09:00", "Andi", "pti", form={"name": "Ibu Rahma"})
    return records


def test_below_each_sheet_stands_whether_its_officer_says_that_it_is_right(monday: Records) -> None:
    signs(monday, "Andi")
    found = rendered(monday)
    xlsx, pdf = (one.data for one in found.attachments)

    _, andi, siti = found.text.split("NAMA PETUGAS")
    assert andi.split("=====")[0].rstrip().endswith(f"\n\n{SIGNED}")
    assert siti.endswith(f"\n\nnihil\n\n{UNSIGNED}\n")
    assert (found.html.count(SIGNED), found.html.count(UNSIGNED)) == (1, 1)
    book = openpyxl.load_workbook(BytesIO(xlsx))
    last = {sheet.title: [row[0].value for row in sheet.iter_rows() if row[0].value][-1] for sheet in book.worksheets}
    assert (last["Andi"], last["Siti"]) == (SIGNED, UNSIGNED)
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages[-2:]]
    assert [SIGNED in pages[0], UNSIGNED in pages[1]] == [True, True]
    assert found.document is not None
    lines = list(csv.DictReader(StringIO(render_csv(found.document).decode("utf-8-sig"))))
    assert {line["NAMA PETUGAS"]: line["Pernyataan petugas"] for line in lines} == {"Andi": SIGNED, "Siti": UNSIGNED}


def test_another_days_word_says_nothing_about_this_one(monday: Records) -> None:
    signs(monday, "Andi", on=date(2026, 11, 20))

    assert SIGNED not in rendered(monday).text


def test_a_word_alone_makes_no_revision_but_one_made_anyway_shows_it(room: MailRoom) -> None:
    room.coordinator("Maya")
    room.records.on_duty("Andi", "pti")
    late = room.records.talk("09:00", "Andi", "pti")
    room.at("17:30").ticks()
    signs(room.records, "Andi", at="2026-11-23 18:00")
    assert room.at("2026-11-24 07:00").ticks() == []

    room.records.fill(late, "Andi", name="Ibu Rahma")
    (subject,) = room.at("2026-11-25 07:00").ticks()[-1:]
    assert subject.endswith("Senin, 23 November 2026 - revisi 2")
    (mail,) = [mail for mail in room.arrived().values() if "revisi" in mail["Subject"]]
    body = mail.get_body(("plain",))
    assert body is not None
    assert "Dinyatakan benar oleh petugas pada Senin, 23 November 2026 pukul 18.00 WIB" in body.get_content()


def test_contents_do_not_hold_it(monday: Records) -> None:
    before = compose_daily(monday.office, monday.hotline, MONDAY, now=monday.office.clock())
    signs(monday, "Andi")
    after = compose_daily(monday.office, monday.hotline, MONDAY, now=monday.office.clock())

    assert not has_changed(before.contents, after)
    assert before.contents == after.contents


@pytest.mark.parametrize(
    ("came_by", "said"),
    [
        ("visit", "(dicatat manual oleh Siti, datang langsung)"),
        ("desk", "(dicatat manual oleh Siti, telepon meja)"),
        ("other", "(dicatat manual oleh Siti, cara lain)"),
        (None, "(dicatat manual oleh Siti)"),
        ("burung", "(dicatat manual oleh Siti)"),
    ],
)
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_how_a_caller_came_who_was_written_down_by_hand(monday: Records, came_by: str | None, said: str) -> None:
    by_hand: dict[str, Any] = {"entered_by": monday._ids["Siti"], "came_by": came_by}
    monday.talk("10:00", "Siti", "pti", form={"name": "Tamu", "remark": "Tuntas"}, **by_hand)

    assert f"Keterangan     : Tuntas\n                   {said}\n" in rendered(monday).text
