"""Name a substitute for leave, travel or illness: it counts at once, and those concerned are told (SOP PPATK, 5.a)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from ivr.domain.gaps import GapKind
from ivr.domain.held_duty import HeldDuty, Standing, narrowed, substitute_lines
from ivr.domain.hotline import Hotline
from ivr.domain.journal import Action, Entry
from ivr.domain.local_time import clock_span, to_local
from ivr.domain.people import Person
from ivr.domain.posts import stretches_of
from ivr.domain.roster import Duty, Task
from ivr.domain.roster_change import ChangeKind, RosterChange, Slot, in_slots, plain
from ivr.domain.scope import Scope
from ivr.store.engine import Connection
from ivr.store.journal import note_in_journal
from ivr.store.roster import load_duties, lock_roster
from ivr.workflows.change_roster import change_roster
from ivr.workflows.gap_labels import gap_in_words
from ivr.workflows.office import Office
from ivr.workflows.read_roster import read_clock
from ivr.workflows.show_absence import Absences, read_absences
from ivr.workflows.tell_of_substitute import tell_of_substitute
from ivr.workflows.weigh_change import HARD, sentence, weigh_change

LONGEST_WORDS = 300
ILLNESS = "sakit"
REASONS: Mapping[str, str] = {
    "cuti": "Cuti",
    "dinas": "Perjalanan dinas",
    ILLNESS: "Sakit",
    "mendesak": "Keperluan mendesak",
}


@dataclass(frozen=True)
class Absence:
    """What somebody typed. `duty` is the key of a HeldDuty; times are empty for its whole length.

    `anyway`: they were warned (`DoubtfulSubstitute`) and want it all the same.
    """

    duty: str
    substitute: str
    reason: str
    starts: str = ""
    ends: str = ""
    words: str = ""
    anyway: bool = False

    @property
    def why(self) -> str:
        """The reason in words."""
        text = self.words.strip()
        return f"{REASONS[self.reason]}: {text}" if text else REASONS[self.reason]


class SubstituteRefused(Exception):
    """What is wrong, by field, in words. Nothing was saved."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = dict(faults)
        super().__init__(" ".join(self.faults.values()))


class DoubtfulSubstitute(Exception):
    """It can be done, but is seldom meant; the text says why. Nothing was saved."""


class NoSuchDuty(Exception):
    """The duty is over, not theirs, or stands there no more."""


@dataclass(frozen=True)
class SubstituteNamed:
    """The change, and whom it is about."""

    change: RosterChange
    duty: HeldDuty
    absent: Person
    substitute: Person


def name_substitute(
    office: Office, hotline: Hotline, absence: Absence, *, scope: Scope, now: datetime
) -> SubstituteNamed:
    """Let the substitute answer from now on. Raises NoSuchDuty, SubstituteRefused, DoubtfulSubstitute."""
    with office.database.writing() as connection:
        lock_roster(connection)
        known = read_absences(connection, hotline, scope=scope, now=now)
        duty = known.duty(absence.duty)
        if duty is None:
            raise NoSuchDuty
        substitute, lines = _judged(hotline, known, duty, absence)
        wanted = _with_standing(connection, hotline, lines)
        if any(_is_there(hotline, line, wanted) for line in lines):
            words = f"{substitute.name} sudah tercatat sebagai penggantinya pada waktu itu."
            raise SubstituteRefused({"substitute": words})
        weighed = weigh_change(connection, hotline, wanted)
        if weighed.faults:
            raise SubstituteRefused({"substitute": weighed.faults[0]})
        if torn := weighed.of_kinds(HARD):
            raise SubstituteRefused({"substitute": sentence(gap_in_words(torn[0], hotline), "pilih orang lain")})
        if (two := weighed.of_kinds([GapKind.TWO_UNITS, GapKind.NO_COVER])) and not absence.anyway:
            raise DoubtfulSubstitute("; ".join(dict.fromkeys(gap_in_words(gap, hotline) for gap in two)))
        change = change_roster(
            connection,
            hotline.key,
            wanted,
            by=scope.person_id,
            kind=ChangeKind.SUBSTITUTE,
            now=now,
            why=absence.why,
        )
        assert change is not None, "a substitute who stands there already was refused"
        subject, detail = f"roster:{change.id}", f"pengganti: {_told(absence.reason)}"
        entry = Entry(scope.person_id, Action.CHANGED, subject, hotline.key, duty.unit, detail)
        note_in_journal(connection, entry, at=now)
        tell_of_substitute(connection, office, hotline, change, by=scope.person_id, now=now)
    return SubstituteNamed(change, duty, known.people[duty.person_id], substitute)


