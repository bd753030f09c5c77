"""Whose calls a person may see: each role alone, and roles that add up."""

import pytest

from ivr.domain.people import Person, Role
from ivr.domain.scope import Scope, scope_of


def scope(*roles: Role, units: tuple[str, ...] = (), hotline: str = "ppatk") -> Scope:
    """What somebody of a hotline may see."""
    person = Person(7, "Andi", "andi@kantor.example", frozenset(roles), units, None)
    return scope_of(person, hotline, operator_unit="operator")


OFFICER, OPERATOR, LEADER = Role.OFFICER, Role.OPERATOR, Role.LEADER
COORDINATOR, ADMIN = Role.COORDINATOR, Role.ADMIN


@pytest.mark.parametrize(
    ("who", "own", "other", "elsewhere", "nowhere"),
    [
        (scope(OFFICER, units=("pti",)), False, False, False, False),
        (scope(OPERATOR), False, False, False, False),
        (scope(LEADER, units=("pti",)), True, False, False, False),
        (scope(LEADER), False, False, False, False),
        (scope(COORDINATOR), True, True, False, False),
        (scope(COORDINATOR, units=("humas",)), True, True, False, False),
        (scope(ADMIN), True, True, True, True),
        (scope(OFFICER, LEADER, units=("pti",)), True, False, False, False),
        (scope(LEADER, units=("pti",), hotline="cabang"), False, False, True, False),
    ],
)
def test_all_calls_of_a_unit(who: Scope, own: bool, other: bool, elsewhere: bool, nowhere: bool) -> None:
    assert who.sees_unit("ppatk", "pti") is own
    assert who.sees_unit("ppatk", "pelaporan") is other
    assert who.sees_unit("cabang", "pti") is elsewhere
    assert who.sees_unit(None, None) is nowhere, "a number that belongs to no hotline"


@pytest.mark.parametrize(
    ("who", "units"),
    [
        (scope(OFFICER, units=("pti", "humas")), {"pti", "humas"}),
        (scope(OPERATOR), {"operator"}),
        (scope(OPERATOR, units=("pti",)), {"pti"}),
        (scope(LEADER, units=("pti",)), {"pti"}),
        (scope(COORDINATOR), {"operator", "pelaporan", "pti", "humas"}),
        (scope(ADMIN), {"operator", "pelaporan", "pti", "humas"}),
        (scope(OFFICER), set()),
    ],
)
def test_figures_topics_and_faq_are_of_the_own_units(who: Scope, units: set[str]) -> None:
    every = ("operator", "pelaporan", "pti", "humas")
    assert {unit for unit in every if who.sees_figures_of("ppatk", unit)} == units
    assert {unit for unit in every if who.edits_unit("ppatk", unit)} == units
    assert not who.sees_figures_of("ppatk", None) or who.sees_all_units


@pytest.mark.parametrize(
    ("role", "live", "people", "journal", "hotline"),
    [
        (OFFICER, False, False, False, "ppatk"),
        (LEADER, False, False, False, "ppatk"),
        (OPERATOR, True, False, False, "ppatk"),
        (COORDINATOR, True, True, True, "ppatk"),
        (ADMIN, True, True, True, None),
    ],
)
def test_who_watches_the_lines_and_who_keeps_people_and_journal(
    role: Role, live: bool, people: bool, journal: bool, hotline: str | None
) -> None:
    who = scope(role, units=("pti",))
    assert (who.sees_live_calls, who.keeps_people, who.keeps_journal, who.hotline) == (live, people, journal, hotline)


def test_a_hotline_covers_itself_and_an_administrators_scope_all() -> None:
    assert [scope(COORDINATOR).covers_hotline(key) for key in ("ppatk", "cabang", None)] == [True, False, False]
    assert [scope(ADMIN).covers_hotline(key) for key in ("ppatk", "cabang", None)] == [True, True, True]
