"""The page where an officer sits all day: the own duty, pauses, the coming days, and the FAQ."""

from dataclasses import replace

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from ivr.domain.local_time import to_local
from ivr.domain.pause import PauseReason
from ivr.domain.people import Person, Role
from ivr.web.duty_now import add_duty_now, call_view
from ivr.web.duty_words import PostWords, day_words, post_words
from ivr.web.etag import tag_of, unless_known
from ivr.web.notice_words import notices_for
from ivr.web.reception import Reception, admits, is_script, visitor
from ivr.workflows.find_answers import Answers, find_answers
from ivr.workflows.list_handovers import count_untaken, list_handovers
from ivr.workflows.note_seen_caller import note_desk_opened
from ivr.workflows.show_desk import show_desk
from ivr.workflows.show_duty import OwnDuty, show_duty
from ivr.workflows.sign_off_day import show_day_sheet
from ivr.workflows.take_pause import end_pause, take_pause

PAUSES: dict[str, tuple[str, PauseReason, int | None]] = {
    "5": ("Jeda 5 menit", PauseReason.MANUAL, 5),
    "15": ("Jeda 15 menit", PauseReason.MANUAL, 15),
    "open": ("Jeda sampai saya akhiri", PauseReason.MANUAL, None),
    "notes": ("Rapikan catatan 2 menit", PauseReason.WRAP_UP, 2),
}
LONGEST_QUESTION = 200


def make_duty(reception: Reception) -> Blueprint:
    """`/duty` and what its page asks for while it is open."""
    pages, office = reception.pages("duty", __name__), reception.office
    add_duty_now(pages, office)

    @pages.context_processor
    def _rooms_that_exist() -> dict[str, object]:
        return {"is_room": lambda endpoint: endpoint in current_app.view_functions}

    @pages.get("/duty")
    @admits(Role.OFFICER, Role.OPERATOR)
    def shown() -> str:
        who, now = visitor(), office.clock()
        duty = show_duty(office, who.hotline, who.person, now=now)
        words, today = _words(who.person, duty), to_local(now, who.hotline.zone).date()
        desk = show_desk(office, who.hotline, who.person, who.scope, now=now)
        note_desk_opened(office, who.scope, desk, now=now)
        return render_template(
            "duty.html",
            duty=duty,
            post=words,
            post_tag=_tag(words),
            pauses=PAUSES,
            days=day_words(who.hotline, duty),
            answers=_answers(duty, ""),
            desk=desk,
            desk_tag=tag_of(desk.shown),
            sheet=show_day_sheet(office, who.hotline, who.person.id, on=today, now=now),
            handovers=list_handovers(office, who.scope, hotline=who.hotline.key, now=now),
            **call_view(office, desk),
        )

    @pages.get("/duty/post")
    @admits(Role.OFFICER, Role.OPERATOR)
    def post() -> AnyResponse:
        words = _post(visitor().person)
        return unless_known(
            _tag(words), lambda: render_template("duty_post.html", post=words, pauses=PAUSES, is_asked_again=True)
        )

    @pages.post("/duty/pause")
    @admits(Role.OFFICER, Role.OPERATOR)
    def pause() -> AnyResponse:
        wanted = PAUSES.get(request.form.get("pause", ""))
        if wanted is None:
            abort(400)
        label, reason, minutes = wanted
        person = visitor().person
        if not _post(person).may_pause:  # the page is from before closing, and the pause would be of the next duty
            return _changed(person, "Tidak dijeda: hari ini Anda tidak bertugas lagi.", "warn")
        taken = take_pause(office, person_id=person.id, reason=reason, minutes=minutes, now=office.clock())
        return _changed(replace(person, pause=taken), f"{label}: telepon Anda tidak berdering.")

    @pages.post("/duty/ready")
    @admits(Role.OFFICER, Role.OPERATOR)
    def ready() -> AnyResponse:
        person = visitor().person
        end_pause(office, person_id=person.id, now=office.clock())
        return _changed(replace(person, pause=None), "Anda siap lagi: telepon Anda dapat berdering.")

    @pages.get("/duty/faq")
    @admits(Role.OFFICER, Role.OPERATOR)
    def faq() -> str:
        who = visitor()
        duty = show_duty(office, who.hotline, who.person, now=office.clock(), days=1)
        answers = _answers(duty, request.args.get("q", "")[:LONGEST_QUESTION])
        return render_template("duty_answers.html" if is_script() else "duty_faq.html", answers=answers)

    def _post(person: Person) -> PostWords:
        return _words(person, show_duty(office, visitor().hotline, person, now=office.clock()))

    def _words(person: Person, duty: OwnDuty) -> PostWords:
        who = visitor()
        questions = count_untaken(office, who.scope, hotline=who.hotline.key)
        return post_words(who.hotline, person, duty, questions=questions, now=office.clock())

    def _tag(words: PostWords) -> str:
        """Also of what stands above: the office may close while the page is open."""
        return tag_of((words, *notices_for(office, visitor())))

    def _answers(duty: OwnDuty, words: str) -> Answers:
        who = visitor()
        return find_answers(office, who.hotline, who.scope.works_in | duty.units, words)

    def _changed(person: Person, what: str, kind: str = "good") -> AnyResponse:
        """For a script the new head of the page, else the page itself, saying what was done."""
        if not is_script():
            flash(what, kind)
            return redirect(url_for("duty.shown"))
        words = _post(person)
        return Response(render_template("duty_post.html", post=words, pauses=PAUSES, is_pressed=True))

    return pages
