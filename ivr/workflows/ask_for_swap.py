"""Ask a colleague for a swap, or to take a duty over: nothing of the roster changes yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from ivr.domain.hotline import Hotline
from ivr.domain.hours import Stretch
from ivr.domain.journal import Action, Entry
from ivr.domain.local_time import to_local
from ivr.domain.people import Person
from ivr.domain.posts import stretches_of
from ivr.domain.roster import Duty, Task
from ivr.domain.swap import Swap, SwapState
from ivr.store.engine import Connection
from ivr.store.journal import note_in_journal
from ivr.store.people import load_people
from ivr.store.roster import load_duties, lock_roster
from ivr.store.swaps import add_swap, open_swaps
from ivr.workflows.apply_swap import SwapRefused, plan_swap
from ivr.workflows.change_labels import short_date
from ivr.workflows.office import Office
from ivr.workflows.swap_labels import task_words
from ivr.workflows.tell_of_swap import deciders, tell_of_swap

LONGEST_WHY = 400
LOOK_AHEAD_DAYS = 92
SWAPPED = (Task.DUTY, Task.COVER)


@dataclass(frozen=True)
class SwapWish:
    """What somebody asks for. `colleague_on` None: the colleague takes the duty over, without exchange."""

    unit: str
    task: Task
    on: date
    colleague_id: int
    colleague_on: date | None
    why: str = ""


@dataclass(frozen=True)
class ComingDuties:
    """The lines of the coming days that can be swapped, and everybody of the hotline by id."""

    hotline: Hotline
    lines: tuple[Duty, ...]
    people: Mapping[int, Person]

    def of(self, person_id: int) -> tuple[Duty, ...]:
        """One person's, each day, unit and task once."""
        own = {(line.on, line.unit, line.task): line for line in self.lines if line.person_id == person_id}
        return tuple(own[place] for place in sorted(own))

    def takers(self, duty: Duty) -> tuple[Person, ...]:
        """Who could take a duty over: people of its unit, and who is on duty there, but nowhere at the same time."""
        return tuple(
            one
            for one in self._others(duty)
            if (duty.unit in one.units or self._same_kind(one, duty)) and self._is_free(one.id, duty)
        )

    def exchanges(self, duty: Duty) -> tuple[tuple[Person, tuple[Duty, ...]], ...]:
        """The colleagues with the duties that could be had in exchange: nobody would be there twice at one time."""
        found = (
            (one, tuple(line for line in self._same_kind(one, duty) if self._can_exchange(duty, line)))
            for one in self._others(duty)
        )
        return tuple((one, lines) for one, lines in found if lines)

    def _others(self, duty: Duty) -> list[Person]:
        others = (one for one in self.people.values() if one.can_be_rung and one.id != duty.person_id)
        return sorted(others, key=lambda one: one.name.lower())

    def _same_kind(self, person: Person, duty: Duty) -> tuple[Duty, ...]:
        return tuple(line for line in self.of(person.id) if (line.unit, line.task) == (duty.unit, duty.task))

    def _can_exchange(self, one: Duty, other: Duty) -> bool:
        if one.on == other.on and self._stretches(one) == self._stretches(other):
            return False  # nothing would change
        return self._is_free(other.person_id, one, given=other) and self._is_free(one.person_id, other, given=one)

    def _is_free(self, person_id: int, duty: Duty, *, given: Duty | None = None) -> bool:
        """Whether they have no duty, and cover no break, in any unit at that time; `given` is what they give away."""
        taken = self._stretches(duty)
        days = [date.fromordinal(duty.on.toordinal() + n) for n in (-1, 0, 1)]
        places = [replace(duty, person_id=person_id, on=on, unit=unit, task=task)
                  for on in days for unit in self.hotline.units for task in SWAPPED]  # fmt: skip
        kept = [one for one in places if given is None or _place(one) != _place(given)]
        own = [stretch for one in kept for stretch in self._stretches(one)]
        return not any(one.start < other.end and other.start < one.end for one in taken for other in own)

    def _stretches(self, duty: Duty) -> list[Stretch]:
        """When somebody is there on a day: all lines of the duty's place."""
        lines = self._by_place.get(_place(duty), ())
        return [stretch for line in lines for stretch in stretches_of(self.hotline, line)]

    @cached_property
    def _by_place(self) -> dict[tuple[int, date, str, Task], list[Duty]]:
        places: dict[tuple[int, date, str, Task], list[Duty]] = {}
        for line in self.lines:
            places.setdefault(_place(line), []).append(line)
        return places


