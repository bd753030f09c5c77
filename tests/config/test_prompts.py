"""The sentences of a hotline: shipped ones, an office's own, and every mistake in them."""

from pathlib import Path

import pytest

from config.prompts_file import Wording
from tests.config.office import HOTLINE, PROMPTS, faults_of, read_office, spoiled, write_office

BOTH = spoiled(HOTLINE, "prompts: prompts/id.yaml", "prompts: [prompts/id.yaml, prompts/kantor.yaml]")


def write_own(folder: Path, own: str, hotline: str = BOTH) -> None:
    """The sound office with sentences of its own."""
    write_office(folder, hotline)
    (folder / "prompts" / "kantor.yaml").write_text(own, "utf-8")


def test_sentences_are_known_by_their_keys_joined_with_dots(tmp_path: Path) -> None:
    write_office(tmp_path)

    assert read_office(tmp_path).files[0].prompts == {
        "greeting.pagi": Wording("Selamat pagi, {hotline}."),
        "hunt.connecting": Wording("Anda kami hubungkan dengan {unit}."),
        "closed": Wording("Kami tutup."),
    }


def test_the_offices_own_wording_wins(tmp_path: Path) -> None:
    write_own(
        tmp_path,
        'closed: {text: Maaf, tutup., audio: salam.wav}\ngreeting.pagi: "Pagi! {hotline}."\n'.replace(
            "Maaf, tutup.", '"Maaf, tutup."'
        ),
    )

    prompts = read_office(tmp_path).files[0].prompts

    assert prompts["closed"] == Wording("Maaf, tutup.", "salam.wav")
    assert prompts["greeting.pagi"] == Wording("Pagi! {hotline}.")
    assert prompts["hunt.connecting"] == Wording("Anda kami hubungkan dengan {unit}.")


def test_a_recording_can_be_an_https_address(tmp_path: Path) -> None:
    write_own(tmp_path, "closed:\n  text: Tutup.\n  audio: https://kantor.example/tutup.mp3\n")

    assert read_office(tmp_path).files[0].prompts["closed"].audio == "https://kantor.example/tutup.mp3"


def test_braces_can_be_spoken_of(tmp_path: Path) -> None:
    write_own(tmp_path, 'closed: "Kami {{tutup}}."\n')

    assert read_office(tmp_path).files[0].prompts["closed"].placeholders == frozenset()


@pytest.mark.parametrize(
    ("own", "faults"),
    [
        pytest.param(
            "tutup: Tutup.\nclosedd: Tutup.\n",
            [
                "baris 1: tutup: kalimat tidak dikenal - lihat kalimat yang ada di prompts/id.yaml",
                "baris 2: closedd: kalimat tidak dikenal - maksud Anda 'closed'?",
            ],
            id="unknown sentences",
        ),
        pytest.param(
            'hunt: {connecting: "Ke {name}, {unit}."}\nclosed: "Tutup {unit}."\n',
            [
                "baris 1: hunt.connecting: isian {name} tidak dikenal di kalimat ini - yang dikenal: {unit}",
                "baris 2: closed: isian {unit} tidak dikenal di kalimat ini - kalimat ini tanpa isian",
            ],
            id="unknown placeholders",
        ),
        pytest.param(
            'hunt.connecting: "{unit.__class__}"\nclosed: "{"\ngreeting: {pagi: "{hotline!r} {}"}\n',
            [
                "baris 1: hunt.connecting: isian dalam kurung kurawal tidak terbaca - tulis nama saja, misalnya {unit}",
                "baris 2: closed: isian dalam kurung kurawal tidak terbaca - tulis nama saja, misalnya {unit}",
                "baris 3: greeting.pagi: isian dalam kurung kurawal tidak terbaca - tulis nama saja, misalnya {unit}",
            ],
            id="placeholders that reach into the program",
        ),
        pytest.param(
            "closed:\ngreeting: []\nhunt: {connecting: {text: , audio: salam.wav}}\n",
            [
                "baris 1: closed: kosong - isi nilainya, atau hapus baris ini bila tidak wajib",
                "baris 2: greeting: harus berupa teks, bukan daftar atau isi bertingkat - tulis di baris yang sama",
                "baris 2: greeting: kalimat tidak dikenal - maksud Anda 'greeting.pagi'?",
                "baris 3: hunt.connecting: kosong - isi nilainya, atau hapus baris ini bila tidak wajib",
            ],
            id="no words",
        ),
        pytest.param(
            "closed: {text: Tutup., audio: tutup.wav}\nhunt.connecting: {text: '{unit}', audio: lagu.ogg}\n",
            [
                "baris 1: closed: rekaman 'tutup.wav' tidak ada - simpan berkasnya di config/audio",
                "baris 2: hunt.connecting: 'lagu.ogg' bukan nama rekaman - "
                "tulis nama berkas .wav atau .mp3 tanpa folder dan spasi",
            ],
            id="recordings",
        ),
        pytest.param(
            "greeting: {pagi: '{hotline}'}\ngreeting.pagi: '{hotline}'\n",
            ["baris 2: greeting.pagi: kalimat ditulis dua kali, sudah ada di baris 1 - hapus salah satu"],
            id="the same sentence in two ways",
        ),
    ],
)
def test_a_mistake_in_the_offices_own_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own: str, faults: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_own(tmp_path, own)

    assert faults_of(tmp_path) == [f"prompts/kantor.yaml {fault}" for fault in faults]


def test_a_placeholder_left_out_is_only_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_own(tmp_path, "hunt: {connecting: Mohon tunggu.}\n")

    assert [str(warning) for warning in read_office(tmp_path).warnings] == [
        "prompts/kantor.yaml baris 1: hunt.connecting: isian {unit} tidak disebut lagi - pastikan memang disengaja"
    ]


def test_sentences_that_nobody_worded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_own(
        tmp_path, "closed: Tutup.\n", spoiled(HOTLINE, "prompts: prompts/id.yaml", "prompts: prompts/kantor.yaml")
    )

    assert faults_of(tmp_path) == [
        "kantor.yaml baris 43: prompts: kalimat belum ada: greeting.pagi, hunt.connecting - "
        "tulis prompts: [prompts/id.yaml, ...]"
    ]


def test_a_missing_prompts_file_does_not_hide_the_faults_of_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_own(tmp_path, "tutup: Tutup.\n", spoiled(BOTH, "[prompts/id.yaml", "[prompts/tiada.yaml"))

    assert faults_of(tmp_path) == [
        "kantor.yaml baris 43: prompts.0: berkas 'prompts/tiada.yaml' tidak ditemukan - periksa nama dan foldernya",
        "prompts/kantor.yaml baris 1: tutup: kalimat tidak dikenal - lihat kalimat yang ada di prompts/id.yaml",
    ]


def test_faults_of_the_shipped_sentences_are_said_once_for_all_hotlines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_office(tmp_path, prompts=spoiled(PROMPTS, "{unit}", "{unit"))
    second = spoiled(spoiled(HOTLINE, "key: kantor", "key: cabang"), '["+622150001000"]', '["+622150002000"]')
    (tmp_path / "cabang.yaml").write_text(second, "utf-8")

    assert faults_of(tmp_path, "kantor.yaml", "cabang.yaml") == [
        "prompts/id.yaml baris 4: hunt.connecting: isian dalam kurung kurawal tidak terbaca - "
        "tulis nama saja, misalnya {unit}"
    ]
