"""Judge what somebody typed of an absence: who substitutes, and with which lines of the roster (SOP PPATK, 5.a)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from ivr.domain.held_duty import HeldDuty, Standing, narrowed, substitute_lines
from ivr.domain.hotline import Hotline
from ivr.domain.local_time import clock_span, to_local
from ivr.domain.people import Person
from ivr.domain.posts import is_default, stretches_of
from ivr.domain.roster import Duty
from ivr.workflows.read_roster import read_clock
from ivr.workflows.show_absence import Absences
from ivr.workflows.weigh_change import sentence

LONGEST_WORDS = 300
ILLNESS = "sakit"
REASONS: Mapping[str, str] = {
    "cuti": "Cuti",
    "dinas": "Perjalanan dinas",
    ILLNESS: "Sakit",
    "mendesak": "Keperluan mendesak",
}
UNTICK = "Hapus centangnya, atau pilih orang lain."
ONE_ONLY = "Jam hanya dapat diisi untuk satu tugas; kosongkan jamnya, atau centang satu tugas saja."


@dataclass(frozen=True)
class Absence:
    """What somebody typed. `duties` are the keys of HeldDuties of one person; times are empty for their whole length.

    `starts` None: nobody was asked for times, so a duty that has begun is taken over from now on, as of several always.
    `anyway`: they were warned (`DoubtfulSubstitute`) and want it all the same.
    """

    duties: tuple[str, ...]
    substitute: str
    reason: str
    starts: str | None = None
    ends: str = ""
    words: str = ""
    anyway: bool = False

    @property
    def why(self) -> str:
        """The reason in words."""
        text = self.words.strip()
        return f"{REASONS[self.reason]}: {text}" if text else REASONS[self.reason]


class SubstituteRefused(Exception):
    """What is wrong, by field, in words; of several duties by the key of each. Nothing was saved."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = dict(faults)
        super().__init__(" ".join(self.faults.values()))


@dataclass(frozen=True)
class Substitution:
    """Who substitutes, and the lines for each duty, none where those of another duty take it over, too."""

    substitute: Person
    lines: Mapping[HeldDuty, tuple[Duty, ...]]

    @property
    def all_lines(self) -> tuple[Duty, ...]:
        """The lines of all duties."""
        return tuple(line for lines in self.lines.values() for line in lines)


def judge_absence(
    hotline: Hotline, known: Absences, duties: Sequence[HeldDuty], absence: Absence, *, now: datetime
) -> Substitution:
    """What is wanted, as lines. Raises SubstituteRefused with all that is wrong."""
    faults: dict[str, str] = {}
    substitute = next((one for one in known.people.values() if one.email == absence.substitute), None)
    if substitute is None:
        faults["substitute"] = "Pilih siapa yang menggantikan."
    elif unfit := _unfit(substitute, duties[0]):
        faults["substitute"] = unfit
    if absence.reason not in REASONS:
        faults["reason"] = "Pilih alasannya."
    if len(absence.words) > LONGEST_WORDS:
        faults["words"] = f"Lebih panjang dari {LONGEST_WORDS} huruf; pendekkan."
    starts, ends = _clock(faults, "starts", absence.starts or ""), _clock(faults, "ends", absence.ends)
    is_of_several = len(duties) > 1
    if is_of_several and ends is not None:
        faults["ends"] = ONE_ONLY
    if is_of_several and starts is not None and not any(duty.whole.start < now for duty in duties):
        faults["starts"] = ONE_ONLY
    has_times = not {"starts", "ends"} & faults.keys()
    lines: dict[HeldDuty, tuple[Duty, ...]] = {}
    for duty in duties:
        begins = starts
        if is_of_several or absence.starts is None:
            begins = (starts or _clock_of(hotline, now)) if duty.whole.start < now else None
        wrong = _replaced(known, duty)
        if substitute is not None and has_times:
            lines[duty], more = _lines_for(hotline, known, duty, substitute, starts=begins, ends=ends)
            wrong |= {field: words for field, words in more.items() if field not in faults}
        faults |= {duty.key: _with_untick(wrong)} if wrong and is_of_several else wrong
    if faults or substitute is None:
        raise SubstituteRefused(faults)
    return Substitution(substitute, _once(hotline, lines))


