"""Edit the special days of a hotline: closed days of its own, and official holidays on which it serves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from ivr.domain.holidays import holiday_on, official_holiday
from ivr.domain.hotline import HolidayPolicy, Hotline, SpecialDay
from ivr.domain.journal import Action, Entry
from ivr.domain.local_time import long_date, plain_date, to_local
from ivr.domain.scope import Scope
from ivr.store.editing import one_editor_at_a_time
from ivr.store.editions import grow_edition
from ivr.store.engine import Connection
from ivr.store.journal import note_in_journal
from ivr.store.special_days import (
    LONGEST,
    KeptDay,
    add_special_days,
    days_in_file,
    kept_days,
    policy_as_kept,
    remove_special_day,
)
from ivr.workflows.catch_up import as_edited
from ivr.workflows.day_effects import day_effects
from ivr.workflows.edit_list import EntryRefused, NotTheirs, one_line
from ivr.workflows.office import Office


class DayChange(StrEnum):
    """What is to become of a day."""

    CLOSE = "close"  # a closed day of the office's own
    OPEN = "open"  # an official holiday on which the office serves all the same
    REMOVE = "remove"  # neither any more


@dataclass(frozen=True)
class DayEdit:
    """A change of a day. An opened holiday is named as the official calendar does; a removal needs no words."""

    change: DayChange
    on: date
    name: str = ""
    decree: str = ""


class DayRefused(ValueError):
    """The day cannot be edited so. `field` is "on", "name" or "decree"; the text is an Indonesian sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


class EffectsMoved(Exception):
    """The edit would do something else than what was shown, since somebody changed the roster or the days."""


@dataclass(frozen=True)
class DayPreview:
    """What an edit would do, in sentences; `seen` names exactly this, for the confirmation. `edit` as it is kept."""

    edit: DayEdit
    effects: tuple[str, ...]
    seen: str


def preview_day_edit(office: Office, hotline: str, edit: DayEdit, scope: Scope, *, now: datetime) -> DayPreview:
    """What an edit would do. Raises NotTheirs, DayRefused."""
    _check_theirs(scope, hotline)
    with office.database.reading() as connection:
        return _preview(connection, office, hotline, edit, now=now)


def edit_special_days(
    office: Office, hotline: str, edit: DayEdit, scope: Scope, *, seen: str, now: datetime
) -> DayPreview:
    """Do the edit that was shown. Raises NotTheirs, DayRefused, EffectsMoved; then nothing was done.

    What is so already, word for word, is as good as done: the button was pressed twice. From the first edit on the
    database wins over the hotline file (interface: Settings).
    """
    _check_theirs(scope, hotline)
    with office.database.writing() as connection:
        one_editor_at_a_time(connection, f"special days:{hotline}")
        if _is_so(as_edited(connection, office.filed).by_key[hotline].holidays, edit):
            return DayPreview(edit, (), seen)
        shown = _preview(connection, office, hotline, edit, now=now)
        if shown.seen != seen:
            raise EffectsMoved
        _write(connection, office, hotline, shown.edit, scope, now=now)
        grow_edition(connection, hotline)
        action = Action.CHANGED if edit.change is DayChange.REMOVE else Action.ADDED
        entry = Entry(scope.person_id, action, f"holiday:{edit.on}", hotline, detail=_detail(shown.edit))
        note_in_journal(connection, entry, at=now)
    return shown


def _check_theirs(scope: Scope, hotline: str) -> None:
    if not scope.keeps_calendar_of(hotline):
        raise NotTheirs(hotline)


def _preview(connection: Connection, office: Office, key: str, edit: DayEdit, *, now: datetime) -> DayPreview:
    hotline = as_edited(connection, office.filed).by_key[key]
    edit = _read(hotline, edit, today=to_local(now, hotline.zone).date())
    after = replace(hotline, holidays=_with(hotline.holidays, edit))
    effects = day_effects(connection, hotline, after, edit.on)
    return DayPreview(edit, effects, sha256(repr((edit, effects)).encode()).hexdigest()[:16])


