"""The words of an officer's own duty: now, today, and in the coming days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import clock, clock_near, clock_span, long_date, moment_in_words, to_local
from ivr.domain.my_day import MyDay, Part, Stint
from ivr.domain.pause import Pause, PauseReason
from ivr.domain.people import Person
from ivr.domain.phone import readable
from ivr.workflows.record_labels import unit_name
from ivr.workflows.show_duty import Alone, OwnDuty

LONGEST_BY_MINUTES = timedelta(minutes=30)  # a longer pause by hand was taken until it is ended


@dataclass(frozen=True)
class PostWords:
    """The head of the page. `pause` is what the bar says while a pause is on; `alone` warns before one is taken.

    `questions` counts those of other units that nobody has taken yet.
    """

    sentences: tuple[str, ...]
    is_answering: bool
    may_pause: bool
    phone: str | None
    pause: str | None
    alone: str
    questions: int


@dataclass(frozen=True)
class DayWords:
    """A line of the list of duties. `parts` are tasks with their hours."""

    day: str
    unit: str
    parts: tuple[tuple[str, str], ...]
    colleagues: str


def post_words(hotline: Hotline, person: Person, duty: OwnDuty, *, questions: int, now: datetime) -> PostWords:
    """Where somebody stands at this moment, in sentences."""
    is_left = any(stint.part.answers and stint.stretch.end > now for day in duty.today for stint in day.stints)
    pause = person.pause if person.is_paused(now) else None
    return PostWords(
        sentences=tuple(_sentences(hotline, duty, now)),
        is_answering=duty.is_answering,
        may_pause=is_left,
        phone=readable(str(person.phone)) if person.phone else None,
        pause=_pause_words(hotline, pause, now) if pause else None,
        alone=" ".join(_alone_words(hotline, alone) for alone in duty.alone),
        questions=questions,
    )


def day_words(hotline: Hotline, duty: OwnDuty) -> tuple[DayWords, ...]:
    """Today's and the coming duties, a line for each day and unit."""
    return tuple(_day_words(hotline, duty, day) for day in (*duty.today, *duty.coming))


def _sentences(hotline: Hotline, duty: OwnDuty, now: datetime) -> Iterable[str]:
    stints = [stint for day in duty.today for stint in day.stints]
    if not duty.hours.is_open:
        again = duty.hours.reopens_at
        closed = "ditutup sementara" if duty.hours.notice is not None else "sedang tutup"
        yield f"Layanan {closed}" + (f", buka kembali {moment_in_words(again, hotline.zone)}." if again else ".")
    for stint in duty.now:
        yield _now_words(hotline, duty, stint, now)
    for stint in stints:
        if stint.stretch.start > now and (stint.part is Part.COVERED or stint.lacks_cover) and duty.is_answering:
            yield _break_words(hotline, duty, stint)
    later = [stint for stint in stints if stint.stretch.start > now and stint.part.answers]
    is_on_break = any(stint.part is Part.COVERED for stint in duty.now)
    if not duty.is_answering and later and not is_on_break:
        first = min(later, key=lambda stint: stint.stretch.start)
        start = _clock(hotline, first.stretch.start)
        yield f"Anda bertugas untuk {unit_name(hotline, first.unit)} mulai pukul {start}."
    elif not stints:
        yield "Anda tidak piket hari ini."
    elif not duty.now and duty.hours.is_open:
        yield "Piket Anda hari ini sudah selesai."
    if not duty.is_answering and not later and duty.coming:
        first_day = duty.coming[0]
        yield f"Piket berikutnya: {long_date(first_day.on)}, {unit_name(hotline, first_day.unit)}."


