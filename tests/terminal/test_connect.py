"""`connect`, against the virtual Twilio's REST over real HTTP."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.simulator import IncomingNumber
from tests.terminal.installation import TOKEN, Installation, empty_machine

NUMBER = "+622150001000"
HOME = "https://hotline.kantor.go.id/piket"
OTHER = "https://lama.kantor.go.id/voice"


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Installation]:
    with empty_machine(tmp_path) as found:
        found.writes_env(
            PUBLIC_URL=HOME,
            TWILIO_API_URL=found.network.rest_url,
            TWILIO_ACCOUNT_SID=found.network.account_sid,
            TWILIO_AUTH_TOKEN=TOKEN,
        )
        yield found


@pytest.fixture
def number(machine: Installation) -> IncomingNumber:
    return machine.network.add_number(NUMBER, voice_url="", voice_method="GET")


def changes_of(machine: Installation) -> int:
    return sum(request.method == "POST" for request in machine.network.serve_rest().requests)


def test_a_fresh_number_is_pointed_here_and_it_is_said_how(machine: Installation, number: IncomingNumber) -> None:
    assert machine.types("connect", "--number", "021-5000-1000") == (
        0,
        f"+622150001000 ({number.sid})\n"
        f"  alamat panggilan masuk   (kosong)  -> {HOME}/voice\n"
        "  metode panggilan masuk   GET       -> POST\n"
        f"  alamat cadangan          (kosong)  -> {HOME}/voice/fallback\n"
        "  metode cadangan          POST         tetap\n"
        f"  alamat status panggilan  (kosong)  -> {HOME}/voice/status\n"
        "  metode status panggilan  POST         tetap\n"
        f"Tersimpan: 4 isian diubah; +622150001000 kini dijawab oleh {HOME}/voice\n",
        "",
    )
    assert (number.voice_url, number.voice_method) == (f"{HOME}/voice", "POST")
    assert (number.voice_fallback_url, number.voice_fallback_method) == (f"{HOME}/voice/fallback", "POST")
    assert (number.status_callback, number.status_callback_method) == (f"{HOME}/voice/status", "POST")


def test_doing_it_again_changes_nothing(machine: Installation, number: IncomingNumber) -> None:
    machine.types("connect", "--number", NUMBER)
    code, said, _ = machine.types("connect", "--number", NUMBER)

    assert code == 0
    assert said.splitlines()[-1] == "Tidak ada yang berubah: +622150001000 sudah diarahkan ke sini."
    assert changes_of(machine) == 1


def test_a_dry_run_only_shows(machine: Installation, number: IncomingNumber) -> None:
    number.voice_url = OTHER
    code, said, _ = machine.types("connect", "--number", NUMBER, "--dry-run")

    assert code == 0
    assert f"{OTHER}  -> {HOME}/voice\n" in said
    assert said.endswith("Percobaan, tidak ada yang diubah.\n")
    assert changes_of(machine) == 0


def test_the_fallback_may_be_elsewhere(machine: Installation, number: IncomingNumber) -> None:
    machine.writes_env(FALLBACK_URL="https://cadangan.kantor.go.id/piket.xml")
    machine.types("connect", "--number", NUMBER)

    assert number.voice_fallback_url == "https://cadangan.kantor.go.id/piket.xml"


@pytest.mark.parametrize(
    ("says", "is_changed"),
    [("ya\n", True), ("Y\n", True), ("entah\nya\n", True), ("tidak\n", False), ("\n", False), ("", False)],
)
def test_somebody_elses_number_is_asked_about(
    machine: Installation, number: IncomingNumber, says: str, is_changed: bool
) -> None:
    number.voice_url = OTHER
    code, _, asked = machine.types("connect", "--number", NUMBER, says=says)

    assert f"Sekarang dijawab sistem lain ({OTHER}). Ganti? [ya/TIDAK]: " in asked
    assert ("Error: jawab ya atau tidak\n" in asked) is says.startswith("entah")
    assert (code, number.voice_url) == ((0, f"{HOME}/voice") if is_changed else (1, OTHER))
    assert ("Tidak ada yang diubah. Untuk mengganti tanpa ditanya: --yes" in asked) is not is_changed


def test_yes_is_said_beforehand(machine: Installation, number: IncomingNumber) -> None:
    number.voice_url = OTHER

    assert machine.types("connect", "--number", NUMBER, "--yes")[0] == 0
    assert number.voice_url == f"{HOME}/voice"


@pytest.mark.parametrize(
    ("bound", "taker"),
    [
        ({"voice_application_sid": "AP" + "1" * 32}, "aplikasi TwiML AP" + "1" * 32),
        ({"trunk_sid": "TK" + "2" * 32}, "trunk SIP TK" + "2" * 32),
    ],
)
def test_a_number_that_something_else_answers_is_refused(
    machine: Installation, number: IncomingNumber, bound: dict[str, str], taker: str
) -> None:
    for name, sid in bound.items():
        setattr(number, name, sid)
    before = replace(number)

    code, _, complaint = machine.types("connect", "--number", NUMBER, "--yes")

    assert code == 1
    assert complaint == (
        f"Error: Panggilan ke +622150001000 diambil oleh {taker}, jadi Twilio mengabaikan alamat pada nomor itu. "
        f"Lepaskan {taker} dari nomor itu di konsol Twilio, lalu ulangi. Tidak ada yang diubah.\n"
    )
    assert number == before


def test_a_number_of_another_account_is_refused(machine: Installation) -> None:
    machine.network.add_number("+6221500010001", voice_url="")  # Twilio's search finds it too

    code, _, complaint = machine.types("connect", "--number", NUMBER)

    assert code == 1
    assert "Nomor +622150001000 tidak ada di akun Twilio ini" in complaint


def test_an_account_that_cannot_be_asked(machine: Installation, number: IncomingNumber) -> None:
    for settings, words in (
        ({"TWILIO_AUTH_TOKEN": "salah"}, "Twilio menolak akun atau tokennya: "),
        ({"TWILIO_API_URL": "http://127.0.0.1:9"}, "Twilio tidak dapat ditanya: tidak dapat dihubungi"),
        ({"TWILIO_AUTH_TOKEN": ""}, "TWILIO_ACCOUNT_SID atau TWILIO_AUTH_TOKEN belum diisi"),
    ):
        machine.writes_env(**settings)
        code, _, complaint = machine.types("connect", "--number", NUMBER)
        assert code == 1
        assert words in complaint
        assert complaint.endswith("Tidak ada yang diubah.\n")


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "https://10.0.0.1", "https://piket.local"])
def test_an_address_that_twilio_cannot_call_is_refused(machine: Installation, number: IncomingNumber, url: str) -> None:
    machine.writes_env(PUBLIC_URL=url, TWILIO_API_URL="")
    code, _, complaint = machine.types("connect", "--number", NUMBER)

    assert code == 1
    assert f"PUBLIC_URL ({url}) tidak dapat dihubungi Twilio: " in complaint
    assert "--force" in complaint


def test_a_fallback_that_twilio_cannot_call_is_refused_too(machine: Installation) -> None:
    machine.writes_env(FALLBACK_URL="http://192.168.1.1/f.xml", TWILIO_API_URL="")

    code, _, complaint = machine.types("connect", "--number", NUMBER)

    assert code == 1
    assert "FALLBACK_URL (http://192.168.1.1/f.xml)" in complaint


def test_a_sip_domain_by_name_or_sid(machine: Installation) -> None:
    domain = machine.network.add_sip_domain("kantor.sip.twilio.com")
    machine.network.add_sip_domain("lain.sip.twilio.com")

    code, said, note = machine.types("connect", "--sip-domain", "Kantor.sip.twilio.com")

    assert code == 0
    assert said.startswith(f"kantor.sip.twilio.com ({domain.sid})\n")
    assert said.splitlines()[-1].startswith("Tersimpan: 3 isian diubah; kantor.sip.twilio.com kini dijawab")
    assert note == "Perhatikan: kantor.sip.twilio.com belum ditulis pada numbers di berkas hotline.\n"
    assert domain.voice_url == f"{HOME}/voice"
    assert domain.voice_fallback_url == f"{HOME}/voice/fallback"
    assert domain.voice_status_callback_url == f"{HOME}/voice/status"
    assert "Tidak ada yang berubah" in machine.types("connect", "--sip-domain", domain.sid)[1]
    assert machine.types("connect", "--sip-domain", "tiada.sip.twilio.com")[0] == 1


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--number", NUMBER, "--sip-domain", "kantor.sip.twilio.com"),
        ("--number", NUMBER, "--fallback-document"),
        ("--number", "112"),
        ("--number", "sip:halo@kantor.go.id"),
        ("--number", "021-5000-1000 ext 5"),
        ("--fallback-document", "--hotline", "lain"),
    ],
)
def test_wrong_usage(machine: Installation, words: tuple[str, ...]) -> None:
    assert machine.types("connect", *words)[0] == 2


def test_the_fallback_document_stands_alone(machine: Installation) -> None:
    own = machine.writes(
        "config/kalimat.yaml", "fault:", "  sorry: {text: Mohon maaf., audio: maaf.wav}", "  moment: Sebentar."
    )
    (machine.root / "config/audio").mkdir()
    machine.edits_hotline("prompts: prompts/id.yaml", f"prompts: [prompts/id.yaml, {Path(own).name}]")

    code, document, explained = machine.types("connect", "--fallback-document")

    if code == 1:  # recordings live in the project's own folder, where the tests put none
        assert "maaf.wav" in explained
        machine.writes("config/kalimat.yaml", "fault:", "  sorry: Mohon maaf.", "  moment: Sebentar.")
        code, document, explained = machine.types("connect", "--fallback-document")
    assert (code, document) == (
        0,
        '<?xml version="1.0" encoding="UTF-8"?><Response><Say language="id-ID" '
        'voice="Google.id-ID-Standard-A">Mohon maaf.</Say><Hangup /></Response>\n',
    )
    assert "FALLBACK_URL" in explained
