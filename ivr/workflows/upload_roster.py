"""Upload a roster file on a page: looked through first, then applied exactly as shown, as one change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from ivr.domain.hotline import Hotline
from ivr.domain.people import Person
from ivr.domain.roster import Duty
from ivr.domain.roster_change import ChangeKind, RosterChange, Slot, in_slots, plain
from ivr.domain.scope import Scope
from ivr.store.engine import Connection
from ivr.store.people import load_people
from ivr.store.roster import load_duties, lock_roster
from ivr.workflows.apply_swap import TORN
from ivr.workflows.change_roster import RosterMoved, change_roster
from ivr.workflows.edit_roster import NotTheirs, is_over
from ivr.workflows.fault_sheet import Sheet
from ivr.workflows.import_roster import RosterImported, look_through
from ivr.workflows.office import Office
from ivr.workflows.read_roster import DutyDraft
from ivr.workflows.torn_gaps import first_told, torn_gaps
from ivr.workflows.weigh_change import faults_of_lines

MOST_BYTES = 2 * 1024 * 1024
LONGEST_WHY = 400


@dataclass(frozen=True)
class Uploaded:
    """What a file would change, and everybody of the hotline by id. `needs_why`: it changes days that are over."""

    found: RosterImported
    people: Mapping[int, Person]
    needs_why: bool


@dataclass(frozen=True)
class Approved:
    """What somebody was shown and wants: every slot of the file as it would be, and as it stood."""

    hotline: Hotline
    wanted: Mapping[Slot, tuple[Duty, ...]]
    expected: Mapping[Slot, tuple[Duty, ...]]
    why: str = ""


class WhyMissing(Exception):
    """Days that are over are changed for a reason only; nothing was saved."""


def look_at_upload(
    office: Office, hotline: Hotline, file: str, content: bytes, *, scope: Scope, now: datetime
) -> Uploaded:
    """What the file would do. Raises FileRefused with every fault, also for units that are not theirs."""
    if len(content) > MOST_BYTES:
        sheet = Sheet(file)
        sheet.note(0, "", f"berkas lebih besar dari {MOST_BYTES // 1024 // 1024} MB", "bagi menjadi beberapa berkas")
        sheet.refuse_if_faulty()

    def judge(sheet: Sheet, drafts: tuple[DutyDraft, ...]) -> None:
        for draft in drafts:
            _judge_line(sheet, hotline, draft, scope, now)

    with office.database.reading() as connection:
        found = look_through(connection, office, hotline, file, content, judge=judge)
        people = {member.person.id: member.person for member in load_people(connection, hotline.key)}
        torn = first_told(torn_gaps(connection, hotline, found.changes, TORN), "kekurangan baru")
    found = replace(found, notes=(*torn, *first_told(found.notes, "catatan")))
    return Uploaded(found, people, any(is_over(hotline, one.slot.on, now) for one in found.changes))


def apply_upload(office: Office, approved: Approved, *, scope: Scope, now: datetime) -> RosterChange | None:
    """Do what was shown; None when it stands there already. Raises NotTheirs, WhyMissing, RosterMoved.

    RosterMoved also when somebody in it became inactive, or who is replaced is on duty no more.
    """
    hotline, wanted = approved.hotline, approved.wanted
    changed = [slot for slot, lines in wanted.items() if lines != approved.expected.get(slot, ())]
    if not all(_is_theirs(hotline, slot, scope, now) for slot in changed):
        raise NotTheirs
    if any(is_over(hotline, slot.on, now) for slot in changed) and not approved.why.strip():
        raise WhyMissing
    with office.database.writing() as connection:
        lock_roster(connection)
        if _stands(connection, approved):
            return None
        _check_still(connection, hotline, approved)
        return change_roster(
            connection,
            hotline.key,
            wanted,
            by=scope.person_id,
            kind=ChangeKind.IMPORT,
            now=now,
            why=approved.why.strip()[:LONGEST_WHY],
            expected=approved.expected,
        )


def _judge_line(sheet: Sheet, hotline: Hotline, draft: DutyDraft, scope: Scope, now: datetime) -> None:
    if draft.hotline is not None and draft.hotline != hotline.key:
        sheet.note(
            draft.line, "hotline", f"'{draft.hotline}' bukan {hotline.key}", f"kosongkan, atau isi {hotline.key}"
        )
        return
    if draft.unit is not None and not scope.keeps_roster_of(hotline.key, draft.unit):
        own = ", ".join(unit for unit in hotline.units if scope.keeps_roster_of(hotline.key, unit))
        sheet.note(draft.line, "unit", f"'{draft.unit}' bukan unit Anda", f"hapus baris ini; unit Anda: {own}")
    if draft.on is not None and is_over(hotline, draft.on, now) and not scope.sees_all_units:
        sheet.note(draft.line, "tanggal", "tanggal ini sudah lewat", "hapus baris ini, atau minta koordinator")


def _is_theirs(hotline: Hotline, slot: Slot, scope: Scope, now: datetime) -> bool:
    return scope.keeps_roster_of(hotline.key, slot.unit) and (
        scope.sees_all_units or not is_over(hotline, slot.on, now)
    )


def _stands(connection: Connection, approved: Approved) -> bool:
    """Whether it is done already: the button was pressed twice, or somebody did the same by hand."""
    days = [slot.on for slot in approved.wanted]
    standing = in_slots(load_duties(connection, approved.hotline.key, first=min(days), last=max(days)))
    return all(plain(standing.get(slot, ())) == plain(lines) for slot, lines in approved.wanted.items())


def _check_still(connection: Connection, hotline: Hotline, approved: Approved) -> None:
    """The lines were good when they were shown; people may have left since. Raises RosterMoved."""
    people = {member.person.id: member.person for member in load_people(connection, hotline.key)}
    standing = [line for lines in approved.expected.values() for line in lines]
    if faults_of_lines(connection, hotline, approved.wanted, standing, people):
        raise RosterMoved(approved.wanted)
