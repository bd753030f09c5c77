"""Weigh a change of the roster before it is made: which of its lines cannot be, and which gaps it would tear."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from ivr.domain.gaps import Gap, GapKind, find_gaps
from ivr.domain.hotline import Hotline
from ivr.domain.people import Person
from ivr.domain.roster import Duty, DutyBoard
from ivr.domain.roster_change import Slot, in_slots, plain
from ivr.store.duty_board import load_duty_board
from ivr.store.engine import Connection
from ivr.store.people import load_people
from ivr.workflows.check_roster import check_replaced, plan_lines
from ivr.workflows.fault_sheet import Sheet
from ivr.workflows.read_roster import DutyDraft

DAY = timedelta(days=1)
HARD = (GapKind.SHORT, GapKind.UNREACHABLE, GapKind.FOR_NOBODY)
"""Gaps that no substitute and no swap may tear."""


@dataclass(frozen=True)
class Weighed:
    """What a change would do. `faults` are whole sentences (Indonesian); `gaps` are those that are not there now."""

    faults: tuple[str, ...]
    gaps: tuple[Gap, ...]

    def of_kinds(self, kinds: Iterable[GapKind]) -> tuple[Gap, ...]:
        """The new gaps of some kinds."""
        wanted = set(kinds)
        return tuple(gap for gap in self.gaps if gap.kind in wanted)


def weigh_change(connection: Connection, hotline: Hotline, wanted: Mapping[Slot, Sequence[Duty]]) -> Weighed:
    """Judge slots as they would stand, by the checks of a roster file and by the look ahead."""
    days = sorted(slot.on for slot in wanted)
    first, last = days[0] - DAY, days[-1] + DAY
    people = {member.person.id: member.person for member in load_people(connection, hotline.key)}
    board = load_duty_board(connection, hotline.key, first=first - DAY, last=last + DAY)
    board = replace(board, people={**people, **board.people})
    faults = faults_of_lines(connection, hotline, wanted, board.duties, people)
    before = find_gaps(hotline, board, first, last)
    after = find_gaps(hotline, _with(board, wanted), first, last)
    known = Counter(_about(gap) for gap in before)
    new = []
    for gap in after:
        known[_about(gap)] -= 1
        if known[_about(gap)] < 0:
            new.append(gap)
    return Weighed(faults, tuple(new))


def faults_of_lines(
    connection: Connection,
    hotline: Hotline,
    wanted: Mapping[Slot, Sequence[Duty]],
    standing: Sequence[Duty],
    people: Mapping[int, Person],
) -> tuple[str, ...]:
    """What is wrong with the lines that are new; what stood there before is not judged again."""
    before = in_slots(standing)
    lines = [(slot, line) for slot, every in wanted.items() for line in plain(every)]
    drafts = [_draft(hotline, line, number, people) for number, (_, line) in enumerate(lines, 1)]
    new = {number for number, (slot, line) in enumerate(lines, 1) if line not in plain(before.get(slot, ()))}
    sheet = Sheet("")
    plan = plan_lines(sheet, connection, hotline, drafts, replaced=wanted)
    check_replaced(sheet, plan)
    told = [fault for fault in sheet.faults if fault.line in new]
    return tuple(dict.fromkeys(sentence(fault.problem, fault.remedy) for fault in told))


def sentence(problem: str, remedy: str) -> str:
    """A fault as a sentence of its own."""
    words = f"{problem}; {remedy}" if remedy else problem
    return f"{words[:1].upper()}{words[1:]}."


def _draft(hotline: Hotline, line: Duty, number: int, people: Mapping[int, Person]) -> DutyDraft:
    def email(person_id: int | None) -> str | None:
        return people[person_id].email if person_id is not None and person_id in people else None

    return DutyDraft(
        number,
        hotline.key,
        line.on,
        line.unit,
        line.task,
        email(line.person_id),
        line.starts,
        line.ends,
        email(line.replaces_id),
        line.note,
    )


def _with(board: DutyBoard, wanted: Mapping[Slot, Sequence[Duty]]) -> DutyBoard:
    """The board as it would be; new lines come last, as they do in the database."""
    kept = [line for line in board.duties if Slot(line.on, line.unit, line.task) not in wanted]
    last = max((line.id for line in board.duties), default=0)
    new = [line for slot in sorted(wanted) for line in wanted[slot]]
    return replace(board, duties=(*kept, *(replace(line, id=last + place) for place, line in enumerate(new, 1))))


def _about(gap: Gap) -> object:
    """What makes two gaps the same: whose break is not covered is no matter, since a swap changes just that."""
    if gap.kind in (GapKind.NO_COVER, GapKind.OUTSIDE_HOURS):
        return replace(gap, person=None)
    return gap
