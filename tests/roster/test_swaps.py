"""Tukar piket: asked by page, answered by letter, approved, on the telephone of the new one, and taken back."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from recap.postman import Postman, open_mailer
from tests.calls.world import World, wib
from tests.roster.offices import (
    PHONES,
    THURSDAY,
    TUESDAY,
    changes,
    furnish,
    link,
    on_duty,
    press,
    said,
    subjects,
)
from tests.roster.swapping import ON_SQLITE, accepted, asks, state
from tests.web.letter_box import letters, plain_text
from tests.web.visitor import Visitor, signed_in

GIVEN = "Andi menyerahkan piket Selasa 24 November kepada Sari, dan mengambil piket Sari Kamis 26 November"


@pytest.fixture(autouse=True)
def office(world: World) -> World:
    furnish(world)
    return world


def rings(world: World, name: str) -> None:
    """A call for PTI rings at somebody's."""
    telephone = world.network.telephone(PHONES[name])
    budi = world.dials().presses("2")
    telephone.answers().presses("1")
    budi.talks(10)
    telephone.hangs_up()
    budi.ends()


def test_a_swap_from_asking_to_the_telephone_and_back(world: World) -> None:
    assert "Permintaan dikirim." in asks(world, why="Acara keluarga")
    assert on_duty(world, TUESDAY) == ["andi"], "asking changes nothing"

    page = Visitor(world).gets(link(world, "sari", "Setuju"))
    assert GIVEN in said(page)
    assert state(world) == "asked", "looking at a link does nothing"
    assert "menunggu persetujuan" in said(press(world, link(world, "sari", "Setuju")))
    assert on_duty(world, TUESDAY) == ["andi"]
    assert "Jadwal sudah diubah" in said(press(world, link(world, "ketut", "Setujui")))
    assert (on_duty(world, TUESDAY), on_duty(world, THURSDAY)) == (["sari"], ["andi"])
    assert changes(world) == [("swap", "ketut", "Acara keluarga")]

    world.jumps_to(wib("2026-11-24 09:00"))
    rings(world, "sari")
    ketut = signed_in(world, "ketut")
    assert "Jadwal kembali seperti sebelum pertukaran" in said(ketut.posts("/swaps/1/reverse"))
    rings(world, "andi")
    assert (on_duty(world, TUESDAY), on_duty(world, THURSDAY)) == (["andi"], ["sari"])
    assert [kind for kind, *_ in changes(world)] == ["undo", "swap"]
    assert subjects(world, "andi") == [
        "Tukar piket Selasa 24 November: menunggu persetujuan",
        "Tukar piket Selasa 24 November: disetujui",
        "Tukar piket Selasa 24 November: dibatalkan",
    ]
    assert subjects(world, "sari")[1:] == subjects(world, "andi")[1:]
    world.network.assert_faultless()


@ON_SQLITE
def test_the_worker_posts_the_letters(world: World, tmp_path: Path) -> None:
    accepted(world, why="Acara keluarga")
    press(world, link(world, "ketut", "Setujui"))
    Postman(world.office, open_mailer((tmp_path / "mail").as_uri())).round()

    files = (tmp_path / "mail").rglob("*.eml")
    posted = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in files]
    texts = {(str(mail["To"]), str(mail["Subject"])): plain_text(mail) for mail in posted}
    asked = texts["Sari <sari@kantor.example>", "Andi meminta tukar piket: Selasa 24 November"]
    links = [line for line in asked.splitlines() if line.startswith(f"{world.url}/links/")]
    assert (
        asked
        == f"""Yth. Sari,

Andi (Pusat Teknologi Informasi) meminta bertukar piket dengan Anda:

Selasa, 24 November 2026: piket Andi menjadi piket Sari
Kamis, 26 November 2026: piket Sari menjadi piket Andi

> Acara keluarga

Setuju:
{links[0]}

Tidak bersedia:
{links[1]}

Bila Anda setuju, ketua unit yang memutuskan. Sebelum itu jadwal tidak berubah.

Setiap tautan hanya untuk Anda, dapat dipakai satu kali, dan berlaku sampai Senin, 23 November 2026 pukul 23.59 WIB. \
Permintaan ini juga ada di halaman Tukar piket: {world.url}/swaps
"""
    )
    told = texts["Andi <andi@kantor.example>", "Tukar piket Selasa 24 November: disetujui"]
    assert (
        told
        == f"""Yth. Andi,

Ketut menyetujui tukar piket ini:

Selasa, 24 November 2026: piket Andi menjadi piket Sari
Kamis, 26 November 2026: piket Sari menjadi piket Andi

Jadwal sudah diubah: telepon yang masuk berdering menurut jadwal baru.

Buka halaman Tukar piket:
{world.url}/swaps
"""
    )


@ON_SQLITE
def test_somebody_takes_a_duty_over_without_exchange(world: World) -> None:
    asks(world, colleague="sari")
    assert subjects(world, "sari") == ["Andi meminta Anda menggantikan piketnya: Selasa 24 November"]
    sari, ketut = signed_in(world, "sari"), signed_in(world, "ketut")
    assert "Menunggu Anda (1)" in said(sari.gets("/swaps"))
    sari.posts("/swaps/1/accept")
    assert "Menunggu Anda (1)" in said(ketut.gets("/swaps"))
    ketut.posts("/swaps/1/approve")
    assert (on_duty(world, TUESDAY), on_duty(world, THURSDAY)) == (["sari"], ["sari"])


