"""The after-call form: who may open it, how it is saved, and how two who write at once lose nothing."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from typing import Any

import pytest
import requests

from ivr.domain.form import Form
from ivr.domain.people import Role
from tests.calls.world import BUDI, World
from tests.web.form_sheet import bases_of, calls_again, change, comes_by_link, noted_of, stored
from tests.web.served import fills, morning, noted, text_of
from tests.web.visitor import signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
FIELDS = ("name", "institution", "contact", "topic", "remark", "other_channel")
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
    assert "Keluar" not in page
    assert "Teruskan ke" not in page
    assert "Pakai data terakhir" not in page
    assert andi.sends("PATCH", "/forms/1", change(name=("", "Budi"))).status_code == 200
    typed: dict[str, Any] = {"name": "Budi", "base-name": "Budi", "problem": "x"}
    assert andi.posts("/forms/1", **typed).status_code == 200
    assert andi.gets("/forms/1/state").json()["form"]["problem"] == "x"
    for path in ("/forms/2", "/forms/suggest?q=ab", "/forms/1/refer/dat", "/handovers", "/calls/new", "/duty/sign-off"):
        assert andi.gets(path).status_code in (403, 404), path
    assert andi.posts("/forms/1/handovers", to_unit="pti").status_code == 403


def test_two_who_change_different_fields_both_find_theirs_saved(served: World) -> None:
    andi, ketut = signed_in(served, "andi"), signed_in(served, "ketut")

    andi.sends("PATCH", "/forms/1", change(name=("", "Budi")))
    answer = ketut.sends("PATCH", "/forms/1", change(problem=("", "Lupa sandi")))

    assert (answer.status_code, answer.json()["edition"]) == (200, 2)
    assert stored(served).form == Form(name="Budi", problem="Lupa sandi")
    assert stored(served).writer == "Ketut"


def test_two_who_change_the_same_field_are_both_shown_and_nothing_is_lost(served: World) -> None:
    andi, ketut = signed_in(served, "andi"), signed_in(served, "ketut")
    ketut.sends("PATCH", "/forms/1", change(problem=("", "Tulisan Ketut"), name=("", "Budi")))

    answer = andi.sends("PATCH", "/forms/1", change(problem=("", "Tulisan Andi"), remark=("", "Tuntas")))

    assert answer.status_code == 409
    assert answer.json()["conflicts"] == {"problem": "Tulisan Ketut"}
    assert (answer.json()["other"], answer.json()["other_at"]) == ("Ketut", "09.03")
    assert stored(served).form == Form(name="Budi", problem="Tulisan Ketut", remark="Tuntas")
    chosen = andi.sends("PATCH", "/forms/1", change(problem=("Tulisan Ketut", "Tulisan Andi")))
    assert chosen.status_code == 200
    assert stored(served).form.problem == "Tulisan Andi"


@ON_SQLITE
def test_whoever_is_not_known_to_have_written_is_not_named(served: World) -> None:
    andi, maya = signed_in(served, "andi"), signed_in(served, "maya")
    andi.sends("PATCH", "/forms/1", change(remark=("", "Tuntas")))
    own = andi.sends("PATCH", "/forms/1", change(remark=("", "Diteruskan")))
    andi.sends("PATCH", "/forms/1", change(is_confidential=(False, True), other_channel=("", "Mailing list")))
    maya.sends("PATCH", "/forms/1", change(name=("", "Tulisan Maya")))
    opened: dict[str, Any] = {"base-name": "", "name": "Tulisan Andi"}
    confidential = andi.posts("/forms/1", **opened)

    assert (own.status_code, own.json()["other"]) == (409, None), "another tab, or nobody can say who"
    assert "Tersimpan lebih dahulu: Tulisan Maya Tulisan Anda: Tulisan Andi" in text_of(confidential.text)
    assert "Tersimpan, Senin, 23 November 2026 pukul 09.03" in text_of(confidential.text)


def test_the_same_change_may_come_twice(served: World) -> None:
    andi = signed_in(served, "andi")

    twice = [andi.sends("PATCH", "/forms/1", change(name=("", "Budi"))) for _ in range(2)]

    assert [answer.status_code for answer in twice] == [200, 200]
    assert [answer.json()["edition"] for answer in twice] == [1, 1]


@ON_SQLITE
def test_without_scripts_the_button_saves_and_a_conflict_shows_both_texts(served: World) -> None:
    andi, ketut = signed_in(served, "andi"), signed_in(served, "ketut")
    opened = bases_of(andi.gets("/forms/1").text)
    ketut.sends("PATCH", "/forms/1", change(problem=("", "Tulisan <Ketut>")))

    page = andi.posts("/forms/1", **opened, name="Budi", problem="Tulisan\r\nAndi", contact="1\r\n2")

    assert page.status_code == 409
    said = text_of(page.text)
    assert "Tersimpan, terakhir diubah oleh Ketut pukul 09.03: Tulisan <Ketut> Tulisan Anda: Tulisan Andi" in said
    assert '<blockquote class="theirs">Tulisan &lt;Ketut&gt;</blockquote>' in page.text
    assert stored(served).form == Form(name="Budi", contact="1\n2", problem="Tulisan <Ketut>")

    again = bases_of(page.text) | {"problem": "Tulisan Andi", "name": "Budi", "contact": "1\n2"}
    kept = andi.posts("/forms/1", **again, keep="problem")
    assert kept.status_code == 200
    assert stored(served).form.problem == "Tulisan <Ketut>"
    mine = andi.posts("/forms/1", **again, mine="problem")
    assert "Tersimpan pukul 09.03." in text_of(mine.text)
    assert stored(served).form.problem == "Tulisan Andi"


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
def test_what_somebody_else_typed_is_not_saved_by_who_signed_in_after_them(served: World) -> None:
    ketut = signed_in(served, "ketut")
    body = change(name=("", "Budi")) | {"person": stored(served).person_id}

    assert ketut.sends("PATCH", "/forms/1", body).status_code == 401
    assert stored(served).form == Form()


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
def test_what_other_units_know_of_a_caller_stays_there(served: World) -> None:
    fills(served, 1, Form(name="Bapak Budi", institution="PT Contoh", contact=BUDI))
    calls_again(served, key="2", phone="+6281200000002")
    sari = signed_in(served, "sari")

    assert "Pakai data terakhir" not in sari.gets("/forms/3").text
    assert sari.gets("/forms/suggest?q=pt").json() == []
    assert signed_in(served, "andi").gets("/forms/suggest?q=pt%20c").json() == ["PT Contoh"]
    assert signed_in(served, "andi").gets("/forms/suggest?q=p").json() == []
    assert signed_in(served, "andi").gets("/forms/suggest?q=%25%25").json() == []


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
def test_the_database_counts_every_edition(served: World) -> None:
    andi = signed_in(served, "andi")
    for typed, before in (("B", ""), ("Bu", "B")):
        andi.sends("PATCH", "/forms/1", change(name=(before, typed)))

    assert (stored(served).edition, stored(served).filled_by) == (2, stored(served).person_id)


@ON_SQLITE
def test_an_admin_opens_every_form(served: World) -> None:
    served.officer("ayu", "", "+6281200000007", role=Role.ADMIN)

    assert signed_in(served, "ayu").gets("/forms/2").status_code == 200


def test_many_who_write_at_once_lose_nothing(served: World) -> None:
    texts = [f"tulisan {number}" for number in range(6)]
    andi = signed_in(served, "andi")
    token = andi.token()

    def save(text: str) -> requests.Response:
        headers = {"X-Requested-With": "piket", "X-CSRFToken": token}
        cookies = {one["name"]: one["value"] for one in andi.cookies()}
        body = change(problem=("", text), **{FIELDS[texts.index(text)]: ("", text)})
        return requests.patch(f"{served.url}/forms/1", json=body, headers=headers, cookies=cookies, timeout=30)

    with ThreadPoolExecutor(len(texts)) as pool:
        answers = list(pool.map(save, texts))

    form = stored(served).form
    for text, answer in zip(texts, answers, strict=True):
        name = FIELDS[texts.index(text)]
        assert getattr(form, name) == text
        if name != "problem" and form.problem != text:
            assert (answer.status_code, answer.json()["conflicts"]) == (409, {"problem": form.problem})
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409, 409, 409]
    assert stored(served).edition == len(texts)
