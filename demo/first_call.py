"""One call goes its whole way: dial, menu, forwarding, whisper, talk, thanks, record."""

import json
from collections.abc import Callable
from datetime import date

from demo.narration import Narration
from demo.stage import Stage
from ivr.domain.local_time import to_local
from ivr.simulator import Answers
from ivr.workflows.export_calls import export_calls

CITIZEN = "+6281355501234"
KEY, UNIT = "1", "pelaporan"


def play_first_call(stage: Stage, write: Callable[[str], None]) -> None:
    """Let a citizen call the reporting unit, tell it line by line, and show the record that came of it."""
    hotline = stage.office.hotlines.first
    names = {number: person.name for number, person in stage.people.items()}
    names |= {CITIZEN: "Ibu Rahma (warga)", **dict.fromkeys(hotline.numbers, hotline.name)}
    for person in stage.people.values():
        if UNIT in person.units:
            stage.telephone_of(person).behaviour = Answers(after_seconds=4, presses="1", talks_seconds=8)
    stage.network.observe(Narration(write, names, hotline.zone))

    call = stage.network.caller(CITIZEN).dials(hotline.numbers[0])
    call.hears("Direktorat Pelaporan").presses(KEY)
    call.hears("Terima kasih telah menghubungi").ends(within=120)

    today = to_local(stage.network.clock.now(), hotline.zone).date()
    write("")
    write("  Catatannya (python app.py calls export):")
    write(_record(stage, call.sid, today))


def _record(stage: Stage, sid: str, today: date) -> str:
    lines = export_calls(stage.office, hotline=None, first=today, last=today)
    record = next(line for line in lines if line["call_sid"] == sid)
    return json.dumps(record, indent=2, ensure_ascii=False)
