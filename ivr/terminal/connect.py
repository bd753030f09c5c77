"""The command `connect`: points a Twilio number or SIP domain at this installation."""

from collections.abc import Callable, Iterator
from typing import Any

import click

from config.faults import HotlineFaults
from config.settings import Settings
from ivr.domain.hotline import Hotline
from ivr.domain.hotlines import UnknownHotline
from ivr.domain.phone import PhoneFault, parse_phone
from ivr.terminal.asking import agrees
from ivr.terminal.columns import columns
from ivr.terminal.opened import hotline_option
from ivr.workflows.carrier import Carrier, CarrierFault, Line, Route
from ivr.workflows.check.carrier import FIELDS, fault_finding
from ivr.workflows.open_hotlines import open_hotlines
from ivr.workflows.reachable import why_unreachable
from ivr.workflows.route_calls import amiss, changes, new_route, overwritten, taken_by, wanted_route

FALLBACK = """\
Simpan dokumen di atas sebagai berkas XML di server web lain (di luar komputer dan jaringan ini), dilayani dengan
Content-Type: text/xml dan menerima POST. Lalu isi FALLBACK_URL di .env dengan alamatnya dan jalankan connect lagi.
Twilio memintanya bila server ini tidak menjawab: penelepon mendengar kalimat ini, bukan pesan berbahasa Inggris."""


class TelephoneNumber(click.ParamType[str]):
    """A number as people write it."""

    name = "nomor"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """E.164; fails in Indonesian for what is not a number."""
        try:
            phone = parse_phone(str(value))
        except PhoneFault as fault:
            self.fail(str(fault), param, ctx)
        if phone.extension or not phone.address.startswith("+"):
            self.fail("bukan nomor telepon; untuk SIP pakai --sip-domain", param, ctx)
        return phone.address


def make_connect(
    read: Callable[[], Settings], carrier: Callable[[Settings], Carrier], fallback_document: Callable[[Hotline], str]
) -> click.Command:
    """The command, with the account and the voice as the roof knows them. `read` raises click.ClickException."""

    @click.command()
    @click.option("--number", type=TelephoneNumber(), metavar="+62...", help="Nomor Twilio yang diarahkan ke sini.")
    @click.option("--sip-domain", metavar="NAMA", help="SIP domain Twilio: kantor.sip.twilio.com, atau SD...")
    @click.option("--fallback-document", is_flag=True, help="Cetak dokumen cadangan untuk server web lain.")
    @click.option("--dry-run", is_flag=True, help="Tampilkan saja, tidak ada yang diubah.")
    @click.option("--yes", is_flag=True, help="Ganti tanpa bertanya, juga bila nomor sedang dijawab sistem lain.")
    @click.option("--force", is_flag=True, help="Juga bila PUBLIC_URL tidak dapat dihubungi dari internet.")
    @hotline_option
    def connect(number: str | None, sip_domain: str | None, hotline: str | None, **flags: bool) -> None:
        """Arahkan nomor atau SIP domain Twilio ke instalasi ini.

        Enam isian ditampilkan sebelum dan sesudahnya: alamat panggilan masuk, alamat cadangan (FALLBACK_URL), alamat
        status panggilan, dan metodenya masing-masing. Mengulanginya tidak mengubah apa-apa.

        Nomor yang terikat pada aplikasi TwiML atau trunk SIP ditolak: Twilio mengabaikan alamat pada nomor itu.
        """
        if [bool(number), bool(sip_domain), flags["fallback_document"]].count(True) != 1:
            raise click.UsageError("pilih satu: --number, --sip-domain, atau --fallback-document")
        settings = read()
        if flags["fallback_document"]:
            click.echo(fallback_document(_hotline(settings, hotline)))
            click.echo(FALLBACK, err=True)
            return
        if not flags["force"]:
            _refuse_unreachable(settings)
        try:
            account = carrier(settings)
            line = _found(account, number, sip_domain)
            after = new_route(line.route, wanted_route(settings))
            for told in _comparison(line, after):
                click.echo(told)
            if _is_to_be_changed(line, after, settings, dry_run=flags["dry_run"], yes=flags["yes"]):
                _change(account, line, after)
        except CarrierFault as fault:
            finding = fault_finding(fault)
            raise click.ClickException(f"{finding.text}. {finding.remedy}. Tidak ada yang diubah.") from fault
        _note_stranger(line, settings)

    return connect


