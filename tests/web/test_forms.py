"""The form: saved by fields, what no field may hold, who opens it, what is offered, and what the journal notes."""

import re
from html import unescape
from typing import Any

import pytest

from ivr.domain.form import Form
from ivr.domain.people import Role
from tests.calls.world import BUDI, World
from tests.web.form_sheet import ON_SQLITE, bases_of, calls_again, change, comes_by_link, noted_of, stored
from tests.web.served import fills, morning, noted, text_of
from tests.web.visitor import signed_in

EVIL = "</textarea><script>alert('x')</script>\" onfocus='y' {{ 7*7 }}"


@pytest.fixture
def served(world: World) -> World:
    return morning(world)


def test_a_field_is_saved_alone_and_the_page_shows_it(served: World) -> None:
    andi = signed_in(served, "andi")

    answer = andi.sends("PATCH", "/forms/1", change(name=("", "Bapak Budi"), problem=("", "Lupa sandi\nGRIPS")))

    assert answer.status_code == 200
    assert answer.json() == {
        "edition": 1,
        "saved_at": "09.03",
        "other": None,
        "other_at": None,
        "form": {
            "name": "Bapak Budi", "institution": "", "contact": "", "topic": "", "problem": "Lupa sandi\nGRIPS",
            "remark": "", "is_confidential": False, "other_channel": "",
        },
        "conflicts": {},
        "faults": {},
        "notice": None,
    }  # fmt: skip
    page = andi.gets("/forms/1").text
    assert 'value="Bapak Budi"' in page
    assert "Tersimpan oleh Andi, Senin, 23 November 2026 pukul 09.03" in text_of(page)
    assert "Unit Direktorat Pelaporan Nomor penelepon 0813-0000-0001 Lama bicara 1 menit 35 detik Petugas Andi" in (
        text_of(page)
    )


@ON_SQLITE
def test_the_officer_the_leader_and_the_coordinator_open_a_form_and_nobody_else(served: World) -> None:
    served.officer("rudi", "pelaporan", "+6281200000005")
    codes = {
        name: signed_in(served, name).gets("/forms/1").status_code for name in ("andi", "ketut", "maya", "sari", "rudi")
    }
    sari = signed_in(served, "sari")

    assert codes == {"andi": 200, "ketut": 200, "maya": 200, "sari": 404, "rudi": 404}
    assert sari.sends("PATCH", "/forms/1", change(name=("", "x"))).status_code == 404
    assert sari.posts("/forms/1", name="x").status_code == 404
    assert sari.gets("/forms/1/state").status_code == 404
    assert sari.gets("/forms/1/refer/dat").status_code == 404
    assert sari.posts("/forms/1/handovers", to_unit="humas", note="").status_code == 404
    assert stored(served).form == Form()
    assert signed_in(served, "maya").gets("/forms/999").status_code == 404


@ON_SQLITE
def test_a_mailed_link_opens_this_form_and_nothing_else(served: World) -> None:
    fills(served, 2, Form(name="Joko"))
    andi = comes_by_link(served, 1)

    page = andi.gets("/forms/1").text

    assert "<nav" not in page
    assert "Keluar" in page
    assert "Teruskan ke" not in page
    assert "Pakai data terakhir" not in page
    assert andi.sends("PATCH", "/forms/1", change(name=("", "Budi"))).status_code == 200
    typed: dict[str, Any] = {"name": "Budi", "base-name": "Budi", "problem": "x"}
    assert andi.posts("/forms/1", **typed).status_code == 200
    assert andi.gets("/forms/1/state").json()["form"]["problem"] == "x"
    for path in ("/forms/2", "/forms/suggest?q=ab", "/forms/1/refer/dat", "/handovers", "/calls/new", "/duty/sign-off"):
        assert andi.gets(path).status_code in (403, 404), path
    assert andi.posts("/forms/1/handovers", to_unit="pti").status_code == 403


@ON_SQLITE
def test_a_text_that_is_too_long_is_told_and_the_other_fields_are_saved(served: World) -> None:
    andi = signed_in(served, "andi")

    answer = andi.sends("PATCH", "/forms/1", change(problem=("", "x" * 10_512), name=("", "Budi")))
    page = andi.posts("/forms/1", **bases_of(andi.gets("/forms/1").text), problem="y" * 10_001, remark="z" * 201)

    assert answer.status_code == 422
    assert answer.json()["faults"] == {"problem": "10.512 dari 10.000 huruf; ringkaslah, bagian ini belum tersimpan."}
    assert page.status_code == 422
    assert "10.001 dari 10.000 huruf" in page.text
    assert "201 dari 200 huruf" in page.text
    assert "y" * 10_001 in page.text, "what was typed stays"
    assert stored(served).form == Form(name="Budi")


def test_ten_thousand_letters_of_any_kind_fit(served: World) -> None:
    text = ("Éè漢字🙂 \n" * 2000)[:10_000]

    answer = signed_in(served, "andi").sends("PATCH", "/forms/1", change(problem=("", text)))

    assert answer.status_code == 200
    assert stored(served).form.problem == text


