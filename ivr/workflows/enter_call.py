"""Write down a call that was answered outside the system: it counts in the recap, marked so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ivr.domain.form import TEXTS, Form
from ivr.domain.form_changes import cleaned, too_long
from ivr.domain.hotline import Hotline
from ivr.domain.journal import Action, Entry
from ivr.domain.local_time import to_local, to_utc
from ivr.domain.phone import as_dialled, caller_number
from ivr.domain.scope import Scope
from ivr.store.engine import Connection
from ivr.store.forms import LONGEST, save_form
from ivr.store.journal import note_in_journal
from ivr.store.manual_calls import add_manual_call, talk_of_manual_call
from ivr.store.noted_talks import NotedTalk
from ivr.store.sign_offs import withdraw_sign_off
from ivr.store.topics import topics_of
from ivr.store.withdrawn_calls import was_withdrawn
from ivr.workflows.change_form import NO_CHANNEL
from ivr.workflows.office import Office
from ivr.workflows.record_labels import CAME_BY
from ivr.workflows.withdraw_call import (
    WithdrawalRefused,
    reason_fault,
    take_back,
    talk_by_hand,
    why_it_stays,
    why_not_anew,
)

OLDEST = timedelta(days=31)
GONE = (
    "Catatan panggilan {call} sudah ditarik kembali, mungkin di jendela lain. Periksa dahulu apakah percakapan ini "
    "sudah ditulis ulang; bila belum, simpan sekali lagi sebagai catatan baru."
)
USED = (
    "Halaman ini sudah pernah disimpan, lalu catatannya ditarik kembali. "
    "Bila percakapan ini memang belum tercatat, simpan sekali lagi."
)


@dataclass(frozen=True)
class Written:
    """A call as somebody wrote it down: every field a text, as it was typed."""

    on: str
    begins: str
    ends: str
    unit: str
    came_by: str
    number: str
    form: Form


@dataclass(frozen=True)
class Instead:
    """A call of the same writer that the new one replaces, and why."""

    call_id: int
    reason: str


class CallRefused(Exception):
    """Nothing was written down; `faults` says by field why, and what would be right (Indonesian).

    `is_spent`: this page can write down nothing more; what was typed goes on another one, which replaces no call.
    """

    def __init__(self, faults: Mapping[str, str], *, is_spent: bool = False) -> None:
        super().__init__("; ".join(faults.values()))
        self.faults = faults
        self.is_spent = is_spent


@dataclass(frozen=True)
class EnteredCall:
    """The talk of a call that is on record now; `is_new` False: it was, since the same page was sent before."""

    attempt_id: int
    is_new: bool


def enterable_units(scope: Scope, hotline: Hotline) -> tuple[str, ...]:
    """The units for which somebody may write down calls: those they work in; coordinators for all."""
    if scope.sees_all_units and scope.covers_hotline(hotline.key):
        return tuple(hotline.units)
    return tuple(key for key in hotline.units if key in scope.works_in)


def topics_at_hand(office: Office, hotline: Hotline, units: Iterable[str]) -> tuple[str, ...]:
    """What callers of these units ask about, each once."""
    with office.database.reading() as connection:
        return tuple(dict.fromkeys(topic for unit in units for topic in topics_of(connection, hotline, unit)))


def enter_call(
    office: Office,
    scope: Scope,
    hotline: Hotline,
    written: Written,
    *,
    page: UUID,
    now: datetime,
    instead: Instead | None = None,
) -> EnteredCall | None:
    """Put the call, its talk and its form on record, all or nothing; a page that is sent twice makes one call.

    `instead`: the call that is taken back in the same moment; None returned where it is not the writer's to see.
    Raises CallRefused.
    """
    sid = f"manual-{page}"
    faults: dict[str, str] = {}
    began_at, ended_at = _times(written, hotline, now, faults)
    number = _number(written.number, faults)
    form = _form(written.form, faults)
    if written.unit not in enterable_units(scope, hotline):
        faults["unit"] = "Pilih salah satu unit Anda."
    if written.came_by not in CAME_BY:
        faults["came_by"] = "Pilih bagaimana penelepon datang."
    if instead is not None and (fault := reason_fault(instead.reason)):
        faults["reason"] = fault
    with office.database.writing() as connection:
        if sent_before := _sent_before(connection, scope, sid):
            return sent_before
        old = _replaced(connection, scope, instead, faults) if instead is not None else None
        if instead is not None and old is None:
            # The same page, sent twice at once: the other one took it back while this one waited.
            if sent_before := _sent_before(connection, scope, sid):
                return sent_before
            if was_withdrawn(connection, scope, instead.call_id):
                raise CallRefused({"": GONE.format(call=instead.call_id)}, is_spent=True)
            return None
        if faults or began_at is None or ended_at is None:
            raise CallRefused(faults)
        talk = add_manual_call(
            connection,
            sid=sid,
            hotline=hotline.key,
            number=number,
            to_number=hotline.numbers[0],
            unit=written.unit,
            person_id=scope.person_id,
            came_by=written.came_by,
            began_at=began_at,
            ended_at=ended_at,
        )
        if talk is None:
            # The same page, sent twice at once: the other one was written while this one waited. Or sent again after
            # its call was taken back.
            if sent_before := _sent_before(connection, scope, sid):
                return sent_before
            raise CallRefused({"": USED}, is_spent=True)
        if not form.is_empty:
            save_form(connection, form, attempt_id=talk, filled_by=scope.person_id, at=now)
        detail = f"dicatat manual, menggantikan panggilan {old.call_id}" if old is not None else "dicatat manual"
        entry = Entry(scope.person_id, Action.ADDED, f"form:{talk}", hotline.key, written.unit, detail)
        note_in_journal(connection, entry, at=now)
        if old is not None and instead is not None:
            on = to_local(old.arrived_at, hotline.zone).date()
            take_back(connection, scope, old, on=on, reason=instead.reason, now=now)
        withdraw_sign_off(connection, hotline.key, scope.person_id, to_local(began_at, hotline.zone).date())
    return EnteredCall(talk, is_new=True)


def _sent_before(connection: Connection, scope: Scope, sid: str) -> EnteredCall | None:
    talk = talk_of_manual_call(connection, sid, entered_by=scope.person_id)
    return EnteredCall(talk, is_new=False) if talk is not None else None


def _replaced(connection: Connection, scope: Scope, instead: Instead, faults: dict[str, str]) -> NotedTalk | None:
    """The talk to be taken back, locked; None where it is gone, or not the writer's to see. Raises CallRefused."""
    try:
        old = talk_by_hand(connection, scope, instead.call_id)
    except WithdrawalRefused as refused:
        raise CallRefused(faults | {"": str(refused)}) from refused
    if old is not None and (why_not := why_it_stays(connection, scope, old) or why_not_anew(scope, old)):
        faults[""] = why_not
    return old


