"""What must hold between menu, units and fallbacks of one hotline file."""

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import NamedTuple

from config.faults import Fault, Place
from config.hotline_schema import HotlineShape, MenuShape, OptionShape, UnitShape
from config.plain_values import NO, is_key
from config.time_values import DAY_NAMES, days_of
from config.yaml_lines import Document, Tree

Check = Callable[[HotlineShape, Document], Iterator[Fault]]


class UnitChecks(NamedTuple):
    """Checks with the parts of the file that each one needs."""

    faults: tuple[tuple[Check, set[str]], ...]
    warnings: tuple[tuple[Check, set[str]], ...]


def fallback_of(unit: UnitShape, hotline: HotlineShape) -> str | None:
    """The unit that answers when nobody in `unit` does: its own, else the hotline's; `tidak` means none."""
    if unit.fallback is not None:
        return None if unit.fallback.lower() in NO else unit.fallback
    return hotline.ring.fallback if hotline.ring.fallback != unit.key else None


def _written_twice(hotline: HotlineShape, document: Document) -> Iterator[Fault]:
    for field, word in (("key", "kunci"), ("name", "nama")):
        seen: dict[str, int] = {}
        for at, unit in enumerate(hotline.units):
            value = str(getattr(unit, field))
            if value.lower() in seen:
                line = document.line(("units", seen[value.lower()], field))
                yield document.fault(
                    ("units", at, field), f"{word} '{value}' sudah dipakai di baris {line}", "pakai yang lain"
                )
            seen.setdefault(value.lower(), at)


def _topics_twice(hotline: HotlineShape, document: Document) -> Iterator[Fault]:
    for at, unit in enumerate(hotline.units):
        for nth, topic in enumerate(unit.topics):
            if topic in unit.topics[:nth]:
                yield document.fault(("units", at, "topics", nth), "topik ditulis dua kali", "hapus salah satu")


def _several_operators(hotline: HotlineShape, document: Document) -> Iterator[Fault]:
    operators = [(at, unit) for at, unit in enumerate(hotline.units) if unit.operators]
    for at, _ in operators[1:]:
        problem = f"operator sudah ada di unit '{operators[0][1].key}'"
        yield document.fault(("units", at, "operators"), problem, "hanya satu unit yang operators: ya")


def _menus_are_empty(hotline: HotlineShape, document: Document) -> Iterator[Fault]:
    for place, menu in _menus(hotline.menu, ("menu",)):
        if not menu.options:
            yield document.fault(place, "menu tanpa pilihan", 'tulis misalnya "0": {name: Operator, unit: operator}')


def _unknown_units_are_named(_: HotlineShape, document: Document) -> Iterator[Fault]:
    """Told from what was written: a fault elsewhere in the menu, or in a unit, does not hide it."""
    keys = _keys(document)
    for place, named in _named_units(document):
        if keys and named not in keys:
            near = get_close_matches(named, keys, n=1)
            remedy = f"maksud Anda '{near[0]}'?" if near else f"yang ada: {', '.join(keys)}"
            yield document.fault(place, f"unit '{named}' tidak ada", remedy)


def _fallback_is_itself(hotline: HotlineShape, document: Document) -> Iterator[Fault]:
    for at, unit in enumerate(hotline.units):
        if unit.fallback == unit.key:
            yield document.fault(
                ("units", at, "fallback"), "unit menunjuk dirinya sendiri", "pilih unit lain atau tidak"
            )


def _fallbacks_run_in_circles(hotline: HotlineShape, document: Document) -> Iterator[Fault]:
    """Each circle is told once, where its first unit with a fallback of its own was written."""
    after = {unit.key: fallback_of(unit, hotline) for unit in hotline.units}
    told: set[str] = set()
    for at, unit in enumerate(hotline.units):
        way: list[str] = [unit.key]
        while (following := after.get(way[-1])) is not None and following not in way:
            way.append(following)
        if following == unit.key and len(way) > 1 and unit.fallback is not None and not told.intersection(way):
            told.update(way)
            circle = " -> ".join([*way, unit.key])
            yield document.fault(("units", at, "fallback"), f"berputar tanpa akhir: {circle}", "putuskan salah satu")


