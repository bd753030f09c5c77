"""The roster of a day, as planned and as it was worked."""

from datetime import date
from itertools import pairwise

from ivr.domain.hotline import Hotline
from ivr.domain.hours import Stretch, break_spans, service_spans
from ivr.domain.posts import posts_at, stands_by, stretches_of
from ivr.domain.roster import DutyBoard, Task
from recap.figures import Planned, Worked


def planned_roster(hotline: Hotline, board: DutyBoard, on: date) -> tuple[Planned, ...]:
    """The lines of the day, unit by unit as configured; operators on standing duty where the roster names nobody."""
    order, planned = list(Task), []
    for unit in hotline.units.values():
        duties = sorted(
            (line for line in board.duties if line.on == on and line.unit == unit.key),
            key=lambda line: (order.index(line.task), line.id),
        )
        if unit.is_operator and not any(line.task is Task.DUTY for line in duties):
            standing = [one for one in board.people.values() if stands_by(one, unit.key) and one.is_active]
            planned += [
                Planned(unit.key, None, one.id, one.name, service_spans(hotline, on))
                for one in sorted(standing, key=lambda one: one.id)
            ]
        for line in duties:
            name, hours = board.people[line.person_id].name, stretches_of(hotline, line)
            replaces = board.people[line.replaces_id].name if line.replaces_id is not None else None
            planned.append(
                Planned(unit.key, line.task, line.person_id, name, hours, line.replaces_id, replaces, line.note)
            )
    return tuple(planned)


def worked_roster(hotline: Hotline, board: DutyBoard, on: date) -> tuple[Worked, ...]:
    """Who answered for each unit, stretch by stretch of the service day, by the rule that rings telephones."""
    worked: list[Worked] = []
    for unit in hotline.units.values():
        lines = [line for line in board.duties if line.unit == unit.key]
        edges = [stretch for line in lines for stretch in stretches_of(hotline, line)]
        edges += break_spans(hotline, on)
        for span in service_spans(hotline, on):
            inner = {at for edge in edges for at in (edge.start, edge.end) if span.start < at < span.end}
            last: Worked | None = None
            for start, end in pairwise([span.start, *sorted(inner), span.end]):
                names = _answering(hotline, board, unit.key, Stretch(start, end))
                if last is not None and names == last.names:
                    last = Worked(unit.key, Stretch(last.stretch.start, end), names)
                    worked[-1] = last
                else:
                    last = Worked(unit.key, Stretch(start, end), names)
                    worked.append(last)
    return tuple(worked)


def _answering(hotline: Hotline, board: DutyBoard, unit: str, stretch: Stretch) -> tuple[str, ...]:
    posts = posts_at(hotline, unit, at=stretch.start, board=board)
    ids = dict.fromkeys(one for post in posts for one in post.answering)
    return tuple(board.people[one].name for one in ids if board.people[one].can_be_rung)
