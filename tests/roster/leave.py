"""A week of leave for the stories of one substitute for several duties."""

from datetime import date, timedelta
from typing import Any

from tests.calls.world import MONDAY, World
from tests.roster.offices import furnish
from tests.web.visitor import Visitor

WEEK = tuple(MONDAY + timedelta(days=7 + n) for n in range(5))
WHEN = "5 hari, Senin 30 November sampai Jumat 4 Desember"


def furnish_week(world: World) -> World:
    """The small office, and Andi on duty on every day of next week."""
    furnish(world)
    for day in WEEK:
        world.rosters("andi", "pti", on=day)
    return world


def key(world: World, name: str, on: date, unit: str = "pti", task: str = "piket") -> str:
    """What the form calls a duty."""
    return f"{on}/{unit}/{task}/{world._ids[name]}"


def keys(world: World, *days: date) -> list[str]:
    """Andi's duties on some days, by default the whole week."""
    return [key(world, "andi", day) for day in days or WEEK]


def sends(who: Visitor, duties: list[str], to: str, **more: Any) -> Any:
    """The form with these duties ticked."""
    fields = {"first": duties[0], "duty": duties, "substitute": f"{to}@kantor.example", "reason": "cuti"} | more
    return who.posts("/substitutes/new", True, **fields)


def ticked(page: Any) -> list[str]:
    """The duties that are ticked on a page, as it calls them."""
    boxes = [piece.partition(">")[0] for piece in page.text.split('name="duty" value="')[1:]]
    return [box.partition('"')[0] for box in boxes if " checked" in box]
