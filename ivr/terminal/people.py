"""The commands `people import`, `people list` and `people invite`."""

from pathlib import Path

import click

from config.command_line import command
from ivr.domain.journal import Action
from ivr.domain.people import Role
from ivr.domain.posts import stands_by
from ivr.store.people import Member
from ivr.terminal.columns import columns
from ivr.terminal.handed_in import HandedIn, refusals_told
from ivr.terminal.opened import chosen_hotline, hotline_option, pass_office
from ivr.workflows.import_people import import_people
from ivr.workflows.invite_person import InvitationRefused, invite_person
from ivr.workflows.list_people import list_people
from ivr.workflows.note_command import note_command
from ivr.workflows.office import Office


@click.group()
def people() -> None:
    """Petugas, operator, koordinator, ketua dan admin."""


@people.command("import")
@click.argument("file", type=HandedIn(), metavar="BERKAS")
@hotline_option
@pass_office
def import_(office: Office, /, file: Path, hotline: str | None) -> None:
    """Masukkan data orang dari BERKAS (CSV UTF-8 atau XLSX); semua baris, atau tidak satu pun.

    Kolom wajib: nama, peran, unit, telepon, email. Boleh ada: hotline, aktif (ya/tidak).

    \b
    peran    petugas, operator, koordinator, ketua, admin; beberapa dengan |
    unit     kunci unit; beberapa dengan |
    telepon  0812-..., +62..., 021-... ext 12, atau sip:nama@host (wajib untuk petugas dan operator)

    Orang dikenal dari e-mailnya. Yang tidak ada dalam berkas tetap seperti semula.
    """
    key = chosen_hotline(office, hotline).key if hotline is not None else None
    with refusals_told(file):
        done = import_people(office, file.name, file.read_bytes(), hotline=key)
    if done.added or done.changed:
        click.echo(f"Tersimpan: {done.added} orang baru, {done.changed} diubah, {done.unchanged} tetap.")
    else:
        click.echo(f"Tidak ada yang berubah: {done.unchanged} orang dalam berkas ini sudah sama dengan yang tersimpan.")
    for note in done.notes:
        click.echo(f"Perhatikan: {note}.", err=True)


@people.command("list")
@hotline_option
@click.option("--unit", metavar="UNIT", help="Hanya orang dari unit ini.")
@pass_office
def list_(office: Office, /, hotline: str | None, unit: str | None) -> None:
    """Tampilkan semua orang: nama, peran, unit, telepon, e-mail."""
    key = chosen_hotline(office, hotline).key if hotline is not None else None
    members = [member for member in list_people(office, hotline=key) if unit is None or _is_of(office, member, unit)]
    if not members:
        _check_unit(office, key, unit)
        where = f" di unit {unit}" if unit is not None else ""
        click.echo(f"Belum ada orang{where}. Masukkan dengan: {command('people import BERKAS')}")
        return
    note_command(office, Action.OPENED, "people", hotline=key, detail=f"{len(members)} orang")
    heading = ("hotline", "nama", "peran", "unit", "telepon", "e-mail", "")
    rows = [heading, *(_row(member) for member in members)]
    several = len(office.hotlines) > 1
    for line in columns([row if several else row[1:] for row in rows]):
        click.echo(line)


@people.command()
@click.argument("email", metavar="EMAIL")
@pass_office
def invite(office: Office, /, email: str) -> None:
    """Undang orang dengan alamat EMAIL: tautan untuk membuat kata sandi dicetak, dan dikirim kepadanya.

    Tautan dapat dipakai satu kali dan berlaku tujuh hari. Undangan yang lebih lama tidak berlaku lagi. Suratnya
    dikirim oleh pekerja (`worker`).
    """
    try:
        invited = invite_person(office, email, by=None, now=office.clock())
    except InvitationRefused as refused:
        raise click.ClickException(f"{refused}.".replace("?.", "?")) from refused
    person = invited.member.person
    click.echo(f"Undangan untuk {person.name} ({person.email}), berlaku sampai {invited.until_in_words}:")
    click.echo(invited.url)
    click.echo("Surat undangannya sudah diantrekan. Berikan tautan ini hanya kepada orangnya.")


def _is_of(office: Office, member: Member, unit: str) -> bool:
    """Operators that name no unit are on standing duty wherever operators answer."""
    hotline = office.hotlines.by_key.get(member.hotline)
    found = hotline.units.get(unit) if hotline else None
    return unit in member.person.units or (found is not None and found.is_operator and stands_by(member.person, unit))


def _check_unit(office: Office, hotline: str | None, unit: str | None) -> None:
    known = dict.fromkeys(key for one in office.hotlines if hotline in (None, one.key) for key in one.units)
    if unit is not None and unit not in known:
        raise click.UsageError(f"--unit: '{unit}' tidak dikenal; yang dikenal: {', '.join(known)}")


def _row(member: Member) -> tuple[str, ...]:
    person = member.person
    return (
        member.hotline,
        person.name,
        "|".join(role.value for role in Role if role in person.roles),
        "|".join(person.units) or "-",
        str(person.phone or "-"),
        person.email,
        "" if person.is_active else "tidak aktif",
    )
