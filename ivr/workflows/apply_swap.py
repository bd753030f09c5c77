"""Apply a swap to the roster, both exchanges as one change; nothing is half-done, and nonsense is refused."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise

from ivr.domain.gaps import GapKind
from ivr.domain.hotline import Hotline
from ivr.domain.posts import stretches_of
from ivr.domain.roster import Duty
from ivr.domain.roster_change import ChangeKind, RosterChange, Slot, in_slots, plain
from ivr.domain.swap import CannotExchange, Swap, exchanged
from ivr.store.engine import Connection
from ivr.store.people import Member, load_people
from ivr.store.roster import load_duties, lock_roster
from ivr.store.roster_changes import changes_between
from ivr.workflows.change_labels import short_date
from ivr.workflows.change_roster import change_roster
from ivr.workflows.gap_labels import gap_in_words
from ivr.workflows.swap_labels import Name, exchange_words
from ivr.workflows.weigh_change import weigh_change

MOST_CHANGES = 1_000
TORN = tuple(kind for kind in GapKind if kind is not GapKind.OUTSIDE_HOURS)


class SwapRefused(Exception):
    """It was not done; the text says why in Indonesian, and what would be right."""


def plan_swap(connection: Connection, hotline: Hotline, swap: Swap) -> dict[Slot, tuple[Duty, ...]]:
    """The slots as they would stand afterwards. Raises SwapRefused for what would make the roster worse."""
    name = names_of(load_people(connection, hotline.key))
    standing = in_slots(load_duties(connection, hotline.key, first=swap.days[0], last=swap.days[-1]))
    if moved := _moved(connection, hotline, swap, standing):
        days = " dan ".join(short_date(on) for on in moved)
        raise SwapRefused(
            f"Jadwal {days} sudah diubah sesudah permintaan ini dibuat. Periksa jadwal, lalu ajukan permintaan baru."
        )
    try:
        wanted = exchanged(swap, standing)
    except CannotExchange as fault:
        raise SwapRefused(exchange_words(fault, name, swap.task)) from fault
    if all(plain(standing.get(slot, ())) == lines for slot, lines in wanted.items()):
        raise SwapRefused("Tidak ada yang berubah: keduanya bertugas pada waktu yang sama.")
    for slot, lines in wanted.items():
        if slot.task is swap.task and (twice := _twice(hotline, lines, swap.parties)) is not None:
            raise SwapRefused(f"{name(twice)} sudah bertugas pada {short_date(slot.on)}; pilih rekan atau hari lain.")
    weighed = weigh_change(connection, hotline, wanted)
    if weighed.faults:
        raise SwapRefused(weighed.faults[0])
    if torn := weighed.of_kinds(TORN):
        where = f"{short_date(torn[0].on)}, {hotline.units[torn[0].unit].name}"
        raise SwapRefused(
            f"Pertukaran ini membuat jadwal tidak benar ({where}: {gap_in_words(torn[0], hotline)}). "
            "Betulkan jadwalnya dahulu, atau pilih rekan atau hari lain."
        )
    return wanted


def apply_swap(connection: Connection, hotline: Hotline, swap: Swap, *, by: int, now: datetime) -> RosterChange:
    """Exchange the duties. Needs a writing transaction. Raises SwapRefused."""
    lock_roster(connection)
    wanted = plan_swap(connection, hotline, swap)
    change = change_roster(
        connection,
        hotline.key,
        wanted,
        by=by,
        kind=ChangeKind.SWAP,
        now=now,
        why=swap.why,
    )
    assert change is not None, "what changes nothing was refused"
    return change


def names_of(people: Iterable[Member]) -> Name:
    """A person's name by id."""
    names = {member.person.id: member.person.name for member in people}
    return lambda person_id: names.get(person_id, "seseorang")


def _twice(hotline: Hotline, lines: Sequence[Duty], people: Iterable[int]) -> int | None:
    """Who would be there twice at one time."""
    for one in people:
        own = [stretch for line in lines if line.person_id == one for stretch in stretches_of(hotline, line)]
        own.sort(key=lambda stretch: stretch.start)
        if any(early.end > late.start for early, late in pairwise(own)):
            return one
    return None


def _moved(connection: Connection, hotline: Hotline, swap: Swap, standing: Mapping[Slot, Sequence[Duty]]) -> list[date]:
    """The days on which the duties of the two are others than when the swap was asked for."""
    changes = changes_between(connection, hotline.key, first=swap.days[0], last=swap.days[-1], most=MOST_CHANGES)
    later = [one for one in reversed(changes) if one.at > swap.asked_at]
    moved: list[date] = []
    for on in swap.days:
        slot = Slot(on, swap.unit, swap.task)
        first = next((one for change in later for one in change.slots if one.slot == slot), None)
        if first is not None and _of(first.before, swap) != _of(standing.get(slot, ()), swap):
            moved.append(on)
    return moved


def _of(lines: Sequence[Duty], swap: Swap) -> tuple[Duty, ...]:
    return tuple(line for line in plain(lines) if line.person_id in swap.parties)