def _found(account: Carrier, number: str | None, sip_domain: str | None) -> Line:
    line = account.number(number) if number else account.sip_domain(sip_domain or "")
    if line is None:
        what = f"Nomor {number}" if number else f"SIP domain {sip_domain}"
        raise click.ClickException(f"{what} tidak ada di akun Twilio ini; periksa nomornya dan TWILIO_ACCOUNT_SID.")
    if (taker := taken_by(line)) is not None:
        raise click.ClickException(
            f"Panggilan ke {line.address} diambil oleh {taker}, jadi Twilio mengabaikan alamat pada nomor itu. "
            f"Lepaskan {taker} dari nomor itu di konsol Twilio, lalu ulangi. Tidak ada yang diubah."
        )
    return line


def _comparison(line: Line, after: Route) -> Iterator[str]:
    yield f"{line.address} ({line.sid})"
    becomes = {change.name: change.after for change in changes(line.route, after)}
    rows = []
    for name, words in FIELDS.items():
        before = getattr(line.route, name) or "(kosong)"
        rows.append((words, before, f"-> {becomes[name]}" if name in becomes else "   tetap"))
    yield from columns(rows, indent="  ")


def _is_to_be_changed(line: Line, after: Route, settings: Settings, *, dry_run: bool, yes: bool) -> bool:
    if after == line.route:
        click.echo(f"Tidak ada yang berubah: {line.address} sudah diarahkan ke sini.")
        return False
    if dry_run:
        click.echo("Percobaan, tidak ada yang diubah.")
        return False
    lost = overwritten(line.route, after, settings)
    if lost and not yes:
        question = f"Sekarang dijawab sistem lain ({', '.join(lost)}). Ganti?"
        if not agrees(question):
            raise click.ClickException("Tidak ada yang diubah. Untuk mengganti tanpa ditanya: --yes")
    return True


def _change(account: Carrier, line: Line, after: Route) -> None:
    kept = account.point(line, after)
    if differing := amiss(kept.route, after):
        names = ", ".join(FIELDS[change.name] for change in differing)
        raise click.ClickException(f"Twilio menyimpan isian lain ({names}); periksa nomor itu di konsol Twilio.")
    count = len(changes(line.route, kept.route))
    click.echo(f"Tersimpan: {count} isian diubah; {line.address} kini dijawab oleh {after.voice_url}")


def _refuse_unreachable(settings: Settings) -> None:
    for name, url in (("PUBLIC_URL", settings.public_url), ("FALLBACK_URL", settings.fallback_url)):
        if (why := why_unreachable(url, carrier_url=settings.twilio_api_url)) is not None:
            raise click.ClickException(
                f"{name} ({url}) tidak dapat dihubungi Twilio: {why}. Isi di .env dengan alamat https:// yang dikenal "
                "di internet. Tidak ada yang diubah (memaksa: --force)."
            )


def _note_stranger(line: Line, settings: Settings) -> None:
    """A number that no hotline file names is answered where there is one hotline, but never checked."""
    try:
        numbers = [number for hotline in open_hotlines(settings.hotlines) for number in hotline.numbers]
    except HotlineFaults:
        return
    if not any(number.rpartition("@")[2] == line.address for number in numbers):
        click.echo(f"Perhatikan: {line.address} belum ditulis pada numbers di berkas hotline.", err=True)


def _hotline(settings: Settings, key: str | None) -> Hotline:
    try:
        return open_hotlines(settings.hotlines).only_or(key)
    except HotlineFaults as faults:
        raise click.ClickException(str(faults)) from faults
    except UnknownHotline as fault:
        raise click.UsageError(f"--hotline: {fault}") from fault
