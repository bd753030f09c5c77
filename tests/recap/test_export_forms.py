"""`calls export` and the officers' forms."""

from ivr.workflows.export_calls import export_calls
from tests.calls.world import MONDAY
from tests.recap.records import Records

FORM = {"name": "Ibu Ratih", "institution": "PT Contoh", "contact": "0812", "topic": "PPID", "problem": "Apa?"}


def exported(records: Records) -> list[object]:
    return [line["form"] for line in export_calls(records.office, hotline=None, first=MONDAY, last=MONDAY)]


def test_the_form_of_the_first_talk_is_exported(records: Records) -> None:
    records.officer("Siti", "pti")
    call = records.talk("09:00", "Siti", "pti", form=FORM | {"remark": "Tuntas"})
    records.talk("09:10", "Siti", "pti", call_id=call, turn=3, form={"name": "Lain"})
    records.talk("10:00", "Siti", "pti", form={"name": "Bapak Oka"})
    records.talk("11:00", "Siti", "pti")
    records.call("12:00")

    empty = dict.fromkeys(("institution", "contact", "topic", "problem", "remark"))
    assert exported(records) == [FORM | {"remark": "Tuntas"}, {"name": "Bapak Oka"} | empty, None, None]


def test_what_a_confidential_caller_asked_is_not_exported(records: Records) -> None:
    records.officer("Siti", "pti")
    records.talk("09:00", "Siti", "pti", form=FORM | {"remark": "x", "is_confidential": True, "other_channel": "PLB"})

    hidden = {"topic": None, "problem": None, "remark": None}
    assert exported(records) == [FORM | hidden]
