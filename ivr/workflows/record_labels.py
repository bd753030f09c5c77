"""The words of a call's record, as Indonesians read them."""

from ivr.domain.call import Disposition, Outcome, Party, Phase
from ivr.domain.hotline import Hotline

DISPOSITIONS: dict[Disposition | None, str] = {
    Disposition.ANSWERED: "Terjawab",
    Disposition.MISSED: "Tidak terjawab",
    Disposition.ABANDONED: "Penelepon menutup lebih dahulu",
    Disposition.MESSAGE: "Meninggalkan pesan",
    Disposition.CALLBACK: "Minta ditelepon kembali",
    Disposition.CLOSED: "Mendengar pengumuman tutup",
    Disposition.FAILED: "Terputus karena gangguan",
    Disposition.REJECTED: "Ditolak (daftar blokir)",
    None: "Masih berlangsung",
}
OUTCOMES: dict[Outcome | None, str] = {
    Outcome.ACCEPTED: "diterima",
    Outcome.DECLINED: "ditolak petugas",
    Outcome.NO_ANSWER: "tidak diangkat",
    Outcome.BUSY: "sibuk",
    Outcome.FAILED: "tidak dapat dihubungi",
    Outcome.CANCELED: "penelepon menutup lebih dahulu",
    None: "sedang berdering",
}
PARTIES: dict[Party, str] = {Party.CALLER: "penelepon", Party.OFFICER: "petugas", Party.SYSTEM: "sistem"}
PHASES: dict[Phase, str] = {
    Phase.ARRIVING: "Baru masuk",
    Phase.MENU: "Di menu",
    Phase.HUNT: "Mencari petugas",
    Phase.AFTER_TALK: "Sesudah bicara",
    Phase.GOODBYE: "Salam penutup",
}
CAME_BY = {"visit": "datang langsung", "desk": "telepon meja", "other": "cara lain"}
"""How the caller came of a talk that was written down by hand (calls.came_by)."""
WITHHELD = "disembunyikan"
NOT_FILLED = "belum diisi"


def number(value: int) -> str:
    """`2.000`."""
    return f"{value:,}".replace(",", ".")


def percent(part: int, whole: int) -> str:
    """`87,5%`; a dash where there is no whole."""
    if not whole:
        return "-"
    return f"{100 * part / whole:.1f}".removesuffix(".0").replace(".", ",") + "%"


def duration(seconds: int | None) -> str:
    """`45 detik`, `1 menit 35 detik`, `1 jam 40 menit 55 detik`: to the second, so that sums agree; a dash for None."""
    if seconds is None:
        return "-"
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "jam"), (minutes, "menit"), (rest, "detik")]
    return " ".join(f"{number(count)} {unit}" for count, unit in parts if count) or "0 detik"


def unit_name(hotline: Hotline, unit: str | None) -> str:
    """The unit's name; its key when the office has it no more; a dash before the caller has chosen."""
    if unit is None:
        return "-"
    return hotline.units[unit].name if unit in hotline.units else unit


def confidential(other_channel: str) -> str:
    """What everybody but who filled the form reads of a confidential question (SOP PPATK, 5.c.vii)."""
    return f"rahasia, diarahkan ke {other_channel}" if other_channel else "rahasia, diarahkan ke kanal lain"
