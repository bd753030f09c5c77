"""The hours of everybody's duties on a day of the roster, as reminders and calendars tell them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ivr.domain.gaps import pieces_of
from ivr.domain.hotline import Hotline
from ivr.domain.hours import DAY, Stretch
from ivr.domain.posts import Post
from ivr.domain.roster import DutyBoard


class HourKind(StrEnum):
    """What the hours are for."""

    DUTY = "duty"  # the own duty, or one taken over
    COVER = "cover"  # somebody else's break


@dataclass(frozen=True)
class Break:
    """A break within a duty, and who answers meanwhile (ids); nobody else: the officer stays on."""

    stretch: Stretch
    covered_by: tuple[int, ...] = ()


@dataclass(frozen=True)
class DutyHours:
    """Hours on end in which somebody holds a duty, or covers a break.

    `on` is the day of the roster, also where they run past midnight. `others` (ids) are whom they substitute or
    cover, `colleagues` whose duty in the unit overlaps; `place` counts the person's hours of this kind on this day.
    """

    on: date
    unit: str
    person_id: int
    kind: HourKind
    stretch: Stretch
    others: tuple[int, ...] = ()
    breaks: tuple[Break, ...] = ()
    colleagues: tuple[int, ...] = ()
    place: int = 0


def duty_hours(hotline: Hotline, board: DutyBoard, on: date) -> tuple[DutyHours, ...]:
    """Everybody's hours of a day of the roster, by unit, start and person.

    Operators who stand by without a line of the roster have none. The board holds the day before, and the two days
    after, into which a duty may run.
    """
    near = tuple(line for line in board.duties if on - DAY <= line.on <= on + 2 * DAY and line.unit in hotline.units)
    board = replace(board, duties=near)
    found: list[DutyHours] = []
    for piece in pieces_of(hotline, board, on, on + DAY):
        for unit, posts in piece.posts.items():
            for part in _parts(posts, on, unit, piece.stretch):
                _add(found, part)
    units = list(hotline.units)
    found.sort(key=lambda one: (units.index(one.unit), one.stretch.start, one.kind != HourKind.DUTY, one.person_id))
    return tuple(_numbered([_with_colleagues(one, found) for one in found]))


def _parts(posts: Sequence[Post], on: date, unit: str, stretch: Stretch) -> Iterator[DutyHours]:
    """Who does what in one piece, each once."""
    duties: dict[int, DutyHours] = {}
    covers: dict[int, dict[int, None]] = {}
    for post in posts:
        if post.place.on == on and post.place.line is not None and post.holder not in duties:
            pause = (Break(stretch, post.answering if post.is_covered else ()),)
            has_break = post.is_break or post.is_covered
            duties[post.holder] = DutyHours(
                on, unit, post.holder, HourKind.DUTY, stretch, post.place.chain[:-1][:1], pause if has_break else ()
            )
        for cover in post.covers:
            if cover.on == on and cover.holder in post.answering and post.is_covered:
                covers.setdefault(cover.holder, {})[post.holder] = None
    yield from duties.values()
    for person_id, covered in covers.items():
        yield DutyHours(on, unit, person_id, HourKind.COVER, stretch, tuple(covered))


def _add(found: list[DutyHours], part: DutyHours) -> None:
    """What goes on is told once; so is a break that goes on."""
    for place, before in enumerate(found):
        is_same = (before.unit, before.person_id, before.kind, before.others) == (
            part.unit, part.person_id, part.kind, part.others,
        )  # fmt: skip
        if is_same and before.stretch.end == part.stretch.start:
            stretch = Stretch(before.stretch.start, part.stretch.end)
            found[place] = replace(before, stretch=stretch, breaks=_joined(before.breaks, part.breaks))
            return
    found.append(part)


def _joined(before: tuple[Break, ...], after: tuple[Break, ...]) -> tuple[Break, ...]:
    if before and after:
        (*most, last), first = before, after[0]
        if last.covered_by == first.covered_by and last.stretch.end == first.stretch.start:
            return (*most, Break(Stretch(last.stretch.start, first.stretch.end), last.covered_by))
    return before + after


def _with_colleagues(one: DutyHours, everybody: Sequence[DutyHours]) -> DutyHours:
    here = {
        other.person_id: None
        for other in everybody
        if (other.unit, other.kind) == (one.unit, HourKind.DUTY)
        and other.person_id != one.person_id
        and other.stretch.start < one.stretch.end
        and one.stretch.start < other.stretch.end
    }
    return replace(one, colleagues=tuple(here))


def _numbered(hours: Sequence[DutyHours]) -> Iterator[DutyHours]:
    counts: dict[tuple[str, int, HourKind], int] = {}
    for one in hours:
        key = (one.unit, one.person_id, one.kind)
        counts[key] = counts.get(key, -1) + 1
        yield replace(one, place=counts[key])
