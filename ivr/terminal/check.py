"""The command `check`: what keeps this installation from serving, and the next step."""

import textwrap
from collections.abc import Callable, Iterator, Sequence

import click
import requests

from config.command_line import command
from config.settings import SettingsFound
from ivr.workflows.check.findings import Finding, Severity
from ivr.workflows.check.inspection import Inspection, Outside, inspect
from ivr.workflows.office import Clock

PROBE_SECONDS = 5.0
WIDTH = 110
LABELS = {Severity.FAULT: "HALANGAN", Severity.WARNING: "Perhatikan", Severity.NOTE: "Catatan"}
BEYOND = f"Jalankan {command('serve')} dan {command('worker')} (deploy/), lalu telepon {{number}} untuk mencoba."


def make_check(read: Callable[[], SettingsFound], outside: Outside, clock: Clock) -> click.Command:
    """The command, with the outside world as the roof knows it."""

    @click.command()
    def check() -> None:
        """Periksa semua yang diperlukan untuk melayani, dan sebut langkah berikutnya.

        Yang diperiksa: pengaturan, berkas hotline, basis data, akun dan nomor Twilio, orang, jadwal tujuh hari,
        hari libur, surat, dan apakah worker berjalan. Tidak ada yang diubah. Semua kode dijelaskan dalam
        docs/into-service.md.

        Selesai dengan kode 1 bila ada halangan, 0 bila tidak (peringatan bukan halangan).
        """
        click.echo("Memeriksa pengaturan, berkas hotline, basis data, Twilio, dan surat ...", err=True)
        found = inspect(read(), outside, now=clock(), waiting=_waiting)
        for line in report(found):
            click.echo(line)
        if not found.is_fit:
            raise click.exceptions.Exit(1)

    return check


def report(found: Inspection) -> Iterator[str]:
    """The findings in words, then a summary and the next single step."""
    for finding in found.findings:
        yield from _finding(finding)
    faults, warnings, notes = (sum(one.severity is severity for one in found.findings) for severity in Severity)
    also = f", {notes} catatan" if notes else ""
    if faults or warnings:
        yield f"{faults} halangan, {warnings} peringatan{also}."
    else:
        yield f"Tidak ada halangan, tidak ada peringatan{also}."
    if found.skipped:
        yield f"Belum dapat diperiksa: {', '.join(found.skipped)}."
    if found.is_fit:
        yield closing(found)
    yield f"Langkah berikut: {next_step(found)}"


def closing(found: Inspection) -> str:
    """Whether callers are served now, when nothing prevents it; a firewall may hide the server from here alone."""
    if any(finding.code == "S04" for finding in found.findings):
        return "Belum tentu melayani: server belum menjawab di PUBLIC_URL, lihat S04."
    return "Siap melayani."


def next_step(found: Inspection) -> str:
    """The one thing to do now."""
    first = found.findings[0] if found.findings else None
    if first is not None and first.severity is not Severity.NOTE:
        return f"{first.remedy} ({first.code})"
    return BEYOND.format(number=found.numbers[0] if found.numbers else "hotline")


def ask_public_url(url: str) -> str | None:
    """What is wrong with the answer of PUBLIC_URL/healthz, in Indonesian; None when it is Piket that answers."""
    try:
        with requests.get(url, timeout=PROBE_SECONDS, allow_redirects=False, stream=True) as answer:
            if answer.is_redirect:
                return "dialihkan ke alamat lain; Twilio kehilangan isian bila dialihkan"
            if answer.status_code != requests.codes.ok:
                return f"dijawab dengan kode {answer.status_code}"
            return None if answer.raw.read(16).strip() == b"ok" else "yang menjawab bukan Piket"
    except requests.exceptions.SSLError:
        return "sertifikat TLS-nya tidak dapat dipercaya"
    except requests.Timeout:
        return f"tidak menjawab dalam {PROBE_SECONDS:.0f} detik"
    except requests.RequestException:
        return "tidak dapat dihubungi dari komputer ini"


def _finding(finding: Finding) -> Iterator[str]:
    label = f"{LABELS[finding.severity]:<10} {finding.code}  "
    indent = " " * len(label)
    yield from textwrap.wrap(
        finding.text,
        WIDTH,
        initial_indent=label,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield from textwrap.wrap(
        finding.remedy,
        WIDTH,
        initial_indent=f"{indent}-> ",
        subsequent_indent=f"{indent}   ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield ""


def _waiting(names: Sequence[str], seconds: float) -> None:
    click.echo(f"  masih menunggu {', '.join(names)} ({seconds:.0f} detik)", err=True)
