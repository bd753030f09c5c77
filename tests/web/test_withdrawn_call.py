"""A call that was written down by hand by mistake: taken back by those whom it concerns; a real one never."""

from typing import Any

import pytest
import sqlalchemy as sa

from ivr.store.desk_tables import sign_offs
from ivr.store.figures import dispositions_since
from ivr.store.metadata import metadata
from recap.compose import compose_daily, has_changed, render_daily
from tests.calls.world import MONDAY, World, wib
from tests.web.by_hand import CANNOT, INSTEAD, TWICE, fields_of, rewrites, withdraws, wrote_down_by_mistake
from tests.web.form_sheet import at_once, calls_again, change, noted_of, stored
from tests.web.served import rows_of, text_of
from tests.web.test_manual_call import ON_SQLITE, VISIT, enters, page_id
from tests.web.visitor import Visitor, signed_in


@pytest.fixture
def andi(world: World) -> Visitor:
    """He wrote down a call to the desk, which is call 1 with talk 1."""
    return wrote_down_by_mistake(world)


def everything(world: World) -> str:
    """Every word of the database, but for what somebody did."""
    with world.office.database.reading() as connection:
        tables = [table for table in metadata.sorted_tables if table.name not in ("journal", "sessions")]
        return "\n".join(str(tuple(row)) for table in tables for row in connection.execute(table.select()))


def test_a_call_that_was_taken_back_counts_nowhere_and_nothing_is_left_of_it(world: World, andi: Visitor) -> None:
    andi.posts("/duty/sign-off")
    assert "Ibu Rahma" in everything(world)

    status, said = withdraws(andi, reason="tercatat\n dua kali ")

    assert status == 200
    assert "Catatan panggilan 1 ditarik kembali dan tidak dihitung lagi." in said
    assert "Pernyataan rekap sudah benar untuk hari itu dicabut, karena catatannya berubah." in said
    assert "Senin, 23 November 2026" not in said
    assert [one for one in ("Rahma", "PT Contoh", "6281300000099", "Perubahan") if one in everything(world)] == []
    assert world.records() == []
    for name in ("andi", "ketut", "maya", "rudi"):
        reader = signed_in(world, name)
        assert [reader.gets(path).status_code for path in ("/calls/1", "/forms/1", "/calls/99")] == [404] * 3
        assert [row for row in rows_of(reader.gets("/calls").text) if "Andi" in row] == []
        assert [row for row in rows_of(reader.gets("/calls?q=Rahma").text) if "Andi" in row] == []
        assert reader.gets("/calls.csv").text.count("\n") == 1
        officers = [row for row in rows_of(reader.gets("/figures").text) if row.startswith("Andi")]
        assert officers == []
    assert "08.10" not in text_of(andi.gets("/duty").text)
    assert "Tidak ada percakapan: nihil." in text_of(andi.gets("/duty/sign-off").text)
    with world.office.database.reading() as connection:
        assert dispositions_since(connection, wib("2026-11-22 09:00")) == {}
        assert connection.execute(sa.select(sign_offs)).all() == []
    assert noted_of(world, "call:1") == [("changed", "ditarik kembali: tercatat dua kali")]


def test_pressed_twice_or_by_two_at_once_it_is_done_once(world: World, andi: Visitor) -> None:
    ketut = signed_in(world, "ketut")
    at_once(world, [(who, "/calls/1/withdraw", {"reason": TWICE}) for who in (andi, ketut, andi)])

    status, said = withdraws(andi)

    assert (status, "Catatan panggilan 1 sudah ditarik kembali." in said) == (200, True)
    assert noted_of(world, "call:1") == [("changed", f"ditarik kembali: {TWICE}")]
    assert withdraws(signed_in(world, "dewi"))[0] == 404
    assert withdraws(signed_in(world, "sari"))[0] == 404


def test_no_later_call_gets_its_numbers(world: World, andi: Visitor) -> None:
    withdraws(andi)

    enters(andi, name="Pak Joko")

    assert stored(world, 2).call_id == 2
    assert "Catatan panggilan 1 sudah ditarik kembali." in withdraws(andi, 1)[1]
    assert stored(world, 2).form.name == "Pak Joko"
    late = andi.sends("PATCH", "/forms/1", change(name=("Ibu Rahma", "Ibu Rahmawati")))
    assert late.status_code == 404


@pytest.mark.parametrize("name", ["ketut", "maya", "rudi"])
def test_who_keeps_the_unit_or_the_hotline_takes_back_another_ones(world: World, andi: Visitor, name: str) -> None:
    andi.posts("/duty/sign-off")
    keeper = signed_in(world, name)

    page = text_of(keeper.gets("/calls/1").text)

    assert "Tarik kembali catatan ini" in page
    assert "tulis ulang" not in page
    assert withdraws(keeper)[0] == 200
    assert world.records() == []
    with world.office.database.reading() as connection:
        assert connection.execute(sa.select(sign_offs)).all() == []


