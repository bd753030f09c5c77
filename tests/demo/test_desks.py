"""The sample people's pages: one click in the demonstration, no door at all in a real office."""

from datetime import timedelta

import requests

from app import create_app
from demo.sample_forms import fill_sample_forms
from demo.stage import Stage
from ivr.store.recap_reports import lines_between
from tests.demo.api import Api
from tests.demo.conftest import MONDAY_AT_NINE


def test_a_click_opens_an_officers_page(resting_stage: Stage) -> None:
    with requests.Session() as session:
        answer = session.get(f"{resting_stage.url}/demo/desk/dewi.anggraini", timeout=30)

    assert answer.url == f"{resting_stage.url}/duty"
    assert "Anda piket untuk Pusat Teknologi Informasi sampai pukul 17.00." in answer.text


def test_who_has_no_telephone_sees_the_calls(resting_stage: Stage) -> None:
    with requests.Session() as session:
        assert session.get(f"{resting_stage.url}/demo/desk/maya.puspita", timeout=30).url.endswith("/calls")


def test_nobody_unknown_sits_down(resting_stage: Stage) -> None:
    assert requests.get(f"{resting_stage.url}/demo/desk/siapa", timeout=30).status_code == 404


def test_a_real_office_has_no_such_door(resting_stage: Stage) -> None:
    assert create_app(resting_stage.office).test_client().get("/demo/desk/dewi.anggraini").status_code == 404


def test_forms_of_who_sits_at_a_desk_are_left_to_them(stage: Stage) -> None:
    with requests.Session() as session:
        session.get(f"{stage.url}/demo/desk/dewi.anggraini", timeout=30)
        api = Api(stage, session)
        api.calls()
        api.reaches("dewi.anggraini", "2")
        api.post("/lines/joko/hang-up")
        api.settled()

    start, end = MONDAY_AT_NINE - timedelta(hours=1), MONDAY_AT_NINE + timedelta(hours=1)
    assert fill_sample_forms(stage.office, stage.hotline, start=start, end=end) == 0
    with stage.office.database.reading() as connection:
        (call,) = lines_between(connection, stage.hotline.key, start=start, end=end)
    assert call.talks[0].form is None
