"""The menu: any key at any moment, wrong keys, silence, repeating, submenus."""

import io
import wave
from pathlib import Path

import requests

from config.hotline_file import AUDIO
from ivr.simulator import Purpose
from tests.calls.conftest import MakeWorld
from tests.calls.world import World, own_hotline


def silent_wav() -> bytes:
    """A tenth of a second of nothing."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setparams((1, 2, 8000, 800, "NONE", ""))
        sound.writeframes(bytes(1600))
    return out.getvalue()


SILENT_WAV = silent_wav()
MENU = "Untuk Direktorat Pelaporan, tekan 1."


def test_a_key_interrupts_the_greeting(world: World) -> None:
    siti = world.on_duty("siti", "humas", "+6281200000002")
    budi = world.dials()
    budi.hears("Selamat pagi").presses("3")
    budi.hears("Mohon tunggu, Anda kami hubungkan dengan Direktorat Kerjasama dan Humas.")
    siti.rings()
    budi.has_not_heard("tekan bintang")


def test_a_wrong_key_is_told_and_asked_again_twice_then_the_operator(world: World) -> None:
    opi = world.operator("opi", "+6281200000009")
    budi = world.dials()
    budi.presses("9").hears(f"Maaf, pilihan tersebut tidak tersedia. {MENU}")
    budi.presses("#").hears(f"Maaf, pilihan tersebut tidak tersedia. {MENU}")
    budi.presses("7").hears("Mohon tunggu, Anda kami hubungkan dengan Operator.")
    opi.answers().presses("1").talks(10).hangs_up()
    budi.ends()
    assert world.record()["keys"] == "9#7"
    assert world.record()["unit"] == "operator"
    world.network.assert_faultless()


def test_silence_is_told_and_asked_again_twice_then_the_operator(world: World) -> None:
    opi = world.operator("opi", "+6281200000009")
    budi = world.dials()
    budi.hears(f"Maaf, kami belum menerima pilihan Anda. {MENU}")
    budi.hears(f"Maaf, kami belum menerima pilihan Anda. {MENU}")
    budi.hears("Mohon tunggu, Anda kami hubungkan dengan Operator.")
    opi.rings()
    assert world.record()["keys"] == ""


def test_a_wrong_key_and_silence_count_together(world: World) -> None:
    opi = world.operator("opi", "+6281200000009")
    budi = world.dials()
    budi.presses("8").hears("pilihan tersebut tidak tersedia")
    budi.hears("kami belum menerima pilihan Anda")
    budi.hears("Mohon tunggu, Anda kami hubungkan dengan Operator.")
    opi.rings()


def test_a_right_key_after_a_wrong_one_is_followed(world: World) -> None:
    siti = world.on_duty("siti", "pti", "+6281200000002")
    budi = world.dials()
    budi.presses("9").hears("tidak tersedia").presses("2")
    siti.answers().presses("1").talks(5).hangs_up()
    budi.ends()
    assert world.record()["keys"] == "92"


def test_star_repeats_the_menu_as_often_as_wanted_but_not_for_ever(world: World) -> None:
    opi = world.operator("opi", "+6281200000009")
    budi = world.dials()
    for _ in range(29):
        budi.hears("tekan bintang").presses("*").hears(MENU)
    budi.presses("*").hears("Mohon tunggu, Anda kami hubungkan dengan Operator.")
    opi.rings()


def test_zero_reaches_the_operator(world: World) -> None:
    opi = world.operator("opi", "+6281200000009")
    budi = world.dials()
    budi.presses("0").hears("Mohon tunggu, Anda kami hubungkan dengan Operator.")
    opi.answers().hears("Panggilan Call Center PPATK untuk Operator").presses("1").talks(30).hangs_up()
    budi.hears("Terima kasih telah menghubungi Call Center PPATK, dan selamat pagi.").ends()
    assert (world.record()["unit"], world.record()["officer"]) == ("operator", "opi@kantor.example")


SUBMENU = '"9": {name: layanan lain, menu: {"1": {name: Humas, unit: humas}, "2": {name: PTI, unit: pti}}}'


def test_a_submenu_has_its_own_keys_and_the_main_menus_zero(make_world: MakeWorld, tmp_path: Path) -> None:
    hotline = own_hotline(tmp_path, ('  "0": {name: Operator, unit: operator}', f"  {SUBMENU}"))
    world = make_world(hotlines=(hotline,))
    siti = world.on_duty("siti", "pti", "+6281200000002")
    budi = world.dials()
    budi.hears("Untuk layanan lain, tekan 9.").presses("9")
    budi.hears("Untuk Humas, tekan 1. Untuk PTI, tekan 2. Untuk mendengarkan pilihan ini kembali, tekan bintang.")
    budi.presses("*").hears("Untuk Humas, tekan 1.")
    budi.presses("2")
    siti.answers().presses("1").talks(5).hangs_up()
    budi.ends()
    assert world.record()["keys"] == "9*2"


def test_the_offices_own_menu_sentence_and_recording(make_world: MakeWorld, tmp_path: Path) -> None:
    own = "  say: Tekan satu untuk Pelaporan.\n  audio: https://suara.example/menu.wav\n"
    world = make_world(hotlines=(own_hotline(tmp_path, ("menu:\n", f"menu:\n{own}")),))
    budi = world.dials()
    budi.presses("1").ends()
    assert "<Play>https://suara.example/menu.wav</Play>" in budi.requests[0].response


def test_a_recording_replaces_a_sentence_and_can_be_fetched(make_world: MakeWorld, tmp_path: Path) -> None:
    recording = AUDIO / "test-diam.wav"
    own = tmp_path / "kalimat.yaml"
    own.write_text(f'menu: {{silence: {{text: "Kami belum mendengar.", audio: {recording.name}}}}}', encoding="utf-8")
    AUDIO.mkdir(exist_ok=True)
    recording.write_bytes(SILENT_WAV)
    try:
        changes = ("prompts: prompts/id.yaml", f"prompts: [prompts/id.yaml, {own}]")
        world = make_world(hotlines=(own_hotline(tmp_path, changes),))
        budi = world.dials()
        budi.hears("Untuk mendengarkan pilihan ini kembali, tekan bintang.").waits(6)
        documents = [request.response for request in budi.requests if request.purpose is Purpose.TWIML]
        assert f"<Play>{world.url}/audio/test-diam.wav</Play>" in documents[-1]
        world.network.assert_faultless()
        assert requests.get(f"{world.url}/audio/test-diam.wav", timeout=5).content == SILENT_WAV
        assert requests.get(f"{world.url}/audio/../ppatk.yaml", timeout=5).status_code == 404
        assert requests.get(f"{world.url}/audio/lain.wav", timeout=5).status_code == 404
    finally:
        recording.unlink()