@pytest.mark.parametrize("name", ["dewi", "sari"])
def test_for_others_it_does_not_exist(world: World, andi: Visitor, name: str) -> None:
    other = signed_in(world, name)

    assert withdraws(other)[0] == 404
    assert other.gets("/calls/1/again").status_code == 404
    assert other.posts("/calls/1/again", **VISIT, page=page_id(other), reason=TWICE).status_code == 404
    assert len(world.records()) == 1


def test_a_real_call_cannot_be_taken_back_by_anybody(world: World, andi: Visitor) -> None:
    calls_again(world)
    for name in ("andi", "ketut", "maya", "rudi"):
        visitor = signed_in(world, name)
        assert "Tarik kembali" not in visitor.gets("/calls/2").text
        assert "Hanya catatan yang ditulis dengan tangan dapat ditarik kembali." in withdraws(visitor, 2)[1]
        assert "Hanya catatan yang ditulis dengan tangan" in text_of(visitor.gets("/calls/2/again").text)
    assert "Hanya catatan yang ditulis" in text_of(
        andi.posts("/calls/2/again", **VISIT, page=page_id(andi), reason=TWICE).text
    )
    assert len(world.records()) == 2


@ON_SQLITE
@pytest.mark.parametrize(
    ("reason", "fault"),
    [
        ("", "Tulis alasannya, misalnya: tercatat dua kali."),
        (" \n ", "Tulis alasannya, misalnya: tercatat dua kali."),
        ("x" * 201, "201 dari 200 huruf; ringkaslah, bagian ini belum tersimpan."),
    ],
)
def test_without_a_short_reason_nothing_is_done(world: World, andi: Visitor, reason: str, fault: str) -> None:
    status, said = withdraws(andi, reason=reason)

    assert status == 422
    assert fault in said
    assert "Masuk jurnal: jangan tulis nama atau nomor penelepon." in said
    assert len(world.records()) == 1
    status, said = rewrites(andi, reason=reason)
    assert (status, fault in said) == (422, True)
    assert len(world.records()) == 1


@ON_SQLITE
@pytest.mark.parametrize(
    ("path", "sent", "how"),
    [
        ("/forms/1/handovers", {"to_unit": "pti"}, "diserahkan ke unit lain."),
        ("/forms/1/refer/dat", {"edition": "1"}, "diteruskan lewat surat."),
    ],
)
def test_what_others_were_given_stays_and_the_page_says_what_to_do(
    world: World, andi: Visitor, path: str, sent: dict[str, Any], how: str
) -> None:
    assert andi.posts(path, **sent).status_code == 200

    page = text_of(andi.gets("/calls/1").text)

    words = f"{CANNOT} {how} {INSTEAD}"
    assert words in page
    assert "Tarik kembali catatan ini" not in page
    assert words in withdraws(andi)[1]
    assert words in text_of(andi.gets("/calls/1/again").text)
    assert words in text_of(andi.posts("/calls/1/again", **VISIT, page=page_id(andi), reason=TWICE).text)
    assert stored(world).form.name == "Ibu Rahma"
    assert len(world.records()) == 1


@ON_SQLITE
def test_a_recap_that_told_of_it_is_revised(world: World, andi: Visitor) -> None:
    hotline = world.office.hotlines.first
    world.jumps_to(wib("2026-11-23 17:30"))
    before = compose_daily(world.office, hotline, MONDAY, now=world.office.clock(), twilio_count=0)
    assert "Ibu Rahma" in render_daily(before, revision=1, previous=None).text

    world.jumps_to(wib("2026-11-24 08:00"))
    withdraws(signed_in(world, "maya"))

    after = compose_daily(world.office, hotline, MONDAY, now=world.office.clock(), twilio_count=0)
    assert has_changed(before.contents, after)
    text = render_daily(after, revision=2, previous=before.contents).text
    assert "Ibu Rahma" not in text
    assert "1 baris dari rekapitulasi sebelumnya tidak ada lagi." in text


def test_the_page_of_a_call_that_was_taken_back_does_not_bring_it_back_by_itself(world: World, andi: Visitor) -> None:
    page = page_id(andi)
    enters(andi, page, name="Pak Joko")
    withdraws(andi, 2)

    answer = andi.posts("/calls/new", **VISIT | {"page": page})

    assert answer.status_code == 422
    assert (
        "Halaman ini sudah pernah disimpan, lalu catatannya ditarik kembali. "
        "Bila percakapan ini memang belum tercatat, simpan sekali lagi."
    ) in text_of(answer.text)
    assert len(world.records()) == 1
    assert andi.posts("/calls/new", **fields_of(answer.text)).status_code == 200
    assert len(world.records()) == 2


@ON_SQLITE
def test_the_form_leads_to_it_and_the_button_asks_first(world: World, andi: Visitor) -> None:
    assert 'href="/calls/1#withdraw">Salah catat? Tarik kembali atau tulis ulang</a>' in andi.gets("/forms/1").text
    question = "Tarik kembali catatan panggilan 1? Nomor dan formulirnya dihapus dan tidak dapat dikembalikan."
    assert f'data-confirm="{question}"' in andi.gets("/calls/1").text
    calls_again(world)
    assert "Salah catat?" not in andi.gets("/forms/2").text
