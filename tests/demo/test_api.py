"""The demonstration's own door: who may press keys, what it refuses, and that production does not have it."""

import json
from collections.abc import Iterator

import pytest
import requests

from app import create_app
from demo.first_call import record_of
from demo.misfortunes import MISFORTUNES
from demo.perform import raised
from demo.proof import facts
from demo.stage import Stage
from ivr.simulator import Answers
from tests.databases import SqliteDatabases
from tests.demo.api import Api, until
from tests.demo.conftest import MONDAY, ROOF, demo_settings, prepare


@pytest.fixture
def api(stage: Stage) -> Iterator[Api]:
    with requests.Session() as session:
        session.trust_env = False
        yield Api(stage, session)


@pytest.fixture
def resting_api(resting_stage: Stage) -> Iterator[Api]:
    with requests.Session() as session:
        session.trust_env = False
        yield Api(resting_stage, session)


def test_the_production_server_knows_nothing_of_it(resting_stage: Stage) -> None:
    production = create_app(resting_stage.office).test_client()
    assert production.get("/demo/state").status_code == 404
    assert production.post("/demo/lines/joko/dial", json={}).status_code == 404


def test_only_this_machines_own_page_may_press_keys(api: Api, stage: Stage) -> None:
    port = stage.url.rpartition(":")[2]
    dial = "/lines/joko/dial"
    assert api.post(dial, Origin="https://lain.example").status_code == 403
    assert api.post(dial, Origin=f"http://127.0.0.1:{int(port) + 1}").status_code == 403
    assert api.post(dial, Origin="null").status_code == 403
    assert api.post(dial, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert api.session.post(api.url + dial, data="{}", timeout=30).status_code == 403
    assert api.session.post(api.url + dial, data="{}", headers={"Content-Type": "text/plain"}).status_code == 403
    assert api.line()["state"] == "idle"
    assert api.post(dial, Origin=stage.url).status_code == 204


@pytest.mark.parametrize("path", ["/demo/state", "/", "/demo/static/main.js"])
def test_a_foreign_name_for_this_machine_is_shown_nothing(resting_api: Api, resting_stage: Stage, path: str) -> None:
    api, url = resting_api, resting_stage.url + path
    assert api.session.get(url, headers={"Host": "lain.example"}, timeout=30).status_code == 403
    assert api.session.get(url, headers={"Host": "127.0.0.1.lain.example:8000"}, timeout=30).status_code == 403
    assert api.session.get(url.replace("127.0.0.1", "localhost"), timeout=30).status_code == 200


@pytest.mark.parametrize("path", ["/demo/state", "/"])
def test_no_inline_script_and_nothing_from_elsewhere_may_run(resting_api: Api, resting_stage: Stage, path: str) -> None:
    policy = resting_api.session.get(resting_stage.url + path, timeout=30).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("path", "body", "status", "sorry"),
    [
        ("/lines/siapa/dial", {}, 404, "Tidak ada di peragaan ini."),
        ("/lines/joko/terbang", {}, 404, "Tidak ada di peragaan ini."),
        ("/lines/joko/dial", {"number": "0812"}, 422, "Nomor itu belum terpasang"),
        ("/lines/joko/press", {"key": "A"}, 400, "Pilihan itu tidak ada."),
        ("/lines/joko/press", {"key": "12"}, 400, "Pilihan itu tidak ada."),
        ("/lines/joko/press", [], 400, "Pilihan itu tidak ada."),
        ("/handsets/andi.wirawan/habit", {"habit": "terbang"}, 400, "Pilihan itu tidak ada."),
        ("/handsets/andi.wirawan/answer", {}, 204, ""),
        ("/clock", {"at": "kemarin"}, 400, "Tulis tanggal dan jam"),
        ("/clock", {"at": "0001-01-01T00:00"}, 400, "Pilih tahun"),
        ("/clock", {"moment": "kapan"}, 404, "Tidak ada di peragaan ini."),
        ("/clock", {}, 400, "Tulis tanggal dan jam"),
        ("/misfortunes", {"keys": ["hujan"]}, 400, "Gangguan itu tidak dikenal."),
        ("/misfortunes", {"keys": [["drop"]]}, 400, "Gangguan itu tidak dikenal."),
        ("/misfortunes", {"keys": "drop"}, 400, "Gangguan itu tidak dikenal."),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    resting_api: Api, path: str, body: object, status: int, sorry: str
) -> None:
    answer = resting_api.post(path, body)
    assert answer.status_code == status
    assert sorry in (answer.json()["sorry"] if answer.content else "")


def test_the_timeline_is_told_from_where_one_was(api: Api) -> None:
    api.calls()
    state = api.get("/state").json()
    assert [line["n"] for line in state["timeline"]] == list(range(1, state["last"] + 1))
    assert api.get(f"/state?after={state['last'] - 1}").json()["timeline"][0]["n"] == state["last"]
    assert api.get("/state?after=bukan").status_code == 200


def test_a_caller_who_is_on_the_telephone_cannot_call_twice(api: Api) -> None:
    api.calls()
    answer = api.post("/lines/joko/dial")
    assert (answer.status_code, answer.json()["sorry"]) == (409, "Bapak Joko sedang menelepon.")


@pytest.mark.parametrize("written", ["2027-01-04T10:30", "2027-01-04T10:30+07:00", "2027-01-04T03:30Z"])
def test_a_moment_may_be_written_with_an_offset(api: Api, written: str) -> None:
    assert api.post("/clock", {"at": written}).status_code == 204
    assert api.get("/state").json()["clock"]["input"] == "2027-01-04T10:30"


def test_moving_the_clock_ends_the_running_calls_and_their_records_are_complete(api: Api) -> None:
    api.calls()
    api.reaches("andi.wirawan", "1")
    assert api.post("/clock", {"at": "2027-01-04T10:30"}).status_code == 204
    assert api.get("/state").json()["clock"]["date"] == "Senin, 4 Januari 2027"
    assert (api.settled()["state"], api.handset("andi.wirawan")["state"]) == ("complete", "idle")
    pelaporan = next(unit for unit in api.get("/office").json()["watch"] if unit["unit"] == "pelaporan")
    assert pelaporan["rings"][0] == "Sari Lestari"


QUICK = {"double", "drop", "repeat", "caller-at-ring", "officer-at-ring", "officer-at-talk"}
WITHOUT_TALK = {"time-out", "caller-at-key", "caller-at-ring", "officer-at-ring"}


@pytest.mark.parametrize("stage", [20.0], indirect=True)
@pytest.mark.parametrize(
    "misfortune",
    [pytest.param(one.key, marks=[] if one.key in QUICK else [pytest.mark.slow]) for one in MISFORTUNES],
)
def test_whatever_befalls_the_network_the_record_ends_true(api: Api, stage: Stage, misfortune: str) -> None:
    for officer in stage.handsets.values():
        officer.telephone.behaviour = Answers(after_seconds=1, presses="1", talks_seconds=4)
    api.post("/misfortunes", {"keys": [misfortune]})
    api.calls()
    stage.lines["joko"].press("1")
    call = stage.lines["joko"].call
    assert call is not None
    call.ends(within=300)
    assert call.leg.family.is_quiet
    if api.newest_call()["state"] == "unsettled":
        api.post("/sweep")
    settled = api.settled()
    assert (settled["state"], [fact["text"] for fact in settled["facts"] if not fact["holds"]]) == ("complete", [])
    assert call.leg.bridged.fired or misfortune in WITHOUT_TALK
    assert stage.network.double_rings == []
    assert stage.network.unequal_answers == []


@pytest.mark.parametrize("stage", [20.0], indirect=True)
def test_an_officers_line_that_is_lost_while_it_rings_is_recorded_as_failed_not_as_a_caller_who_left(
    api: Api, stage: Stage
) -> None:
    api.post("/misfortunes", {"keys": ["officer-at-ring"]})
    api.calls()
    api.post("/lines/joko/press", {"key": "1"})
    until(lambda: api.handset("sari.lestari")["state"] == "ringing")
    api.post("/lines/joko/hang-up")
    assert [one.split(",")[0] for one in api.settled()["attempts"]] == [
        "Andi Wirawan: gagal",
        "Sari Lestari: penelepon menutup",
    ]
    assert api.newest_call()["state"] == "complete"

    call = stage.lines["joko"].call
    assert call is not None
    record = json.loads(record_of(stage, call))
    record["attempts"][0]["outcome"] = "canceled"
    untrue = [fact.text for fact in facts(record, call.leg.family) if not fact.holds]
    assert untrue == ["Setiap dering tercatat hasilnya (2)"]


def test_a_record_of_another_day_shows_its_date(api: Api) -> None:
    api.calls()
    api.post("/lines/joko/hang-up")
    assert api.settled()["rows"][0][0] == "Penelepon"
    api.post("/clock", {"at": "2026-11-24T09:00"})
    page = api.newest_call()
    assert page["rows"][0] == ["Tanggal", "Senin, 23 November 2026"]
    assert page["title"].startswith("23/11 09.")


def test_after_a_restart_the_records_of_the_day_are_still_listed(sqlite_databases: SqliteDatabases) -> None:
    settings = demo_settings(sqlite_databases.fresh(prepare))
    with requests.Session() as session:
        with raised(settings, ROOF, port=0, at=MONDAY, speed=8) as stage:
            api = Api(stage, session)
            api.calls()
            api.reaches("andi.wirawan", "1")
            api.post("/handsets/andi.wirawan/hang-up")
            api.post("/lines/joko/hang-up")
            first = api.settled()
        with raised(settings, ROOF, port=0, at=MONDAY, speed=8) as stage:
            api = Api(stage, session)
            kept = api.newest_call()
            assert (kept["call"], kept["state"], kept["rows"]) == (first["call"], "kept", first["rows"])
            assert kept["title"].endswith(" Bapak Joko")
            api.calls()
            assert [one["call"] == first["call"] for one in api.get("/office").json()["calls"]] == [False, True]
            api.post("/clock", {"at": "2027-01-04T09:00"})
            assert first["call"] not in [one["call"] for one in api.get("/office").json()["calls"]]