def _told(reason: str) -> str:
    """What the journal says of a reason: not of illness (UU 27/2022), which the roster's keepers read there."""
    return "alasan di riwayat jadwal" if reason == ILLNESS else reason


def _judged(hotline: Hotline, known: Absences, duty: HeldDuty, absence: Absence) -> tuple[Person, tuple[Duty, ...]]:
    """Who substitutes, and the lines for it. Raises SubstituteRefused with all that is wrong."""
    faults: dict[str, str] = {}
    if duty.replaced_by is not None:
        name = known.people[duty.replaced_by].name
        faults["duty"] = f"Sudah digantikan oleh {name}. Bila {name} juga berhalangan, pilih tugas {name}."
    substitute = next((one for one in known.people.values() if one.email == absence.substitute), None)
    if substitute is None:
        faults["substitute"] = "Pilih siapa yang menggantikan."
    elif substitute.id not in {one.person.id for one in known.candidates(duty)}:
        faults["substitute"] = _why_not(substitute, duty)
    if absence.reason not in REASONS:
        faults["reason"] = "Pilih alasannya."
    if len(absence.words) > LONGEST_WORDS:
        faults["words"] = f"Lebih panjang dari {LONGEST_WORDS} huruf; pendekkan."
    starts, ends = (_clock(faults, name, getattr(absence, name)) for name in ("starts", "ends"))
    lines: tuple[Duty, ...] = ()
    if substitute is not None and not {"starts", "ends"} & faults.keys():
        try:
            lines = substitute_lines(hotline, duty, substitute.id, starts=starts, ends=ends)
        except ValueError:
            hours = clock_span(*(to_local(one, hotline.zone) for one in (duty.whole.start, duty.whole.end)))
            if starts is not None and ends is not None and ends <= starts:
                faults["ends"] = f"Tidak sesudah jam mulai; isi waktu antara {hours}, atau kosongkan."
            else:
                faults["starts"] = f"Jamnya tidak di dalam jam tugas ini; isi waktu antara {hours}, atau kosongkan."
        else:
            if known.standing(narrowed(hotline, duty, lines), substitute.id) in (Standing.PARTLY, Standing.THERE):
                faults["substitute"] = _why_not(substitute, duty)
    if faults or substitute is None:
        raise SubstituteRefused(faults)
    return substitute, lines


def _why_not(substitute: Person, duty: HeldDuty) -> str:
    if substitute.id == duty.person_id:
        return "Isi dengan orang lain."
    if not substitute.is_active:
        return f"{substitute.name} tidak aktif; pilih orang lain."
    if substitute.phone is None:
        return f"{substitute.name} tidak punya nomor telepon; pilih orang lain."
    return f"{substitute.name} sudah bertugas di unit ini pada waktu itu; pilih orang lain."


def _clock(faults: dict[str, str], field: str, written: str) -> time | None:
    if not written.strip():
        return None
    try:
        return read_clock(written.strip())
    except ValueError as fault:
        problem, _, remedy = str(fault).partition("; ")
        faults[field] = sentence(problem, remedy)
        return None


def _is_there(hotline: Hotline, line: Duty, wanted: Mapping[Slot, tuple[Duty, ...]]) -> bool:
    """Whether the same person substitutes for the same one at a time of the line already."""
    same = [
        other
        for other in wanted[Slot(line.on, line.unit, line.task)]
        if (other.person_id, other.replaces_id) == (line.person_id, line.replaces_id) and other is not line
    ]
    return any(
        one.start < two.end and two.start < one.end
        for other in same
        for one in stretches_of(hotline, other)
        for two in stretches_of(hotline, line)
    )


def _with_standing(connection: Connection, hotline: Hotline, lines: tuple[Duty, ...]) -> dict[Slot, tuple[Duty, ...]]:
    """The slots of the lines, with the substitutes who stand there already."""
    first, last = lines[0].on, lines[-1].on
    standing = in_slots(load_duties(connection, hotline.key, first=first, last=last))
    slots = {Slot(line.on, line.unit, Task.SUBSTITUTE) for line in lines}
    return {slot: (*plain(standing.get(slot, ())), *(line for line in lines if line.on == slot.on)) for slot in slots}
