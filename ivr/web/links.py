"""The pages behind the one-time links of our mails; opening one shows a button, and only its press does anything."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.domain.links import LinkState, Purpose
from ivr.web.link_swaps import is_of_roster, press_roster_link, roster_link_page
from ivr.web.link_words import REFUSED, WORDS, WRONG
from ivr.web.reception import Reception, Visitor, admits_anybody
from ivr.web.sign_in import let_in
from ivr.workflows.office import Office
from ivr.workflows.open_link import LinkSeen, look_at_link, open_form_link, open_ready_link
from ivr.workflows.send_form_link_again import SentOften, send_form_link_again
from ivr.workflows.set_password import LinkRefused, PasswordRefused, set_password

Answer = Response | str | tuple[str, int]
GONE, NOT_FOUND, NOT_TAKEN = 410, 404, 422


@dataclass(frozen=True)
class Comer:
    """Somebody with a link that is still good."""

    office: Office
    token: str
    seen: LinkSeen
    visitor: Visitor | None


def make_links(reception: Reception) -> Blueprint:
    """`/links/<token>`, the password that is set behind it, and another link in place of an old one."""
    pages, office = reception.pages("links", __name__), reception.office

    @pages.get("/links/<token>")
    @admits_anybody
    def shown(token: str) -> Answer:
        seen = look_at_link(office, token, now=office.clock())
        if _opens_already(g.visitor, seen):
            return redirect(_form_of(seen))
        if seen.state is not LinkState.GOOD or seen.link is None or seen.member is None:
            return _refusal(token, seen)
        if is_of_roster(seen.link.purpose):
            return roster_link_page(office, token, seen.link, seen.member, g.visitor and g.visitor.person)
        words = WORDS[seen.link.purpose]
        other = g.visitor.person if g.visitor and g.visitor.person.id != seen.link.person_id else None
        return render_template("link.html", token=token, words=words, member=seen.member, other=other)

    @pages.post("/links/<token>")
    @admits_anybody
    def opened(token: str) -> Answer:
        seen = look_at_link(office, token, now=office.clock())
        if seen.state is not LinkState.GOOD or seen.link is None or seen.member is None:
            return _refusal(token, seen)
        try:
            return OPENS[seen.link.purpose](Comer(office, token, seen, g.visitor))
        except LinkRefused as refused:
            return _refusal(token, LinkSeen(refused.state, refused.link))

    @pages.post("/links/<token>/password")
    @admits_anybody
    def password_set(token: str) -> Answer:
        typed = request.form.get("password", ""), request.form.get("password_again", "")
        try:
            let_in(set_password(office, token, password=typed[0], again=typed[1], now=office.clock()))
        except LinkRefused as refused:
            return _refusal(token, LinkSeen(refused.state, refused.link))
        except PasswordRefused as refused:
            seen = look_at_link(office, token, now=office.clock())
            return _password_page(token, seen, refused.faults), NOT_TAKEN
        flash("Kata sandi Anda sudah tersimpan, dan Anda sudah masuk.", "good")
        return redirect(url_for("entry.front"))

    @pages.post("/links/<token>/again")
    @admits_anybody
    def sent_again(token: str) -> Answer:
        try:
            send_form_link_again(office, token, now=office.clock())
        except LinkRefused as refused:
            return _refusal(token, LinkSeen(refused.state, refused.link))
        except SentOften:
            flash("Tautan baru sudah beberapa kali dikirim. Periksa juga folder spam, atau tunggu satu jam.", "warn")
        else:
            flash("Tautan baru sedang dikirim ke alamat e-mail penerima tautan ini.", "good")
        return redirect(url_for("links.shown", token=token))

    return pages


def _ask_for_password(comer: Comer) -> Answer:
    return _password_page(comer.token, comer.seen, {})


def _open_form(comer: Comer) -> Answer:
    if not _opens_already(comer.visitor, comer.seen):
        before = comer.visitor.session.id if comer.visitor else None
        entered, _ = open_form_link(comer.office, comer.token, instead_of=before, now=comer.office.clock())
        let_in(entered)
    return redirect(_form_of(comer.seen))


def _end_pause(comer: Comer) -> Answer:
    was_paused = open_ready_link(comer.office, comer.token, now=comer.office.clock())
    return render_template("link_ready.html", was_paused=was_paused)


def _step_in_roster(comer: Comer) -> Answer:
    link, member = comer.seen.link, comer.seen.member
    assert link is not None, "a link that is not ours opens nothing"
    assert member is not None, "a link of nobody opens nothing"
    who = comer.visitor.person if comer.visitor else None
    return press_roster_link(comer.office, comer.token, link, member, who)


OPENS: Mapping[Purpose, Callable[[Comer], Answer]] = {
    Purpose.INVITATION: _ask_for_password,
    Purpose.RESET: _ask_for_password,
    Purpose.FORM: _open_form,
    Purpose.READY: _end_pause,
    Purpose.SWAP_ACCEPT: _step_in_roster,
    Purpose.SWAP_DECLINE: _step_in_roster,
    Purpose.SWAP_APPROVE: _step_in_roster,
    Purpose.SWAP_REFUSE: _step_in_roster,
    Purpose.SUBSTITUTE_UNDO: _step_in_roster,
}
"""What pressing the button of a link does. Raises LinkRefused when somebody pressed it before."""


def _opens_already(who: Visitor | None, seen: LinkSeen) -> bool:
    """Whether the form of a link is open to who asks anyway; then the link is not needed, be it used or not."""
    if who is None or seen.link is None or seen.link.purpose is not Purpose.FORM:
        return False
    return who.person.id == seen.link.person_id and who.session.only in (None, seen.link.subject)


def _form_of(seen: LinkSeen) -> str:
    assert seen.link is not None, "a link that is not ours opens no form"
    return f"{request.script_root}/forms/{int(seen.link.subject.partition(':')[2])}"


def _password_page(token: str, seen: LinkSeen, faults: Mapping[str, str]) -> str:
    return render_template("set_password.html", token=token, member=seen.member, faults=faults)


def _refusal(token: str, seen: LinkSeen) -> tuple[str, int]:
    """What a link that opens nothing says: why, and what to do next."""
    if seen.link is None or seen.state is LinkState.WRONG:
        return render_template("link_refused.html", words=WRONG, again=None), NOT_FOUND
    again = token if seen.link.purpose is Purpose.FORM else None
    words = REFUSED[seen.link.purpose, seen.state]
    return render_template("link_refused.html", words=words, again=again), GONE