def test_control_characters_and_half_characters_are_left_out(served: World) -> None:
    typed = "a\x00b\x07c\ud800d\r\ne\tf"

    answer = signed_in(served, "andi").sends("PATCH", "/forms/1", change(problem=("", typed), name=("", typed)))

    assert answer.status_code == 200
    assert stored(served).form == Form(name="abcd e f", problem="abcd\ne f")


@ON_SQLITE
@pytest.mark.parametrize("field", ["name", "institution", "contact", "topic", "problem", "remark", "other_channel"])
def test_no_field_can_become_markup(served: World, field: str) -> None:
    andi = signed_in(served, "andi")
    andi.sends("PATCH", "/forms/1", change(**{field: ("", EVIL)}))

    page = andi.gets("/forms/1").text

    assert "<script>alert" not in page
    assert "onfocus='y'" not in page
    assert "49" not in re.findall(r"\{\{ .*? \}\}", unescape(page))
    assert EVIL in unescape(page)


@ON_SQLITE
@pytest.mark.parametrize(
    "body",
    [
        None, [], "x", {}, {"changes": []}, {"changes": {"name": "x"}}, {"changes": {"name": {"value": "x"}}},
        {"changes": {"filled_by": {"base": 1, "value": 2}}}, {"changes": {"name": {"base": "", "value": True}}},
        {"changes": {"is_confidential": {"base": "", "value": "1"}}},
    ],
)  # fmt: skip
def test_what_no_page_of_ours_sends_is_refused_whole(served: World, body: Any) -> None:
    assert signed_in(served, "andi").sends("PATCH", "/forms/1", body).status_code == 400
    assert stored(served).edition == 0


@ON_SQLITE
def test_what_no_form_can_hold_is_not_even_read(served: World) -> None:
    answer = signed_in(served, "andi").sends("PATCH", "/forms/1", change(problem=("", "x" * 2_000_000)))

    assert (answer.status_code, answer.text) == (413, "Isian terlalu besar. Ringkas teksnya, lalu simpan sekali lagi.")


@ON_SQLITE
def test_the_caller_of_an_earlier_talk_is_offered_and_never_overwrites(served: World) -> None:
    fills(served, 1, Form(name="Bapak Budi", institution="PT Contoh", contact=BUDI))
    calls_again(served)
    andi = signed_in(served, "andi")

    page = andi.gets("/forms/3").text
    assert "Pakai data terakhir: Bapak Budi, PT Contoh" in text_of(page)

    andi.posts("/forms/3", **bases_of(page), name="Ibu Budi", institution="", contact="", use="known")
    assert stored(served, 3).form == Form(name="Ibu Budi", institution="PT Contoh", contact=BUDI)


@ON_SQLITE
def test_the_callers_number_fills_a_blank_contact_only(served: World) -> None:
    andi = signed_in(served, "andi")
    page = andi.gets("/forms/1").text

    andi.posts("/forms/1", **bases_of(page), contact="", use="number")
    assert stored(served).form.contact == "0813-0000-0001"
    andi.posts("/forms/1", **bases_of(andi.gets("/forms/1").text), contact="021-500", use="number")
    assert stored(served).form.contact == "021-500"


@ON_SQLITE
def test_a_topic_of_ones_own_is_kept_beside_the_list(served: World) -> None:
    andi = signed_in(served, "andi")
    andi.sends("PATCH", "/forms/1", change(topic=("", "Sesuatu yang lain")))

    page = andi.gets("/forms/1").text

    assert 'value="Sesuatu yang lain"' in page
    assert '<option value="Registrasi GRIPS">' in page


@ON_SQLITE
def test_opening_and_changing_are_noted_once_and_not_at_every_key(served: World) -> None:
    andi = signed_in(served, "andi")
    for typed, before in (("B", ""), ("Bu", "B"), ("Bud", "Bu")):
        andi.gets("/forms/1")
        andi.sends("PATCH", "/forms/1", change(name=(before, typed)))

    assert noted_of(served, "form:1") == [("opened", ""), ("changed", "")]


@ON_SQLITE
def test_whoever_reads_a_form_as_a_script_does_is_noted_all_the_same(served: World) -> None:
    maya, ketut = signed_in(served, "maya"), signed_in(served, "ketut")

    for _ in range(3):
        assert maya.gets("/forms/1/state").status_code == 200
    assert ketut.sends("PATCH", "/forms/1", {"changes": {}}).status_code == 200

    assert noted(served) == [("opened", "form:1", ""), ("opened", "form:1", "")]


@ON_SQLITE
def test_an_admin_opens_every_form(served: World) -> None:
    served.officer("ayu", "", "+6281200000007", role=Role.ADMIN)

    assert signed_in(served, "ayu").gets("/forms/2").status_code == 200
