"""Findings about the settings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from config.command_line import command
from ivr.workflows.check.findings import Finding
from ivr.workflows.reachable import why_private, why_unreachable

OPEN_TO_OTHERS = 0o027  # the group may read: the service's own group, where root owns the file


@dataclass(frozen=True)
class SecretFile:
    """A file with secrets as people know it, and its permission bits."""

    name: str
    mode: int


@dataclass(frozen=True)
class SettingsFacts:
    """What the settings say. `faults` are the sentences about wrong ones, which are left out of the rest."""

    public_url: str | None
    carrier_url: str
    log_format: str = "text"
    is_key_kept: bool = False
    has_several_nodes: bool = False  # a database server is what several nodes have in common
    faults: Sequence[str] = ()
    secret_files: Sequence[SecretFile] = ()


def settings_findings(facts: SettingsFacts) -> Iterator[Finding]:
    """What is wrong with the settings themselves."""
    for fault in facts.faults:
        yield Finding("S01", fault, f"Perbaiki {fault.partition(':')[0]} (contoh: config/env.example)")
    if facts.public_url is not None:
        yield from _public_url(facts.public_url, facts.carrier_url)
    if facts.has_several_nodes and facts.is_key_kept:
        yield Finding(
            "S05",
            "SECRET_KEY disimpan di var/ komputer ini; komputer lain pada basis data yang sama memakai kunci lain",
            "Bila Piket berjalan di beberapa komputer: isi SECRET_KEY yang sama di semua .env",
        )
    for file in facts.secret_files:
        if file.mode & OPEN_TO_OTHERS:
            text = f"{file.name} memuat rahasia dan dapat dibaca pengguna lain di komputer ini (izin {file.mode:03o})"
            yield Finding("S06", text, f"chmod 600 {file.name}")
    if facts.has_several_nodes and facts.log_format == "text":
        yield Finding(
            "S07",
            "Catatan (log) ditulis sebagai teks; dari beberapa komputer sulit dikumpulkan dan dicari",
            "Bila catatan dikumpulkan program lain: LOG_FORMAT=json di .env",
        )


def probe_findings(public_url: str, trouble: str | None) -> Iterator[Finding]:
    """What came of asking PUBLIC_URL/healthz from this machine; a firewall may hide it from here alone."""
    if trouble is not None:
        yield Finding(
            "S04",
            f"{public_url}/healthz tidak dijawab oleh Piket: {trouble}",
            f"Jalankan {command('serve')}, lalu periksa proxy, sertifikat, dan DNS (docs/into-service.md)",
        )


def _public_url(url: str, carrier_url: str) -> Iterable[Finding]:
    if (why := why_unreachable(url, carrier_url=carrier_url)) is not None:
        yield Finding(
            "S02",
            f"PUBLIC_URL ({url}) tidak dapat dihubungi Twilio: {why}",
            "Isi PUBLIC_URL di .env dengan alamat https:// yang dikenal di internet",
        )
    elif urlsplit(url).scheme != "https" and why_private(url) is None:
        yield Finding(
            "S03",
            f"PUBLIC_URL ({url}) tidak terenkripsi: nomor penelepon terbaca di perjalanan",
            "Pasang sertifikat pada proxy, lalu isi PUBLIC_URL di .env dengan https://",
        )