@ON_SQLITE
def test_a_link_works_once_and_for_its_own_person_only(world: World) -> None:
    asks(world)
    yes, no = link(world, "sari", "Setuju"), link(world, "sari", "Tidak bersedia")

    wrong = press(world, yes, signed_in(world, "dewi"))
    assert wrong.status_code == 403
    assert "Tautan ini hanya untuk Sari, dan Anda masuk sebagai Dewi." in said(wrong)
    assert signed_in(world, "andi").gets(yes).status_code == 403
    assert state(world) == "asked"

    assert press(world, yes).status_code == 200
    again = press(world, yes)
    assert again.status_code == 410
    assert "Langkah ini sudah diambil." in said(again)
    late = press(world, no)
    assert late.status_code == 409
    assert "Permintaan ini sudah dijawab: rekan setuju." in said(late)
    assert state(world) == "accepted"


@ON_SQLITE
def test_a_refusal_says_why_and_a_link_that_was_refused_stays_good(world: World) -> None:
    accepted(world)
    refuse = link(world, "ketut", "Tolak")

    assert "Tulis alasannya" in said(press(world, refuse))
    assert state(world) == "accepted"
    assert "Ditolak." in said(press(world, refuse, note="Kamis ada rapat"))
    assert state(world) == "refused"
    assert on_duty(world, TUESDAY) == ["andi"]
    for name in ("andi", "sari"):
        told = letters(world, name)[-1]
        assert told.subject == "Tukar piket Selasa 24 November: tidak disetujui"
        assert "> Kamis ada rapat" in told.text


@ON_SQLITE
def test_withdrawn_after_acceptance_the_leaders_link_says_so(world: World) -> None:
    accepted(world)
    approve = link(world, "ketut", "Setujui")
    assert "ditarik kembali" in said(signed_in(world, "andi").posts("/swaps/1/withdraw"))

    assert "Permintaan ini sudah ditarik kembali." in said(Visitor(world).gets(approve))
    assert "Permintaan ini sudah ditarik kembali." in said(press(world, approve))
    assert on_duty(world, TUESDAY) == ["andi"]
    for name in ("ketut", "sari"):
        assert subjects(world, name)[-1] == "Tukar piket Selasa 24 November: ditarik kembali"


@ON_SQLITE
def test_what_the_roster_page_took_back_is_reversed_here_too(world: World) -> None:
    accepted(world)
    press(world, link(world, "ketut", "Setujui"))
    signed_in(world, "maya").posts("/roster/undo", True, change="1")
    assert on_duty(world, TUESDAY) == ["andi"]
    assert state(world) == "reversed"
    assert "Pertukaran ini sudah dibatalkan." in said(signed_in(world, "ketut").posts("/swaps/1/reverse"))


@ON_SQLITE
def test_whatever_the_rosters_own_page_does_with_it_both_are_told(world: World) -> None:
    accepted(world)
    press(world, link(world, "ketut", "Setujui"))
    maya, before = signed_in(world, "maya"), subjects(world, "andi")
    for change in ("1", "2", "3"):
        maya.posts("/roster/undo", True, change=change)
    told = [f"Tukar piket Selasa 24 November: {outcome}" for outcome in ("dibatalkan", "disetujui", "dibatalkan")]
    assert subjects(world, "andi")[len(before) :] == told
    assert subjects(world, "sari")[-3:] == told


@ON_SQLITE
def test_every_step_is_in_the_journal(world: World) -> None:
    accepted(world, why="Acara keluarga")
    press(world, link(world, "ketut", "Tolak"), note="Kamis ada rapat")
    page = said(signed_in(world, "maya").gets("/journal"))
    assert "Andi menambahkan tukar piket 1" in page
    assert "Sari mengubah tukar piket 1" in page
    assert "Ketut mengubah tukar piket 1" in page
    assert "tidak disetujui: Kamis ada rapat" in page
    accepted(world, why="Acara keluarga")
    press(world, link(world, "ketut", "Setujui"))
    page = said(signed_in(world, "maya").gets("/journal"))
    assert "Tukar piket: 24 November 2026 sampai 26 November 2026, pti" in page
    assert "Acara keluarga" not in page


@ON_SQLITE
def test_why_a_colleague_cannot_is_for_the_two_and_not_for_the_journal(world: World) -> None:
    asks(world)
    press(world, link(world, "sari", "Tidak bersedia"), note="Masih demam berdarah")
    assert "Masih demam berdarah" in letters(world, "andi")[-1].text
    page = said(signed_in(world, "maya").gets("/journal"))
    assert "rekan tidak bersedia" in page
    assert "demam" not in page


@ON_SQLITE
def test_a_swap_far_ahead_is_answered_within_two_weeks(world: World) -> None:
    far = wib("2026-12-15 09:00").date()
    world.rosters("andi", "pti", on=far)
    asks(world, duty=f"{far}/pti/piket", colleague="sari/")
    assert "berlaku sampai Senin, 7 Desember 2026 pukul 09.00 WIB." in letters(world, "sari")[0].text
