"""The pages behind the links of swaps and substitutes: what it is about, and the button, for its own person only."""

from dataclasses import dataclass

from flask import render_template, request

from ivr.domain.hotline import Hotline
from ivr.domain.links import Link, Purpose
from ivr.domain.people import Person
from ivr.store.people import Member
from ivr.web.link_words import WORDS, Refusal
from ivr.workflows.apply_swap import SwapRefused
from ivr.workflows.change_labels import changes_in_words
from ivr.workflows.list_people import list_people
from ivr.workflows.office import Office
from ivr.workflows.record_labels import unit_name
from ivr.workflows.step_swap import STEP_OF, NoSuchSwap, NoteMissing, look_at_swap_link, step_swap_by_link
from ivr.workflows.swap_labels import DONE, asked_in_words, swap_in_words
from ivr.workflows.take_back_substitute import (
    NoSuchSubstitute,
    NotTakenBack,
    look_at_substitute_link,
    take_back_by_link,
)

FORBIDDEN, NOT_TAKEN, CONFLICT = 403, 422, 409
ROOM = ("swaps.listed", "Ke halaman Tukar piket")
NO_MORE = "Permintaan ini tidak ada lagi."
TAKEN_BACK = "Penggantian dibatalkan. Jadwal kembali seperti sebelumnya, dan keduanya dikabari."


@dataclass(frozen=True)
class About:
    """What a link is about, in words; `note` is the label of what can be typed, `needs_note` whether it must be."""

    title: str
    lines: tuple[str, ...]
    why: str = ""
    note: str = ""
    needs_note: bool = False


def is_of_roster(purpose: Purpose) -> bool:
    """Whether a link is one of these."""
    return purpose in STEP_OF or purpose is Purpose.SUBSTITUTE_UNDO


def roster_link_page(
    office: Office, token: str, link: Link, member: Member, who: Person | None
) -> str | tuple[str, int]:
    """The page with the button, or why there is none."""
    if refusal := _somebody_else(member, who):
        return refusal
    try:
        return _page(token, link, member, _about(office, link))
    except (SwapRefused, NotTakenBack) as refused:
        return _told("Tidak ada yang perlu dilakukan", str(refused)), CONFLICT
    except (NoSuchSwap, NoSuchSubstitute):
        return _told("Tidak ada yang perlu dilakukan", NO_MORE), CONFLICT


def press_roster_link(
    office: Office, token: str, link: Link, member: Member, who: Person | None
) -> str | tuple[str, int]:
    """What its button does. Raises LinkRefused when somebody pressed it before."""
    if refusal := _somebody_else(member, who):
        return refusal
    note = request.form.get("note", "")
    try:
        if link.purpose is Purpose.SUBSTITUTE_UNDO:
            take_back_by_link(office, token, now=office.clock())
            return _told("Terima kasih", TAKEN_BACK)
        step_swap_by_link(office, token, link.purpose, now=office.clock(), note=note)
        return _told("Terima kasih", DONE[STEP_OF[link.purpose]])
    except NoteMissing as missing:
        return _page(token, link, member, _about(office, link), fault=str(missing), typed=note), NOT_TAKEN
    except (SwapRefused, NotTakenBack) as refused:
        return _told("Belum dilakukan", str(refused)), CONFLICT
    except (NoSuchSwap, NoSuchSubstitute):
        return _told("Belum dilakukan", NO_MORE), CONFLICT


def _about(office: Office, link: Link) -> About:
    if link.purpose is Purpose.SUBSTITUTE_UNDO:
        seen = look_at_substitute_link(office, link)
        people = _people(office, seen.hotline)
        return About("Penggantian ini sedang berlaku:", changes_in_words(seen.change.slots, people, seen.hotline))
    swap = look_at_swap_link(office, link, now=office.clock())
    hotline = office.hotlines.by_key[swap.hotline]
    people = _people(office, hotline)

    def name(person_id: int) -> str:
        return people[person_id].name if person_id in people else "seseorang"

    notes = {Purpose.SWAP_DECLINE: "Alasan, boleh kosong", Purpose.SWAP_REFUSE: "Alasan penolakan"}
    return About(
        f"{swap_in_words(swap, name, unit=unit_name(hotline, swap.unit))}.",
        asked_in_words(swap, name),
        swap.why,
        notes.get(link.purpose, ""),
        link.purpose is Purpose.SWAP_REFUSE,
    )


def _people(office: Office, hotline: Hotline) -> dict[int, Person]:
    return {member.person.id: member.person for member in list_people(office, hotline=hotline.key)}


def _page(token: str, link: Link, member: Member, about: About, *, fault: str = "", typed: str = "") -> str:
    return render_template(
        "swaps_link.html", token=token, words=WORDS[link.purpose], member=member, about=about, fault=fault, typed=typed
    )


def _somebody_else(member: Member, who: Person | None) -> tuple[str, int] | None:
    """A link opens only its own step for its own person."""
    if who is None or who.id == member.person.id:
        return None
    said = (
        f"Tautan ini hanya untuk {member.person.name}, dan Anda masuk sebagai {who.name}. "
        "Yang menunggu Anda sendiri ada di halaman Tukar piket."
    )
    return _told("Tautan ini untuk orang lain", said), FORBIDDEN


def _told(heading: str, text: str) -> str:
    return render_template("link_refused.html", words=Refusal(heading, text, *ROOM), again=None)