def _write(connection: Connection, office: Office, hotline: str, edit: DayEdit, scope: Scope, *, now: datetime) -> None:
    if hotline not in kept_days(connection):
        filed = office.filed.by_key[hotline].holidays
        add_special_days(connection, days_in_file(hotline, filed), by=None, at=now)
    if edit.change is DayChange.REMOVE:
        remove_special_day(connection, hotline, edit.on, by=scope.person_id, at=now)
    else:
        day = SpecialDay(edit.on, edit.name, edit.decree)
        new = KeptDay(hotline, day, is_open=edit.change is DayChange.OPEN)
        add_special_days(connection, [new], by=scope.person_id, at=now)


def _is_so(policy: HolidayPolicy, edit: DayEdit) -> bool:
    day = SpecialDay(edit.on, edit.name, edit.decree)
    return day in {DayChange.CLOSE: policy.added, DayChange.OPEN: policy.removed}.get(edit.change, ())


def _with(policy: HolidayPolicy, edit: DayEdit) -> HolidayPolicy:
    """The policy after the edit, as the database will tell it."""
    standing = days_in_file("", policy)
    if edit.change is DayChange.REMOVE:
        return policy_as_kept(policy, [one for one in standing if one.day.on != edit.on])
    day = SpecialDay(edit.on, edit.name, edit.decree)
    return policy_as_kept(policy, [*standing, KeptDay("", day, is_open=edit.change is DayChange.OPEN)])


def _read(hotline: Hotline, edit: DayEdit, *, today: date) -> DayEdit:
    """The edit as it is kept. Raises DayRefused."""
    _check_date(edit, today)
    policy, when = hotline.holidays, long_date(edit.on)
    is_added, is_opened = _holds(policy.added, edit.on), _holds(policy.removed, edit.on)
    if edit.change is DayChange.REMOVE:
        if not is_added and not is_opened:
            raise DayRefused("on", f"{when} tidak ada lagi dalam daftar; mungkin baru saja dihapus orang lain.")
        return DayEdit(edit.change, edit.on)
    if is_opened:
        raise DayRefused("on", f"{when} sudah dinyatakan tetap buka. Hapus dahulu dari daftar bila tidak jadi.")
    if edit.change is DayChange.CLOSE:
        if (closed := holiday_on(edit.on, policy)) is not None:
            raise DayRefused("on", f"{when} sudah libur: {closed.name}. Pilih tanggal lain.")
        name = _words("name", edit.name, "Nama hari libur")
    else:
        official = official_holiday(edit.on, policy)
        if official is None or is_added:
            raise DayRefused("on", f"{when} bukan libur resmi, jadi tidak perlu dinyatakan buka.")
        name = official.name[:LONGEST]
    return DayEdit(edit.change, edit.on, name, _words("decree", edit.decree, "Nomor surat keputusan"))


def _check_date(edit: DayEdit, today: date) -> None:
    if edit.on == today and edit.change is DayChange.CLOSE:
        why = "Hari ini sudah berjalan. Untuk menutup layanan hari ini pakai Tutup sekarang di halaman ini."
        raise DayRefused("on", why)
    if edit.on <= today:
        day = "Hari ini sudah berjalan" if edit.on == today else f"{long_date(edit.on)} sudah lewat"
        raise DayRefused("on", f"{day}, jadi tidak diubah lagi: rekapitulasinya harus tetap sama. Mulai besok boleh.")
    if edit.on.year > today.year + 1:
        raise DayRefused("on", f"Paling jauh 31 Desember {today.year + 1}; sesudahnya kalender belum diketahui.")


def _words(field: str, typed: str, what: str) -> str:
    """Words that are also spoken to callers."""
    try:
        return one_line(0, typed, most=LONGEST, what=what)
    except EntryRefused as refused:
        raise DayRefused(field, str(refused)) from refused


def _holds(days: Sequence[SpecialDay], on: date) -> bool:
    return any(day.on == on for day in days)


def _detail(edit: DayEdit) -> str:
    match edit.change:
        case DayChange.CLOSE:
            return f"libur: {edit.name} ({edit.decree})"
        case DayChange.OPEN:
            return f"tetap buka: {edit.name} ({edit.decree})"
        case DayChange.REMOVE:
            return f"dihapus: {plain_date(edit.on)}"
