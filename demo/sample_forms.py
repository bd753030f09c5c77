"""Sample forms: what an officer would have noted about a talk of the demonstration, all of it invented."""

import csv
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from zlib import crc32

from demo.names import shown
from ivr.domain.call_lines import CallLine, TalkLine
from ivr.domain.form import Form
from ivr.domain.hotline import Hotline, Unit
from ivr.store.forms import save_form
from ivr.store.recap_reports import lines_between
from ivr.store.sessions import people_signed_in
from ivr.workflows.office import Office

PROBLEMS = Path(__file__).with_name("forms.csv")
#: Of so many talks one is confidential, the third of a new database first.
ONE_CONFIDENTIAL_IN, FIRST_CONFIDENTIAL = 5, 3
CHANNELS = ("Aplikasi PLB", "Surat kepada Kepala PPATK", "Surel PIC terkait")


@dataclass(frozen=True)
class SamplePerson:
    """Who is said to have called; the address is on a domain that nobody can own (RFC 2606)."""

    name: str
    institution: str
    address: str


CALLERS = {
    "+6281355501111": SamplePerson("Bapak Joko", "PT Valas Nusantara Contoh", "joko@valas.example"),
    "+622155501234": SamplePerson("Ibu Kartika", "PT Bank Sejahtera Contoh", "kartika@bank.example"),
    "+60123456789": SamplePerson("Ibu Aisyah", "PT Kirim Uang Contoh", "aisyah@kirim.example"),
    "+6281355501234": SamplePerson("Ibu Rahma", "Universitas Contoh", "rahma@kampus.example"),
}
"""The guests of the demonstration, by the number that the network shows."""
OTHERS = (
    SamplePerson("Bapak Surya", "PT Asuransi Melati Contoh", "surya@asuransi.example"),
    SamplePerson("Ibu Lina", "BPR Harapan Contoh", "lina@bpr.example"),
    SamplePerson("Bapak Fajar", "Notaris Fajar Contoh", "fajar@notaris.example"),
    SamplePerson("Ibu Mega", "PT Sekuritas Contoh", "mega@sekuritas.example"),
    SamplePerson("Bapak Rizal", "Koperasi Makmur Contoh", "rizal@koperasi.example"),
    SamplePerson("Ibu Dian", "PT Properti Contoh", "dian@properti.example"),
    SamplePerson("Bapak Yusuf", "PT Pembiayaan Contoh", "yusuf@pembiayaan.example"),
)
"""Who calls from other numbers, or shows none."""


@dataclass(frozen=True)
class _Problem:
    topic: str
    text: str
    remark: str


def fill_sample_forms(office: Office, hotline: Hotline, *, start: datetime, end: datetime) -> int:
    """Fill the forms of ended talks of calls that arrived in [start, end); returns how many.

    A form that somebody opened is left alone, and so are those of people whom a visitor signed in as. The same talk
    always gets the same form.
    """
    now = office.clock()
    with office.database.reading() as connection:
        calls = list(lines_between(connection, hotline.key, start=start, end=end))
        at_desks = people_signed_in(connection, now=now)
    ended = [
        (call, talk)
        for call in calls
        for talk in call.talks
        if talk.ended_at and talk.form is None and talk.person_id not in at_desks
    ]
    if not ended:
        return 0
    with office.database.writing() as connection:
        for call, talk in ended:
            form = sample_form(call, talk, hotline.units[talk.unit])
            save_form(connection, form, attempt_id=talk.id, filled_by=talk.person_id, at=now)
    return len(ended)


def sample_form(call: CallLine, talk: TalkLine, unit: Unit) -> Form:
    """What is noted about this talk, in the unit's own topics."""
    person = _caller(call, talk)
    contact = "\n".join(line for line in (shown(call.from_number or ""), person.address) if line)
    problems = _problems_of(unit)
    problem = problems[talk.id % len(problems)]
    if talk.id % ONE_CONFIDENTIAL_IN == FIRST_CONFIDENTIAL:
        channel = CHANNELS[talk.id % len(CHANNELS)]
        return Form(
            person.name, person.institution, contact, problem.topic, is_confidential=True, other_channel=channel
        )
    return Form(person.name, person.institution, contact, problem.topic, problem.text, problem.remark)


def _caller(call: CallLine, talk: TalkLine) -> SamplePerson:
    """The same person behind the same number."""
    if call.from_number is None:
        return OTHERS[talk.id % len(OTHERS)]
    return CALLERS.get(call.from_number) or OTHERS[crc32(call.from_number.encode()) % len(OTHERS)]


def _problems_of(unit: Unit) -> tuple[_Problem, ...]:
    """The problems that belong to the unit's topics; of a hotline with other topics, one that says little."""
    topics = unit.topics or ("",)
    found = tuple(problem for problem in _problems() if problem.topic in topics)
    return found or tuple(_Problem(topic, "permintaan penjelasan.", "Tuntas") for topic in topics)


@cache
def _problems() -> tuple[_Problem, ...]:
    with PROBLEMS.open(encoding="utf-8", newline="") as file:
        return tuple(_Problem(*row) for row in list(csv.reader(file))[1:])
