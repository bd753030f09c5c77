"""The pages of a unit's topics and FAQ: read by who works with them, edited by the unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.domain.faq import search_faqs
from ivr.domain.hotline import Faq, Hotline
from ivr.domain.unit_list import Add, Change, Edit, Listing, Move, Remove, Words, version_of
from ivr.store.topics import LONGEST_ANSWER, LONGEST_QUESTION, LONGEST_TOPIC, words_of
from ivr.web.reception import Reception, admits, visitor
from ivr.workflows.edit_faq import edit_faq
from ivr.workflows.edit_list import EntryRefused, ListChanged, ListEdit, NotTheirs
from ivr.workflows.edit_topics import edit_topics

FIELDS: Mapping[Listing, tuple[str, ...]] = {Listing.TOPICS: ("name",), Listing.FAQ: ("question", "answer")}
DONE = {Add: "Ditambahkan.", Change: "Tersimpan.", Move: "Urutan tersimpan.", Remove: "Dihapus dari daftar."}
MOST = {"name": LONGEST_TOPIC, "question": LONGEST_QUESTION, "answer": LONGEST_ANSWER}


@dataclass(frozen=True)
class Typed:
    """What was typed and is not saved: for a new entry (`place` None) or for the one at a place."""

    listing: Listing
    place: int | None
    words: Words
    field: int | None = None
    fault: str = ""


def make_topics(reception: Reception) -> Blueprint:
    """`/topics` and below."""
    pages, office = reception.pages("topics", __name__), reception.office

    @pages.get("/topics")
    @admits()
    def listed() -> Response | str:
        scope = visitor().scope
        places = [
            (hotline, unit)
            for hotline in office.hotlines
            for unit in hotline.units.values()
            if scope.sees_figures_of(hotline.key, unit.key)
        ]
        if len(places) == 1:
            hotline, unit = places[0]
            return redirect(_url(hotline, unit.key))
        with office.database.reading() as connection:
            lines = [
                (hotline, unit, *(len(words_of(connection, each, hotline, unit.key)) for each in Listing))
                for hotline, unit in places
            ]
        return render_template(
            "topics.html", lines=lines, several=len({hotline.key for hotline, _ in places}) > 1, url=_url
        )

    @pages.get("/topics/<unit>")
    @admits()
    def shown(unit: str) -> str:
        return _page(_hotline(unit), unit)

    @pages.post("/topics/<unit>/topics")
    @admits()
    def change_topics(unit: str) -> Response | tuple[str, int]:
        return _edit(unit, Listing.TOPICS)

    @pages.post("/topics/<unit>/faq")
    @admits()
    def change_faq(unit: str) -> Response | tuple[str, int]:
        return _edit(unit, Listing.FAQ)

    def _hotline(unit: str) -> Hotline:
        """The hotline that is meant, if its unit is the visitor's to see; else the page does not exist."""
        who = visitor()
        hotline = office.hotlines.by_key.get(request.values.get("hotline", who.hotline.key))
        if hotline is None or unit not in hotline.units or not who.scope.sees_figures_of(hotline.key, unit):
            abort(404)
        return hotline

    def _edit(unit: str, listing: Listing) -> Response | tuple[str, int]:
        hotline, typed = _hotline(unit), tuple(request.form.get(name, "") for name in FIELDS[listing])
        edit = _asked(typed)
        asked = ListEdit(hotline, unit, edit, request.form.get("version", ""), visitor().scope)
        save = edit_topics if listing is Listing.TOPICS else edit_faq
        try:
            save(office, asked, now=office.clock())
        except NotTheirs:
            abort(403)
        except EntryRefused as refused:
            place = edit.place if isinstance(edit, Change) else None
            return _page(hotline, unit, typed=Typed(listing, place, typed, refused.field, str(refused))), 422
        except ListChanged:
            return _page(hotline, unit, typed=_kept(hotline, unit, listing, edit, typed), is_changed=True), 409
        flash(DONE[type(edit)], "good")
        return redirect(_url(hotline, unit, anchor=listing.value))

    def _kept(hotline: Hotline, unit: str, listing: Listing, edit: Edit, typed: Words) -> Typed | None:
        """What was typed, beside the entry it was meant for where that still stands, else as a new one."""
        if not isinstance(edit, Add | Change):
            return None
        with office.database.reading() as connection:
            called = [words[0] for words in words_of(connection, listing, hotline, unit)]
        was = request.form.get("was", "")
        return Typed(listing, called.index(was) if isinstance(edit, Change) and was in called else None, typed)

    def _page(hotline: Hotline, unit: str, **more: Any) -> str:
        q = request.args.get("q", "").strip()[:200]
        with office.database.reading() as connection:
            lists = {each: words_of(connection, each, hotline, unit) for each in Listing}
        faqs = [Faq(*words) for words in lists[Listing.FAQ]]
        found = search_faqs(faqs, q)
        return render_template(
            "topics_unit.html",
            hotline=hotline,
            unit=hotline.units[unit],
            topics=[name for (name,) in lists[Listing.TOPICS]],
            faqs=[(faqs.index(faq), faq) for faq in found],
            most=MOST,
            q=q,
            versions={each.value: version_of(words) for each, words in lists.items()},
            may_edit=visitor().scope.edits_unit(hotline.key, unit),
            **({"typed": None, "is_changed": False} | more),
        )

    return pages


def _asked(typed: Words) -> Edit:
    """The edit that a form's button asks for; HTTP 400 for what no form of ours sends."""
    form = request.form
    wanted, place = form.get("do"), form.get("place", "")
    if wanted == "add":
        return Add(typed)
    if not (place.isascii() and place.isdigit() and len(place) < 6):
        abort(400)
    edits: Mapping[str | None, Edit] = {
        "change": Change(int(place), typed),
        "up": Move(int(place), -1),
        "down": Move(int(place), +1),
        "remove": Remove(int(place)),
    }
    return edits.get(wanted) or abort(400)


def _url(hotline: Hotline, unit: str, *, anchor: str | None = None) -> str:
    is_own = hotline.key == visitor().hotline.key
    return url_for("topics.shown", unit=unit, hotline=None if is_own else hotline.key, _anchor=anchor)
