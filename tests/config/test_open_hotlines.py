"""Hotline files become hotlines, told apart by key and by the number dialled."""

from datetime import date, time
from pathlib import Path

import pytest

from config.faults import HotlineFaults
from ivr.domain.hotline import (
    AfterTalk,
    HolidayPolicy,
    Hotline,
    Menu,
    RingPolicy,
    RosterPolicy,
    Span,
    SpecialDay,
    ToMenu,
    ToUnit,
    Voice,
)
from ivr.domain.hotlines import Hotlines, UnknownHotline
from ivr.domain.speech import say
from ivr.workflows.open_hotlines import has_calendar, normalise_caller, normalise_number, open_hotlines

FULL = """\
key: kaltim
name: Halo Kaltim
numbers: ["(0541) 733-333", "sip:Piket@Kantor.example"]
caller_id: "+62541733333"
byoc_trunk: BY00000000000000000000000000000001
time_zone: Asia/Makassar
hours:
  mon-thu: ["13:00-16:00", "08:00-12:00"]
  fri: "08:00-11:30"
  sat: "22:00-02:00"
breaks: {mon: "14:00-14:30"}
holidays:
  joint_leave: tidak
  add: [{date: 2026-12-31, name: Libur kantor, decree: SE 1}]
  remove: [{date: 24/12/2026, name: Cuti bersama, decree: SE 2}]
  decrees: {2027: SKB Nomor 1}
menu:
  say: Silakan pilih.
  audio: https://kantor.example/menu.mp3
  "1": {name: Chat, unit: chat}
  "9": {name: Lainnya, menu: {say: Pilih lagi., "1": {name: Meja, unit: meja}}}
units:
  - {key: meja, name: Meja, operators: ya}
  - {key: chat, name: Chat, required: {mon-thu: 2, fri: 1}, topics: [Umum]}
ring:
  {order: as_rostered, ring_seconds: 20, key_seconds: 6, press_1: tidak, hunt_seconds: 90, longest_talk_seconds: 600,
   wrap_up_seconds: 45, pause_after_unanswered: 4, pause_minutes: 20}
voices:
  caller: {name: Google.id-ID-Wavenet-B}
  officer: {name: Polly.Joanna-Neural, language: en-US}
menu_seconds: 7
after_talk: {again: tidak, rating: ya}
blocked: ["0812-3456-7890"]
roster: {warn_at: 14.30, week_warn_at: "09:00", remind_at: tidak}
recap: {at: 16.30}
mail_from: Halo Kaltim <halo@kaltim.example>
"""
SECOND = FULL.replace("kaltim\n", "cabang\n", 1).replace(
    '"(0541) 733-333", "sip:Piket@Kantor.example"', '"+622150002000", "sip:+622150003000@kantor.example"'
)