def _never_reached(hotline: HotlineShape, document: Document) -> Iterator[Fault]:
    reached = {option.unit for _, option in _options(hotline.menu)}
    reached |= {fallback_of(unit, hotline) for unit in hotline.units}
    for at, unit in enumerate(hotline.units):
        if unit.key not in reached:
            problem = f"unit '{unit.key}' tidak ada di menu"
            yield document.fault(("units", at), problem, "penelepon hanya sampai ke sana bila diteruskan petugas")


def _no_operator(hotline: HotlineShape, document: Document) -> Iterator[Fault]:
    if not any(unit.operators for unit in hotline.units):
        remedy = "tulis operators: ya pada unit penerima tamu telepon"
        yield document.fault(("units",), "tidak ada unit operator untuk penelepon yang diam atau salah tekan", remedy)


def _required_while_closed(hotline: HotlineShape, document: Document) -> Iterator[Fault]:
    served = {day for name in hotline.hours for day in days_of(name)}
    for at, unit in enumerate(hotline.units):
        for name in unit.required:
            if closed := [DAY_NAMES[day] for day in days_of(name) if day not in served]:
                problem = f"layanan tutup pada hari {', '.join(closed)}"
                yield document.fault(("units", at, "required", name), problem, "sesuaikan dengan hours")


def _menus(menu: MenuShape, place: Place) -> Iterator[tuple[Place, MenuShape]]:
    yield place, menu
    for key, option in menu.options.items():
        if option.menu is not None:
            yield from _menus(option.menu, (*place, key, "menu"))


def _options(menu: MenuShape) -> Iterator[tuple[Place, OptionShape]]:
    for place, inner in _menus(menu, ("menu",)):
        for key, option in inner.options.items():
            yield (*place, key), option


def _named_units(document: Document) -> Iterator[tuple[Place, str]]:
    """Wherever a unit is named, as written: in the menus, and as a fallback."""
    root = _mapping(document.tree)
    yield from _units_in_menu(root.get("menu"), ("menu",))
    yield from _unit_named(root.get("ring"), ("ring",), "fallback")
    units = root.get("units")
    for at, unit in enumerate(units if isinstance(units, list) else []):
        for place, named in _unit_named(unit, ("units", at), "fallback"):
            if named.lower() not in NO:
                yield place, named


def _units_in_menu(menu: Tree, place: Place) -> Iterator[tuple[Place, str]]:
    for key, option in _mapping(menu).items():
        yield from _unit_named(option, (*place, key), "unit")
        yield from _units_in_menu(_mapping(option).get("menu"), (*place, key, "menu"))


def _unit_named(tree: Tree, place: Place, key: str) -> Iterator[tuple[Place, str]]:
    named = _mapping(tree).get(key)
    if isinstance(named, str) and named.strip():
        yield (*place, key), " ".join(named.split())


def _mapping(tree: Tree) -> dict[str, Tree]:
    return tree if isinstance(tree, dict) else {}


def _keys(document: Document) -> tuple[str, ...]:
    """The unit keys as written: a fault elsewhere in a unit does not make it unknown. None if a key itself is wrong."""
    units = document.tree.get("units") if isinstance(document.tree, dict) else None
    if not isinstance(units, list):
        return ()
    keys = [unit.get("key") if isinstance(unit, dict) else None for unit in units]
    known = tuple(key for key in keys if isinstance(key, str) and is_key(key))
    return tuple(dict.fromkeys(known)) if len(known) == len(keys) else ()


UNIT_CHECKS = UnitChecks(
    faults=(
        (_written_twice, {"units"}),
        (_topics_twice, {"units"}),
        (_several_operators, {"units"}),
        (_menus_are_empty, {"menu"}),
        (_unknown_units_are_named, set()),
        (_fallback_is_itself, {"units"}),
        (_fallbacks_run_in_circles, {"ring", "units"}),
    ),
    warnings=(
        (_never_reached, {"menu", "units", "ring"}),
        (_no_operator, {"units"}),
        (_required_while_closed, {"units", "hours"}),
    ),
)
