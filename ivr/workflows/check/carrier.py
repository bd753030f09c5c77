"""Findings about the telephone account and its numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from config.command_line import command
from ivr.workflows.carrier import Account, CarrierFault, Line, NotConfigured, Refused, Route
from ivr.workflows.check.findings import Finding
from ivr.workflows.route_calls import amiss, taken_by

MOST_SECONDS_APART = 30
FIELDS = {
    "voice_url": "alamat panggilan masuk",
    "voice_method": "metode panggilan masuk",
    "fallback_url": "alamat cadangan",
    "fallback_method": "metode cadangan",
    "status_url": "alamat status panggilan",
    "status_method": "metode status panggilan",
}
"""The parts of a route in the words of the terminal."""


@dataclass(frozen=True)
class LineFacts:
    """A number of a hotline file (or its SIP domain), and the account's line for it, None when there is none."""

    address: str
    line: Line | None
    has_own_trunk: bool = False  # byoc_trunk: the office's own carrier owns the number


@dataclass(frozen=True)
class CarrierFacts:
    """What the account said; `fault` when it said nothing. `hidden` are caller ids that calls may not show."""

    fault: CarrierFault | None = None
    account: Account | None = None
    lines: Sequence[LineFacts] = ()
    hidden: Sequence[str] = ()


def carrier_findings(facts: CarrierFacts, wanted: Route, *, now: datetime) -> Iterator[Finding]:
    """What is wrong with the account, then with each number."""
    if facts.fault is not None:
        yield fault_finding(facts.fault)
    if facts.account is not None:
        yield from _account(facts.account, now)
    for each in facts.lines:
        yield from _line(each, wanted)
    for number in facts.hidden:
        yield Finding(
            "N04",
            f"caller_id {number} bukan milik akun Twilio ini dan belum diverifikasi; penerusan ke petugas akan gagal",
            "Verifikasi nomor itu di konsol Twilio (Verified Caller IDs), atau ganti caller_id di berkas hotline",
        )


def fault_finding(fault: CarrierFault) -> Finding:
    """Why the account could not be asked."""
    match fault:
        case NotConfigured():
            text = f"{fault}; semua panggilan dari Twilio ditolak"
            return Finding("T01", text, "Salin Account SID dan Auth Token dari konsol Twilio ke .env")
        case Refused():
            remedy = "Periksa TWILIO_ACCOUNT_SID dan TWILIO_AUTH_TOKEN (milik akun yang sama) di konsol Twilio"
            return Finding("T02", f"Twilio menolak akun atau tokennya: {fault}", remedy)
    remedy = "Periksa sambungan internet, proxy, DNS, dan TWILIO_API_URL"
    return Finding("T03", f"Twilio tidak dapat ditanya: {fault}", remedy)


def _account(account: Account, now: datetime) -> Iterator[Finding]:
    if not account.is_active:
        yield Finding("T04", "Akun Twilio ditangguhkan atau ditutup", "Aktifkan kembali di konsol Twilio")
    if account.is_trial:
        yield Finding(
            "T06",
            "Akun Twilio masih percobaan: penelepon mendengar pengumuman berbahasa Inggris, "
            "dan hanya nomor yang diverifikasi dapat dihubungi",
            "Tingkatkan akun di konsol Twilio",
        )
    if account.told_at is not None and abs((now - account.told_at).total_seconds()) > MOST_SECONDS_APART:
        seconds = round(abs((now - account.told_at).total_seconds()))
        which = "lebih cepat" if now > account.told_at else "lebih lambat"
        yield Finding(
            "T05",
            f"Jam komputer ini {which} {seconds} detik daripada jam Twilio; jam pada catatan akan salah",
            "Nyalakan penyelarasan jam: timedatectl set-ntp true",
        )


def _line(found: LineFacts, wanted: Route) -> Iterator[Finding]:
    address, line = found.address, found.line
    if line is None and found.has_own_trunk:
        yield Finding(
            "N05",
            f"{address} tidak ada di akun; panggilannya masuk lewat BYOC trunk, yang tidak dapat diperiksa dari sini",
            f"Pastikan alamat pada BYOC trunk di konsol Twilio: {wanted.voice_url}, {wanted.status_url}",
        )
    elif line is None:
        yield Finding(
            "N01",
            f"{address} tidak ada di akun Twilio ini",
            "Tulis nomor Twilio kantor pada numbers di berkas hotline, atau isi akun pemilik nomor itu di .env",
        )
    elif (taker := taken_by(line)) is not None:
        yield Finding(
            "N02",
            f"Panggilan ke {address} diambil oleh {taker}; alamat pada nomor itu diabaikan Twilio",
            f"Lepaskan {taker} dari nomor itu di konsol Twilio, lalu {_connect(found)}",
        )
    elif differences := amiss(line.route, wanted):
        differing = ", ".join(FIELDS[change.name] for change in differences)
        asks = line.route.voice_url or "(kosong)"
        yield Finding("N03", f"{address} belum diarahkan ke sini (kini {asks}): {differing} berbeda", _connect(found))


def _connect(found: LineFacts) -> str:
    domain = found.line is not None and found.line.is_sip_domain
    return command(f"connect {'--sip-domain' if domain else '--number'} {found.address}")