def opened(folder: Path, *texts: str) -> Hotlines:
    paths = [folder / f"{at}.yaml" for at in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    return open_hotlines(paths)


def test_everything_in_a_file_reaches_the_hotline(tmp_path: Path) -> None:
    hotline = opened(tmp_path, FULL).first

    morning, afternoon = Span(time(8), time(12)), Span(time(13), time(16))
    assert hotline.numbers == ("+62541733333", "sip:Piket@kantor.example")
    assert hotline.caller_id == "+62541733333"
    assert hotline.byoc_trunk == "BY00000000000000000000000000000001"
    assert hotline.zone.key == "Asia/Makassar"
    assert hotline.hours == dict.fromkeys(range(4), (morning, afternoon)) | {
        4: (Span(time(8), time(11, 30)),),
        5: (Span(time(22), time(2)),),
    }
    assert hotline.breaks == {0: (Span(time(14), time(14, 30)),)}
    assert hotline.holidays == HolidayPolicy(
        country="ID",
        with_joint_leave=False,
        added=(SpecialDay(date(2026, 12, 31), "Libur kantor", "SE 1"),),
        removed=(SpecialDay(date(2026, 12, 24), "Cuti bersama", "SE 2"),),
        decrees={2027: "SKB Nomor 1"},
    )
    assert hotline.menu == Menu(
        {"1": ToUnit("Chat", "chat"), "9": ToMenu("Lainnya", Menu({"1": ToUnit("Meja", "meja")}, "Pilih lagi."))},
        "Silakan pilih.",
        "https://kantor.example/menu.mp3",
    )
    assert hotline.units["chat"].required == {0: 2, 1: 2, 2: 2, 3: 2, 4: 1}
    assert hotline.units["chat"].fallback is None
    assert hotline.units["meja"].is_operator
    assert hotline.ring == RingPolicy("as_rostered", 20, 6, False, 90, 600, 45, 4, 20)
    assert hotline.caller_voice == Voice("Google.id-ID-Wavenet-B", "id-ID")
    assert hotline.officer_voice == Voice("Polly.Joanna-Neural", "en-US")
    assert hotline.menu_seconds == 7
    assert hotline.after_talk == AfterTalk(again=False, rating=True)
    assert hotline.blocked == {"+6281234567890"}
    assert hotline.roster == RosterPolicy(time(14, 30), time(9), None)
    assert hotline.recap_at == time(16, 30)
    assert hotline.mail_from == "Halo Kaltim <halo@kaltim.example>"
    assert hotline.prompts.text(say("greeting.pagi", hotline="Halo Kaltim"))


def test_a_hotline_file_may_live_anywhere_and_use_the_shipped_sentences(tmp_path: Path) -> None:
    named = opened(tmp_path, f"{FULL}prompts: prompts/id.yaml\n").first

    assert named.prompts == opened(tmp_path, FULL).first.prompts


def test_all_faults_come_together_with_the_reason_of_the_numbering_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(HotlineFaults) as caught:
        opened(tmp_path, FULL.replace("(0541) 733-333", "0812 ext 5").replace("Asia/Makassar", "WITA"), "")

    assert str(caught.value).splitlines() == [
        "0.yaml baris 3: numbers.0: nomor '0812' terlalu pendek untuk dihubungi - "
        "tulis lengkap dengan kode wilayah, misalnya 021-5000-1000",
        "0.yaml baris 6: time_zone: zona waktu 'WITA' tidak dikenal - maksud Anda Asia/Makassar?",
        "1.yaml: berkas kosong - salin contohnya dari config/ppatk.yaml",
    ]


def test_a_hotline_has_no_extension() -> None:
    assert normalise_number("021-5000-1000") == "+622150001000"
    with pytest.raises(ValueError, match="nomor hotline tidak boleh memakai ext"):
        normalise_number("021-5000-1000 ext 12")


@pytest.mark.parametrize(
    ("written", "arrives"),
    [
        ("0812-3456-7890", "+6281234567890"),
        ("+62 809 1234567", "+628091234567"),
        ("+882 1234 5678", "+88212345678"),
        ("sip:+6281234567890@carrier.example", "+6281234567890"),
        ("sip:Budi@Kantor.example", "sip:Budi@kantor.example"),
    ],
)
def test_a_caller_is_blocked_in_the_form_in_which_he_arrives(written: str, arrives: str) -> None:
    assert normalise_caller(written) == arrives


@pytest.mark.parametrize("written", ["0809", "anonymous", "+266696687", "+62"])
def test_who_withholds_his_number_cannot_be_blocked_by_it(written: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        normalise_caller(written)


@pytest.mark.parametrize(("country", "known"), [("ID", True), ("SG", True), ("XX", False), ("ZZ", False)])
def test_countries_without_a_calendar_are_refused(country: str, known: bool) -> None:
    assert has_calendar(country) is known


def test_a_lone_hotline_is_reached_by_any_number(tmp_path: Path) -> None:
    hotlines = opened(tmp_path, FULL)

    assert hotlines.for_number("+15005550006") is hotlines.first
    assert hotlines.for_number("") is hotlines.first


@pytest.mark.parametrize(
    ("to", "key"),
    [
        ("+62541733333", "kaltim"),
        ("+622150002000", "cabang"),
        ("sip:piket@KANTOR.example", "kaltim"),
        ("sip:piket@kantor.example:5060;transport=udp", "kaltim"),
        ("SIP:+62541733333@carrier.example", "kaltim"),
        ("sip:+622150003000@anywhere.example", "cabang"),
        ("+622150003000", "cabang"),
        ("02150002000", "cabang"),
        ("622150002000", "cabang"),
        ("+622150009999", None),
        ("sip:lain@kantor.example", None),
        ("", None),
        ("anonymous", None),
    ],
)
def test_several_hotlines_are_told_apart_by_the_number_dialled(tmp_path: Path, to: str, key: str | None) -> None:
    found = opened(tmp_path, FULL, SECOND).for_number(to)

    assert (found.key if found else None) == key


def test_hotlines_are_known_by_their_keys_in_the_order_of_their_files(tmp_path: Path) -> None:
    hotlines = opened(tmp_path, SECOND, FULL)

    assert list(hotlines.by_key) == ["cabang", "kaltim"]
    assert [hotline.key for hotline in hotlines] == ["cabang", "kaltim"]
    assert len(hotlines) == 2
    assert hotlines.first.key == "cabang"


def test_a_command_names_the_hotline_where_there_are_several(tmp_path: Path) -> None:
    hotlines = opened(tmp_path, FULL, SECOND)

    assert hotlines.only_or("cabang").key == "cabang"
    with pytest.raises(UnknownHotline, match="ada beberapa hotline, pilih salah satu: kaltim, cabang"):
        hotlines.only_or(None)
    with pytest.raises(UnknownHotline, match="hotline 'pusat' tidak ada; yang ada: kaltim, cabang"):
        hotlines.only_or("pusat")


def test_the_only_hotline_need_not_be_named(tmp_path: Path) -> None:
    hotlines = opened(tmp_path, FULL)

    assert hotlines.only_or(None) is hotlines.first
    with pytest.raises(UnknownHotline, match="hotline 'ppatk' tidak ada; yang ada: kaltim"):
        hotlines.only_or("ppatk")


def test_an_installation_has_a_hotline() -> None:
    with pytest.raises(ValueError, match="at least one hotline"):
        Hotlines(())


def test_a_hotline_cannot_be_changed(tmp_path: Path) -> None:
    hotline: Hotline = opened(tmp_path, FULL).first

    with pytest.raises(AttributeError):
        hotline.name = "lain"  # type: ignore[misc]
