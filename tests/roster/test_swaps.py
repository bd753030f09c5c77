"""Tukar piket: asked, accepted, approved, and the telephone rings where the roster says; and all that is refused."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.domain.people import Role
from ivr.domain.roster import Duty, Task
from ivr.domain.roster_change import plain
from ivr.domain.scope import Scope, scope_of
from ivr.domain.swap import SwapStep
from ivr.store.people import member_of
from ivr.store.roster import load_duties
from ivr.store.roster_tables import swaps
from ivr.store.swaps import swap_of
from ivr.store.tables import duties, people
from ivr.workflows.apply_swap import SwapRefused
from ivr.workflows.ask_for_swap import SwapWish, ask_for_swap
from ivr.workflows.expire_swaps import expire_swaps
from ivr.workflows.step_swap import step_swap
from recap.postman import Postman, open_mailer
from tests.calls.world import World, wib
from tests.roster.offices import (
    PHONES,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    changes,
    furnish,
    link,
    on_duty,
    press,
    said,
    subjects,
)
from tests.web.letter_box import _text, letters
from tests.web.visitor import Visitor, signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
HIS_TUESDAY = "2026-11-24/pti/piket"
GIVEN = "Andi menyerahkan piket Selasa 24 November kepada Sari, dan mengambil piket Sari Kamis 26 November"


@pytest.fixture(autouse=True)
def office(world: World) -> World:
    furnish(world)
    return world


def asks(
    world: World, *, who: str = "andi", duty: str = HIS_TUESDAY, colleague: str = "sari/2026-11-26", why: str = ""
) -> str:
    """Somebody asks for a swap on the page; what the page says."""
    name, _, on = colleague.partition("/")
    fields = {"duty": duty, "colleague": f"{world._ids[name]}/{on}", "why": why}
    return said(signed_in(world, who).posts("/swaps/ask", True, **fields))


def accepted(world: World, **more: str) -> None:
    asks(world, **more)
    press(world, link(world, "sari", "Setuju"))


def state(world: World, swap_id: int = 1) -> str:
    with world.office.database.reading() as connection:
        swap = swap_of(connection, swap_id)
    assert swap is not None
    return swap.state.value


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
    texts = {(str(mail["To"]), str(mail["Subject"])): _text(mail) for mail in posted}
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


def spoil_by_roster(world: World) -> str:
    world.rosters("sari", "humas", on=TUESDAY)
    return "Sari sekaligus bertugas di Direktorat Kerjasama dan Humas"


def spoil_by_leaving(world: World) -> str:
    with world.office.database.writing() as connection:
        connection.execute(people.update().where(people.c.id == world._ids["sari"]).values(is_active=False))
    return "Sari tidak aktif; pilih orang lain, atau aktifkan dahulu."


def spoil_by_edit(world: World) -> str:
    world.jumps_to(wib("2026-11-23 10:00"))
    maya = signed_in(world, "maya")
    form = maya.gets("/roster/cell?on=2026-11-26&unit=pti").text
    mark = form.split('name="mark" value="')[1].split('"')[0]
    line = {"petugas-0": "dewi@kantor.example", "tugas-0": "piket"}
    maya.posts("/roster/cell", True, on="2026-11-26", unit="pti", mark=mark, lines="1", do="save", **line)
    assert on_duty(world, THURSDAY) == ["dewi"]
    return "Jadwal Kamis 26 November sudah diubah sesudah permintaan ini dibuat."


@pytest.mark.parametrize("spoil", [spoil_by_roster, spoil_by_leaving, spoil_by_edit])
@ON_SQLITE
def test_what_makes_no_sense_any_more_is_not_approved_and_nothing_is_half_done(
    world: World, spoil: Callable[[World], str]
) -> None:
    accepted(world)
    approve = link(world, "ketut", "Setujui")
    words = spoil(world)
    before = on_duty(world, TUESDAY), on_duty(world, THURSDAY), len(changes(world))

    assert words in said(press(world, approve))
    assert (on_duty(world, TUESDAY), on_duty(world, THURSDAY), len(changes(world))) == before
    assert state(world) == "accepted", "it can still be approved when the roster is mended"


@ON_SQLITE
def test_a_swap_that_would_leave_a_hole_is_refused_at_once(world: World) -> None:
    world.rosters("sari", "pti", on=TUESDAY)
    asked = asks(world, colleague="sari")
    assert "Sari sudah bertugas pada Selasa 24 November; pilih rekan atau hari lain." in asked
    world.rosters("rini", "pti", on=THURSDAY, task="pengganti", replaces="sari")
    assert "Sari pada Kamis 26 November sudah ada penggantinya" in asks(world)
    assert letters(world, "sari") == []


@ON_SQLITE
def test_only_what_could_be_done_is_offered(world: World) -> None:
    def offered() -> str:
        return said(signed_in(world, "andi").gets(f"/swaps/ask?duty={HIS_TUESDAY}"))

    assert "Sari, piket Kamis 26 November" in offered()
    world.rosters("sari", "pti", on=TUESDAY)
    world.rosters("andi", "pti", on=WEDNESDAY)
    page = offered()
    assert "Sari" not in page, "she is there on Tuesday herself"
    assert "Dewi, piket" not in page, "on Wednesday he is there himself"
    assert "Tukar dengan Pilih... Dewi Ketut Alasan" in page
    world.rosters("dewi", "pti", on=TUESDAY)
    world.rosters("ketut", "pti", on=TUESDAY)
    assert "semuanya bertugas pada waktu itu. Catat pengganti , atau hubungi" in offered()


@ON_SQLITE
def test_who_covers_the_break_or_is_elsewhere_then_is_not_offered(world: World) -> None:
    world.rosters("dewi", "pti", on=TUESDAY, task="istirahat")
    world.rosters("ketut", "humas", on=TUESDAY)
    page = said(signed_in(world, "andi").gets(f"/swaps/ask?duty={HIS_TUESDAY}"))
    assert "Dewi" not in page
    assert "Tukar dengan Pilih... Sari, piket Kamis 26 November Sari Alasan" in page


@ON_SQLITE
def test_half_a_day_is_exchanged_for_the_other_half(world: World) -> None:
    world.rosters("andi", "pti", on=WEDNESDAY, starts=time(7), ends=time(8))
    world.rosters("sari", "pti", on=WEDNESDAY, starts=time(8), ends=time(9))
    page = signed_in(world, "andi").gets("/swaps/ask?duty=2026-11-25/pti/piket").text
    assert "Sari, piket Rabu 25 November" in page


@ON_SQLITE
def test_one_duty_is_in_one_request_only(world: World) -> None:
    asks(world)
    assert "Piket Andi Selasa 24 November sudah ada dalam permintaan lain" in asks(world, colleague="dewi/2026-11-25")


@ON_SQLITE
def test_today_is_too_late_for_a_swap(world: World) -> None:
    asks(world)
    world.jumps_to(wib("2026-11-24 06:00"))
    assert "Sudah lewat waktu" in said(press(world, link(world, "sari", "Setuju")))
    assert expire_swaps(world.office, now=world.office.clock()) == 1
    assert expire_swaps(world.office, now=world.office.clock()) == 0
    for name in ("andi", "sari"):
        assert subjects(world, name)[-1] == "Tukar piket Selasa 24 November: lewat waktu"
    assert "Anda tidak punya piket mulai besok. Untuk hari ini, catat pengganti" in asks(world)


@ON_SQLITE
def test_nobody_approves_their_own(world: World) -> None:
    world.rosters("ketut", "pti", on=WEDNESDAY)
    asks(world, who="ketut", duty="2026-11-25/pti/piket", colleague="sari/2026-11-26")
    press(world, link(world, "sari", "Setuju"))
    assert subjects(world, "maya") == ["Persetujuan tukar piket Ketut dan Sari: Rabu 25 November"]

    assert "Tukar piket sendiri diputuskan oleh ketua lain" in said(signed_in(world, "ketut").posts("/swaps/1/approve"))
    assert state(world) == "accepted"
    press(world, link(world, "maya", "Setujui"))
    assert on_duty(world, WEDNESDAY) == ["dewi", "sari"]


@ON_SQLITE
def test_nobody_takes_somebody_elses_step(world: World) -> None:
    accepted(world)
    assert signed_in(world, "rini").posts("/swaps/1/approve").status_code == 404
    assert "yang memutuskan adalah ketua unit" in said(signed_in(world, "sari").posts("/swaps/1/approve"))
    assert signed_in(world, "maya").posts("/swaps/1/steal").status_code == 404
    assert state(world) == "accepted"


def test_two_approvals_at_once_make_one_change(world: World) -> None:
    world.officer("tono", "pti", "+6281200000122", role=Role.LEADER)
    accepted(world)
    leaders = [signed_in(world, name) for name in ("ketut", "tono", "maya")]
    with ThreadPoolExecutor(3) as pool:
        pages = list(pool.map(lambda leader: said(leader.posts("/swaps/1/approve")), leaders))

    assert sum("Disetujui." in page for page in pages) == 1
    assert [kind for kind, *_ in changes(world)] == ["swap"]
    assert on_duty(world, TUESDAY) == ["sari"]
    assert subjects(world, "andi").count("Tukar piket Selasa 24 November: disetujui") == 1


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


LINES = st.lists(
    st.tuples(
        st.sampled_from(["andi", "sari", "dewi"]),
        st.sampled_from([TUESDAY, THURSDAY]),
        st.sampled_from(["piket", "istirahat", "pengganti"]),
        st.sampled_from([(None, None), (time(7), time(12)), (time(12), time(17)), (time(22), time(6))]),
        st.sampled_from(["andi", "sari", "dewi"]),
    ),
    max_size=6,
)


@ON_SQLITE
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES, st.booleans(), st.sampled_from(["piket", "istirahat"]))
def test_approved_and_reversed_the_roster_is_as_before(
    world: World, lines: list[Any], is_exchange: bool, task: str
) -> None:
    with world.office.database.writing() as connection:
        connection.execute(swaps.delete())
        connection.execute(duties.delete())
    world.rosters("andi", "pti", on=TUESDAY, task=task)
    world.rosters("sari", "pti", on=THURSDAY, task=task)
    for name, on, other, (starts, ends), replaced in lines:
        more = {} if other == "piket" or replaced == name else {"replaces": replaced}
        if other != "pengganti" or more:
            world.rosters(name, "pti", on=on, task=other, starts=starts, ends=ends, **more)
    before, now = roster(world), world.office.clock()
    andi, sari, ketut = (scope_in(world, name) for name in ("andi", "sari", "ketut"))
    wish = SwapWish("pti", Task(task), TUESDAY, sari.person_id, THURSDAY if is_exchange else None)
    try:
        swap = ask_for_swap(world.office, world.office.hotlines.first, wish, by=andi.person_id, now=now)
    except SwapRefused:
        assert roster(world) == before
        return
    step_swap(world.office, swap.id, SwapStep.ACCEPT, scope=sari, now=now)
    assert roster(world) == before
    step_swap(world.office, swap.id, SwapStep.APPROVE, scope=ketut, now=now)
    assert roster(world) != before
    step_swap(world.office, swap.id, SwapStep.REVERSE, scope=ketut, now=now)
    assert roster(world) == before


def roster(world: World) -> list[Duty]:
    """Every line of the week, without its id, cell by cell in the order of ringing."""
    with world.office.database.reading() as connection:
        lines = load_duties(connection, "ppatk", first=TUESDAY, last=THURSDAY)
    return sorted(plain(lines), key=lambda line: (line.on, line.unit, line.task))


def scope_in(world: World, name: str) -> Scope:
    with world.office.database.reading() as connection:
        member = member_of(connection, world._ids[name])
    assert member is not None
    return scope_of(member.person, "ppatk")
