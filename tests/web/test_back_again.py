"""A session that ends while somebody types: nothing they typed is lost, and nobody else can use that."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import requests
import sqlalchemy as sa

from ivr.domain.people import Role
from tests.calls.world import World
from tests.web.visitor import PASSWORD, Visitor, give_password, signed_in

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def andi(world: World) -> Visitor:
    """An officer who signed in at nine o'clock, and whose first talk is over."""
    telephone = world.on_duty("andi", "pelaporan", "+628120000101")
    budi = world.dials()
    budi.presses("1")
    telephone.answers().presses("1").talks(95).hangs_up()
    budi.ends()
    return signed_in(world, "andi")


def fields_of(page: str) -> list[tuple[str, str]]:
    """The hidden fields of the last form of a page, as a browser sends them."""
    form = page[page.rindex("<form") :]
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
    return [(unescape(name), unescape(value)) for name, value in found]


def signs_in_again(world: World, visitor: Visitor, refused: requests.Response, name: str = "andi") -> requests.Response:
    """With everything that the sign-in page carried along."""
    mine = [("email", f"{name}@kantor.example"), ("password", PASSWORD), ("csrf_token", visitor.token())]
    carried = [field for field in fields_of(refused.text) if field[0] != "csrf_token"]
    return sends(world, visitor, "/sign-in", [*carried, *mine])


def hours_later(world: World) -> None:
    world.jumps_to(world.office.clock() + timedelta(hours=3))


def sends(world: World, visitor: Visitor, path: str, fields: list[tuple[str, str]]) -> requests.Response:
    """A form with several values of a name."""
    cookies = {cookie["name"]: cookie["value"] for cookie in visitor.cookies()}
    answer = requests.post(world.url + path, data=fields, cookies=cookies, timeout=30, allow_redirects=False)
    visitor.takes(answer)
    return answer


LONG = "Baris satu\r\n\r\nBaris \"dua\" <b>&amp; 'tiga'</b> " + "ă" * 9950
TYPED = [
    ("nama", "Dewi Anggraini"),
    ("email", "dewi@kantor.example"),
    ("telepon", "0812-0000-0104"),
    ("peran", "petugas"),
    ("unit", "pti"),
    ("unit", "humas"),
    ("next", "3"),
]


def test_what_was_typed_is_saved_after_signing_in_again(world: World, andi: Visitor) -> None:
    token = andi.token()
    hours_later(world)

    refused = sends(world, andi, "/forms/1", [("csrf_token", token), ("problem", LONG), ("base-problem", "")])
    back = signs_in_again(world, andi, refused)
    sent = sends(world, andi, "/forms/1", fields_of(back.text))

    assert refused.status_code == 401
    assert "Yang Anda ketik tidak hilang" in refused.text
    assert "<h1>Anda sudah masuk kembali</h1>" in back.text
    assert "<dt>Pertanyaan atau masalah</dt><dd>Baris satu" in back.text
    assert "Base" not in back.text, "what is for the machine is sent along, and not shown"
    assert "<b>" not in back.text
    assert PASSWORD not in back.text
    assert sent.status_code == 302
    assert LONG.replace("\r\n", "\n") in unescape(andi.gets("/forms/1").text).replace("\r\n", "\n")


def test_several_values_of_a_name_and_fields_named_like_our_own_survive(world: World) -> None:
    world.officer("sari", "", "+628120000102", role=Role.ADMIN)
    sari = signed_in(world, "sari")
    token = sari.token()
    hours_later(world)

    refused = sends(world, sari, "/people/new?from=list", [("csrf_token", token), *TYPED])
    back = signs_in_again(world, sari, refused, "sari")
    fields = [field for field in fields_of(back.text) if field[0] != "csrf_token"]
    sent = sends(world, sari, "/people/new?from=list", fields_of(back.text))

    assert 'action="/people/new?from=list"' in back.text
    assert back.text.count("<dt>Unit</dt>") == 2
    assert fields == TYPED
    assert sent.status_code == 302
    assert "dewi@kantor.example" in sari.gets("/people").text


