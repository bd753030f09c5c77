"""A confidential question's form, and what other units know: read by few, cleared by one button."""

import pytest

from ivr.domain.form import Form
from tests.calls.world import BUDI, World
from tests.web.form_sheet import ON_SQLITE, bases_of, calls_again, change, stored
from tests.web.served import fills, morning, text_of
from tests.web.visitor import signed_in


@pytest.fixture
def served(world: World) -> World:
    return morning(world)


@ON_SQLITE
def test_a_confidential_question_is_read_by_its_writer_only(served: World) -> None:
    andi, maya = signed_in(served, "andi"), signed_in(served, "maya")
    andi.sends(
        "PATCH",
        "/forms/1",
        change(name=("", "Budi"), problem=("", "sangat rahasia"), remark=("", "keterangan sendiri")),
    )

    answer = andi.sends("PATCH", "/forms/1", change(is_confidential=(False, True)))
    assert answer.json()["faults"] == {"other_channel": "Pilih kanal lain yang disampaikan kepada penelepon."}
    assert stored(served).form.is_confidential, "it is hidden at once"
    andi.sends("PATCH", "/forms/1", change(other_channel=("", "Aplikasi PLB")))

    own, foreign = andi.gets("/forms/1").text, maya.gets("/forms/1").text
    assert "sangat rahasia" in own
    assert "Hapus isinya dari catatan?" in own
    assert "sangat rahasia" not in foreign
    assert "sendiri" not in foreign
    assert "Isinya hanya terlihat oleh Andi, yang menulisnya." in text_of(foreign)
    assert 'value="Budi"' in foreign
    state = maya.gets("/forms/1/state").text
    assert "rahasia" not in state

    tried = maya.sends(
        "PATCH", "/forms/1", change(is_confidential=(True, False), problem=("", "x"), name=("Budi", "B"))
    )
    assert tried.status_code == 422
    assert tried.json()["faults"] == {
        "is_confidential": "Hanya Andi yang dapat mengubah isi pertanyaan rahasia ini.",
        "problem": "Hanya Andi yang dapat mengubah isi pertanyaan rahasia ini.",
    }
    assert "sangat rahasia" not in tried.text
    assert stored(served).form.name == "B"
    assert "sangat rahasia" in andi.gets("/forms/1").text, "a coordinator's change lays nothing open, and takes nothing"


@ON_SQLITE
def test_the_content_of_a_confidential_question_is_cleared_by_one_button(served: World) -> None:
    andi = signed_in(served, "andi")
    andi.sends("PATCH", "/forms/1", change(problem=("", "rahasia"), topic=("", "GRIPS"), name=("", "Budi")))
    page = andi.gets("/forms/1").text
    fields = bases_of(page) | {
        "name": "Budi", "problem": "rahasia", "topic": "GRIPS", "is_confidential": "1", "other_channel": "Mailing list",
    }  # fmt: skip

    andi.posts("/forms/1", **fields, clear="1")

    assert stored(served).form == Form(name="Budi", is_confidential=True, other_channel="Mailing list")


@ON_SQLITE
def test_what_other_units_know_of_a_caller_stays_there(served: World) -> None:
    fills(served, 1, Form(name="Bapak Budi", institution="PT Contoh", contact=BUDI))
    calls_again(served, key="2", phone="+6281200000002")
    sari = signed_in(served, "sari")

    assert "Pakai data terakhir" not in sari.gets("/forms/3").text
    assert sari.gets("/forms/suggest?q=pt").json() == []
    assert signed_in(served, "andi").gets("/forms/suggest?q=pt%20c").json() == ["PT Contoh"]
    assert signed_in(served, "andi").gets("/forms/suggest?q=p").json() == []
    assert signed_in(served, "andi").gets("/forms/suggest?q=%25%25").json() == []
