"""The look ahead: where the roster of coming days leaves somebody unanswered, told before it happens."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import combinations, pairwise

from ivr.domain.hotline import Hotline
from ivr.domain.hours import Stretch, break_spans, service_spans
from ivr.domain.local_time import to_utc
from ivr.domain.people import Person
from ivr.domain.posts import Holding, Post, is_default, posts_at, stretches_of
from ivr.domain.roster import Duty, DutyBoard, Task


class GapKind(StrEnum):
    """What is wrong, in the order in which it is told."""

    SHORT = "short"  # fewer officers than the unit needs (SOP PPATK, 2)
    UNREACHABLE = "unreachable"  # on duty, but inactive or without a telephone
    NO_COVER = "no_cover"  # nobody covers the break (SOP PPATK, 3)
    TWO_UNITS = "two_units"  # one person, two units, one time
    FOR_NOBODY = "for_nobody"  # substitutes for, or covers, someone who is not on duty then
    OUTSIDE_HOURS = "outside_hours"  # rostered where there is no service: a holiday, a weekend, the evening


@dataclass(frozen=True)
class Gap:
    """One fault of the roster.

    `stretch` is the part of the service day concerned (UTC); for FOR_NOBODY and OUTSIDE_HOURS the line's own, None
    when it has none. `person` is whom it concerns; `other` who is not on duty (FOR_NOBODY); `other_unit` the
    second unit (TWO_UNITS); `required` and `present` count officers (SHORT).
    """

    kind: GapKind
    on: date
    unit: str
    stretch: Stretch | None
    person: Person | None = None
    other: Person | None = None
    other_unit: str | None = None
    required: int = 0
    present: int = 0


@dataclass(frozen=True)
class Piece:
    """A part of a service day in which nothing on the roster changes: one look at its start is exact."""

    day: date
    stretch: Stretch
    posts: Mapping[str, tuple[Post, ...]]


def find_gaps(hotline: Hotline, board: DutyBoard, first: date, last: date) -> tuple[Gap, ...]:
    """All gaps of an inclusive range of local dates, by day, unit, kind and time.

    The board holds the duties from the day before `first` to the day after `last`.
    """
    board = replace(board, duties=tuple(line for line in board.duties if line.unit in hotline.units))
    pieces = pieces_of(hotline, board, first, last)
    gaps: list[Gap] = []
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        gaps += _joined(hotline, board, [piece for piece in pieces if piece.day == day])
    gaps += (gap for line in board.duties if first <= line.on <= last for gap in _of_line(hotline, board, line, pieces))
    units, kinds, dawn = list(hotline.units), list(GapKind), to_utc(first, time.min, hotline.zone)
    return tuple(
        sorted(
            dict.fromkeys(gaps),  # the roster may hold the same line twice
            key=lambda gap: (
                gap.on,
                units.index(gap.unit),
                kinds.index(gap.kind),
                gap.stretch.start if gap.stretch else dawn,
            ),
        )
    )


def pieces_of(hotline: Hotline, board: DutyBoard, first: date, last: date) -> list[Piece]:
    """The service of the range cut at every end of anything: hours, breaks, duties, covers, substitutes."""
    dawn = to_utc(first, time.min, hotline.zone)
    days = [first + timedelta(days=n) for n in range(-1, (last - first).days + 2)]
    service = [(day, span) for day in days for span in service_spans(hotline, day) if span.end > dawn]
    stretches = [span for _, span in service]
    stretches += [pause for day in days for pause in break_spans(hotline, day)]
    stretches += [stretch for line in board.duties for stretch in stretches_of(hotline, line)]
    ends = sorted({dawn, *(s.start for s in stretches), *(s.end for s in stretches)})
    # Where two days overlap, the service belongs to the later one, as in `ivr.domain.hours`.
    day_of = {
        Stretch(start, end): day
        for day, span in service
        for start, end in pairwise(_cut(max(span.start, dawn), span.end, ends))
    }
    return [
        Piece(day, stretch, {unit: posts_at(hotline, unit, at=stretch.start, board=board) for unit in hotline.units})
        for stretch, day in sorted(day_of.items(), key=lambda item: item[0].start)
    ]


def _cut(start: datetime, end: datetime, ends: Sequence[datetime]) -> list[datetime]:
    return [start, *ends[bisect_right(ends, start) : bisect_left(ends, end)], end]


def _joined(hotline: Hotline, board: DutyBoard, pieces: Sequence[Piece]) -> list[Gap]:
    """The gaps of one day's pieces; one that goes on in the next piece is told once."""
    done: list[Gap] = []
    running: dict[Gap, Stretch] = {}
    for piece in pieces:
        found = dict.fromkeys(_of_piece(hotline, board, piece), piece.stretch)
        done += (replace(gap, stretch=stretch) for gap, stretch in running.items() if gap not in found)
        running = {
            gap: Stretch(running[gap].start, stretch.end) if gap in running else stretch
            for gap, stretch in found.items()
        }
    return done + [replace(gap, stretch=stretch) for gap, stretch in running.items()]


def _of_piece(hotline: Hotline, board: DutyBoard, piece: Piece) -> Iterator[Gap]:
    """What is wrong in one piece, still without its stretch."""
    for unit, posts in piece.posts.items():
        required = hotline.units[unit].required.get(piece.day.weekday(), 0)
        present = len({post.holder for post in posts if board.people[post.holder].can_be_rung})
        if present < required:
            yield Gap(GapKind.SHORT, piece.day, unit, None, required=required, present=present)
        for post in posts:
            for person_id in (post.holder, *(cover.holder for cover in post.covers)):
                if not board.people[person_id].can_be_rung:
                    yield Gap(GapKind.UNREACHABLE, piece.day, unit, None, board.people[person_id])
            if post.lacks_cover:
                yield Gap(GapKind.NO_COVER, piece.day, unit, None, board.people[post.holder])
    for unit, other_unit in combinations(piece.posts, 2):
        here, there = ({one for post in piece.posts[u] for one in post.answering} for u in (unit, other_unit))
        for person_id in here & there:
            yield Gap(GapKind.TWO_UNITS, piece.day, unit, None, board.people[person_id], other_unit=other_unit)


def _of_line(hotline: Hotline, board: DutyBoard, line: Duty, pieces: Sequence[Piece]) -> Iterator[Gap]:
    """What is wrong with a line itself: it lies outside the hours, or is for someone who is not there."""
    stretches = stretches_of(hotline, line)
    own = Stretch(stretches[0].start, stretches[-1].end) if stretches else None
    person = board.people[line.person_id]
    served = [piece for piece in pieces if any(stretch.holds(piece.stretch.start) for stretch in stretches)]
    if not served:
        yield Gap(GapKind.OUTSIDE_HOURS, line.on, line.unit, own, person)
    elif line.replaces_id is not None:
        # The whole duty of a person may lie outside the usual hours of its day, so all pieces are asked.
        asked = pieces if is_default(line) and line.task is Task.SUBSTITUTE else served
        if not any(_is_there(line, post) for piece in asked for post in piece.posts[line.unit]):
            yield Gap(GapKind.FOR_NOBODY, line.on, line.unit, own, person, board.people[line.replaces_id])


def _is_there(line: Duty, post: Post) -> bool:
    """Whether the person whom a line replaces holds, or held, this post or a cover of it."""

    def holds(holding: Holding) -> bool:
        whole_duty = is_default(line) and line.task is Task.SUBSTITUTE
        return line.replaces_id in holding.chain and (not whole_duty or holding.on == line.on)

    return holds(post.place) or (line.task is Task.SUBSTITUTE and any(holds(cover) for cover in post.covers))