def _times(
    written: Written, hotline: Hotline, now: datetime, faults: dict[str, str]
) -> tuple[datetime | None, datetime | None]:
    on = _date(written.on)
    begins, ends = _clock(written.begins), _clock(written.ends)
    if on is None:
        faults["on"] = "Tulis tanggalnya, misalnya 23/11/2026."
    if begins is None:
        faults["begins"] = "Tulis jam mulai, misalnya 09.05."
    if ends is None:
        faults["ends"] = "Tulis jam selesai, misalnya 09.15."
    if on is None or begins is None or ends is None:
        return None, None
    if on < (to_local(now, hotline.zone) - OLDEST).date():
        # Before reckoning with it: the first of all days has no midnight in UTC.
        faults["on"] = f"Paling lama {OLDEST.days} hari yang lalu."
        return None, None
    began_at, ended_at = to_utc(on, begins, hotline.zone), to_utc(on, ends, hotline.zone)
    if ended_at < began_at and on < to_local(now, hotline.zone).date():
        past_midnight = to_utc(on + timedelta(days=1), ends, hotline.zone)
        if past_midnight - began_at <= timedelta(seconds=hotline.ring.longest_talk_seconds):
            ended_at = past_midnight
    if began_at < now - OLDEST:
        faults["on"] = f"Paling lama {OLDEST.days} hari yang lalu."
    elif began_at > now:
        field = "on" if on > to_local(now, hotline.zone).date() else "begins"
        faults[field] = "Waktunya belum tiba; tulis waktu yang sudah lewat."
    elif ended_at < began_at:  # the same minute is a short talk: the clock says no more than 0 seconds
        faults["ends"] = "Jam selesai tidak boleh sebelum jam mulai."
    elif ended_at > now:
        faults["ends"] = "Jam selesai belum tiba; catat sesudah percakapan selesai."
    return began_at, ended_at


def _date(text: str) -> date | None:
    """`2026-11-23` as browsers send it, or `23/11/2026`."""
    text = text.strip()
    day, _, rest = text.partition("/")
    month, _, year = rest.partition("/")
    try:
        return date(int(year), int(month), int(day)) if rest else date.fromisoformat(text)
    except ValueError:
        return None


def _clock(text: str) -> time | None:
    """`09:05` as browsers send it, or `9.05`."""
    written = text.strip().replace(".", ":")
    try:
        return time.fromisoformat(written if written[1:2] != ":" else f"0{written}").replace(microsecond=0, tzinfo=None)
    except ValueError:
        return None


def _number(text: str, faults: dict[str, str]) -> str | None:
    written = as_dialled(text)
    if not written:
        return None
    number = caller_number("".join(sign for sign in written if sign not in " .()-"))
    if number is None:
        faults["number"] = "Nomor tidak terbaca; tulis misalnya 0812-3456-7890 atau +6281234567890, atau kosongkan."
    return number


def _form(typed: Form, faults: dict[str, str]) -> Form:
    texts = {name: cleaned(name, getattr(typed, name)) for name in TEXTS}
    for name, text in texts.items():
        if fault := too_long(name, text, LONGEST):
            faults[name] = fault
    form = Form(is_confidential=typed.is_confidential, **texts)
    if form.is_confidential and not form.other_channel.strip():
        faults["other_channel"] = NO_CHANNEL
    return form