def test_mistyping_the_password_loses_nothing_either(world: World, andi: Visitor) -> None:
    token = andi.token()
    hours_later(world)
    refused = sends(world, andi, "/forms/1", [("csrf_token", token), *TYPED])
    carried = [field for field in fields_of(refused.text) if field[0] != "csrf_token"]

    mistyped = [("email", "andi@kantor.example"), ("password", "salah"), ("csrf_token", andi.token())]
    again = sends(world, andi, "/sign-in", [*carried, *mistyped])

    assert again.status_code == 401
    assert [field for field in fields_of(again.text) if field[0] != "csrf_token"] == carried


def test_a_form_with_a_password_is_not_carried_along(world: World, andi: Visitor) -> None:
    token = andi.token()
    world.jumps_to(world.office.clock() + timedelta(hours=3))
    secrets = [("current_password", "rahasia satu"), ("password", "rahasia dua"), ("password_again", "rahasia dua")]

    refused = sends(world, andi, "/account/password", [("csrf_token", token), *secrets])

    assert refused.status_code == 401
    assert "rahasia" not in refused.text
    assert ("next", "/") in fields_of(refused.text)


def test_a_form_left_open_in_another_tab_can_still_be_sent(world: World, andi: Visitor) -> None:
    token = andi.token()
    hours_later(world)
    andi.signs_in("andi")

    sent = sends(world, andi, "/account/leave-elsewhere", [("csrf_token", token)])

    assert sent.headers["Location"] == "/account"


def test_the_forms_of_somebody_else_before_cannot(world: World, andi: Visitor) -> None:
    world.officer("sari", "pti", "+628120000102")
    give_password(world, "sari")
    token = andi.token()
    andi.signs_in("sari")

    assert sends(world, andi, "/account/leave-elsewhere", [("csrf_token", token)]).status_code == 400


def test_what_somebody_typed_is_neither_shown_to_another_who_signs_in_there_nor_saved_as_theirs(
    world: World, andi: Visitor
) -> None:
    world.officer("sari", "pti", "+628120000102")
    give_password(world, "sari")
    token = andi.token()
    hours_later(world)
    refused = sends(world, andi, "/calls/new", [("csrf_token", token), ("problem", "Rahasia Andi")])

    entered = signs_in_again(world, andi, refused, "sari")

    assert "Rahasia Andi" in unescape(refused.text), "it is there for Andi"
    assert (entered.status_code, entered.headers.get("Location")) == (302, "/")
    assert "Rahasia Andi" not in entered.text
    assert (
        "Yang diketik sebelum sesi berakhir ditulis orang lain, jadi tidak dibawa ke akun Anda dan belum tersimpan."
    ) in andi.gets("/").text


