"""The words for what was not carried over in the roster."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from ivr.domain.holidays import holiday_on
from ivr.domain.hotline import Hotline
from ivr.domain.people import Person
from ivr.domain.roster_copy import LeftOut, Why
from ivr.workflows.change_labels import short_date
from ivr.workflows.record_labels import unit_name


def left_out_in_words(left_out: Sequence[LeftOut], people: Mapping[int, Person], hotline: Hotline) -> tuple[str, ...]:
    """Sentences, in the order of what they are about; a person who is left out on many days is told once."""
    told: list[str] = []
    for (why, person_id), same in groupby(sorted(left_out, key=_about), key=lambda one: (one.why, one.person_id)):
        ones = list(same)
        if person_id is None:
            told += (_of_day(one, hotline) for one in ones)
        else:
            days = ", ".join(dict.fromkeys(short_date(one.on) for one in ones))
            told.append(_of_person(why, people.get(person_id), days))
    return tuple(told)


def _about(one: LeftOut) -> tuple[int, int]:
    return list(Why).index(one.why), one.person_id or 0


def _of_day(one: LeftOut, hotline: Hotline) -> str:
    holiday = holiday_on(one.on, hotline.holidays)
    day = short_date(one.on) + (f" ({holiday.name})" if holiday else "")
    match one.why:
        case Why.PAST:
            return f"{day} sudah lewat, dibiarkan."
        case Why.CLOSED:
            return f"{day} tidak ada layanan, dilewati."
        case Why.NOTHING:
            return f"{day} tidak ada layanan, jadi tidak ada yang dapat disalin."
        case _:
            return f"{day}, {unit_name(hotline, one.unit)} sudah terisi, dibiarkan."


def _of_person(why: Why, person: Person | None, days: str) -> str:
    name = person.name if person else "Seseorang"
    match why:
        case Why.UNREACHABLE:
            what = "tidak punya nomor telepon" if person and person.is_active else "tidak aktif"
            return f"{name} {what}, tidak ikut: {days}."
        case Why.ONCE:
            return f"{name} sebagai pengganti karena berhalangan tidak ikut: {days}."
        case _:
            return f"{name} sebagai pengganti istirahat tidak ikut, karena yang digantikan tidak piket: {days}."
