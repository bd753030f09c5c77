"""What pydantic found wrong with a hotline file, retold with lines, paths and Indonesian words."""

import typing
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from config.faults import Fault, Place
from config.yaml_lines import Document, Tree

# What offices write out of habit, in their own language.
INDONESIAN = {
    "nama": "name", "nomor": "numbers", "number": "numbers", "kunci": "key", "zona_waktu": "time_zone",
    "timezone": "time_zone", "jam": "hours", "istirahat": "breaks", "libur": "holidays", "unit": "units",
    "topik": "topics", "jadwal": "roster", "rekap": "recap", "tambah": "add", "hapus": "remove", "tanggal": "date",
    "keputusan": "decree", "wajib": "required", "cadangan": "fallback", "suara": "voices", "dering": "ring",
    "blokir": "blocked", "pukul": "at", "kalimat": "say", "rekaman": "audio", "bahasa": "language",
}  # fmt: skip
EXAMPLES_INSIDE = {
    "key": "key: operator", "name": "name: Operator", "date": "date: 2026-11-23", "decree": "decree: SE 12/2026",
}  # fmt: skip
EXAMPLES = {
    "key": "key: ppatk", "name": "name: Call Center PPATK", "numbers": 'numbers: ["+622150001000"]',
    "time_zone": "time_zone: Asia/Jakarta", "hours": 'hours: {mon-fri: "07:00-17:00"}',
    "menu": 'menu: {"0": {name: Operator, unit: operator}}', "units": "units: [{key: operator, name: Operator}]",
}  # fmt: skip

CLOSE = 0.7  # below it a suggestion is only silly: `bogus` is no `hours`


def schema_faults(error: ValidationError, document: Document, shape: type[BaseModel]) -> Iterator[Fault]:
    """The faults of a document that does not fit `shape`, in pydantic's order."""
    details = error.errors()
    places = [_place(detail, document.tree) for detail in details]
    meant = {
        (*place[:-1], nearest)
        for detail, place in zip(details, places, strict=True)
        if detail["type"] == "extra_forbidden" and (nearest := _nearest(place, shape))
    }
    told: set[Place] = set()
    for detail, place in zip(details, places, strict=True):
        is_follow_up = (
            place in told  # the key itself was refused, so its value was not understood either
            or (detail["type"] == "missing" and place in meant)
            or (detail["type"] == "too_short" and _has_deeper(place, places))
        )
        if not is_follow_up:
            told.add(place)
            yield _retold(detail, place, document, shape)


def _retold(detail: ErrorDetails, place: Place, document: Document, shape: type[BaseModel]) -> Fault:
    match detail["type"]:
        case "wrong":
            words: Mapping[str, str] = detail["ctx"]
            return document.fault(place, words["problem"], words["remedy"])
        case "missing":
            *around, key = place
            problem = f"kunci wajib '{key}' belum diisi"
            examples = EXAMPLES_INSIDE if around else EXAMPLES
            remedy = f"tulis misalnya {examples.get(str(key), f'{key}: ...')}"
            return document.fault(place if place in document.lines else tuple(around), problem, remedy)
        case "extra_forbidden":
            nearest = _nearest(place, shape)
            remedy = f"maksud Anda '{nearest}'?" if nearest else f"yang dikenal: {', '.join(_known(place, shape))}"
            return document.fault(place, "kunci tidak dikenal", remedy)
        case "too_short":
            return document.fault(place, "tidak boleh kosong", "isi paling sedikit satu")
        case "tuple_type" | "list_type":
            if _at(document.tree, place) is None:
                return document.fault(place, "kosong", "isi nilainya, atau hapus baris ini")
            return document.fault(place, "harus berupa daftar", "awali setiap baris isinya dengan '- '")
        case _:  # model_type, mapping_type, dict_type: a mapping is meant
            return document.fault(
                place, "harus berupa pasangan 'kunci: nilai'", "tulis isinya menjorok di bawah kunci ini"
            )


def _place(detail: ErrorDetails, tree: Tree) -> Place:
    """The place that was written: not inside what is only text, and without pydantic's mark for "the key itself"."""
    place: Place = ()
    for part in detail["loc"]:
        match _at(tree, place):
            case dict() as here if isinstance(part, str) and (part != "[key]" or part in here):
                place = (*place, part)
            case list() if isinstance(part, int):
                place = (*place, part)
            case _:
                break
    return place


def _at(tree: Tree, place: Place) -> Tree:
    for part in place:
        match tree, part:
            case dict(), str():
                tree = tree.get(part)
            case list(), int() if part < len(tree):
                tree = tree[part]
            case _:
                return None
    return tree


def _has_deeper(place: Place, places: list[Place]) -> bool:
    return any(len(other) > len(place) and other[: len(place)] == place for other in places)


def _nearest(place: Place, shape: type[BaseModel]) -> str | None:
    known = _known(place, shape)
    word = str(place[-1]).lower()
    if INDONESIAN.get(word) in known:
        return INDONESIAN[word]
    return next(iter(get_close_matches(word, known, n=1, cutoff=CLOSE)), None)


def _known(place: Place, shape: type[BaseModel]) -> tuple[str, ...]:
    """The keys that may stand where this one stands."""
    inside: object = shape
    for part in place[:-1]:
        model = _model(inside)
        if model is None or isinstance(part, int):
            continue
        field = model.model_fields.get(part)
        extra = model.__annotations__.get("__pydantic_extra__")
        inside = field.annotation if field else extra
    model = _model(inside)
    return tuple(model.model_fields) if model else ()


def _model(annotation: object) -> type[BaseModel] | None:
    """The first model inside an annotation: of `tuple[UnitShape, ...]`, UnitShape."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in typing.get_args(annotation) if (found := _model(part))), None)
