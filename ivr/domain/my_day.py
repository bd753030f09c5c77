"""A person's part in a service day, unit by unit and hour by hour, by the rule that the calls follow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from itertools import pairwise

from ivr.domain.hotline import Hotline
from ivr.domain.hours import DAY, Stretch, break_spans, opening, service_spans
from ivr.domain.local_time import to_utc
from ivr.domain.posts import Post, posts_at, stands_by, stretches_of
from ivr.domain.roster import DutyBoard


class Part(StrEnum):
    """What somebody has to do with a post."""

    DUTY = "duty"
    STANDS_BY = "stands_by"  # an operator, without a line of the roster
    COVERS = "covers"  # somebody else's break
    SUBSTITUTES = "substitutes"  # for whom the roster names
    COVERED = "covered"  # the own break: somebody else answers
    REPLACED = "replaced"  # a substitute has the duty

    @property
    def answers(self) -> bool:
        """Whether their telephone rings for it."""
        return self not in (Part.COVERED, Part.REPLACED)


@dataclass(frozen=True)
class Stint:
    """One stretch of one part. `others` (ids) are whom they cover or substitute, or who covers or replaces them.

    `lacks_cover`: it is their break, and nobody covers it (SOP PPATK, 3).
    """

    unit: str
    part: Part
    stretch: Stretch
    others: tuple[int, ...] = ()
    lacks_cover: bool = False


@dataclass(frozen=True)
class MyDay:
    """A person's part in one unit on one service day, and who else is there (ids)."""

    on: date
    unit: str
    stints: tuple[Stint, ...]
    colleagues: tuple[int, ...]


def my_day(
    hotline: Hotline, board: DutyBoard, person_id: int, *, on: date, now: datetime | None = None
) -> tuple[MyDay, ...]:
    """The units in which somebody has a part on a service day. The board holds the day before and the day after.

    With `now`, those who pause at that moment cover nobody until the next change, as for a call; the person's own
    pause changes no duty.
    """
    board = replace(board, duties=tuple(line for line in board.duties if on - DAY <= line.on <= on + DAY))
    days = (_in_unit(hotline, board, person_id, unit, on, now) for unit in _units(hotline, board, person_id))
    return tuple(day for day in days if day.stints)


def answers_until(stints: Sequence[Stint], at: datetime) -> datetime | None:
    """Until when somebody answers who does so now, None where they do not.

    What follows at once goes on, and so does a duty after its covered break.
    """
    if not any(stint.part.answers and stint.stretch.holds(at) for stint in stints):
        return None
    until = reached = at
    for stint in stints:
        if stint.part is not Part.REPLACED and stint.stretch.start <= reached < stint.stretch.end:
            reached = stint.stretch.end
            until = reached if stint.part.answers else until
    return until


def _units(hotline: Hotline, board: DutyBoard, person_id: int) -> Iterator[str]:
    """Where the person can have a part at all: named by a line, or standing by."""
    named = {line.unit for line in board.duties if person_id in (line.person_id, line.replaces_id)}
    person = board.people.get(person_id)
    for key, unit in hotline.units.items():
        if key in named or (unit.is_operator and person is not None and stands_by(person, key)):
            yield key


def _in_unit(hotline: Hotline, board: DutyBoard, person_id: int, unit: str, on: date, now: datetime | None) -> MyDay:
    stints: list[Stint] = []
    colleagues: dict[int, None] = {}
    pausing = frozenset(one.id for one in board.people.values() if now is not None and one.is_paused(now))
    for piece in _pieces(hotline, board, on, now):
        paused = pausing - {person_id} if piece.start == now else frozenset[int]()
        posts = posts_at(hotline, unit, at=piece.start, board=board, paused=paused)
        here = {one for post in posts for one in (post.holder, *post.answering)}
        colleagues |= dict.fromkeys(sorted(here - {person_id}))
        for stint in _of_piece(posts, person_id, unit, piece):
            _add(stints, stint)
    return MyDay(on, unit, tuple(stints), tuple(colleagues))


def _pieces(hotline: Hotline, board: DutyBoard, on: date, now: datetime | None) -> Iterator[Stretch]:
    """The service of a day, cut now and wherever anything may change."""
    stretches = [pause for day in (on - DAY, on, on + DAY) for pause in break_spans(hotline, day)]
    stretches += [stretch for line in board.duties for stretch in stretches_of(hotline, line)]
    cuts = {to_utc(on + DAY, time.min, hotline.zone), *(s.start for s in stretches), *(s.end for s in stretches)}
    cuts |= {now} if now is not None else set()
    for span in service_spans(hotline, on):
        ends = [span.start, *sorted(cut for cut in cuts if span.start < cut < span.end), span.end]
        # Where two days overlap, the service belongs to the later one.
        yield from (Stretch(*pair) for pair in pairwise(ends) if opening(hotline, pair[0]).day == on)


def _of_piece(posts: Sequence[Post], person_id: int, unit: str, piece: Stretch) -> list[Stint]:
    """Every part in one piece, each once, with everybody whom it concerns."""
    parts: dict[tuple[Part, bool], dict[int, None]] = {}
    for post in posts:
        if (found := _part_in(post, person_id)) is not None:
            part, others = found
            lacks_cover = part.answers and post.holder == person_id and post.lacks_cover
            parts.setdefault((part, lacks_cover), {}).update(dict.fromkeys(others))
    return [Stint(unit, part, piece, tuple(others), lacks) for (part, lacks), others in parts.items()]


def _part_in(post: Post, person_id: int) -> tuple[Part, tuple[int, ...]] | None:
    chain = post.place.chain
    if person_id == post.holder:
        if person_id not in post.answering:
            return Part.COVERED, post.answering
        if len(chain) > 1:
            return Part.SUBSTITUTES, chain[:1]
        return (Part.STANDS_BY if post.place.line is None else Part.DUTY), ()
    if person_id in post.answering:
        return Part.COVERS, (post.holder,)
    return (Part.REPLACED, (post.holder,)) if person_id in chain else None


def _add(stints: list[Stint], stint: Stint) -> None:
    """A part that goes on is one stint."""
    for place, before in enumerate(stints):
        if replace(before, stretch=stint.stretch) == stint and before.stretch.end == stint.stretch.start:
            stints[place] = replace(stint, stretch=Stretch(before.stretch.start, stint.stretch.end))
            return
    stints.append(stint)
