"""Facts in, findings out: every code there is, each from the facts that produce it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

import pytest

from config.command_line import command
from ivr.domain.gaps import Gap, GapKind
from ivr.domain.hotline import HolidayPolicy, SpecialDay
from ivr.domain.hotlines import Hotlines
from ivr.domain.people import Person, Role
from ivr.domain.phone import Phone
from ivr.domain.unit_list import Listing, Words
from ivr.store.condition import DatabaseCondition
from ivr.store.outbox import Posted
from ivr.store.people import Member
from ivr.workflows.carrier import Account, Line, NotConfigured, Refused, Route, Unreachable
from ivr.workflows.check.carrier import CarrierFacts, LineFacts, carrier_findings
from ivr.workflows.check.database import database_findings
from ivr.workflows.check.findings import CODES, Finding, Severity, in_order
from ivr.workflows.check.letters import LetterFacts, letter_findings
from ivr.workflows.check.lists import ListFacts, list_findings
from ivr.workflows.check.mail import MailFacts, mail_findings
from ivr.workflows.check.people import WeekFacts, calendar_findings, people_findings, roster_findings
from ivr.workflows.check.settings import SecretFile, SettingsFacts, probe_findings, settings_findings
from ivr.workflows.check.special_days import special_day_findings
from ivr.workflows.mail_fault import MailFault, MailTrouble
from tests.domain.samples import MONDAY, at, hotline

TWILIO = "https://api.twilio.com"
NOW = at("2026-11-23 09:00")
HOME = "https://hotline.kantor.go.id"
WANTED = Route(f"{HOME}/voice", fallback_url=f"{HOME}/voice/fallback", status_url=f"{HOME}/voice/status")
NUMBER = "+622150001000"
SOUND = DatabaseCondition(is_sqlite=True, newest_revision="0002", revision="0002", free_bytes=50 * 2**30)
AN_EVE = SpecialDay(date(2026, 12, 31), "Malam Tahun Baru", "SK-1/2026")
SUNDAY = MONDAY + timedelta(days=6)


def settings(public_url: str | None = HOME, **facts: object) -> list[Finding]:
    return list(settings_findings(SettingsFacts(public_url, TWILIO, **facts)))  # type: ignore[arg-type]


def database(**facts: object) -> list[Finding]:
    return list(database_findings(replace(SOUND, **facts)))  # type: ignore[arg-type]


def carrier(**facts: object) -> list[Finding]:
    return list(carrier_findings(CarrierFacts(**facts), WANTED, now=NOW))  # type: ignore[arg-type]


def number(**line: object) -> list[Finding]:
    found = Line("PN1", NUMBER, WANTED)
    return carrier(account=Account(True), lines=[LineFacts(NUMBER, replace(found, **line))])  # type: ignore[arg-type]


def lists(kept: list[Words], in_file: list[Words], listing: Listing = Listing.TOPICS) -> list[Finding]:
    return list(list_findings(hotline(), [ListFacts(listing, "PTI", kept, in_file)]))


def person(
    name: str, *roles: Role, phone: bool = True, units: tuple[str, ...] = ("pti",), at: str = "kantor.go.id"
) -> Member:
    telephone = Phone("+6281200000001") if phone else None
    return Member("contoh", Person(1, name, f"{name.lower()}@{at}", frozenset(roles), units, telephone))


AGUS = person("Agus", Role.OFFICER)
RINA = person("Rina", Role.OPERATOR)
MAYA = person("Maya", Role.COORDINATOR, phone=False)


def people(*members: Member) -> list[Finding]:
    return list(people_findings(Hotlines((hotline(key="contoh"),)), members))


def roster(*gaps: Gap, is_empty: bool = False) -> list[Finding]:
    return list(roster_findings(hotline(), WeekFacts(gaps, is_empty), first=MONDAY, last=SUNDAY))


def mail(trouble: MailTrouble | None = None, *, is_folder: bool = False, without: Iterable[str] = ()) -> list[Finding]:
    fault = MailFault(trouble, "sebabnya") if trouble else None
    return list(mail_findings(MailFacts(is_folder, "surat.kantor.go.id:587", fault, tuple(without))))


QUEUED_AT = at("2026-11-20 17:30")
WAITING = Posted(
    "recap:contoh:2026-11-20:1:maya@kantor.go.id", "contoh", "maya@kantor.go.id", "Rekapitulasi", QUEUED_AT, QUEUED_AT,
    tries=0, last_fault="", sent_at=None, parked_at=None,
)  # fmt: skip
PARKED = replace(WAITING, tries=1, last_fault="550 no such user", parked_at=at("2026-11-20 17:31"))


def letters(**facts: object) -> list[Finding]:
    return list(letter_findings(Hotlines((hotline(key="contoh"),)), LetterFacts(**facts), now=NOW))  # type: ignore[arg-type]


SHORT = Gap(GapKind.SHORT, MONDAY, "pti", None, required=1)

PRODUCED: dict[str, Callable[[], list[Finding]]] = {
    "S01": lambda: settings(faults=["LOG_FORMAT: pilih text atau json"]),
    "S02": lambda: settings("http://127.0.0.1:8000"),
    "S03": lambda: settings("http://hotline.kantor.go.id"),
    "S04": lambda: list(probe_findings(HOME, "tidak menjawab dalam 5 detik")),
    "S05": lambda: settings(is_key_kept=True, has_several_nodes=True, log_format="json"),
    "S06": lambda: settings(secret_files=[SecretFile(".env", 0o644), SecretFile("var/secret_key", 0o600)]),
    "S07": lambda: settings(has_several_nodes=True),
    "D01": lambda: database(trouble="connection refused", revision=None),
    "D02": lambda: database(revision=None),
    "D03": lambda: database(revision="0001"),
    "D04": lambda: database(revision="0009", is_revision_known=False),
    "D05": lambda: database(write_trouble="attempt to write a readonly database"),
    "D06": lambda: database(free_bytes=50 * 2**20),
    "D07": lambda: database(network_file_system="nfs4"),
    "D08": lambda: database(free_bytes=500 * 2**20),
    "T01": lambda: carrier(fault=NotConfigured("TWILIO_AUTH_TOKEN belum diisi")),
    "T02": lambda: carrier(fault=Refused("Authenticate (kode 20003)")),
    "T03": lambda: carrier(fault=Unreachable("tidak menjawab dalam 5 detik")),
    "T04": lambda: carrier(account=Account(is_active=False)),
    "T05": lambda: carrier(account=Account(True, told_at=NOW - timedelta(seconds=31))),
    "T06": lambda: carrier(account=Account(True, is_trial=True)),
    "N01": lambda: carrier(account=Account(True), lines=[LineFacts(NUMBER, None)]),
    "N02": lambda: number(trunk_sid="TK1"),
    "N03": lambda: number(route=replace(WANTED, voice_url="https://lama.go.id/voice")),
    "N04": lambda: carrier(account=Account(True), hidden=["+622150009999"]),
    "N05": lambda: carrier(account=Account(True), lines=[LineFacts(NUMBER, None, has_own_trunk=True)]),
    "P01": lambda: people(),
    "P02": lambda: people(RINA, MAYA, person("Tini", Role.LEADER)),
    "P03": lambda: people(AGUS, MAYA),
    "P04": lambda: people(AGUS, RINA),
    "P05": lambda: people(AGUS, RINA, MAYA, person("Tono", Role.OFFICER, phone=False)),
    "P06": lambda: people(AGUS, RINA, MAYA, person("Budi", Role.OFFICER, at="contoh.example")),
    "P07": lambda: people(AGUS, RINA, MAYA, person("Joko", Role.OFFICER, units=("dulu",))),
    "R01": lambda: roster(SHORT, is_empty=True),
    "R02": lambda: roster(SHORT),
    "C01": lambda: list(calendar_findings(hotline(), date(2030, 1, 1))),
    "M01": lambda: mail(MailTrouble.UNREACHABLE),
    "M02": lambda: mail(MailTrouble.UNTRUSTED),
    "M03": lambda: mail(MailTrouble.REFUSED),
    "M04": lambda: mail(MailTrouble.UNWRITABLE),
    "M05": lambda: mail(without=["Call Center Contoh"]),
    "M06": lambda: mail(is_folder=True),
    "M07": lambda: letters(parked=[PARKED]),
    "M08": lambda: letters(waiting=[WAITING]),
    "M09": lambda: letters(waiting=[replace(WAITING, due_at=NOW, tries=5, last_fault="kotak penuh")]),
    "L01": lambda: lists([("Jaringan",)], [("Aplikasi",)]),
    "L02": lambda: list(special_day_findings(hotline(), hotline(holidays=HolidayPolicy(added=(AN_EVE,))))),
}
ELSEWHERE = {"H01", "H02", "X01", "X02"}  # not from facts: tests of the inspection and of the looks produce them


@pytest.mark.parametrize("code", PRODUCED)
def test_a_code_comes_from_its_facts_alone(code: str) -> None:
    findings = PRODUCED[code]()

    assert [finding.code for finding in findings] == [code]
    assert findings[0].remedy


def test_every_code_has_its_test() -> None:
    assert set(PRODUCED) | ELSEWHERE == set(CODES)


def test_a_sound_installation_has_no_findings() -> None:
    account = Account(True, told_at=NOW + timedelta(seconds=29))
    lines = [LineFacts(NUMBER, Line("PN1", NUMBER, WANTED))]
    found = chain(
        settings(secret_files=[SecretFile(".env", 0o640), SecretFile("var/secret_key", 0o600)], is_key_kept=True),
        probe_findings(HOME, None),
        database(),
        database(is_sqlite=False, free_bytes=None),
        carrier(account=account, lines=lines),
        people(AGUS, RINA, MAYA),
        roster(),
        calendar_findings(hotline(), date(2025, 6, 1)),
        mail(),
        letters(owed={"contoh": []}),
        lists([("Jaringan",), ("Aplikasi",)], [("Jaringan",), ("Aplikasi",)]),
    )

    assert list(found) == []


def test_what_prevents_service_comes_first_in_the_order_of_repair() -> None:
    mixed = [finding for produce in reversed(PRODUCED.values()) for finding in produce()]

    ordered = in_order([*mixed, *mixed])

    severities = [finding.severity for finding in ordered]
    assert severities == sorted(severities)
    assert len(ordered) == len(mixed)
    first = [finding.code for finding in ordered if finding.severity is Severity.FAULT]
    assert [code[0] for code in first] == list("S" * 2 + "D" * 6 + "T" * 4 + "P" * 4 + "R" + "M" * 5 + "N" * 4)


def test_a_code_that_is_not_documented_cannot_be_used() -> None:
    with pytest.raises(ValueError, match="Z99"):
        Finding("Z99", "", "")


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (
            lambda: settings("http://10.1.2.3/piket"),
            "PUBLIC_URL (http://10.1.2.3/piket) tidak dapat dihubungi Twilio: "
            "alamat jaringan dalam, tidak dapat dihubungi dari internet",
        ),
        (
            lambda: PRODUCED["T05"](),
            "Jam komputer ini lebih cepat 31 detik daripada jam Twilio; jam pada catatan akan salah",
        ),
        (
            lambda: number(route=replace(WANTED, voice_url="", voice_method="GET", status_url="")),
            f"{NUMBER} belum diarahkan ke sini (kini (kosong)): "
            "alamat panggilan masuk, metode panggilan masuk, alamat status panggilan berbeda",
        ),
        (
            lambda: roster(*(replace(SHORT, on=MONDAY + timedelta(days=n)) for n in range(5))),
            "Call Center Contoh: 5 kekosongan jadwal sampai Minggu, 29 November 2026: "
            "Senin, 23 November 2026 Pusat Teknologi Informasi, kurang petugas: ada 0 dari 1; "
            "Selasa, 24 November 2026 Pusat Teknologi Informasi, kurang petugas: ada 0 dari 1; "
            "Rabu, 25 November 2026 Pusat Teknologi Informasi, kurang petugas: ada 0 dari 1; dan 2 lagi",
        ),
        (
            lambda: letters(parked=[PARKED, replace(PARKED, key="recap:contoh:2026-10:1:maya@kantor.go.id")]),
            "2 surat kepada m***@kantor.go.id tidak terkirim dan tidak dicoba lagi, "
            "terakhir Jumat, 20 November 2026 pukul 17.31 WIB: 550 no such user",
        ),
        (
            lambda: PRODUCED["M08"](),
            "1 surat menunggu sejak Jumat, 20 November 2026 pukul 17.30 WIB; worker rupanya tidak berjalan",
        ),
        (
            lambda: letters(owed={"contoh": [date(2026, 11, 19), date(2026, 11, 20)]}),
            "Call Center Contoh: rekapitulasi Kamis, 19 November 2026 dan 1 hari sesudahnya belum dibuat; "
            "worker rupanya tidak berjalan",
        ),
        (
            lambda: PRODUCED["P06"](),
            "1 orang contoh (@contoh.example) masih aktif, dengan nomor yang bukan milik kantor",
        ),
    ],
)
def test_findings_in_words(facts: Callable[[], list[Finding]], text: str) -> None:
    assert [finding.text for finding in facts()] == [text]


@pytest.mark.parametrize(
    ("kept", "in_file", "told"),
    [
        ([("A",), ("B",), ("C",)], [("C",), ("D",)], "Hanya di halaman: 'A'; 'B'; hanya di berkas: 'D'"),
        ([("A",)], [("A",), ("B",)], "Hanya di berkas: 'B'"),
        ([("A",), ("B",)], [("B",), ("A",)], "Urutannya lain"),
        ([], [(each,) for each in "ABCDE"], "Hanya di berkas: 'A'; 'B'; 'C'; dan 2 lagi"),
        ([("x" * 200,)], [], f"Hanya di halaman: '{'x' * 60}...'"),
        ([("Apa?", "Ini."), ("Kapan?", "Kini.")], [("Apa?", "Itu."), ("Kapan?", "Kini.")], "Jawabannya lain: 'Apa?'"),
    ],
)
def test_a_list_that_differs_names_what_stands_only_on_one_side(
    kept: list[Words], in_file: list[Words], told: str
) -> None:
    (finding,) = lists(kept, in_file)

    assert finding.severity is Severity.NOTE
    assert finding.text.startswith("Call Center Contoh: topik PTI sudah diubah di halaman Topik dan FAQ, dan itulah ")
    assert finding.text.endswith(f"yang berlaku. {told}")


def test_inactive_people_neither_help_nor_disturb() -> None:
    gone = replace(AGUS, person=replace(AGUS.person, is_active=False, email="agus@contoh.example"))

    assert [finding.code for finding in people(gone)] == ["P01"]
    assert [finding.code for finding in people(gone, RINA, MAYA)] == ["P02"]


def test_sample_people_prevent_service_but_not_a_demonstration() -> None:
    members = [AGUS, RINA, MAYA, person("Budi", Role.OFFICER, at="contoh.example")]
    hotlines = Hotlines((hotline(key="contoh"),))

    (finding,) = people_findings(hotlines, members)
    assert (finding.code, finding.severity) == ("P06", Severity.FAULT)
    assert list(people_findings(hotlines, members, is_demonstration=True)) == []


def test_a_private_carrier_reaches_private_addresses() -> None:
    facts = SettingsFacts("http://127.0.0.1:8000", "http://127.0.0.1:4010")

    assert list(settings_findings(facts)) == []


def test_connection_overrides_of_the_office_are_no_finding() -> None:
    assert number(route=replace(WANTED, voice_url=f"{HOME}/voice#e=singapore")) == []


def test_the_remedy_for_a_number_is_the_command_to_type() -> None:
    (finding,) = PRODUCED["N03"]()
    assert finding.remedy == command(f"connect --number {NUMBER}")
    domain = Line("SD1", "kantor.sip.twilio.com", Route(), is_sip_domain=True)
    (finding,) = carrier(account=Account(True), lines=[LineFacts("kantor.sip.twilio.com", domain)])
    assert finding.remedy == command("connect --sip-domain kantor.sip.twilio.com")


def test_the_remedy_for_a_letter_given_up_sends_the_newest_day_again() -> None:
    older = replace(PARKED, key="recap:contoh:2026-11-19:2:maya@kantor.go.id")
    remedies = [letters(parked=parked)[0].remedy for parked in ([older, PARKED], [replace(PARKED, key="lain")])]

    address = f"Perbaiki alamatnya ({command('people import BERKAS')}) atau server surat"
    assert remedies == [f"{address}, lalu {command('recap send --date 2026-11-20')}", address]
