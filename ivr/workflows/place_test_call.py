"""Ring an officer's telephone once to try it: ordered from a page, never part of the hotline's calls."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Protocol

from ivr.domain.hotline import Hotline
from ivr.domain.journal import Action, Entry
from ivr.domain.keeping_people import Keeper
from ivr.domain.local_time import to_local, to_utc
from ivr.domain.phone import Phone
from ivr.domain.phone_test import REFUSED, PhoneTest
from ivr.store.editing import one_editor_at_a_time
from ivr.store.engine import Connection
from ivr.store.journal import note_in_journal
from ivr.store.people import Member, member_of
from ivr.store.test_calls import (
    add_test_call,
    is_in_call,
    is_under_test,
    newest_test_call,
    note_test_call,
    test_call_to_change,
    test_calls_asked_since,
    test_calls_placed_since,
)
from ivr.workflows.carrier import CarrierFault, NotConfigured, Refused
from ivr.workflows.office import Office
from ivr.workflows.typed_person import UnknownPerson

MOST_A_DAY = 5
MOST_OF_KEEPER = 100  # a whole office on its first day; more would be somebody running up a bill
TRIED = "uji telepon"  # what the journal says


@dataclass(frozen=True)
class TestCallOrder:
    """Whom to ring for which test call. `shown` is the number that the telephone shows, in E.164."""

    id: int
    phone: Phone
    shown: str
    byoc_trunk: str | None


class TestCalls(Protocol):
    """The network's side of a test call."""

    def place(self, order: TestCallOrder) -> str:
        """Ring the telephone; returns the call's sid at once. Raises CarrierFault, CallNotPlaced above all."""


class CallNotPlaced(CarrierFault):
    """The network refuses this very call; the text is a whole Indonesian sentence that says what to do."""


class TestCallRefused(Exception):
    """The telephone was not rung; the text is an Indonesian sentence."""


def place_test_call(office: Office, network: TestCalls, person_id: int, *, keeper: Keeper, now: datetime) -> int:
    """Ring somebody's own telephone; returns the test call's id. Raises UnknownPerson, TestCallRefused.

    One at a time for each telephone, never into a talk, and on a local day at most MOST_A_DAY for a person and
    MOST_OF_KEEPER for who asks.
    """
    with office.database.writing() as connection:
        one_editor_at_a_time(connection, "test calls")
        member = member_of(connection, person_id)
        if member is None or not keeper.scope.covers_hotline(member.hotline):
            raise UnknownPerson(person_id)
        hotline = office.hotlines.by_key.get(member.hotline, office.hotlines.first)
        phone, shown = _phone(connection, member, hotline, keeper, now), _shown(hotline)
        test_id = add_test_call(connection, person_id=person_id, phone=str(phone), asked_by=keeper.person.id, now=now)
        entry = Entry(keeper.person.id, Action.SENT, f"person:{person_id}", member.hotline, detail=TRIED)
        note_in_journal(connection, entry, at=now)
    try:
        # Outside the transaction: the network is slow, and its webhooks may come before its answer.
        sid = network.place(TestCallOrder(test_id, phone, shown, hotline.byoc_trunk))
    except CarrierFault as fault:
        with office.database.writing() as connection:
            test = test_call_to_change(connection, test_id)
            if test is not None and not test.status:
                note_test_call(connection, test_id, status=REFUSED)
        raise TestCallRefused(_in_words(fault)) from fault
    with office.database.writing() as connection:
        note_test_call(connection, test_id, sid=sid)
    return test_id


def last_test_call(office: Office, person_id: int) -> PhoneTest | None:
    """A person's last test call, as far as it is known by now."""
    with office.database.reading() as connection:
        return newest_test_call(connection, person_id)


def _phone(connection: Connection, member: Member, hotline: Hotline, keeper: Keeper, now: datetime) -> Phone:
    """The telephone to ring. Raises TestCallRefused."""
    person = member.person
    if not person.is_active:
        raise TestCallRefused(f"{person.name} tidak aktif. Aktifkan dahulu, lalu uji teleponnya.")
    if person.phone is None:
        raise TestCallRefused(f"{person.name} belum mempunyai nomor telepon. Isi nomornya dahulu.")
    if is_in_call(connection, str(person.phone)):
        raise TestCallRefused("Telepon ini sedang dipakai melayani penelepon. Coba lagi sesudah selesai.")
    if is_under_test(connection, str(person.phone), now=now):
        raise TestCallRefused("Uji telepon ke nomor ini masih berjalan. Tunggu sampai selesai.")
    midnight = to_utc(to_local(now, hotline.zone).date(), time(0), hotline.zone)
    if test_calls_placed_since(connection, person.id, midnight) >= MOST_A_DAY:
        raise TestCallRefused(f"Telepon {person.name} sudah diuji {MOST_A_DAY} kali hari ini. Lanjutkan besok.")
    if test_calls_asked_since(connection, keeper.person.id, midnight) >= MOST_OF_KEEPER:
        raise TestCallRefused(f"Anda sudah menguji telepon {MOST_OF_KEEPER} kali hari ini. Lanjutkan besok.")
    return person.phone


def _shown(hotline: Hotline) -> str:
    number = hotline.caller_id or next((one for one in hotline.numbers if one.startswith("+")), None)
    if number is None:
        raise TestCallRefused("Hotline ini belum mempunyai nomor yang dapat ditampilkan. Isi caller_id di berkasnya.")
    return number


def _in_words(fault: CarrierFault) -> str:
    match fault:
        case CallNotPlaced():
            return str(fault)
        case NotConfigured():
            return "Telepon tidak diuji: akun Twilio belum diisi. Mintalah administrator sistem mengisinya."
        case Refused():
            return f"Telepon tidak diuji: Twilio menolak akun kantor ({fault}). Hubungi administrator sistem."
    return f"Telepon tidak diuji: Twilio {fault}. Coba lagi beberapa menit lagi."
