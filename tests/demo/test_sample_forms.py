"""The sample forms of the demonstration: a recap without empty forms, of invented callers, the same at every look."""

from dataclasses import replace
from datetime import timedelta

import pytest
import requests

from demo.sample_forms import fill_sample_forms, sample_form
from demo.stage import Stage
from ivr.domain.call import Admission
from ivr.domain.call_lines import CallLine, TalkLine
from ivr.domain.form import Form
from ivr.store.forms import LONGEST, save_form
from ivr.store.recap_reports import lines_between
from tests.demo.api import Api
from tests.demo.conftest import MONDAY_AT_NINE

TALK = TalkLine(1, 7, "pti", MONDAY_AT_NINE, MONDAY_AT_NINE)
CALL = CallLine(1, "inbound", "+6281355501111", "+622150001000", MONDAY_AT_NINE, Admission.OPEN, talks=(TALK,))


def test_a_closed_day_has_no_empty_form(stage: Stage) -> None:
    with requests.Session() as session:
        api = Api(stage, session)
        api.calls()
        api.reaches("dewi.anggraini", "2")
        api.post("/lines/joko/hang-up")
        api.settled()

        assert api.post("/mailbox/close-day").status_code == 204
        text = api.get("/mailbox/newest").text

    assert "formulir belum diisi 0" in " ".join(text.split())
    with stage.office.database.reading() as connection:
        around = {"start": MONDAY_AT_NINE - timedelta(hours=1), "end": MONDAY_AT_NINE + timedelta(hours=1)}
        (call,) = lines_between(connection, stage.hotline.key, **around)
    (talk,) = call.talks
    assert talk.form == sample_form(call, talk, stage.hotline.units["pti"])
    assert talk.form.contact == "0813-5550-1111\njoko@valas.example"
    assert talk.form.topic in stage.hotline.units["pti"].topics


def test_forms_are_filled_once_and_never_over_what_somebody_wrote(stage: Stage) -> None:
    hotline, day = (
        stage.hotline,
        {"start": MONDAY_AT_NINE - timedelta(days=1), "end": MONDAY_AT_NINE + timedelta(days=1)},
    )
    with requests.Session() as session:
        api = Api(stage, session)
        api.calls()
        api.reaches("dewi.anggraini", "2")
        api.post("/lines/joko/hang-up")
        api.settled()
    database = stage.office.database
    with database.reading() as connection:
        (call,) = lines_between(connection, hotline.key, **day)
    (talk,) = call.talks
    own = Form(name="Bapak Joko", problem="ditulis sendiri.")
    with database.writing() as connection:
        for form in (Form(name="lama"), own):
            save_form(connection, form, attempt_id=talk.id, filled_by=talk.person_id, at=MONDAY_AT_NINE)

    assert fill_sample_forms(stage.office, hotline, **day) == 0
    with database.reading() as connection:
        (call,) = lines_between(connection, hotline.key, **day)
    assert call.talks[0].form == own
    with database.writing() as connection, pytest.raises(ValueError, match="name has 201"):
        save_form(connection, Form(name="n" * 201), attempt_id=talk.id, filled_by=talk.person_id, at=MONDAY_AT_NINE)


def test_every_unit_has_fitting_forms_and_every_fifth_is_confidential(resting_stage: Stage) -> None:
    for unit in resting_stage.hotline.units.values():
        made = [sample_form(CALL, replace(TALK, id=number, unit=unit.key), unit) for number in range(1, 41)]
        assert sum(form.is_confidential for form in made) == 8
        assert all(form.topic in (unit.topics or ("",)) for form in made)
        assert all(form.problem and form.remark for form in made if not form.is_confidential)
        assert all(not form.problem and form.other_channel for form in made if form.is_confidential)
        assert all(len(getattr(form, name)) <= most for form in made for name, most in LONGEST.items())
