"""The pages of the people: who serves, with which telephone, and how they come in."""

from typing import Any

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from ivr.domain.journal import Action, Entry
from ivr.domain.keeping_people import Keeper, may_change
from ivr.domain.local_time import long_date
from ivr.domain.people import Role
from ivr.store.acquaintances import Acquaintance, acquaintance, acquaintances
from ivr.store.journal import note_in_each
from ivr.store.people import Member
from ivr.web.faults import answer_fault
from ivr.web.person_form import EMPTY, as_typed, choices, typed_person
from ivr.web.phone_tests import shown_test
from ivr.web.reception import Reception, admits, visitor
from ivr.workflows.add_person import add_person
from ivr.workflows.change_person import ChangedMeanwhile, change_person
from ivr.workflows.deactivate_person import activate_person, deactivate_person, what_leaving_opens
from ivr.workflows.invite_person import InvitationRefused, invite_person
from ivr.workflows.note_reading import note_reading
from ivr.workflows.office import Office
from ivr.workflows.role_labels import roles_in_words
from ivr.workflows.show_form import NOTED_EVERY
from ivr.workflows.typed_person import ChangeRefused, PersonRefused, TypedPerson, UnknownPerson
from ivr.workflows.write_people_file import write_people_file

KEEPERS = (Role.COORDINATOR, Role.ADMIN)


def keeper() -> Keeper:
    """Who is asking, as the keeper of people."""
    who = visitor()
    return Keeper(who.person, who.scope)


def seen_person(office: Office, person_id: int) -> Acquaintance:
    """A person of the visitor's; for any other id the page does not exist."""
    if person_id > 2**31 - 1:
        abort(404)
    with office.database.reading() as connection:
        found = acquaintance(connection, visitor().scope, person_id, now=office.clock())
    return found or abort(404)


