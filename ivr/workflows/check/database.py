"""Findings about the database."""

from collections.abc import Iterator

from config.command_line import command
from ivr.store.condition import DatabaseCondition
from ivr.workflows.check.findings import Finding

FULL_BYTES = 100 * 2**20
NEARLY_FULL_BYTES = 2**30

MIGRATE = command("migrate")


def database_findings(found: DatabaseCondition) -> Iterator[Finding]:
    """What is wrong with the database, as far as it could be looked at."""
    if found.trouble is not None:
        yield Finding(
            "D01",
            f"Basis data tidak dapat dipakai: {found.trouble}",
            "Periksa izin folder dan berkasnya, dan DATABASE_URL di .env"
            if found.is_sqlite
            else "Periksa apakah PostgreSQL berjalan, dan DATABASE_URL di .env",
        )
    elif found.revision is None:
        yield Finding("D02", "Basis data belum dibuat", MIGRATE)
    elif not found.is_revision_known:
        yield Finding(
            "D04",
            f"Basis data dibuat oleh versi Piket yang lebih baru (revisi {found.revision})",
            f"Pasang versi Piket yang terakhir dipakai, atau pulihkan cadangan: {command('restore BERKAS --replace')}",
        )
    elif found.revision != found.newest_revision:
        yield Finding(
            "D03",
            f"Basis data (revisi {found.revision}) lebih lama daripada versi Piket ini ({found.newest_revision})",
            f"{command('backup BERKAS')}, lalu {MIGRATE}",
        )
    if found.write_trouble is not None:
        yield Finding(
            "D05",
            f"Basis data tidak dapat ditulis: {found.write_trouble}",
            "Beri pengguna yang menjalankan Piket hak menulis pada basis data dan foldernya",
        )
    yield from _disk(found)


def _disk(found: DatabaseCondition) -> Iterator[Finding]:
    if found.network_file_system is not None:
        yield Finding(
            "D07",
            f"SQLite berada di sistem berkas jaringan ({found.network_file_system}), yang kuncinya tidak andal",
            "Pindahkan ke penyimpanan komputer ini, atau pakai PostgreSQL (docs/into-service.md)",
        )
    if found.free_bytes is None:
        return
    left = f"Penyimpanan basis data tinggal {found.free_bytes // 2**20} MiB"
    if found.free_bytes < FULL_BYTES:
        yield Finding("D06", f"{left}; panggilan berikut mungkin tidak tercatat", "Kosongkan penyimpanan sekarang")
    elif found.free_bytes < NEARLY_FULL_BYTES:
        yield Finding("D08", left, "Kosongkan penyimpanan, atau perbesar")
