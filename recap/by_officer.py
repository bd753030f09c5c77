"""Talks, forms and rings of each officer of a day or month."""

from collections.abc import Sequence

from ivr.workflows.record_labels import percent
from recap.clean_text import one_line
from recap.compare import NO_CHANGES, Changes
from recap.document import Column, Row, Seconds, Section, Table
from recap.figures import OfficerFigures

COLUMNS = (
    Column("Petugas", 30),
    Column("Bicara", 12, is_number=True),
    Column("Lama bicara", 16, is_number=True),
    Column("Formulir belum diisi", 14, is_number=True),
    Column("Formulir terisi", 14, is_number=True),
    Column("Dering tidak diterima", 14, is_number=True),
)


def by_officer(officers: Sequence[OfficerFigures], changes: Changes = NO_CHANGES) -> Section:
    """The table of everybody whose telephone rang."""
    rows = tuple(
        Row(
            (
                one_line(one.name),
                one.talks,
                Seconds(one.talk_seconds),
                one.blank_forms,
                percent(one.talks - one.blank_forms, one.talks),
                one.passed,
            ),
            changes.mark(f"officer:{one.person_id}"),
        )
        for one in officers
    )
    return Section("Menurut petugas", Table(COLUMNS, rows, nothing="Tidak ada telepon petugas yang berdering."))
