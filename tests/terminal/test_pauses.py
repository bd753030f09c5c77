"""Pauses at the terminal: `roster show` marks who pauses today, `who` says why, and an import changes none."""

import pytest

from ivr.domain.pause import PauseReason
from ivr.store.people import load_people
from ivr.terminal.roster import roster
from ivr.terminal.who import who
from ivr.workflows.take_pause import take_pause
from tests.terminal.conftest import Types
from tests.workflows.offices import SAMPLE_PEOPLE, Hands

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def pauses(hands: Hands, name: str, *, minutes: int | None) -> None:
    with hands.office.database.reading() as connection:
        person_id = next(one.person.id for one in load_people(connection) if one.person.name == name)
    take_pause(hands.office, person_id=person_id, reason=PauseReason.MANUAL, minutes=minutes, now=hands.office.clock())


def test_the_roster_of_today_marks_who_pauses_now(types: Types, office_hands: Hands) -> None:
    office_hands.roster("2026-11-24,pti,Citra Lestari,piket,,,")
    pauses(office_hands, "Citra Lestari", minutes=20)
    pauses(office_hands, "Rina Wati", minutes=None)
    told = types(roster, "show")[1].splitlines()
    assert told[4] == "  siaga      Rina Wati        07.00-17.00  +622150001000;ext=10  jeda sampai 17.00"
    assert [line.split("  ")[-1] for line in told if "Citra Lestari    07.00" in line] == ["jeda sampai 09.20"]
    assert "jeda" not in types(roster, "show", "--date", "2026-11-24")[1]


def test_who_says_who_pauses_and_that_nobody_is_rung(types: Types, office_hands: Hands) -> None:
    pauses(office_hands, "Citra Lestari", minutes=20)
    code, told, _ = types(who, "--unit", "pti")
    assert code == 0
    assert told.splitlines()[:8] == [
        "Pusat Teknologi Informasi",
        "  1.  Rina Wati  +622150001000;ext=10  cadangan: Operator",
        "",
        "Mengapa:",
        "  - Senin, 23 November 2026 pukul 09.00 WIB: layanan buka sampai pukul 17.00.",
        "  - Citra Lestari piket hari Senin.",
        "  - Citra Lestari sedang jeda sejak 09.00 sampai 09.20.",
        "  - Bila tidak ada yang menjawab, dialihkan ke Operator.",
    ]
    pauses(office_hands, "Rina Wati", minutes=None)
    code, told, _ = types(who, "--unit", "pti")
    assert (code, told.splitlines()[1]) == (1, "  tidak ada telepon yang berdering")
    assert types(who, "--unit", "pti", "--at", "2026-11-23 08:59")[0] == 0


def test_an_import_of_the_same_people_sees_no_change_and_ends_no_pause(types: Types, office_hands: Hands) -> None:
    pauses(office_hands, "Citra Lestari", minutes=None)
    assert office_hands.people(*SAMPLE_PEOPLE) == (0, 0, 8)
    assert office_hands.people("Citra L.,petugas,pti,0812-0000-0003,citra@contoh.example") == (0, 1, 0)
    assert "Citra L. sedang jeda sejak 09.00 sampai 17.00." in types(who, "--unit", "pti")[1]
