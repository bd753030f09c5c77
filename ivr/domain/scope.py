"""Whose calls a person may see, and what they may change: one place for it."""

from dataclasses import dataclass

from ivr.domain.people import Person, Role


@dataclass(frozen=True)
class Scope:
    """What a person may see. Queries take it as an argument, so that no page can forget it.

    `hotline` None: every hotline. `sees_all_units`: every unit of the hotline. Otherwise the calls of `units` as
    their leader, and always the own talks (`person_id`). `works_in` are the units the person answers for: their
    figures, topics, FAQ, handovers and, while the person handles a caller, that caller's earlier talks there.
    """

    person_id: int
    hotline: str | None
    sees_all_units: bool
    units: frozenset[str]
    works_in: frozenset[str]
    sees_live_calls: bool
    keeps_people: bool
    keeps_journal: bool

    def covers_hotline(self, key: str | None) -> bool:
        """Whether a hotline is theirs at all."""
        return self.hotline is None or key == self.hotline

    def sees_unit(self, hotline: str | None, unit: str | None) -> bool:
        """Whether all calls of a unit are theirs to see."""
        return self.covers_hotline(hotline) and (self.sees_all_units or unit in self.units)

    def sees_figures_of(self, hotline: str | None, unit: str | None) -> bool:
        """Whether a unit's figures are theirs to see: figures name no caller."""
        return self.sees_unit(hotline, unit) or (self.covers_hotline(hotline) and unit in self.works_in)

    def keeps_roster_of(self, hotline: str | None, unit: str) -> bool:
        """Whether the roster of a unit is theirs to change; everybody of the hotline reads all of it."""
        return self.sees_unit(hotline, unit)

    def keeps_calendar_of(self, hotline: str | None) -> bool:
        """Whether the special days and the notices of a hotline are theirs to edit; everybody reads them."""
        return self.sees_all_units and self.covers_hotline(hotline)

    def edits_unit(self, hotline: str | None, unit: str) -> bool:
        """Whether the topics and the FAQ of a unit are theirs to edit."""
        return self.sees_figures_of(hotline, unit)


def scope_of(person: Person, hotline: str, *, operator_unit: str | None = None) -> Scope:
    """What a person of a hotline may see; roles add up.

    `hotline` is where the person belongs, `operator_unit` the unit that its operators without a unit of their own
    serve.
    """
    roles = person.roles
    is_admin = Role.ADMIN in roles
    leads_all = is_admin or Role.COORDINATOR in roles
    serves = person.units or ((operator_unit,) if operator_unit and Role.OPERATOR in roles else ())
    works = roles & {Role.OFFICER, Role.OPERATOR, Role.LEADER}
    return Scope(
        person_id=person.id,
        hotline=None if is_admin else hotline,
        sees_all_units=leads_all,
        units=frozenset(person.units) if Role.LEADER in roles else frozenset(),
        works_in=frozenset(serves) if works else frozenset(),
        sees_live_calls=leads_all or Role.OPERATOR in roles,
        keeps_people=leads_all,
        keeps_journal=leads_all,
    )