def _place(line: Duty) -> tuple[int, date, str, Task]:
    return line.person_id, line.on, line.unit, line.task


def coming_duties(office: Office, hotline: Hotline, *, now: datetime) -> ComingDuties:
    """What can be swapped: from tomorrow on."""
    today = to_local(now, hotline.zone).date()
    first, last = date.fromordinal(today.toordinal() + 1), date.fromordinal(today.toordinal() + LOOK_AHEAD_DAYS)
    with office.database.reading() as connection:
        lines: Sequence[Duty] = load_duties(connection, hotline.key, first=first, last=last)
        people = {member.person.id: member.person for member in load_people(connection, hotline.key)}
    return ComingDuties(
        hotline, tuple(line for line in lines if line.task in SWAPPED and line.unit in hotline.units), people
    )


def ask_for_swap(office: Office, hotline: Hotline, wish: SwapWish, *, by: int, now: datetime) -> Swap:
    """Put the wish on record and ask the colleague. Raises SwapRefused."""
    today = to_local(now, hotline.zone).date()
    why = wish.why.strip()
    if len(why) > LONGEST_WHY:
        raise SwapRefused(f"Alasan lebih panjang dari {LONGEST_WHY} huruf; pendekkan.")
    swap = Swap(
        0,
        hotline.key,
        wish.unit,
        by,
        wish.on,
        wish.colleague_id,
        wish.colleague_on,
        wish.task,
        why,
        SwapState.ASKED,
        now,
    )
    if swap.days[0] <= today:
        raise SwapRefused("Tukar piket diminta sebelum harinya. Untuk hari ini, catat pengganti.")
    with office.database.writing() as connection:
        lock_roster(connection)
        people = {member.person.id: member.person for member in load_people(connection, hotline.key)}
        _check(connection, hotline, swap, people, today=today)
        plan_swap(connection, hotline, swap)
        swap = replace(swap, id=add_swap(connection, swap))
        tell_of_swap(connection, office, hotline, swap, by=by, now=now)
        entry = Entry(by, Action.ADDED, f"swap:{swap.id}", hotline.key, swap.unit, f"diminta untuk {swap.asker_on}")
        note_in_journal(connection, entry, at=now)
    return swap


def _check(connection: Connection, hotline: Hotline, swap: Swap, people: Mapping[int, Person], *, today: date) -> None:
    colleague = people.get(swap.colleague_id)
    if colleague is None or colleague.id == swap.asker_id or swap.task not in SWAPPED or swap.unit not in hotline.units:
        raise SwapRefused("Pilih piket Anda dan rekan dari daftar.")
    if not colleague.can_be_rung:
        why = "tidak aktif" if not colleague.is_active else "tidak punya nomor telepon"
        raise SwapRefused(f"{colleague.name} {why}; pilih rekan lain.")
    if not deciders(people.values(), swap):
        raise SwapRefused("Belum ada ketua atau koordinator lain yang dapat menyetujui. Hubungi administrator.")
    wanted = _places(swap)
    for other in open_swaps(connection, hotline.key):
        if other.state_on(today) is SwapState.EXPIRED:
            continue
        if _is_same(swap, other):
            raise SwapRefused(
                "Permintaan ini sudah dikirim dan belum selesai; ikuti jawabannya di halaman Tukar piket."
            )
        if both := wanted & _places(other):
            (person_id, on) = min(both)
            who = people[person_id].name
            raise SwapRefused(
                f"{task_words(swap.task).capitalize()} {who} {short_date(on)} sudah ada dalam permintaan lain yang "
                "belum selesai. Tunggu keputusannya, atau tarik kembali permintaan itu dahulu."
            )


def _is_same(one: Swap, other: Swap) -> bool:
    """Whether it is the same wish, as from a button that was pressed twice."""
    return (one.unit, one.task, one.parties, one.asker_on, one.colleague_on) == (
        other.unit, other.task, other.parties, other.asker_on, other.colleague_on,
    )  # fmt: skip


def _places(swap: Swap) -> set[tuple[int, date]]:
    given = {(swap.asker_id, swap.asker_on)}
    return given | ({(swap.colleague_id, swap.colleague_on)} if swap.colleague_on is not None else set())
