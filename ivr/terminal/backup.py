"""The commands `backup` and `restore`."""

import time
from collections.abc import Callable
from pathlib import Path

import click

from config.command_line import command
from config.settings import Settings
from ivr.store.backup import back_up, restore
from ivr.store.backup_fault import BackupFault
from ivr.store.migrate import newest_revision

TELL_EVERY_SECONDS = 1.0
READS = Callable[[], Settings]


def make_backup(read: READS) -> click.Command:
    """`backup`. `read` raises click.ClickException."""

    @click.command()
    @click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="BERKAS")
    def backup(file: Path) -> None:
        """Cadangkan seluruh basis data ke BERKAS yang baru; layanan boleh terus berjalan.

        Berkas hanya dapat dibaca pemiliknya (0600) dan tidak pernah menimpa berkas lain. Isinya data pribadi: simpan
        terenkripsi, di komputer lain. Yang tidak ikut: .env, berkas hotline, dan var/secret_key.

        PostgreSQL memerlukan pg_dump yang tidak lebih lama dari servernya (apt install postgresql-client).
        """
        try:
            size = back_up(read().database_url, file, progress=_teller("Mencadangkan"))
        except BackupFault as fault:
            raise click.ClickException(str(fault)) from fault
        click.echo(f"Tersimpan: {file} ({_in_units(size)}).")

    return backup


def make_restore(read: READS) -> click.Command:
    """`restore`. `read` raises click.ClickException."""

    @click.command("restore")
    @click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="BERKAS")
    @click.option("--replace", is_flag=True, help="Ganti basis data yang sudah berisi; isinya yang sekarang hilang.")
    def restore_(file: Path, replace: bool) -> None:
        """Pulihkan basis data dari BERKAS yang dibuat oleh backup: seluruhnya, atau tidak sama sekali.

        Hentikan serve dan worker dulu. Basis data yang sudah berisi ditolak tanpa --replace. Apa pun yang gagal atau
        terhenti di tengah jalan, basis data tetap seperti semula.
        """
        try:
            revision = restore(read().database_url, file, replace=replace, progress=_teller("Memulihkan"))
        except BackupFault as fault:
            raise click.ClickException(str(fault)) from fault
        click.echo(f"Dipulihkan dari {file} (revisi {revision}).")
        if revision != newest_revision():
            click.echo(f"Cadangan ini dari versi yang lebih lama. Jalankan sekarang: {command('migrate')}")
        click.echo("Lalu nyalakan kembali layanannya: sudo systemctl start piket-web piket-worker")

    return restore_


def _teller(doing: str) -> Callable[[str], None]:
    """Tells how far it is, at most once a second; short work stays quiet."""
    told_at = time.monotonic()

    def tell(how_far: str) -> None:
        nonlocal told_at
        if time.monotonic() - told_at >= TELL_EVERY_SECONDS:
            told_at = time.monotonic()
            click.echo(f"{doing}: {how_far}", err=True)

    return tell


def _in_units(size: int) -> str:
    return f"{size / 2**20:.1f} MiB".replace(".", ",") if size >= 2**20 else f"{-(-size // 1024)} KiB"
