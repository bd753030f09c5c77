"""The part of a person's page that tries their telephone, and tells how it went."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from ivr.domain.keeping_people import Keeper
from ivr.domain.people import Role
from ivr.domain.phone_test import PhoneTest, PhoneTestState
from ivr.store.acquaintances import acquaintance
from ivr.web.reception import Reception, admits, visitor
from ivr.workflows.office import Office
from ivr.workflows.place_test_call import TestCallRefused, last_test_call, place_test_call
from ivr.workflows.typed_person import UnknownPerson

# The badge's colour, the state, and what to do about it.
WORDS: Mapping[PhoneTestState, tuple[str, str, str]] = {
    PhoneTestState.ORDERED: ("info", "sedang dihubungi", "Telepon akan berdering sebentar lagi."),
    PhoneTestState.RINGING: ("info", "berdering", "Minta orangnya mengangkat telepon."),
    PhoneTestState.ANSWERED: ("info", "dijawab", "Menunggu tombol 1 ditekan."),
    PhoneTestState.CONFIRMED: ("good", "dikonfirmasi", "Telepon ini siap dipakai."),
    PhoneTestState.NOT_CONFIRMED: (
        "warn",
        "dijawab, tombol 1 tidak ditekan",
        "Tanyakan apakah suaranya terdengar. Bila kotak suara yang menjawab, matikan kotak suara itu.",
    ),
    PhoneTestState.NO_ANSWER: (
        "bad",
        "tidak dijawab",
        "Pastikan telepon menyala, mendapat sinyal, dan tidak dibisukan, lalu uji lagi.",
    ),
    PhoneTestState.BUSY: (
        "bad",
        "sibuk",
        "Telepon sedang dipakai, atau panggilannya ditolak. Uji lagi bila sudah bebas.",
    ),
    PhoneTestState.FAILED: (
        "bad",
        "nomor tidak dapat dihubungi",
        "Periksa nomornya. Bila benar, tanyakan kepada operator telepon orang itu.",
    ),
    PhoneTestState.REFUSED: (
        "bad",
        "tidak jadi ditelepon",
        "Atasi dahulu sebab yang disebut saat diuji, lalu uji lagi.",
    ),
    PhoneTestState.LOST: (
        "warn",
        "hasilnya tidak diketahui",
        "Jaringan tidak memberi kabar. Tanyakan kepada orangnya, atau uji lagi.",
    ),
}


@dataclass(frozen=True)
class ShownTest:
    """A test call as the page shows it."""

    call: PhoneTest
    kind: str
    label: str
    advice: str
    is_pending: bool


def shown_test(office: Office, person_id: int) -> ShownTest | None:
    """A person's last test call; None where there was none."""
    found = last_test_call(office, person_id)
    if found is None:
        return None
    state = found.state_at(office.clock())
    return ShownTest(found, *WORDS[state], state.is_pending)


def make_phone_tests(reception: Reception) -> Blueprint:
    """`/people/<id>/test-call`."""
    pages, office = reception.pages("phone_tests", __name__), reception.office

    @pages.post("/people/<int:person_id>/test-call")
    @admits(Role.COORDINATOR, Role.ADMIN)
    def ring(person_id: int) -> Response:
        who, network = visitor(), reception.test_calls
        _seen(person_id)
        if network is None:
            abort(404)
        try:
            place_test_call(office, network, person_id, keeper=Keeper(who.person, who.scope), now=office.clock())
        except UnknownPerson:
            abort(404)
        except TestCallRefused as refused:
            flash(str(refused), "bad")
        return redirect(url_for("people.shown", person_id=person_id, _anchor="test-call"))

    @pages.get("/people/<int:person_id>/test-call")
    @admits(Role.COORDINATOR, Role.ADMIN)
    def shown(person_id: int) -> str:
        _seen(person_id)
        return render_template("phone_test.html", person_id=person_id, test=shown_test(office, person_id))

    def _seen(person_id: int) -> None:
        if person_id > 2**31 - 1:
            abort(404)
        with office.database.reading() as connection:
            if acquaintance(connection, visitor().scope, person_id, now=office.clock()) is None:
                abort(404)

    return pages