def make_people(reception: Reception) -> Blueprint:
    """`/people` and below."""
    pages, office = reception.pages("people", __name__), reception.office

    # Somebody who left the keeper's hotline while the form was on its way.
    pages.register_error_handler(UnknownPerson, lambda _: answer_fault(NotFound()))

    @pages.get("/people")
    @admits(*KEEPERS)
    def listed() -> str:
        named = request.args.get("q", "").strip()[:100]
        who, now = visitor(), office.clock()
        with office.database.reading() as connection:
            found = acquaintances(connection, who.scope, now=now, named=named)
        action = Action.SEARCHED if named else Action.OPENED
        with office.database.writing() as connection:
            note_in_each(
                connection,
                Entry(who.person.id, action, "people", who.scope.hotline),
                [one.member.hotline for one in found],
                at=now,
            )
        several = len(office.hotlines) > 1 and who.scope.hotline is None
        return render_template(
            "people.html", found=found, q=named, several=several, hotlines=office.hotlines.by_key, duties=roles_in_words
        )

    @pages.get("/people.csv")
    @admits(*KEEPERS)
    def exported() -> Response:
        response = make_response(write_people_file(office, keeper=keeper(), now=office.clock()))
        response.headers["Content-Type"] = "text/csv; charset=utf-8"
        response.headers["Content-Disposition"] = 'attachment; filename="orang.csv"'
        return response

    @pages.get("/people/new")
    @admits(*KEEPERS)
    def ask_new() -> str:
        return _new(EMPTY)

    @pages.post("/people/new")
    @admits(*KEEPERS)
    def add() -> AnyResponse | tuple[str, int]:
        typed = typed_person(visitor())
        try:
            person_id = add_person(office, typed, keeper=keeper(), now=office.clock())
        except PersonRefused as refused:
            return _new(typed, faults=refused.faults), 422
        except ChangeRefused as refused:
            return _new(typed, refused=str(refused)), 403
        flash(f"{typed.name.strip()} ditambahkan. Undang agar dapat masuk.", "good")
        return redirect(url_for("people.shown", person_id=person_id))

    @pages.get("/people/<int:person_id>")
    @admits(*KEEPERS)
    def shown(person_id: int) -> str:
        found = seen_person(office, person_id)
        entry = Entry(visitor().person.id, Action.OPENED, f"person:{person_id}", found.member.hotline)
        note_reading(office, entry, now=office.clock(), within=NOTED_EVERY)
        return _page(found)

    @pages.post("/people/<int:person_id>")
    @admits(*KEEPERS)
    def change(person_id: int) -> AnyResponse | tuple[str, int]:
        found, typed, base = seen_person(office, person_id), typed_person(visitor()), request.form.get("base", "")
        try:
            changed = change_person(office, person_id, typed, base=base, keeper=keeper(), now=office.clock())
        except PersonRefused as refused:
            return _page(found, typed=typed, faults=refused.faults, base=base), 422
        except ChangeRefused as refused:
            return _page(found, typed=typed, refused=str(refused), base=base), 403
        except ChangedMeanwhile as meanwhile:
            return _page(found, typed=typed, stored=meanwhile.member), 409
        flash(f"Tersimpan: {', '.join(changed)}." if changed else "Tidak ada yang berubah.", "good")
        return redirect(url_for("people.shown", person_id=person_id))

    @pages.get("/people/<int:person_id>/deactivate")
    @admits(*KEEPERS)
    def ask_deactivate(person_id: int) -> str:
        return _leaving(seen_person(office, person_id))

    @pages.post("/people/<int:person_id>/deactivate")
    @admits(*KEEPERS)
    def deactivate(person_id: int) -> AnyResponse | tuple[str, int]:
        found = seen_person(office, person_id)
        try:
            deactivate_person(office, person_id, keeper=keeper(), now=office.clock())
        except ChangeRefused as refused:
            return _leaving(found, refused=str(refused)), 403
        flash(f"{found.member.person.name} tidak aktif lagi: tidak ditelepon dan tidak dapat masuk.", "good")
        return redirect(url_for("people.shown", person_id=person_id))

    @pages.post("/people/<int:person_id>/activate")
    @admits(*KEEPERS)
    def activate(person_id: int) -> AnyResponse | tuple[str, int]:
        found = seen_person(office, person_id)
        try:
            activate_person(office, person_id, keeper=keeper(), now=office.clock())
        except ChangeRefused as refused:
            return _page(found, refused=str(refused)), 403
        flash(f"{found.member.person.name} aktif kembali dan ditelepon menurut jadwal.", "good")
        return redirect(url_for("people.shown", person_id=person_id))

    @pages.post("/people/<int:person_id>/invite")
    @admits(*KEEPERS)
    def invite(person_id: int) -> AnyResponse | tuple[str, int]:
        found = seen_person(office, person_id)
        if not may_change(keeper(), found.member.person):
            return _page(found, refused="Administrator hanya dapat diundang oleh administrator."), 403
        try:
            # The link goes by mail alone: nobody sets somebody else's password.
            done = invite_person(office, person_id, by=visitor().person.id, now=office.clock())
        except InvitationRefused as refused:
            words = str(refused)
            return _page(found, refused=f"{words[:1].upper()}{words[1:]}."), 422
        flash(f"Undangan dikirim ke {done.member.person.email}, berlaku sampai {done.until_in_words}.", "good")
        return redirect(url_for("people.shown", person_id=person_id))

    def _new(typed: TypedPerson, **more: Any) -> str:
        return render_template("person_new.html", typed=typed, choices=choices(office, visitor()), **more)

    def _page(
        found: Acquaintance,
        *,
        typed: TypedPerson | None = None,
        stored: Member | None = None,
        base: str = "",
        **more: Any,
    ) -> str:
        """`stored`: how the person stands now, where somebody else was faster than what was typed."""
        member = stored or found.member
        is_self = member.person.id == visitor().person.id
        return render_template(
            "person.html",
            found=found,
            member=member,
            typed=typed or as_typed(member),
            stored=as_typed(stored) if stored else None,
            base=base or member.mark,
            may_change=may_change(keeper(), found.member.person),
            is_self=is_self,
            is_email_kept=found.has_password and not is_self and not keeper().is_admin,
            choices=choices(office, visitor(), hotline=member.hotline),
            duties=roles_in_words(member.person.roles),
            test=shown_test(office, member.person.id),
            **more,
        )

    def _leaving(found: Acquaintance, **more: Any) -> str:
        leaving = what_leaving_opens(office, found.member, now=office.clock())
        return render_template("person_leaving.html", found=found, leaving=leaving, long_date=long_date, **more)

    return pages
