"""Tell those concerned how far a swap is: whom it waits for, with the links of their answers, and its outcome."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from ivr.domain.hotline import Hotline
from ivr.domain.links import VALID, Purpose
from ivr.domain.local_time import moment_in_words, to_utc
from ivr.domain.people import Person, Role
from ivr.domain.swap import Swap, SwapState
from ivr.store.engine import Connection
from ivr.store.people import load_people, member_of
from ivr.workflows.change_labels import short_date
from ivr.workflows.mail.queue_mail import queue_mail
from ivr.workflows.office import Office
from ivr.workflows.record_labels import unit_name
from ivr.workflows.signed_links import make_link
from ivr.workflows.swap_labels import STATES, asked_in_words

UNCHANGED = "Jadwal tidak berubah."
AFTER: Mapping[SwapState, str] = {
    SwapState.ACCEPTED: "Sekarang menunggu persetujuan. Jadwal belum berubah.",
    SwapState.APPROVED: "Jadwal sudah diubah: telepon yang masuk berdering menurut jadwal baru.",
    SwapState.REVERSED: "Jadwal sudah kembali seperti sebelum pertukaran.",
    SwapState.EXPIRED: "Hari piketnya sudah mulai, dan permintaan ini belum disetujui. Jadwal tidak berubah.",
}
_TOLD: Mapping[SwapState, str] = {
    SwapState.ACCEPTED: "{by} setuju:",
    SwapState.DECLINED: "{by} tidak bersedia:",
    SwapState.WITHDRAWN: "{by} menarik kembali permintaan tukar piket ini:",
    SwapState.APPROVED: "{by} menyetujui tukar piket ini:",
    SwapState.REFUSED: "{by} tidak menyetujui tukar piket ini:",
    SwapState.REVERSED: "{by} membatalkan tukar piket yang sudah disetujui ini:",
    SwapState.EXPIRED: "Permintaan tukar piket ini lewat waktu:",
}


@dataclass(frozen=True)
class _News:
    """What all letters of one step share."""

    connection: Connection
    office: Office
    hotline: Hotline
    swap: Swap
    people: Mapping[int, Person]
    now: datetime
    again: int | None = None

    def link(self, purpose: Purpose, person: Person) -> str:
        """A link for one person's one step."""
        subject = f"swap:{self.swap.id}"
        return make_link(
            self.connection, self.office, purpose=purpose, person_id=person.id, subject=subject, now=self.now
        )

    def send(self, template: str, person: Person, **values: Any) -> None:
        """Queue a letter."""
        swap = self.swap
        queue_mail(
            self.connection,
            self.office,
            self.hotline,
            template,
            key=f"swap:{swap.id}:{swap.state.value}{f'-{self.again}' if self.again else ''}:{template}:{person.id}",
            name=person.name,
            email=person.email,
            now=self.now,
            unit=unit_name(self.hotline, swap.unit),
            day=short_date(swap.asker_on),
            lines=asked_in_words(swap, lambda one: self.people[one].name),
            url=f"{self.office.settings.public_url}/swaps",
            **values,
        )


def tell_of_swap(
    connection: Connection,
    office: Office,
    hotline: Hotline,
    swap: Swap,
    *,
    by: int | None,
    now: datetime,
    again: int | None = None,
) -> None:
    """Queue the mails for the state that a swap has just come to. `by` took the step, and is told nothing.

    `again` is the change of the roster that brought it there on the roster's own page, as often as that happens.
    """
    people = {member.person.id: member.person for member in load_people(connection, hotline.key)}
    for party in swap.parties:
        if party not in people and (gone := member_of(connection, party)) is not None:
            people[party] = gone.person  # belongs to another hotline by now
    news = _News(connection, office, hotline, swap, people, now, again)
    asker, colleague = people[swap.asker_id], people[swap.colleague_id]
    concerned = [asker, colleague]
    if swap.state is SwapState.ASKED:
        _ask_colleague(news, asker, colleague)
        return
    if swap.state is SwapState.ACCEPTED:
        for decider in deciders(people.values(), swap):
            _ask_decider(news, decider)
    if swap.state is SwapState.WITHDRAWN and swap.answered_at is not None:
        concerned += deciders(people.values(), swap)
    who = people[by].name if by in people else "Administrator"
    for person in concerned:
        if person.id != by and person.is_active:
            news.send(
                "swap_told",
                person,
                outcome=STATES[swap.state],
                told=_TOLD[swap.state].format(by=who),
                note=swap.note,
                after=AFTER.get(swap.state, UNCHANGED),
            )


def deciders(people: Iterable[Person], swap: Swap) -> tuple[Person, ...]:
    """Who approves: the unit's leaders, else the coordinators, else the administrators; never one of the two."""
    others = [one for one in people if one.is_active and one.id not in swap.parties]
    leaders = tuple(one for one in others if Role.LEADER in one.roles and swap.unit in one.units)
    coordinators = tuple(one for one in others if Role.COORDINATOR in one.roles)
    return leaders or coordinators or tuple(one for one in others if Role.ADMIN in one.roles)


def _ask_colleague(news: _News, asker: Person, colleague: Person) -> None:
    swap, found = news.swap, deciders(news.people.values(), news.swap)
    by_leader = any(Role.LEADER in one.roles and swap.unit in one.units for one in found)
    news.send(
        "swap_asked",
        colleague,
        asker=asker.name,
        is_exchange=swap.colleague_on is not None,
        why=swap.why,
        decider="ketua unit" if by_leader else "koordinator",
        accept=news.link(Purpose.SWAP_ACCEPT, colleague),
        decline=news.link(Purpose.SWAP_DECLINE, colleague),
        until=_until(news, Purpose.SWAP_ACCEPT),
    )


def _ask_decider(news: _News, decider: Person) -> None:
    swap = news.swap
    news.send(
        "swap_to_decide",
        decider,
        asker=news.people[swap.asker_id].name,
        colleague=news.people[swap.colleague_id].name,
        why=swap.why,
        approve=news.link(Purpose.SWAP_APPROVE, decider),
        refuse=news.link(Purpose.SWAP_REFUSE, decider),
        until=_until(news, Purpose.SWAP_APPROVE),
    )


def _until(news: _News, purpose: Purpose) -> str:
    """The last minute at which a link does anything: the swap itself ends when the first of its days begins."""
    zone = news.hotline.zone
    last_minute = to_utc(news.swap.days[0], time(0), zone) - timedelta(minutes=1)
    return moment_in_words(min(news.now + VALID[purpose], last_minute), zone)
