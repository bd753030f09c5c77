"""Whatever two editors do to a form, in any order and from pages of any age: nothing they typed is lost silently."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from ivr.domain.form import Form
from ivr.domain.form_changes import Change, merge

NAMES = ("name", "problem")


@dataclass
class Editor:
    """A page that is open: what it knows to be stored, and what stands in its fields."""

    base: dict[str, str] = field(default_factory=lambda: dict.fromkeys(NAMES, ""))
    typed: dict[str, str] = field(default_factory=lambda: dict.fromkeys(NAMES, ""))

    def changes(self) -> dict[str, Change]:
        """What it would send now."""
        return {
            name: Change(self.base[name], self.typed[name]) for name in NAMES if self.typed[name] != self.base[name]
        }


acts = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.one_of(
            st.tuples(st.just("type"), st.sampled_from(NAMES), st.sampled_from(["", "a", "b", "ab", "ba"])),
            st.tuples(st.just("save"), st.booleans()),  # does the answer arrive?
            st.tuples(st.just("reload")),
            st.tuples(st.just("keep theirs"), st.sampled_from(NAMES)),
        ),
    ),
    max_size=40,
)


@given(acts)
def test_every_text_is_stored_or_told_as_a_conflict_before_another_takes_its_place(
    happened: list[tuple[int, tuple[object, ...]]],
) -> None:
    stored, editors = Form(), (Editor(), Editor())
    seen_by_editor: list[set[tuple[str, str]]] = [{(name, "") for name in NAMES} for _ in editors]
    for who, act in happened:
        editor, seen = editors[who], seen_by_editor[who]
        match act:
            case ("type", str(name), str(text)):
                editor.typed[name] = text
            case ("save", bool(arrives)):
                sent, before = editor.changes(), stored
                merged = merge(stored, sent)
                stored = merged.form
                for name, change in sent.items():
                    old, new = getattr(before, name), getattr(stored, name)
                    assert new == change.value or merged.conflicts[name].value == change.value, "a text is lost"
                    if new != old:
                        assert (name, old) in seen, "a text that its editor never saw was replaced"
                    if name in merged.conflicts:
                        assert merged.conflicts[name].stored == old == new
                for name in set(NAMES) - sent.keys():
                    assert getattr(stored, name) == getattr(before, name), "a field that nobody sent was changed"
                if arrives:
                    for name in NAMES:
                        seen.add((name, getattr(stored, name)))
                        if name not in merged.conflicts and name in sent:
                            editor.base[name] = getattr(stored, name)
                elif sent:
                    seen.update((name, str(change.value)) for name, change in sent.items())
            case ("reload",):
                for name in NAMES:
                    editor.base[name] = editor.typed[name] = getattr(stored, name)
                    seen.add((name, getattr(stored, name)))
            case ("keep theirs", str(name)):
                editor.base[name] = editor.typed[name] = getattr(stored, name)
                seen.add((name, getattr(stored, name)))


@given(acts)
def test_saving_again_what_was_saved_changes_nothing(happened: list[tuple[int, tuple[object, ...]]]) -> None:
    stored, editor = Form(), Editor()
    for _, act in happened:
        match act:
            case ("type", str(name), str(text)):
                editor.typed[name] = text
            case _:
                once = merge(stored, editor.changes())
                again = merge(once.form, editor.changes())
                assert again.form == once.form
                assert again.conflicts.keys() <= once.conflicts.keys()
                stored = once.form
