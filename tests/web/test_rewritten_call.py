"""A call that was written down by hand by mistake: written down anew, in the place of the old one."""

import pytest
import sqlalchemy as sa

from ivr.store.desk_tables import sign_offs
from tests.calls.world import World
from tests.web.by_hand import NUMBER, TWICE, fields_of, rewrites, withdraws, wrote_down_by_mistake
from tests.web.form_sheet import at_once, change, noted_of, stored
from tests.web.served import text_of
from tests.web.test_manual_call import ON_SQLITE, VISIT, enters, page_id
from tests.web.visitor import Visitor, signed_in


@pytest.fixture
def andi(world: World) -> Visitor:
    """He wrote down a call to the desk, which is call 1 with talk 1."""
    return wrote_down_by_mistake(world)


def test_written_down_anew_it_takes_the_place_of_the_old_one_in_one_step(world: World, andi: Visitor) -> None:
    andi.posts("/duty/sign-off")
    page = andi.gets("/calls/1/again").text
    fields = fields_of(page)

    assert 'href="/calls/1/again"' in andi.gets("/calls/1").text
    typed = VISIT | {"came_by": "desk", "number": NUMBER, "other_channel": ""}
    assert fields | {"page": ""} == typed | {"page": "", "reason": ""}
    said = "Catatan panggilan 1 ditarik kembali begitu yang ini disimpan. Sebelum itu tidak ada yang berubah."
    assert said in text_of(page)
    assert len(world.records()) == 1

    wanted = fields | {"begins": "07:40", "ends": "07:55", "reason": "jam keliru"}
    first, second = (text_of(andi.posts("/calls/1/again", **wanted).text) for _ in range(2))

    assert "Tercatat dan masuk rekapitulasi hari itu. Catatan panggilan 1 ditarik kembali." in first
    assert "Percakapan ini sudah tercatat." in second
    assert [record["arrived_at"] for record in world.records()] == ["2026-11-23T07:40:00+07:00"]
    assert stored(world, 2).form.name == "Ibu Rahma"
    assert noted_of(world, "call:1") == [("opened", ""), ("changed", "ditarik kembali: jam keliru")]
    assert ("added", "dicatat manual, menggantikan panggilan 1") in noted_of(world, "form:2")
    with world.office.database.reading() as connection:
        assert connection.execute(sa.select(sign_offs)).all() == []


def test_sent_several_times_at_once_it_is_written_down_once(world: World, andi: Visitor) -> None:
    fields = fields_of(andi.gets("/calls/1/again").text) | {"reason": TWICE, "name": "Ibu Rahmawati"}

    pages = at_once(world, [(andi, "/calls/1/again", fields)] * 4)

    assert ["Formulir telepon 08.10" in page for page in pages] == [True] * 4
    assert [record["form"]["name"] for record in world.records()] == ["Ibu Rahmawati"]


@ON_SQLITE
def test_what_is_wrong_with_the_new_one_leaves_the_old_one(world: World, andi: Visitor) -> None:
    status, said = rewrites(andi, ends="07:00", reason="jam keliru")

    assert (status, "Jam selesai tidak boleh sebelum jam mulai." in said) == (422, True)
    assert "Tulis ulang panggilan 1" in said
    assert [record["arrived_at"] for record in world.records()] == ["2026-11-23T08:10:00+07:00"]


@ON_SQLITE
def test_taken_back_meanwhile_it_is_written_down_once_more_only_if_that_is_meant(world: World, andi: Visitor) -> None:
    fields = fields_of(andi.gets("/calls/1/again").text) | {"reason": TWICE}
    withdraws(andi)

    answer = andi.posts("/calls/1/again", **fields)

    assert answer.status_code == 422
    assert (
        "Catatan panggilan 1 sudah ditarik kembali, mungkin di jendela lain. Periksa dahulu apakah percakapan ini "
        "sudah ditulis ulang; bila belum, simpan sekali lagi sebagai catatan baru."
    ) in text_of(answer.text)
    assert 'action="/calls/new"' in answer.text
    assert world.records() == []
    assert andi.posts("/calls/new", **fields_of(answer.text)).status_code == 200
    assert len(world.records()) == 1
    assert "Catatan panggilan 1 sudah ditarik kembali." in text_of(andi.gets("/calls/1/again").text)


@ON_SQLITE
def test_nobody_writes_another_ones_talk_anew(world: World, andi: Visitor) -> None:
    ketut, words = signed_in(world, "ketut"), "Hanya Andi yang dapat menulis ulang percakapannya sendiri."

    assert words in text_of(ketut.gets("/calls/1/again").text)
    assert words in text_of(ketut.posts("/calls/1/again", **VISIT, page=page_id(ketut), reason=TWICE).text)
    assert stored(world).officer == "Andi"
    assert len(world.records()) == 1


@ON_SQLITE
def test_what_another_wrote_in_confidence_is_not_lost_by_writing_it_anew(world: World, andi: Visitor) -> None:
    blank = dict.fromkeys(("name", "institution", "contact", "topic", "problem", "remark"), "")
    enters(andi, **blank)
    secret = change(
        problem=("", "Isi rahasia"), is_confidential=(False, True), other_channel=("", "Surat elektronik resmi")
    )
    assert signed_in(world, "ketut").sends("PATCH", "/forms/2", secret).status_code == 200

    words = "Isi pertanyaan rahasia ini hanya terlihat oleh Ketut; catatannya tidak dapat ditulis ulang."
    assert words in text_of(andi.gets("/calls/2/again").text)
    assert "tulis ulang" not in text_of(andi.gets("/calls/2").text)
    assert "Tarik kembali catatan ini" in andi.gets("/calls/2").text
