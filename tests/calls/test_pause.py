"""Calls in a row that ring in vain: their officer pauses, is told why, and the callers do not notice."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.domain.keeping_people import Keeper
from ivr.domain.pause import PauseReason
from ivr.domain.people import Role
from ivr.simulator import Answers, At, Behaviour, Busy, Faults, Ignores, Unreachable, Voicemail
from ivr.store.people import load_people
from ivr.workflows.change_person import change_person
from ivr.workflows.explain_who import explain_who
from ivr.workflows.reason_labels import reasons_in_words
from ivr.workflows.typed_person import TypedPerson
from tests.calls.conftest import MakeWorld
from tests.calls.letters import letters, text_of
from tests.calls.pauses import ANDI, OPI, calls, id_of, noted, pause_of, pauses_by_hand, rung, two_officers
from tests.calls.world import World, own_hotline, wib
from tests.web.form_sheet import EVERYTHING
from tests.web.visitor import Visitor

SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def test_after_three_calls_in_a_row_that_andi_did_not_answer_sari_is_rung_at_once(world: World) -> None:
    two_officers(world)
    calls(world, 2)
    assert pause_of(world, "andi") is None
    calls(world, 1)
    pause = pause_of(world, "andi")
    assert pause is not None
    assert pause.reason is PauseReason.UNANSWERED
    budi = world.dials()
    budi.presses("1").hears("Mohon tunggu, Anda kami hubungkan dengan Direktorat Pelaporan.").ends()
    assert rung(world) == [[("andi", "no_answer"), ("sari", "accepted")]] * 3 + [[("sari", "accepted")]]
    assert noted(world) == [(None, f"person:{id_of(world, 'andi')}", "jeda otomatis")]
    world.network.assert_faultless()


def test_he_and_the_coordinator_are_told_once(make_world: MakeWorld) -> None:
    world = make_world("2026-11-23 09:10")
    two_officers(world)
    world.officer("gita", "", "+6281200000004", role=Role.COORDINATOR, active=False)
    calls(world, 5)
    to_andi, to_dewi = letters(world, "pause:")
    assert (to_andi["To"], to_andi["Subject"]) == (
        "Andi <andi@kantor.example>",
        "Telepon Anda tidak dideringkan sampai pukul 09.27 WIB",
    )
    link = re.search(rf"{re.escape(world.url)}/links/\S+", text_of(to_andi))
    assert link is not None
    assert text_of(to_andi) == (
        "Yth. Andi,\n"
        "\n"
        "Tiga panggilan Call Center PPATK berturut-turut ke telepon Anda tidak dijawab. Agar penelepon tidak menunggu, "
        "sejak pukul 09.12 sampai pukul 09.27 WIB telepon Anda tidak dideringkan.\n"
        "\n"
        "Mohon periksa apakah telepon menyala, bersuara, dan bersinyal, dan apakah nomor yang terdaftar ini benar: "
        "0812-0000-0001. Nomor yang salah diperbaiki oleh koordinator.\n"
        "\n"
        "Sesudah pukul 09.27 WIB telepon Anda berdering lagi dengan sendirinya. Bila Anda sudah siap sebelum itu:\n"
        "\n"
        f"Saya siap lagi:\n{link[0]}\n"
        "\n"
        "Tautan ini hanya untuk Anda, dapat dipakai satu kali, dan berlaku sampai Selasa, 24 November 2026 pukul 09.12 "
        "WIB.\n"
    )
    assert (to_dewi["To"], to_dewi["Subject"]) == (
        "Dewi <dewi@kantor.example>",
        "Andi tidak menjawab telepon, dijeda sampai pukul 09.27 WIB",
    )
    assert text_of(to_dewi) == (
        "Yth. Dewi,\n"
        "\n"
        "Andi, petugas Direktorat Pelaporan, tidak menjawab tiga panggilan berturut-turut. Sejak pukul 09.12 "
        "teleponnya tidak dideringkan, sampai pukul 09.27 WIB atau sampai ia sendiri menyatakan siap.\n"
        "\n"
        "Petugas lain Direktorat Pelaporan yang dapat dihubungi sekarang: 1 orang.\n"
        "\n"
        "Mohon pastikan petugas di tempat dan nomor teleponnya benar. Ia juga sudah dikabari lewat surat elektronik, "
        "dengan tautan untuk menyatakan siap.\n"
    )


def test_the_button_of_his_mail_ends_the_pause_and_the_row_begins_anew(world: World) -> None:
    two_officers(world)
    calls(world, 3)
    (path,) = re.findall(r"/links/\S+", text_of(letters(world, "pause:")[0]))
    assert pause_of(world, "andi") is not None
    Visitor(world).gets(path)
    assert pause_of(world, "andi") is not None, "a mail scanner that opens links ends nothing"
    assert Visitor(world).posts(path).ok
    assert pause_of(world, "andi") is None
    calls(world, 2)
    assert pause_of(world, "andi") is None
    calls(world, 1)
    assert pause_of(world, "andi") is not None
    assert len(letters(world, "pause:")) == 4


def test_the_pause_is_over_by_itself_after_fifteen_minutes(world: World) -> None:
    two_officers(world)
    calls(world, 3)
    pause = pause_of(world, "andi")
    assert pause is not None
    assert pause.until is not None
    world.network.loop.pass_time((pause.until - world.office.clock()).total_seconds() - 1)
    assert pause_of(world, "andi") is not None
    world.network.loop.pass_time(1)
    assert pause_of(world, "andi") is None
    calls(world, 1)
    assert rung(world)[-1] == [("andi", "no_answer"), ("sari", "accepted")]
    assert pause_of(world, "andi") is None


@pytest.mark.parametrize(
    "faults",
    [
        Faults(repeat_webhooks=1.0, double_callbacks=1.0),
        Faults(rules=(At("asked at once"),)),
        Faults(delay_callbacks=1.0, longest_delay_seconds=200),
        Faults(reorder_callbacks=1.0, double_callbacks=0.5),
        Faults(drop_callbacks=1.0),
    ],
    ids=["doubled", "doubled at once", "late", "out of order", "lost"],
)
def test_whatever_comes_doubled_or_late_he_is_paused_once(make_world: MakeWorld, faults: Faults) -> None:
    world = make_world(faults=faults)
    two_officers(world)
    calls(world, 4)
    assert len(letters(world, "pause:")) == 2
    assert noted(world) == [(None, f"person:{id_of(world, 'andi')}", "jeda otomatis")]


@SQLITE
def test_a_corrected_number_ends_the_pause_and_no_other(world: World) -> None:
    two_officers(world)
    calls(world, 3)
    with world.office.database.reading() as connection:
        member = next(one for one in load_people(connection) if one.person.name == "Andi")
    typed = TypedPerson(
        name="Andi", email=member.person.email, phone=ANDI, roles=("petugas", "ketua"), units=("pelaporan",),
        hotline=member.hotline,
    )  # fmt: skip
    keeper = Keeper(replace(member.person, roles=frozenset({Role.ADMIN})), EVERYTHING)

    def saves(typed: TypedPerson) -> None:
        with world.office.database.reading() as connection:
            mark = next(one.mark for one in load_people(connection) if one.person.id == member.person.id)
        change_person(world.office, member.person.id, typed, base=mark, keeper=keeper, now=world.office.clock())

    saves(typed)
    assert pause_of(world, "andi") is not None, "another role rings no other telephone"
    saves(replace(typed, phone="+6281200000077"))
    assert pause_of(world, "andi") is None
    pauses_by_hand(world, "andi", minutes=15)
    saves(replace(typed, phone=ANDI))
    assert pause_of(world, "andi") is not None, "he asked for that one himself"


def test_while_the_only_officer_pauses_the_operator_is_rung(world: World) -> None:
    world.on_duty("andi", "pti", ANDI).behaviour = Voicemail()
    world.operator("opi", OPI).behaviour = Answers(presses="1", talks_seconds=20)
    world.officer("dewi", "", "+6281200000003", role=Role.COORDINATOR)
    calls(world, 3, key="2")
    world.dials().presses("2").hears("Mohon tunggu, Anda kami hubungkan dengan Operator.").ends()
    assert rung(world)[-1] == [("opi", "accepted")]
    assert (
        "Tidak ada petugas lain Pusat Teknologi Informasi yang dapat dihubungi sekarang; "
        "penelepon dialihkan ke Operator.\n"
    ) in text_of(letters(world, "pause:")[1])


@SQLITE
@pytest.mark.parametrize(
    ("between", "is_paused"),
    [(Answers(presses="1", talks_seconds=5), False), (Answers(presses="2"), False), (Busy(), True)],
    ids=["he takes one", "he declines one", "his telephone is busy once"],
)
def test_who_shows_up_between_is_there_and_who_is_busy_is_not_counted(
    world: World, between: Behaviour, is_paused: bool
) -> None:
    andi = world.on_duty("andi", "pti", ANDI)
    world.operator("opi", OPI).behaviour = Answers(presses="1", talks_seconds=5)
    for behaviour in (Ignores(), Ignores(), between):
        andi.behaviour = behaviour
        calls(world, 1, key="2")
    andi.behaviour = Ignores()
    calls(world, 1, key="2")
    assert (pause_of(world, "andi") is not None) is is_paused


@SQLITE
def test_callers_who_hang_up_while_it_rings_pause_nobody(world: World) -> None:
    andi = world.on_duty("andi", "pti", ANDI)
    for _ in range(4):
        budi = world.dials()
        budi.presses("2")
        andi.rings()
        budi.hangs_up().ends()
    world.network.settle()
    assert rung(world) == [[("andi", "canceled")]] * 4
    assert pause_of(world, "andi") is None


@SQLITE
def test_a_telephone_that_cannot_be_reached_pauses_its_officer(world: World) -> None:
    world.on_duty("andi", "pti", ANDI).behaviour = Unreachable()
    world.operator("opi", OPI).behaviour = Answers(presses="1", talks_seconds=5)
    calls(world, 3, key="2")
    assert pause_of(world, "andi") is not None
    assert pause_of(world, "opi") is None


@SQLITE
def test_a_trunk_that_is_down_pauses_nobody(world: World) -> None:
    andi, opi = world.on_duty("andi", "pti", ANDI), world.operator("opi", OPI)
    andi.behaviour = opi.behaviour = Unreachable()
    calls(world, 5, key="2")
    assert rung(world) == [[("andi", "failed"), ("opi", "failed")]] * 5
    assert pause_of(world, "andi") is None
    assert pause_of(world, "opi") is None
    assert letters(world) == []


@SQLITE
def test_an_office_may_do_without(make_world: MakeWorld, tmp_path: Path) -> None:
    world = make_world(hotlines=(own_hotline(tmp_path, ("pause_after_unanswered: 3", "pause_after_unanswered: 0")),))
    two_officers(world)
    calls(world, 5)
    assert pause_of(world, "andi") is None
    assert letters(world) == []


def test_who_says_what_the_next_call_finds(make_world: MakeWorld) -> None:
    world = make_world("2026-11-23 09:10")
    two_officers(world)
    world.operator("opi", OPI)
    calls(world, 3)
    hotline, now = world.office.hotlines.first, world.office.clock()
    explained = explain_who(world.office, hotline, "pelaporan", at=now)
    assert [person.name for person in explained.unit.free] == ["Sari"]
    assert (
        "Andi sedang jeda sejak 09.12 sampai 09.27: tiga panggilan berturut-turut tidak dijawab."
        in reasons_in_words(explained.unit)
    )
    before = explain_who(world.office, hotline, "pelaporan", at=wib("2026-11-23 09:05"))
    assert [person.name for person in before.unit.free] == ["Andi", "Sari"]
    later = explain_who(world.office, hotline, "pelaporan", at=wib("2026-11-23 09:28"))
    assert [person.name for person in later.unit.free] == ["Andi", "Sari"]