def _now_words(hotline: Hotline, duty: OwnDuty, stint: Stint, now: datetime) -> str:
    unit, names = unit_name(hotline, stint.unit), _names(duty, stint.others)
    end = duty.until[stint.unit] if stint.part.answers else stint.stretch.end
    until = f"sampai pukul {clock_near(end, at=now, zone=hotline.zone)}"
    match stint.part:
        case Part.DUTY | Part.SUBSTITUTES | Part.STANDS_BY:
            what = {Part.DUTY: "piket untuk", Part.STANDS_BY: "siaga untuk"}.get(stint.part, f"menggantikan {names} di")
            uncovered = " Istirahat sekarang tanpa pengganti, jadi Anda tetap bertugas." if stint.lacks_cover else ""
            return f"Anda {what} {unit} {until}.{uncovered}"
        case Part.COVERS:
            ends = clock_near(stint.stretch.end, at=now, zone=hotline.zone)
            return f"Anda menggantikan istirahat {names} di {unit} sampai pukul {ends}."
        case Part.COVERED:
            return f"Anda istirahat {until}; {names} menjawab untuk {unit}."
        case Part.REPLACED:
            return f"Piket Anda di {unit} digantikan oleh {names}."


def _break_words(hotline: Hotline, duty: OwnDuty, stint: Stint) -> str:
    hours = _hours(hotline, stint)
    if stint.lacks_cover:
        return f"Istirahat pukul {hours} belum ada penggantinya: Anda tetap bertugas."
    return f"Istirahat pukul {hours} digantikan oleh {_names(duty, stint.others)}."


def _pause_words(hotline: Hotline, pause: Pause, now: datetime) -> str:
    since = clock_near(pause.since, at=now, zone=hotline.zone)
    until = clock_near(pause.until, at=now, zone=hotline.zone) if pause.until else None
    ends = f"sampai pukul {until}" if until else "sampai Anda siap lagi"
    if pause.until and pause.until - pause.since > LONGEST_BY_MINUTES:
        ends = f"sampai Anda siap lagi, paling lambat pukul {until}"
    match pause.reason:
        case PauseReason.WRAP_UP:
            return f"Merapikan catatan {ends}. Telepon Anda tidak berdering."
        case PauseReason.UNANSWERED:
            return (
                f"Anda dijeda {ends}, karena beberapa panggilan berturut-turut tidak Anda jawab. Telepon Anda tidak "
                "berdering. Bila sudah di tempat, tekan Siap lagi."
            )
        case PauseReason.MANUAL:
            return f"Anda jeda sejak pukul {since} {ends}. Telepon Anda tidak berdering."


def _alone_words(hotline: Hotline, alone: Alone) -> str:
    only = f"Anda satu-satunya petugas {unit_name(hotline, alone.unit)} yang dapat ditelepon sekarang"
    if alone.instead is None:
        return f"{only}: selama Anda jeda, penelepon tidak terlayani."
    return f"{only}: selama Anda jeda, penelepon dialihkan ke {unit_name(hotline, alone.instead)}."


def _day_words(hotline: Hotline, duty: OwnDuty, day: MyDay) -> DayWords:
    labelled = sorted(((_task(duty, stint), stint) for stint in day.stints), key=lambda one: one[1].stretch.start)
    order = dict.fromkeys(label for label, _ in labelled)
    grouped = {
        label: ", ".join(_hours(hotline, stint) for _, stint in group)
        for label, group in groupby(sorted(labelled, key=lambda one: one[0]), key=lambda one: one[0])
    }
    return DayWords(
        day=long_date(day.on),
        unit=unit_name(hotline, day.unit),
        parts=tuple((label, grouped[label]) for label in order),
        colleagues=_names(duty, day.colleagues),
    )


def _task(duty: OwnDuty, stint: Stint) -> str:
    names = _names(duty, stint.others)
    uncovered = ", istirahat tanpa pengganti" if stint.lacks_cover else ""
    match stint.part:
        case Part.DUTY:
            return f"piket{uncovered}"
        case Part.STANDS_BY:
            return "siaga"
        case Part.SUBSTITUTES:
            return f"pengganti {names}{uncovered}"
        case Part.COVERS:
            return f"pengganti istirahat {names}"
        case Part.COVERED:
            return f"istirahat, digantikan {names}"
        case Part.REPLACED:
            return f"digantikan {names}"


def _names(duty: OwnDuty, ids: Iterable[int]) -> str:
    return ", ".join(duty.people[one].name for one in ids if one in duty.people)


def _hours(hotline: Hotline, stint: Stint) -> str:
    return clock_span(to_local(stint.stretch.start, hotline.zone), to_local(stint.stretch.end, hotline.zone))


def _clock(hotline: Hotline, at: datetime) -> str:
    return clock(to_local(at, hotline.zone))
