"""One call goes its whole way: dial, menu, forwarding, whisper, talk, thanks, record."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from shlex import quote
from typing import Any

from config.command_line import command
from demo.guests import FIRST_CALLER
from demo.stage import Stage
from ivr.domain.hours import opening
from ivr.domain.local_time import to_local
from ivr.simulator import Answers, Conversation
from ivr.workflows.explain_who import explain_who
from ivr.workflows.export_calls import export_calls

KEY, UNIT = "1", "pelaporan"
WITHIN_SECONDS = 180


def play_first_call(stage: Stage) -> Conversation | None:
    """Let a citizen call the reporting unit; the call when it is over, None when it was cut short.

    The officer's telephone answers by itself meanwhile, and is handed back afterwards. While the hotline is closed
    the citizen hears so.
    """
    line = stage.lines[FIRST_CALLER.key]
    line.plays_itself = True
    try:
        with _officer_who_answers(stage):
            call = line.dial(stage.hotline.numbers[0])
            assert call is not None  # nobody else holds this telephone while it plays itself
            if opening(stage.hotline, stage.clock.now()).is_open:
                unit = stage.hotline.units[UNIT]
                call.hears(unit.name, within=WITHIN_SECONDS).presses(KEY, within=WITHIN_SECONDS)
            return call.ends(within=WITHIN_SECONDS)
    except AssertionError:  # somebody moved the clock, or ordered a misfortune that was too much for it
        return None
    finally:
        line.plays_itself = False


@contextmanager
def _officer_who_answers(stage: Stage) -> Iterator[None]:
    """The telephone that will ring first answers by itself, accepts, talks and hangs up, for this call."""
    first = explain_who(stage.office, stage.hotline, UNIT, at=stage.clock.now()).unit.free[:1]
    telephones = [one.telephone for one in stage.handsets.values() if one.person.id in {person.id for person in first}]
    before = [telephone.behaviour for telephone in telephones]
    for telephone in telephones:
        telephone.behaviour = Answers(after_seconds=4, presses="1", talks_seconds=8)
    try:
        yield
    finally:
        for telephone, behaviour in zip(telephones, before, strict=True):
            telephone.behaviour = behaviour


def record_of(stage: Stage, call: Conversation) -> str:
    """What became of a call, as `calls export` writes it."""
    day = _day_of(stage, call)
    lines: Iterator[Mapping[str, Any]] = export_calls(stage.office, hotline=None, first=day, last=day)
    record = next(line for line in lines if line["call_sid"] == call.sid)
    return json.dumps(record, indent=2, ensure_ascii=False)


def export_command(stage: Stage, call: Conversation) -> str:
    """What to type in the project's folder to see the records of that call's day.

    The commands read the installation's database, so the demonstration's is named; one that holds a password is not.
    """
    settings = stage.office.settings
    database = settings.database_url.replace(f"sqlite:///{settings.root}/", "sqlite:///")
    named = f"DATABASE_URL={quote(database)} " if stage.office.database.is_sqlite else ""
    day = _day_of(stage, call)
    return f"{named}{command(f'calls export --from {day} --to {day}')}"


def _day_of(stage: Stage, call: Conversation) -> date:
    return to_local(call.leg.created_at, stage.hotline.zone).date()
