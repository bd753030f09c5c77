"""Revisions: what changed since the recap that was sent is found, and marked in every face."""

import json
from dataclasses import replace
from datetime import time
from io import BytesIO

import openpyxl
import pytest
from pypdf import PdfReader

from ivr.domain.hotline import Span
from recap.compare import NO_CHANGES, Changes, compare
from recap.compose import DailyRecap, compose_daily, has_changed, render_daily
from recap.document import Mark
from tests.calls.world import MONDAY, wib
from tests.recap.records import Records
from tests.recap.test_period import keep


def made(records: Records, now: str = "2026-11-23 17:30", twilio: int | None = None) -> DailyRecap:
    return compose_daily(records.office, records.hotline, MONDAY, now=wib(now), twilio_count=twilio)


@pytest.fixture
def monday(records: Records) -> Records:
    """One talk without a form, and one missed call."""
    records.on_duty("Siti", "pti")
    records.talk("09:00", "Siti", "pti")
    records.call("10:00", caller="+6281300000007")
    return records


def test_nothing_new_is_no_reason_for_a_revision(monday: Records) -> None:
    assert not has_changed(made(monday).contents, made(monday, "2026-11-24 08:00", twilio=7))


def test_a_form_that_came_in_late_is_a_reason_and_is_marked(monday: Records) -> None:
    before = made(monday)
    monday.fill(1, "Siti", name="Bapak Oka", problem="tidak bisa masuk", remark="Tuntas")
    after = made(monday)

    assert has_changed(before.contents, after)
    found = render_daily(after, revision=2, previous=before.contents)
    assert found.subject.endswith(" - revisi 2")
    assert "REVISI 2\nSiti, No. 1: diubah.\n" in found.text
    assert "Keterangan     : Tuntas [diubah]" in found.text
    assert "[diubah]</b>" in found.html
    sheet = openpyxl.load_workbook(BytesIO(found.attachments[0].data))["Siti"]
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "Tuntas [diubah]"]
    assert cell.fill.start_color.rgb == "FFFDF0CF"
    assert "Tuntas [diubah]" in PdfReader(BytesIO(found.attachments[1].data)).pages[-1].extract_text()


def test_a_talk_entered_later_is_new(monday: Records) -> None:
    before = made(monday)
    monday.talk("11:00", "Siti", "pti", form={"name": "Tamu"}, entered_by=1)

    text = render_daily(made(monday), revision=2, previous=before.contents).text

    assert "Siti, No. 2: baru." in text
    assert "Panggilan masuk semula 2, kini 3." in text
    assert "Terjawab [diubah]" in text


def test_a_caller_who_got_through_the_next_day_is_news_but_no_reason(monday: Records) -> None:
    before = made(monday)
    monday.talk("2026-11-24 08:00", "Siti", "pti", caller="+6281300000007")
    after = made(monday, "2026-11-24 09:00")

    assert not has_changed(before.contents, after)
    text = render_daily(after, revision=2, previous=before.contents).text
    assert "1 penelepon yang semula tidak terlayani kini telah terhubung." in text
    assert "terhubung kemudian ya, pukul 24/11 08.00 [diubah]" in " ".join(text.split())


def test_a_caller_who_got_through_weeks_later_is_not_looked_for(monday: Records) -> None:
    monday.talk("2026-12-10 08:00", "Siti", "pti", caller="+6281300000007")

    assert "terhubung kemudian belum" in render_daily(made(monday, "2026-12-11 09:00"), revision=1, previous=None).text


def test_another_roster_is_a_reason(monday: Records) -> None:
    before = made(monday)
    monday.officer("Gita", "humas")
    monday.duty("Gita", "humas")
    after = made(monday)

    assert has_changed(before.contents, after)
    assert "Jadwal piket berubah." in render_daily(after, revision=2, previous=before.contents).text


def test_hours_that_changed_after_the_day_are_told_as_such(monday: Records) -> None:
    before = made(monday)
    keep(monday, MONDAY, "2026-11-20 17:00", "2026-11-23 17:00", contents=before.contents)
    earlier = replace(monday.hotline, hours={day: (Span(time(8), time(15)),) for day in range(5)})
    after = compose_daily(monday.office, earlier, MONDAY, now=wib("2026-11-24 07:00"))

    text = " ".join(render_daily(after, revision=2, previous=before.contents).text.split())
    assert "Jam layanan hari itu diubah: semula 07.00-17.00, kini 08.00-15.00 WIB." in text
    assert (
        "Jam layanan : 08.00-15.00 WIB (istirahat 12.00-13.00); ini jam yang berlaku kini, diubah sesudah rekapitulasi "
        "pertama, yang mencakup panggilan sampai pukul 17.00 WIB"
    ) in text
    assert "sampai dengan : Senin, 23 November 2026 pukul 17.00 WIB" in text


def test_a_revision_that_a_person_asked_for_may_hold_nothing_new(monday: Records) -> None:
    again = made(monday)

    text = render_daily(again, revision=3, previous=again.contents).text

    assert "REVISI 3\nTidak ada perubahan isi sejak pengiriman sebelumnya.\n" in text
    assert "[diubah]" not in text


def test_contents_are_one_flat_object_of_values(monday: Records) -> None:
    values = json.loads(made(monday).contents)

    assert values["figure:arrived"] == 2
    assert values["outcome:answered"] == [1, 0]
    assert [key for key in values if key.startswith("talk:")] == ["talk:1"]


@pytest.mark.parametrize("old", ["", "{}", "bukan json", "[]", '{"version": 99, "figure:arrived": 7}', None])
def test_contents_that_cannot_be_compared_change_nothing(old: str | None) -> None:
    assert compare(old, '{"version": 1, "figure:arrived": 8}') == NO_CHANGES


def test_changes_are_found_key_by_key() -> None:
    changes = compare('{"version": 1, "a": 1, "b": 2, "c": 3}', '{"version": 1, "a": 1, "b": 3, "d": 4}')

    assert changes == Changes(frozenset({"d"}), {"b": 2}, {"c": 3})
    assert [changes.mark(key) for key in "abd"] == [Mark.NONE, Mark.CHANGED, Mark.NEW]
    assert changes.mark("a", "b") is Mark.CHANGED
