"""`people invite`: the link is printed, and mailed."""

from pathlib import Path

from ivr.store.outbox import letters_of
from ivr.terminal.people import people
from tests.terminal.conftest import Types
from tests.terminal.installation import Installation, empty_machine
from tests.workflows.offices import Hands


def recipients(office_hands: Hands) -> list[str]:
    with office_hands.office.database.reading() as connection:
        return [letter.recipient for letter in letters_of(connection, key_prefix="invitation:")]


def test_the_link_is_printed_and_mailed(types: Types, office_hands: Hands) -> None:
    code, told, _ = types(people, "invite", "agus@contoh.example")

    first, url, last = told.splitlines()
    assert code == 0
    assert first == (
        "Undangan untuk Agus Salim (agus@contoh.example), berlaku sampai Senin, 30 November 2026 pukul 09.00 WIB:"
    )
    assert url.startswith("http://127.0.0.1:8000/links/")
    assert last == "Surat undangannya sudah diantrekan. Berikan tautan ini hanya kepada orangnya."
    assert recipients(office_hands) == ["agus@contoh.example"]


def test_an_address_with_a_slip_is_refused_with_a_suggestion(types: Types, office_hands: Hands) -> None:
    assert types(people, "invite", "agos@contoh.example") == (
        1,
        "",
        "Error: 'agos@contoh.example' tidak dikenal; maksud Anda Agus Salim (agus@contoh.example)?\n",
    )
    assert recipients(office_hands) == []


def test_nobody_with_such_a_name(types: Types) -> None:
    assert types(people, "invite", "zzz@lain.example") == (
        1,
        "",
        "Error: 'zzz@lain.example' tidak dikenal; impor data orangnya dahulu.\n",
    )


def test_who_is_not_active_is_not_invited(types: Types, office_hands: Hands) -> None:
    office_hands.people(
        "Agus Salim,petugas,pelaporan,0812-0000-0001,agus@contoh.example,tidak",
        heading="nama,peran,unit,telepon,email,aktif",
    )
    assert types(people, "invite", "agus@contoh.example") == (
        1,
        "",
        "Error: Agus Salim (agus@contoh.example) tidak aktif; aktifkan dahulu orangnya.\n",
    )
    assert recipients(office_hands) == []


def test_help_is_in_indonesian(types: Types) -> None:
    code, told, _ = types(people, "invite", "--help")

    assert code == 0
    assert "tautan untuk membuat kata sandi dicetak" in told


def test_on_an_empty_machine(tmp_path: Path) -> None:
    with empty_machine(tmp_path) as machine:
        assert invited_on(machine) == "https://piket.kantor.example/links/"


def invited_on(machine: Installation) -> str:
    from ivr.store.migrate import upgrade

    machine.writes_env(PUBLIC_URL="https://piket.kantor.example")
    upgrade(machine.settings().database_url)
    file = machine.writes("orang.csv", "nama,peran,unit,telepon,email", "Ani,koordinator,,,ani@kantor.example")
    assert machine.types("people", "import", file)[0] == 0
    code, told, _ = machine.types("people", "invite", "ANI@kantor.example")
    assert code == 0
    return told.splitlines()[1].rpartition("/")[0] + "/"
