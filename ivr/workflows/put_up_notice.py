"""Put up a notice that callers hear from now on, or take it down before its end."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ivr.domain.hotline import Hotline
from ivr.domain.journal import Action, Entry
from ivr.domain.local_time import clock_near, moment_in_words, to_utc
from ivr.domain.notices import Notice
from ivr.domain.scope import Scope
from ivr.store.editing import one_editor_at_a_time
from ivr.store.editions import grow_edition
from ivr.store.journal import note_in_journal
from ivr.store.notices import LONGEST_TEXT, add_notice, end_notice, notice_of, notices_at
from ivr.workflows.edit_list import EntryRefused, NotTheirs, one_line
from ivr.workflows.office import Office
from ivr.workflows.read_roster import read_clock, read_date


class NoticeRefused(ValueError):
    """The notice cannot be put up. `field` is "text", "until" or "" (all of it); the text is an Indonesian sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


@dataclass(frozen=True)
class TypedNotice:
    """A notice as it was typed: the words for callers, and its last local day and time of day."""

    text: str
    until_on: str
    until_at: str


def read_notice(typed: TypedNotice, hotline: Hotline, *, closes: bool, longest: timedelta, now: datetime) -> Notice:
    """The notice that is meant. Raises NoticeRefused."""
    try:
        text = one_line(0, typed.text, most=LONGEST_TEXT, what="Teks untuk penelepon")
    except EntryRefused as refused:
        raise NoticeRefused("text", str(refused)) from refused
    try:
        ends_at = to_utc(read_date(typed.until_on.strip()), read_clock(typed.until_at.strip()), hotline.zone)
    except (ValueError, OverflowError) as fault:
        raise NoticeRefused("until", "Isi tanggal dan jam berakhirnya, misalnya 23/11/2026 dan 13.00.") from fault
    if ends_at <= now:
        told = moment_in_words(ends_at, hotline.zone)
        raise NoticeRefused("until", f"{told} sudah lewat. Pilih saat yang akan datang.")
    if ends_at > now + longest:
        until = moment_in_words(now + longest, hotline.zone)
        raise NoticeRefused("until", f"Paling lama {longest.days} hari, yaitu sampai {until}.")
    return Notice(0, closes, text, now, ends_at)


def put_up_notice(
    office: Office, hotline: Hotline, notice: Notice, scope: Scope, *, most: int, now: datetime
) -> Notice:
    """Let callers hear a notice from now on. Raises NotTheirs; NoticeRefused when `most` of its kind are up already.

    An announcement that is up word for word, until the same moment, is not put up again: the button was pressed twice.
    """
    if not scope.keeps_calendar_of(hotline.key):
        raise NotTheirs(hotline.key)
    with office.database.writing() as connection:
        one_editor_at_a_time(connection, f"notices:{hotline.key}")
        up = [one for one in notices_at(connection, hotline.key, now) if one.closes == notice.closes]
        for one in () if notice.closes else up:
            if (one.text, one.ends_at) == (notice.text, notice.ends_at):
                return one
        if len(up) >= most:
            raise NoticeRefused("", _why_no_more(up[-1], hotline, most=most, now=now))
        made = add_notice(connection, hotline.key, notice, by=scope.person_id)
        grow_edition(connection, hotline.key)
        kind = "tutup sekarang" if notice.closes else "pengumuman"
        detail = f"{kind} sampai {moment_in_words(notice.ends_at, hotline.zone)}: {notice.text}"
        note_in_journal(
            connection, Entry(scope.person_id, Action.ADDED, f"notice:{made}", hotline.key, "", detail), at=now
        )
        found = notice_of(connection, hotline.key, made)
    assert found is not None
    return found


def take_down_notice(office: Office, hotline: Hotline, notice_id: int, scope: Scope, *, now: datetime) -> Notice | None:
    """End a notice at once; None when it is over already, or none of this hotline. Raises NotTheirs."""
    if not scope.keeps_calendar_of(hotline.key):
        raise NotTheirs(hotline.key)
    with office.database.writing() as connection:
        one_editor_at_a_time(connection, f"notices:{hotline.key}")
        notice = notice_of(connection, hotline.key, notice_id)
        if notice is None or not end_notice(connection, notice.id, by=scope.person_id, at=now):
            return None
        grow_edition(connection, hotline.key)
        detail = "buka kembali" if notice.closes else "pengumuman diakhiri"
        note_in_journal(
            connection, Entry(scope.person_id, Action.CHANGED, f"notice:{notice.id}", hotline.key, "", detail), at=now
        )
    return notice


def _why_no_more(last: Notice, hotline: Hotline, *, most: int, now: datetime) -> str:
    if not last.closes:
        return f"Sudah ada {most} pengumuman. Akhiri salah satu dahulu: penelepon mendengar semuanya."
    since, until = (clock_near(at, at=now, zone=hotline.zone) for at in (last.starts_at, last.ends_at))
    return f"Layanan sudah ditutup oleh {last.made_by}, sejak {since} sampai {until}. Tidak ada yang diubah."