def _unfit(substitute: Person, duty: HeldDuty) -> str:
    """Why somebody cannot substitute on any day."""
    if substitute.id == duty.person_id:
        return "Isi dengan orang lain."
    if not substitute.is_active:
        return f"{substitute.name} tidak aktif; pilih orang lain."
    if substitute.phone is None:
        return f"{substitute.name} tidak punya nomor telepon; pilih orang lain."
    return ""


def _replaced(known: Absences, duty: HeldDuty) -> dict[str, str]:
    if duty.replaced_by is None:
        return {}
    name = known.people[duty.replaced_by].name
    return {"duty": f"Sudah digantikan oleh {name}. Bila {name} juga berhalangan, pilih tugas {name}."}


def _lines_for(
    hotline: Hotline, known: Absences, duty: HeldDuty, substitute: Person, *, starts: time | None, ends: time | None
) -> tuple[tuple[Duty, ...], dict[str, str]]:
    """The lines for one duty, and what is wrong with them by field."""
    taken = {"substitute": f"{substitute.name} sudah bertugas di unit ini pada waktu itu; pilih orang lain."}
    wrong = taken if known.standing(duty, substitute.id) is Standing.THERE else {}
    try:
        lines = substitute_lines(hotline, duty, substitute.id, starts=starts, ends=ends)
    except ValueError:
        hours = clock_span(*(to_local(one, hotline.zone) for one in (duty.whole.start, duty.whole.end)))
        if starts is not None and ends is not None and ends <= starts:
            return (), wrong | {"ends": f"Tidak sesudah jam mulai; isi waktu antara {hours}, atau kosongkan."}
        words = f"Jamnya tidak di dalam jam tugas ini; isi waktu antara {hours}, atau kosongkan."
        return (), wrong | {"starts": words}
    if known.standing(narrowed(hotline, duty, lines), substitute.id) in (Standing.PARTLY, Standing.THERE):
        wrong = taken
    return lines, wrong


def _with_untick(wrong: Mapping[str, str]) -> str:
    """What is wrong with one duty of several, and what to do."""
    if "duty" in wrong:
        return f"{wrong['duty']} Hapus centangnya di sini."
    if "substitute" in wrong:
        return f"{wrong['substitute'].partition(';')[0]}. {UNTICK}"
    return " ".join(wrong.values())


def _clock(faults: dict[str, str], field: str, written: str) -> time | None:
    if not written.strip():
        return None
    try:
        return read_clock(written.strip())
    except ValueError as fault:
        problem, _, remedy = str(fault).partition("; ")
        faults[field] = sentence(problem, remedy)
        return None


def _clock_of(hotline: Hotline, now: datetime) -> time:
    """The local time to the minute, as people write it."""
    return to_local(now, hotline.zone).time().replace(second=0, microsecond=0)


def _once(hotline: Hotline, lines: Mapping[HeldDuty, tuple[Duty, ...]]) -> dict[HeldDuty, tuple[Duty, ...]]:
    """Without what is taken over twice: who substitutes for a duty takes over the breaks within it, too."""
    kept: list[Duty] = []
    # A line without times holds wherever a duty of its day does; of the others the longest comes first.
    for line in sorted((one for every in lines.values() for one in every), key=lambda one: _length(hotline, one)):
        if not any(_holds(hotline, other, line) for other in kept):
            kept.append(line)
    return {duty: tuple(one for one in every if any(one is other for other in kept)) for duty, every in lines.items()}


def _length(hotline: Hotline, line: Duty) -> tuple[bool, timedelta]:
    stretches = stretches_of(hotline, line)
    return not is_default(line), -sum((one.end - one.start for one in stretches), timedelta())


def _holds(hotline: Hotline, longer: Duty, line: Duty) -> bool:
    if longer.unit != line.unit:
        return False
    if is_default(longer):
        return longer.on == line.on
    return all(
        any(one.start <= part.start and part.end <= one.end for one in stretches_of(hotline, longer))
        for part in stretches_of(hotline, line)
    )