@pytest.mark.parametrize("path", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_what_was_typed_is_sent_to_no_other_site(world: World, andi: Visitor, path: str) -> None:
    fields: dict[str, Any] = {"typed:note": "halo", "email": "andi@kantor.example", "password": PASSWORD}

    page = andi.posts("/sign-in", next=path, **fields).text

    assert "<h1>Anda sudah masuk kembali</h1>" in page
    assert '<form method="post" action="/">' in page
    assert "evil" not in page


def test_markup_in_what_is_typed_stays_text(world: World) -> None:
    odd = '"><script>alert(1)</script>'

    fields: dict[str, Any] = {"email": odd, "password": "salah", "next": f"/{odd}", f"typed:{odd}": odd}

    page = Visitor(world).posts("/sign-in", **fields).text

    assert "<script>alert" not in page
    assert unescape(page).count(odd) >= 4


def from_page(world: World, path: str) -> dict[str, str]:
    """What a browser says of the page that a form stood on."""
    return {"Origin": world.url, "Referer": world.url + path}


VISIT = [
    ("page", "9b1c5a0e-8f0f-4d9e-9e52-0c6a4f7f7d10"), ("on", "2026-11-23"), ("begins", "08:10"), ("ends", "08:25"),
    ("unit", "pelaporan"), ("came_by", "visit"), ("number", "0812-3456-7890"), ("problem", "Perubahan pengguna"),
]  # fmt: skip


def test_what_was_typed_survives_a_cookie_that_is_gone_too(world: World, andi: Visitor) -> None:
    fields = [("csrf_token", andi.token()), *VISIT]
    stranger = Visitor(world)

    refused = requests.post(world.url + "/calls/new", data=fields, headers=from_page(world, "/calls/new"), timeout=30)
    stranger.takes(refused)
    back = signs_in_again(world, stranger, refused)
    sent = sends(world, stranger, "/calls/new", fields_of(back.text))

    assert refused.status_code == 401
    assert "Yang Anda ketik tidak hilang" in refused.text
    assert "<dt>Cara datang</dt><dd>datang langsung</dd>" in back.text
    assert "<dt>Nomor telepon</dt><dd>0812-3456-7890</dd>" in back.text
    assert "<dt>Page</dt>" not in back.text
    assert sent.headers["Location"] == "/forms/2"


def test_another_site_puts_no_words_on_our_page(world: World, andi: Visitor) -> None:
    fields = [("csrf_token", andi.token()), *VISIT]
    answers = [
        requests.post(world.url + "/calls/new", data=fields, headers=headers, timeout=30)
        for headers in (
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Referer": "https://evil.example/"},
            {},
        )
    ]

    assert {answer.status_code for answer in answers} == {400}
    assert not any("Perubahan pengguna" in answer.text for answer in answers)


def test_a_page_from_before_the_last_sign_in_shows_what_was_typed_on_it(world: World, andi: Visitor) -> None:
    old = andi.token()
    anew = signed_in(world, "andi")
    cookies = {cookie["name"]: cookie["value"] for cookie in anew.cookies()}
    note = [("csrf_token", old), ("note", "Tolong <b>segera</b>"), ("to_unit", "pti"), ("password", "jangan tampil")]

    refused = requests.post(
        world.url + "/forms/1/handovers", note, headers=from_page(world, "/forms/1"), cookies=cookies, timeout=30
    )

    assert refused.status_code == 400
    assert "Salin yang Anda ketik dari sini, lalu isi halaman itu sekali lagi." in refused.text
    assert "<dt>Catatan</dt><dd>Tolong &lt;b&gt;segera&lt;/b&gt;</dd>" in refused.text
    assert '<a class="button" href="/forms/1">Buka halaman itu lagi</a>' in refused.text
    assert "jangan tampil" not in refused.text


def test_what_a_sign_in_page_carried_is_still_shown_when_that_page_became_too_old(world: World, andi: Visitor) -> None:
    carried = [("email", "andi@kantor.example"), ("password", PASSWORD), ("typed:problem", "Perubahan pengguna")]

    page = requests.post(world.url + "/sign-in", carried, headers=from_page(world, "/forms/1"), timeout=30)

    assert page.status_code == 400
    assert "<dt>Pertanyaan atau masalah</dt><dd>Perubahan pengguna</dd>" in page.text
    assert PASSWORD not in page.text


def test_while_the_database_is_busy_what_was_typed_can_be_sent_again(world: World, andi: Visitor) -> None:
    def renames_journal(before: str, after: str) -> None:
        with world.office.database.writing() as connection:
            connection.execute(sa.text(f"ALTER TABLE {before} RENAME TO {after}"))

    fields = [("csrf_token", andi.token()), *VISIT]
    cookies = {cookie["name"]: cookie["value"] for cookie in andi.cookies()}
    renames_journal("journal", "away")
    page = from_page(world, "/calls/new")
    busy = requests.post(world.url + "/calls/new", fields, headers=page, cookies=cookies, timeout=30)
    renames_journal("away", "journal")
    sent = sends(world, andi, "/calls/new", fields_of(busy.text))

    assert busy.status_code == 503
    assert "Yang Anda ketik masih ada di sini. Tunggu sebentar, lalu kirim sekali lagi." in busy.text
    assert "<dt>Pertanyaan atau masalah</dt><dd>Perubahan pengguna</dd>" in busy.text
    assert sent.headers["Location"] == "/forms/2"
