"""The sample people's own pages: in the demonstration one click signs a visitor in as any of them."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, request, session, url_for
from werkzeug.wrappers import Response

from demo.doorman import why_refused
from demo.stage import Stage
from ivr.domain.people import Person, Role
from ivr.store.people import load_people
from ivr.workflows.role_labels import roles_in_words
from ivr.workflows.sign_in import begin_session

AT_THE_TELEPHONE = frozenset({Role.OFFICER, Role.OPERATOR})


@dataclass(frozen=True)
class Desk:
    """A sample person whose pages can be tried; `key` is the part of the e-mail before the @."""

    key: str
    name: str
    roles: str


def make_desks(stage: Stage) -> Blueprint:
    """The blueprint under /demo/desk; no real office has it, and there nobody comes in without a password."""
    desks = Blueprint("demo_desks", __name__, url_prefix="/demo/desk")

    @desks.before_request
    def guard() -> None:
        if why_refused(request):
            abort(403)

    @desks.get("/<key>")
    def sit_down(key: str) -> Response:
        person = next((one for one in _people(stage) if _key(one) == key), None) or abort(404)
        with stage.office.database.writing() as connection:
            session["token"] = begin_session(connection, person_id=person.id, now=stage.clock.now())
        return redirect(url_for("duty.shown" if person.roles & AT_THE_TELEPHONE else "calls.listed"))

    return desks


def desks_of(stage: Stage) -> list[Desk]:
    """Everybody whose pages can be tried: who sits at a telephone first."""
    people = sorted(_people(stage), key=lambda one: not one.roles & AT_THE_TELEPHONE)
    return [Desk(_key(one), one.name, roles_in_words(one.roles)) for one in people]


def _people(stage: Stage) -> list[Person]:
    with stage.office.database.reading() as connection:
        return [one.person for one in load_people(connection, stage.hotline.key) if one.person.is_active]


def _key(person: Person) -> str:
    return person.email.partition("@")[0]
