"""People of a small office for the stories of swaps and substitutes, and what they do on the pages."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

from ivr.domain.people import Role
from ivr.domain.roster import Duty
from ivr.store.roster import load_duties
from ivr.store.roster_changes import latest_changes
from tests.calls.world import MONDAY, World
from tests.web.letter_box import letters
from tests.web.visitor import Visitor

TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + timedelta(days=n) for n in (1, 2, 3))
PHONES = {name: f"+62812000001{place:02}" for place, name in enumerate(["andi", "sari", "dewi", "rini"], 1)}
KEPT = "Jadwal tidak berubah."


def furnish(world: World) -> None:
    """Andi, Sari and Dewi of PTI, on Tuesday, Thursday and Wednesday; Rini of Humas on Tuesday; Ketut leads PTI."""
    for name in ("andi", "sari", "dewi"):
        world.officer(name, "pti", PHONES[name])
    world.officer("rini", "humas", PHONES["rini"])
    world.officer("ketut", "pti", "+6281200000120", role=Role.LEADER)
    world.officer("maya", "", "+6281200000121", role=Role.COORDINATOR)
    for name, unit, on in (("andi", "pti", TUESDAY), ("sari", "pti", THURSDAY), ("dewi", "pti", WEDNESDAY)):
        world.rosters(name, unit, on=on)
    world.rosters("rini", "humas", on=TUESDAY)


def on_duty(world: World, on: date, unit: str = "pti") -> list[str]:
    """The lines of a cell: `andi`, `sari menggantikan andi 10:00-12:00`."""
    names = {person_id: name for name, person_id in world._ids.items()}

    def told(line: Duty) -> str:
        task = "" if line.task == "piket" else f" {line.task}"
        replaced = f" untuk {names[line.replaces_id]}" if line.replaces_id else ""
        times = f" {line.starts:%H:%M}-{line.ends:%H:%M}" if line.starts and line.ends else ""
        return f"{names[line.person_id]}{task}{replaced}{times}"

    with world.office.database.reading() as connection:
        return [told(line) for line in load_duties(connection, "ppatk", first=on, last=on) if line.unit == unit]


def changes(world: World) -> list[tuple[str, str, str]]:
    """Kind, who and why of each change, newest first."""
    names = {person_id: name for name, person_id in world._ids.items()}
    with world.office.database.reading() as connection:
        return [
            (one.kind.value, names.get(one.person_id or 0, "-"), one.why) for one in latest_changes(connection, "ppatk")
        ]


def subjects(world: World, name: str) -> list[str]:
    """What the letters for somebody are about."""
    return [letter.subject for letter in letters(world, name)]


def link(world: World, name: str, label: str) -> str:
    """The path behind a button of somebody's last letter."""
    found = re.search(rf"^{re.escape(label)}:\n(\S+)$", letters(world, name)[-1].text, re.MULTILINE)
    assert found is not None, letters(world, name)[-1].text
    return found[1].removeprefix(world.url)


def said(page: Any) -> str:
    """What a page says, in one line."""
    text = unescape(re.sub(r"<[^>]+>", " ", page.text))
    return " ".join(text.split())


def press(world: World, path: str, who: Visitor | None = None, **fields: str) -> Any:
    """The button behind a link, pressed by who is not signed in, or by a visitor."""
    return (who or Visitor(world)).posts(path, True, **fields)
