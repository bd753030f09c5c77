"""Edit a list of a unit; the first change takes over what the hotline file has."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from ivr.domain.hotline import Hotline
from ivr.domain.journal import Action, Entry
from ivr.domain.pasted import without_unseen
from ivr.domain.scope import Scope
from ivr.domain.unit_list import Add, Change, Edit, Listing, Move, Remove, Words, twin_of, version_of
from ivr.store.editing import one_editor_at_a_time
from ivr.store.engine import Connection
from ivr.store.journal import note_in_journal
from ivr.store.topics import (
    KeptEntry,
    add_entry,
    change_entry,
    copy_entries,
    kept_entries,
    order_entries,
    remove_entry,
    words_in_file,
)
from ivr.workflows.office import Office

Reader = Callable[[Words], Words]
"""Typed words as they are kept. Raises EntryRefused."""

_DETAIL = {Add: "tambah", Change: "ubah", Move: "pindah", Remove: "hapus"}


class NotTheirs(PermissionError):
    """The list is not this person's to edit."""


class EntryRefused(ValueError):
    """What was typed is no entry. `field` counts the words from 0; the text is an Indonesian sentence."""

    def __init__(self, field: int, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


class ListChanged(Exception):
    """The list is another one by now, so that nothing was done."""


@dataclass(frozen=True)
class ListEdit:
    """Which list is edited, how, from which `version_of` it, and by whom."""

    hotline: Hotline
    unit: str
    edit: Edit
    version: str
    scope: Scope


def edit_list(office: Office, listing: Listing, asked: ListEdit, *, read: Reader, now: datetime) -> None:
    """Do one edit. Raises NotTheirs, EntryRefused, ListChanged; then nothing was done.

    From then on the database wins over the hotline file (interface: Settings).
    """
    hotline, unit = asked.hotline.key, asked.unit
    if not asked.scope.edits_unit(hotline, unit) or unit not in asked.hotline.units:
        raise NotTheirs(unit)
    edit = asked.edit
    if isinstance(edit, Add | Change):
        edit = replace(edit, words=read(edit.words))
    with office.database.writing() as connection:
        one_editor_at_a_time(connection, f"{listing}:{hotline}:{unit}")
        entries = kept_entries(connection, listing, hotline, unit)
        now_listed = words_in_file(listing, asked.hotline, unit) if entries is None else [one.words for one in entries]
        place = None if isinstance(edit, Add) else edit.place
        if version_of(now_listed) != asked.version or (place is not None and not 0 <= place < len(now_listed)):
            raise ListChanged
        if isinstance(edit, Add | Change) and (twin := twin_of(edit.words, now_listed, but=place)) is not None:
            raise EntryRefused(0, f"Sudah ada dalam daftar: {twin[0]}.")
        if entries is None:
            copy_entries(connection, listing, hotline, unit, now_listed)
            entries = kept_entries(connection, listing, hotline, unit) or ()
        _apply(connection, listing, asked, edit, list(entries))
        detail = f"{_DETAIL[type(edit)]} {'topik' if listing is Listing.TOPICS else 'FAQ'}"
        entry = Entry(asked.scope.person_id, Action.CHANGED, f"{listing}:{unit}", hotline, unit, detail)
        note_in_journal(connection, entry, at=now)


def _apply(connection: Connection, listing: Listing, asked: ListEdit, edit: Edit, entries: list[KeptEntry]) -> None:
    match edit:
        case Add(words):
            add_entry(connection, listing, asked.hotline.key, asked.unit, words)
        case Change(place, words):
            change_entry(connection, listing, entries[place].id, words)
        case Remove(place):
            remove_entry(connection, listing, entries[place].id)
        case Move(place, by):
            other = place + by
            if 0 <= other < len(entries):
                entries[place], entries[other] = entries[other], entries[place]
                order_entries(connection, listing, [one.id for one in entries])


def one_line(field: int, typed: str, *, most: int, what: str) -> str:
    """Words on one line without superfluous space. Raises EntryRefused."""
    return _checked(field, " ".join(without_unseen(typed).split()), most=most, what=what)


def paragraphs(field: int, typed: str, *, most: int, what: str) -> str:
    """Words whose lines stay lines. Raises EntryRefused."""
    lines = without_unseen(typed).strip().splitlines()
    return _checked(field, "\n".join(line.rstrip() for line in lines), most=most, what=what)


def _checked(field: int, words: str, *, most: int, what: str) -> str:
    if not words:
        raise EntryRefused(field, f"{what} masih kosong. Isi dahulu.")
    if len(words) > most:
        raise EntryRefused(field, f"{what} berisi {len(words)} huruf; paling banyak {most}. Ringkaslah.")
    if not words.replace("\n", "").isprintable():
        raise EntryRefused(field, f"{what} memuat karakter kendali. Ketik ulang teksnya.")
    return words
