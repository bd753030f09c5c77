"""Changes of a form: merged field by field, cleaned, and measured."""

import pytest

from ivr.domain.form import Form, seen_by, sees_content
from ivr.domain.form_changes import Change, Conflict, cleaned, merge, too_long, writer_after

ANDI, KETUT, MAYA = 1, 2, 3
NOTED = Form(name="Budi", problem="lupa sandi")
SECRET = Form(name="Budi", topic="GRIPS", problem="rahasia", remark="catatan", is_confidential=True)


@pytest.mark.parametrize(
    ("stored", "base", "value", "after"),
    [
        ("", "", "Budi", "Budi"),
        ("Budi", "Budi", "", ""),
        ("Budi", "Budi", "Budi", "Budi"),
        ("Budi", "", "Budi", "Budi"),  # the same change a second time, or by two
        ("Budi", "x", "x", "Budi"),  # nothing was changed by this editor
    ],
)
def test_a_change_that_disturbs_nobody_is_taken_over(stored: str, base: str, value: str, after: str) -> None:
    merged = merge(Form(name=stored, problem="tetap"), {"name": Change(base, value)})

    assert merged.form == Form(name=after, problem="tetap")
    assert merged.conflicts == {}


@pytest.mark.parametrize("value", ["", "Joko"])
def test_a_field_that_somebody_else_changed_meanwhile_conflicts(value: str) -> None:
    merged = merge(NOTED, {"name": Change("Bud", value), "remark": Change("", "Tuntas")})

    assert merged.form == Form(name="Budi", problem="lupa sandi", remark="Tuntas"), "the other field is saved"
    assert merged.conflicts == {"name": Conflict("Budi", value)}


@pytest.mark.parametrize(("value", "after"), [("Budiman", "Budiman"), ("Bud", "Bud")])
def test_what_one_sent_oneself_without_hearing_of_it_is_no_conflict(value: str, after: str) -> None:
    merged = merge(NOTED, {"name": Change("Bud", value, sent=(NOTED.name,))})

    assert (merged.form.name, merged.conflicts) == (after, {})


def test_a_tick_never_conflicts() -> None:
    for stored in (False, True):
        for value in (False, True):
            merged = merge(Form(is_confidential=stored), {"is_confidential": Change(not value, value)})
            assert (merged.form.is_confidential, merged.conflicts) == (value, {})


def test_a_field_that_no_form_has_is_refused() -> None:
    with pytest.raises(KeyError):
        merge(NOTED, {"filled_by": Change("", "1")})


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("problem", "a\r\nb\rc\x0bd\u2028e\x85f", "a\nb\nc\nd\ne\nf"),
        ("contact", "0813\r\nbudi@bank.example", "0813\nbudi@bank.example"),
        ("name", "a\r\nb\tc", "a b c"),
        ("problem", "a\x00b\x1bc\x7fd\x9fe\ufffff", "abcdef"),
        ("problem", "\ud83d x \U0001f642 \udc00", " x \U0001f642 "),
        ("remark", "  tetap  ", "  tetap  "),  # whoever types a blank goes on typing
    ],
)
def test_what_cannot_be_kept_is_left_out(name: str, typed: str, kept: str) -> None:
    assert cleaned(name, typed) == kept
    assert cleaned(name, kept) == kept
    kept.encode("utf-8")


def test_a_text_over_its_limit_says_by_how_much() -> None:
    assert too_long("problem", "x" * 10_512, {"problem": 10_000}) == (
        "10.512 dari 10.000 huruf; ringkaslah, bagian ini belum tersimpan."
    )
    assert too_long("problem", "x" * 10_000, {"problem": 10_000}) is None
    assert too_long("unlimited", "x" * 10_000, {}) is None


def test_the_content_of_a_confidential_question_is_seen_by_its_writer_only() -> None:
    assert seen_by(SECRET, person_id=ANDI, filled_by=ANDI) == SECRET
    assert seen_by(SECRET, person_id=MAYA, filled_by=ANDI) == Form(name="Budi", is_confidential=True)
    assert seen_by(SECRET, person_id=MAYA, filled_by=None) == Form(name="Budi", is_confidential=True)
    assert seen_by(NOTED, person_id=MAYA, filled_by=ANDI) == NOTED
    assert sees_content(NOTED, person_id=MAYA, filled_by=None)


@pytest.mark.parametrize(
    ("before", "after", "filled_by", "editor", "writer"),
    [
        (Form(), NOTED, None, ANDI, ANDI),
        (NOTED, Form(name="x"), ANDI, KETUT, KETUT),
        (Form(name="Budi"), SECRET, ANDI, KETUT, KETUT),  # nothing of the question was noted by anybody else
        (NOTED, SECRET, ANDI, KETUT, ANDI),  # his words, whoever marks them
        (NOTED, SECRET, KETUT, ANDI, ANDI),  # the officer heard it, and goes on reading it
        (NOTED, SECRET, KETUT, MAYA, KETUT),
        (SECRET, Form(is_confidential=True), ANDI, KETUT, ANDI),  # a later change by others lays nothing open
        (SECRET, SECRET, KETUT, ANDI, KETUT),
        (SECRET, NOTED, ANDI, ANDI, ANDI),
    ],
)  # fmt: skip
def test_who_stands_as_the_writer(before: Form, after: Form, filled_by: int | None, editor: int, writer: int) -> None:
    assert writer_after(before, after, filled_by=filled_by, editor=editor, officer=ANDI) == writer
