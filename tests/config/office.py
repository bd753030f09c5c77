"""A small office with sound files, for tests that spoil them."""

from pathlib import Path

from config.faults import HotlineFaults
from config.hotline_file import HotlineFiles, read_hotline_files

HOTLINE = """\
key: kantor
name: Halo Kantor
numbers: ["+622150001000"]
caller_id: "+622150001000"
time_zone: Asia/Jakarta
hours:
  mon-fri: "07:00-17:00"
breaks:
  mon-thu: "12:00-13:00"
  fri: "11:30-13:30"
holidays:
  country: ID
  joint_leave: ya
  add:
    - {date: 2026-12-31, name: Libur kantor, decree: SE 1}
menu:
  "1": {name: Humas, unit: humas}
  "9":
    name: Lainnya
    menu:
      "1": {name: Teknik, unit: teknik}
  "0": {name: Operator, unit: operator}
units:
  - key: operator
    name: Operator
    operators: ya
  - key: humas
    name: Humas
    topics: [Umum, Lainnya]
    required: {mon-thu: 2, fri: 1}
  - key: teknik
    name: Teknik
    fallback: humas
ring:
  ring_seconds: 15
  hunt_seconds: 60
  fallback: operator
voices:
  caller: {name: Google.id-ID-Standard-A, language: id-ID}
recap:
  at: "17:30"
blocked: ["+6281200000001"]
prompts: prompts/id.yaml
"""

PROMPTS = """\
greeting:
  pagi: Selamat pagi, {hotline}.
hunt:
  connecting: Anda kami hubungkan dengan {unit}.
closed: Kami tutup.
"""


def normalise(number: str) -> str:
    """The numbering plan of these tests: +62 and at least five digits, or a SIP address."""
    compact = number.replace("-", "").replace(" ", "")
    if compact.startswith("sip:") or (compact.startswith("+62") and compact[1:].isdigit() and len(compact) > 7):
        return compact
    raise ValueError(f"nomor '{number}' tidak lengkap; tulis dengan +62")


def write_office(folder: Path, hotline: str | bytes = HOTLINE, prompts: str | bytes = PROMPTS) -> Path:
    """Write `kantor.yaml`, `prompts/id.yaml` and a recording; give the hotline file."""
    (folder / "prompts").mkdir(exist_ok=True)
    (folder / "audio").mkdir(exist_ok=True)
    (folder / "audio" / "salam.wav").touch()
    for name, text in (("kantor.yaml", hotline), ("prompts/id.yaml", prompts)):
        (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder / "kantor.yaml"


def read_office(folder: Path, *names: str) -> HotlineFiles:
    """Read the office's hotline files with its own prompts and recordings as if they were the shipped ones."""
    return read_hotline_files(
        [folder / name for name in names or ("kantor.yaml",)],
        normalise_number=normalise,
        has_calendar=("ID", "SG").__contains__,
        shipped_prompts=folder / "prompts" / "id.yaml",
        audio=folder / "audio",
    )


def faults_of(folder: Path, *names: str) -> list[str]:
    """The lines of the report about the office's files; none when they are sound."""
    try:
        read_office(folder, *names)
    except HotlineFaults as faults:
        return str(faults).splitlines()
    return []


def spoiled(text: str, old: str, new: str) -> str:
    """`text` with one place changed."""
    assert text.count(old) == 1, f"{old!r} is not there exactly once"
    return text.replace(old, new)
