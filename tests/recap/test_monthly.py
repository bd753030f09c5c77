"""The monthly recap: the daily figures over a month, with charts and the trend."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from recap.compose import Rendered, compose_monthly, render_monthly
from recap.monthly_figures import month_after, month_before
from recap.pdf_charts import STEPS, top_of_scale
from tests.calls.world import wib
from tests.recap.records import Records
from tests.recap.samples import ordinary_monday

NOVEMBER = date(2026, 11, 1)


def rendered(records: Records, month: date = NOVEMBER) -> Rendered:
    made = compose_monthly(records.office, records.hotline, month, now=wib("2026-12-01 08:00"))
    return render_monthly(made)


@pytest.fixture
def november(records: Records) -> Records:
    """The ordinary Monday in November, and two calls in October."""
    ordinary_monday(records)
    records.talk("2026-10-05 09:00", "Dewi Anggraini", "pti", wait=10, form={"topic": "Permasalahan jaringan"})
    records.call("2026-10-31 23:59", "closed")
    records.call("2026-12-01 00:00", "missed")
    return records


def test_a_month_is_told_with_its_trend(november: Records) -> None:
    found = rendered(november)

    assert found.subject == "Rekapitulasi Telepon Bulanan Call Center PPATK - November 2026"
    assert [one.name for one in found.attachments] == ["rekap-2026-11.xlsx", "rekap-2026-11.pdf"]
    text = found.text
    assert "10 panggilan masuk dalam 21 hari layanan, 6 terjawab (60%)." in text
    assert "Panggilan sejak : Minggu, 1 November 2026 pukul 00.00 WIB" in text
    assert "- Panggilan masuk: November 2026 10, Oktober 2026 2, perubahan +8 (400%)" in text
    assert "- Terjawab: November 2026 6, Oktober 2026 1, perubahan +5 (500%)" in text
    assert "November 2026 18 detik, Oktober 2026 10" in text
    assert "perubahan 8 detik lebih lama" in " ".join(text.split())
    assert "- Pusat Teknologi Informasi: masuk 3, terjawab 2, tidak terlayani 1, lainnya" in text
    assert "\n10 = 6 + 1 + 1 + 2: jumlah cocok.\n" in text
    assert "Perbandingan dengan catatan Twilio ada dalam rekapitulasi harian" in text
    assert "Direktorat Pelaporan Registrasi GRIPS 1" in " ".join(text.split())
    assert "Semua unit kerja rahasia, melalui kanal lain 1 Semua unit kerja formulir belum diisi 1" in " ".join(
        text.split()
    )
    assert text.split("MENURUT TOPIK")[1].split("MENURUT PETUGAS")[0].rstrip().endswith(" 7")  # all talks
    assert "Senin" in text
    assert "07.00-07.59" in text
    assert "rahasia sekali" not in text


def test_the_first_month_has_nothing_to_be_compared_with(records: Records) -> None:
    text = rendered(records).text

    assert "Tidak ada panggilan masuk." in text
    assert "Belum ada catatan untuk Oktober 2026." in text


def test_the_workbook_has_native_charts_over_the_figures(november: Records) -> None:
    data = rendered(november).attachments[0].data

    book = openpyxl.load_workbook(BytesIO(data))
    assert book.sheetnames == ["Ringkasan", "Grafik"]
    charts = [name for name in ZipFile(BytesIO(data)).namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2
    cells = [cell.value for row in book["Grafik"].iter_rows() for cell in row if cell.value is not None]
    assert {"Panggilan per hari", "Terjawab", "Tidak terlayani", "Rata-rata tunggu (detik)"} <= set(cells)
    assert "Panggilan per hari" in ZipFile(BytesIO(data)).read(charts[0]).decode()


def test_the_pdf_shows_the_charts_and_is_signed(november: Records) -> None:
    pages = [page.extract_text() for page in PdfReader(BytesIO(rendered(november).attachments[1].data)).pages]

    assert "Panggilan per hari" in pages[-1]
    assert "Waktu tunggu dan panggilan tidak terlayani menurut jam" in pages[-1]
    assert "Koordinator" in pages[-1]
    assert f"Halaman 1 dari {len(pages)}" in pages[0]


def test_any_day_names_its_month_and_the_month_is_the_hotlines(november: Records) -> None:
    made = compose_monthly(november.office, november.hotline, date(2026, 11, 17), now=wib("2026-12-01 08:00"))

    assert (made.starts_at, made.ends_at) == (wib("2026-11-01 00:00"), wib("2026-12-01 00:00"))
    assert made.running == 0
    assert '"figure:arrived": 10' in made.contents


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_months_follow_each_other(day: date) -> None:
    first = day.replace(day=1)

    assert month_before(month_after(first)) == first
    assert month_after(first).day == 1
    assert 28 <= (month_after(first) - first).days <= 31


@given(st.floats(0, 1e7))
def test_a_scale_reaches_the_highest_value_in_whole_steps(highest: float) -> None:
    top = top_of_scale(highest)

    assert highest <= top <= max(STEPS, 2.1 * highest)
    assert (top / STEPS).is_integer()
