"""Sign off a day: an officer's own word that their sheet of the recap is right."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ivr.domain.hotline import Hotline
from ivr.domain.journal import Action, Entry
from ivr.domain.local_time import to_local, to_utc
from ivr.domain.warnings import service_day_before
from ivr.store.engine import Connection
from ivr.store.journal import note_in_journal
from ivr.store.sign_offs import SheetTalk, put_sign_off, signed_off_at, talks_on_sheet, withdraw_sign_off
from ivr.workflows.office import Office

DAY = timedelta(days=1)


class BlanksLeft(Exception):
    """Forms of the day are blank: it wants to be said once more."""

    def __init__(self, sheet: "DaySheet") -> None:
        super().__init__(f"{len(sheet.blanks)} blank")
        self.sheet = sheet


class NotThisDay(Exception):
    """Only today's sheet, or one since the last service day before, can be signed off."""


@dataclass(frozen=True)
class DaySheet:
    """What stands on an officer's sheet of a local day, and whether they said that it is right.

    `before` is the last service day before `today`. `is_outdated`: they said so, and talked once more since.
    """

    on: date
    today: date
    before: date
    talks: tuple[SheetTalk, ...]
    signed_at: datetime | None
    is_outdated: bool = False

    @property
    def may_be_signed(self) -> bool:
        """Whether it is not too late, nor too early, to say that it is right: after a Friday there is Monday."""
        return self.before <= self.on <= self.today

    @property
    def blanks(self) -> tuple[SheetTalk, ...]:
        """The talks of which nothing is noted."""
        return tuple(talk for talk in self.talks if talk.is_blank)


def day_sheet(connection: Connection, hotline: Hotline, person_id: int, *, on: date, now: datetime) -> DaySheet:
    """An officer's sheet of a local day; for `sign_off.html`, which any page may include."""
    start, end = to_utc(on, time.min, hotline.zone), to_utc(on + DAY, time.min, hotline.zone)
    talks = talks_on_sheet(connection, hotline.key, person_id, start=start, end=end)
    signed_at = signed_off_at(connection, hotline.key, person_id, on)
    is_outdated = signed_at is not None and any(talk.started_at > signed_at for talk in talks)
    today = to_local(now, hotline.zone).date()
    before = service_day_before(hotline, today)
    return DaySheet(on, today, before, talks, None if is_outdated else signed_at, is_outdated)


def show_day_sheet(office: Office, hotline: Hotline, person_id: int, *, on: date, now: datetime) -> DaySheet:
    """As `day_sheet`, in a transaction of its own."""
    with office.database.reading() as connection:
        return day_sheet(connection, hotline, person_id, on=on, now=now)


def sign_off_day(
    office: Office, hotline: Hotline, person_id: int, *, on: date, is_blank_meant: bool, now: datetime
) -> DaySheet:
    """Put an officer's word on record that their sheet of a day is right; said twice, it stands once.

    A later change of one of its forms takes the word back. Raises NotThisDay, BlanksLeft.
    """
    with office.database.writing() as connection:
        sheet = day_sheet(connection, hotline, person_id, on=on, now=now)
        if not sheet.may_be_signed:
            raise NotThisDay
        if sheet.signed_at is not None:
            return sheet
        if sheet.blanks and not is_blank_meant:
            raise BlanksLeft(sheet)
        if sheet.is_outdated:
            withdraw_sign_off(connection, hotline.key, person_id, on)
        put_sign_off(connection, hotline.key, person_id, on, at=now)
        entry = Entry(
            person_id, Action.CHANGED, f"sheet:{on.isoformat()}", hotline.key, detail="rekap dinyatakan benar"
        )
        note_in_journal(connection, entry, at=now)
        return day_sheet(connection, hotline, person_id, on=on, now=now)
