"""One form, written by several at once or twice over: nothing is lost, and nobody writes in another's name."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from ivr.domain.form import Form
from tests.calls.world import World
from tests.web.form_sheet import ON_SQLITE, bases_of, change, stored
from tests.web.served import morning, text_of
from tests.web.visitor import signed_in

FIELDS = ("name", "institution", "contact", "topic", "remark", "other_channel")


@pytest.fixture
def served(world: World) -> World:
    return morning(world)


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
def test_what_somebody_else_typed_is_not_saved_by_who_signed_in_after_them(served: World) -> None:
    ketut = signed_in(served, "ketut")
    body = change(name=("", "Budi")) | {"person": stored(served).person_id}

    assert ketut.sends("PATCH", "/forms/1", body).status_code == 401
    assert stored(served).form == Form()


@ON_SQLITE
def test_the_database_counts_every_edition(served: World) -> None:
    andi = signed_in(served, "andi")
    for typed, before in (("B", ""), ("Bu", "B")):
        andi.sends("PATCH", "/forms/1", change(name=(before, typed)))

    assert (stored(served).edition, stored(served).filled_by) == (2, stored(served).person_id)


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
