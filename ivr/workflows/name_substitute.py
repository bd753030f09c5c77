"""Name a substitute for leave, travel or illness: it counts at once, and those concerned are told (SOP PPATK, 5.a)."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from ivr.domain.gaps import Gap, GapKind
from ivr.domain.held_duty import HeldDuty
from ivr.domain.hotline import Hotline
from ivr.domain.journal import Action, Entry
from ivr.domain.people import Person
from ivr.domain.posts import stretches_of
from ivr.domain.roster import Duty, Task
from ivr.domain.roster_change import ChangeKind, RosterChange, Slot, in_slots, plain
from ivr.domain.scope import Scope
from ivr.store.engine import Connection
from ivr.store.journal import note_in_journal
from ivr.store.roster import load_duties, lock_roster
from ivr.workflows.change_labels import short_date
from ivr.workflows.change_roster import change_roster
from ivr.workflows.gap_labels import gap_in_words
from ivr.workflows.judge_absence import ILLNESS, Absence, SubstituteRefused, Substitution, judge_absence
from ivr.workflows.office import Office
from ivr.workflows.show_absence import Absences, read_absences
from ivr.workflows.tell_of_substitute import tell_of_substitute
from ivr.workflows.weigh_change import HARD, Weighed, sentence, weigh_change

SOFT = (GapKind.TWO_UNITS, GapKind.NO_COVER)
GONE = "tugas itu sudah lewat, atau jadwalnya sudah diubah. Centangnya dihapus; periksa, lalu simpan sekali lagi."


class DoubtfulSubstitute(Exception):
    """It can be done, but is seldom meant; the text says why. Nothing was saved."""


class NoSuchDuty(Exception):
    """The duty is over, not theirs, or stands there no more."""


@dataclass(frozen=True)
class SubstituteNamed:
    """The change, and whom it is about."""

    change: RosterChange
    duties: tuple[HeldDuty, ...]
    absent: Person
    substitute: Person


def name_substitute(
    office: Office, hotline: Hotline, absence: Absence, *, scope: Scope, now: datetime
) -> SubstituteNamed:
    """Let the substitute answer from now on, for all of the duties or for none.

    Raises NoSuchDuty, SubstituteRefused, DoubtfulSubstitute.
    """
    with office.database.writing() as connection:
        lock_roster(connection)
        known = read_absences(connection, hotline, scope=scope, now=now)
        duties = _duties(known, absence)
        plan = judge_absence(hotline, known, duties, absence, now=now)
        wanted = _with_standing(connection, hotline, plan.all_lines)
        _check_new(hotline, plan, wanted)
        _weigh(connection, hotline, plan, wanted, anyway=absence.anyway)
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
        for unit in dict.fromkeys(duty.unit for duty in duties):
            entry = Entry(scope.person_id, Action.CHANGED, subject, hotline.key, unit, detail)
            note_in_journal(connection, entry, at=now)
        tell_of_substitute(connection, office, hotline, change, by=scope.person_id, now=now)
    return SubstituteNamed(change, duties, known.people[duties[0].person_id], plan.substitute)


def _told(reason: str) -> str:
    """What the journal says of a reason: not of illness (UU 27/2022), which the roster's keepers read there."""
    return "alasan di riwayat jadwal" if reason == ILLNESS else reason


def _duties(known: Absences, absence: Absence) -> tuple[HeldDuty, ...]:
    """What was chosen, by day. Raises NoSuchDuty, SubstituteRefused where some of several are there no more."""
    there = {duty.key: duty for duty in known.duties}
    found = tuple(duty for duty in known.duties if duty.key in absence.duties)
    if len({duty.person_id for duty in found}) != 1:
        raise NoSuchDuty
    if gone := [key for key in dict.fromkeys(absence.duties) if key not in there]:
        days = set()
        for key in gone:
            with suppress(ValueError):
                days.add(date.fromisoformat(key.partition("/")[0]))
        raise SubstituteRefused({"days": sentence(f"{', '.join(map(short_date, sorted(days)))}: {GONE[:-1]}", "")})
    return found


def _check_new(hotline: Hotline, plan: Substitution, wanted: Mapping[Slot, tuple[Duty, ...]]) -> None:
    """Raises SubstituteRefused where the same person substitutes at such a time already."""
    words = f"{plan.substitute.name} sudah tercatat sebagai penggantinya pada waktu itu."
    there = [
        duty
        for duty, lines in plan.lines.items()
        if any(_is_there(hotline, line, wanted, new=plan.all_lines) for line in lines)
    ]
    if there and len(plan.lines) == 1:
        raise SubstituteRefused({"substitute": words})
    if there:
        raise SubstituteRefused({duty.key: f"{words} Hapus centangnya." for duty in there})


def _is_there(hotline: Hotline, line: Duty, wanted: Mapping[Slot, tuple[Duty, ...]], *, new: Sequence[Duty]) -> bool:
    """Whether the same person substitutes for the same one at a time of the line already."""
    same = [
        other
        for other in wanted[Slot(line.on, line.unit, line.task)]
        if (other.person_id, other.replaces_id) == (line.person_id, line.replaces_id)
        and not any(other is one for one in new)
    ]
    return any(
        one.start < two.end and two.start < one.end
        for other in same
        for one in stretches_of(hotline, other)
        for two in stretches_of(hotline, line)
    )


def _weigh(
    connection: Connection,
    hotline: Hotline,
    plan: Substitution,
    wanted: Mapping[Slot, tuple[Duty, ...]],
    *,
    anyway: bool,
) -> None:
    """Raises SubstituteRefused, DoubtfulSubstitute where the roster would not bear it, or hardly."""
    weighed = weigh_change(connection, hotline, wanted)
    if refused := _refused(hotline, weighed):
        raise SubstituteRefused({"substitute": refused})
    if (soft := weighed.of_kinds(SOFT)) and not anyway:
        raise DoubtfulSubstitute(_doubt(hotline, soft, with_days=len(plan.lines) > 1))


def _refused(hotline: Hotline, weighed: Weighed) -> str:
    """Why it cannot be; empty when it can."""
    if weighed.faults:
        return weighed.faults[0]
    torn = weighed.of_kinds(HARD)
    return sentence(gap_in_words(torn[0], hotline), "pilih orang lain") if torn else ""


def _doubt(hotline: Hotline, gaps: Sequence[Gap], *, with_days: bool) -> str:
    """What is seldom meant; of several duties with its days."""
    days: dict[str, list[date]] = {}
    for gap in gaps:
        days.setdefault(gap_in_words(gap, hotline), []).append(gap.on)
    if not with_days:
        return "; ".join(days)
    return "; ".join(f"{words} ({', '.join(map(short_date, sorted(set(on))))})" for words, on in days.items())


def _with_standing(connection: Connection, hotline: Hotline, lines: Sequence[Duty]) -> dict[Slot, tuple[Duty, ...]]:
    """The slots of the lines, with the substitutes who stand there already."""
    days = [line.on for line in lines]
    standing = in_slots(load_duties(connection, hotline.key, first=min(days), last=max(days)))
    new: dict[Slot, list[Duty]] = {}
    for line in lines:
        new.setdefault(Slot(line.on, line.unit, Task.SUBSTITUTE), []).append(line)
    return {slot: (*plain(standing.get(slot, ())), *added) for slot, added in new.items()}
