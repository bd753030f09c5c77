"""Signed, and still nonsense: each has a clear outcome, in Indonesian, and nothing is lost."""

import itertools

import pytest

from ivr.domain.people import Role
from tests.webhooks.at_work import eventually
from tests.webhooks.conftest import Door
from tests.webhooks.poster import CALLER, HOTLINE, Reply, sid
from tests.webhooks.sentences import assert_indonesian

GREETING = "Selamat pagi. Anda terhubung dengan Call Center PPATK."
GONE = "Panggilan ini sudah berakhir. Terima kasih."
SORRY = (
    "Mohon maaf, sistem kami sedang mengalami gangguan. "
    "Silakan menghubungi kami kembali beberapa saat lagi. Terima kasih."
)
CALLER_ROUTES = ("/voice", "/voice/", "/voice/key/3", "/voice/silence/3", "/voice/dial/3", "/voice/resume/3")
OFFICER_ROUTES = tuple(f"/voice/officer/{sid(7)}/2/{rest}" for rest in ("0", "1", "1/silence"))
REPORT_ROUTES = (f"/voice/leg/{sid(7)}/2", "/voice/status")
STATELESS = ("/voice/fallback", "/voice/nowhere", "/voice/key/99999", "/voice/key/-1", "/voice/officer/CA1/1/1/1/1")
EVERY_ROUTE = (*CALLER_ROUTES, *OFFICER_ROUTES, *REPORT_ROUTES, *STATELESS)

NO_SIDS = ("", " ", "CA 1", "x" * 65, "CA\x00", "CÄ1", "'; DROP TABLE calls; --")
NO_NUMBERS = (
    "",
    "anonymous",
    "+266696687",
    "0812",
    "+",
    "62",
    "☎",
    "+62" + "8" * 5000,
    "\x00",
    "<Say>",
    "a\r\nb: c",
    "client:",
)
NO_KEYS = ("A", "12", "٣", "-1", " ", "1" * 5000, "\x00", "hangup", "%31", "１")
NO_WORDS = ("", "ringin", "COMPLETED", "answered", "\x00", "x" * 5000)
NO_TIMES = (
    "",
    "yesterday",
    "Fri, 99 Foo 2010",
    "0",
    "Fri, 20 Aug 99999 01:13:42 +0000",
    "\x00",
    "Mon, 23 Nov 2026 25:00:00",
)


def answered(reply: Reply) -> Reply:
    assert_indonesian(reply.said)
    return reply


@pytest.mark.parametrize("route", EVERY_ROUTE)
def test_without_a_usable_sid_the_call_ends_politely_and_nothing_is_on_record(door: Door, route: str) -> None:
    before = door.work.rows()

    for call_sid in NO_SIDS:
        form = {"CallSid": call_sid, "From": CALLER, "To": HOTLINE, "CallStatus": "completed"}
        answered(door.twilio.form(route, form))
        answered(door.twilio.form(route, {name: form[name] for name in ("From", "To")}))
        answered(door.twilio.form(route, {}))
    assert door.work.rows() == before


@pytest.mark.parametrize("route", CALLER_ROUTES)
def test_a_call_whose_beginning_was_lost_is_greeted_and_goes_on_record(door: Door, route: str) -> None:
    first = answered(door.twilio.post(route, call=sid(5), Digits="1"))

    assert first.said[0].startswith(GREETING)
    turn = 4 if route[-1] == "3" else 1
    assert (first.action, first.redirect) == (f"/voice/key/{turn}", f"/voice/silence/{turn}")
    assert door.twilio.post(route, call=sid(5), Digits="1").body == first.body
    record = door.work.record(sid(5))
    assert (record["from"], record["disposition"], record["keys"]) == (CALLER, None, "")


def test_a_dial_that_ended_in_a_call_nobody_knows_ends_as_failed(door: Door) -> None:
    answered(door.twilio.post("/voice/dial/3", call=sid(5), DialCallStatus="completed", CallStatus="completed"))

    assert door.work.record(sid(5))["disposition"] == "failed"


@pytest.mark.parametrize("route", OFFICER_ROUTES)
def test_an_officers_leg_of_an_unknown_call_is_let_go(door: Door, route: str) -> None:
    before = door.work.rows()

    assert answered(door.twilio.leg(route, leg=sid(8), call=sid(7), Digits="1")).said == [GONE]
    assert door.work.rows() == before


@pytest.mark.parametrize("route", REPORT_ROUTES)
@pytest.mark.parametrize("status", [*NO_WORDS, "ringing", "in-progress", "queued"])
def test_a_report_that_is_no_end_of_an_unknown_call_changes_nothing(door: Door, route: str, status: str) -> None:
    before = door.work.rows()

    assert door.twilio.post(route, call=sid(9), CallStatus=status).verbs == []
    assert door.work.rows() == before


@pytest.mark.parametrize("status", ["completed", "busy", "no-answer", "failed", "canceled"])
def test_the_end_of_a_call_never_seen_is_on_record_as_failed(door: Door, status: str) -> None:
    told = {"CallStatus": status, "CallDuration": "40", "Timestamp": "Mon, 23 Nov 2026 01:59:50 +0000"}

    assert door.twilio.post("/voice/status", call=sid(9), **told).verbs == []

    record = door.work.record(sid(9))
    assert (record["disposition"], record["ended_by"], record["from"]) == ("failed", "system", CALLER)
    assert record["arrived_at"] == "2026-11-23T08:59:10+07:00"
    assert record["ended_at"] == "2026-11-23T08:59:50+07:00"
    assert record["wait_seconds"] == 40


def test_a_report_about_an_officers_leg_is_no_call_of_its_own(door: Door) -> None:
    door.twilio.leg("/voice/status", leg=sid(8), call=sid(7), CallStatus="completed")

    assert door.work.records() == []


def test_a_caller_id_that_is_no_number_is_a_withheld_one(door: Door) -> None:
    for number, shown in enumerate(NO_NUMBERS):
        reply = answered(door.twilio.post("/voice", call=sid(number), From=shown))
        assert reply.said[0].startswith(GREETING)
        assert door.work.record(sid(number))["from"] is None


def test_an_officer_is_told_that_the_number_is_not_known(door: Door) -> None:
    door.work.hires("pti")
    door.twilio.post("/voice", From="anonymous")
    _, whisper = door.twilio.post("/voice/key/1", Digits="2").rung

    (said,) = answered(door.twilio.leg(whisper, leg=sid(2))).said
    assert said.startswith(
        "Panggilan Call Center PPATK untuk Pusat Teknologi Informasi, nomor penelepon tidak diketahui."
    )


def test_a_number_dialled_that_is_none_is_answered_by_the_only_hotline(door: Door) -> None:
    for number, dialled in enumerate(NO_NUMBERS):
        reply = answered(door.twilio.post("/voice", call=sid(number), To=dialled))
        assert reply.said[0].startswith(GREETING)
    assert door.work.rows()["calls"] == len(NO_NUMBERS)


def test_a_digit_that_is_none_is_a_wrong_key(door: Door) -> None:
    for number, digits in enumerate(NO_KEYS):
        door.twilio.post("/voice", call=sid(number))
        reply = answered(door.twilio.post("/voice/key/1", call=sid(number), Digits=digits))
        assert reply.said[0].startswith("Maaf, pilihan tersebut tidak tersedia.")
        assert door.work.record(sid(number))["keys"] == ""


def test_an_empty_digit_is_silence(door: Door) -> None:
    door.twilio.post("/voice")

    assert answered(door.twilio.post("/voice/key/1", Digits="")).said[0].startswith("Maaf, kami belum menerima pilihan")


def test_an_officers_digit_that_is_none_is_asked_once_more_and_then_passed_on(door: Door) -> None:
    door.work.hires("pti")
    for number, digits in enumerate(NO_KEYS):
        call, leg = sid(100 + number), sid(200 + number)
        door.twilio.post("/voice", call=call)
        ring = door.twilio.post("/voice/key/1", call=call, Digits="2")
        asked = answered(door.twilio.leg(ring.rung[1], leg=leg, call=call))
        again = answered(door.twilio.leg(asked.action, leg=leg, call=call, Digits=digits))
        assert again.action.endswith("/2")
        assert answered(door.twilio.leg(again.action, leg=leg, call=call, Digits=digits)).verbs == ["Say", "Hangup"]
        door.twilio.post(ring.action, call=call, DialCallStatus="completed", DialBridged="false")
        assert door.work.record(call)["attempts"][0]["outcome"] == "no_answer"
        door.work.everybody_is_ready()  # three in a row are a pause


def test_a_dial_status_that_is_none_counts_as_failed_and_the_next_one_is_rung(door: Door) -> None:
    for _ in NO_WORDS:
        door.work.hires("pelaporan")
    for number, status in enumerate(NO_WORDS):
        call = sid(300 + number)
        door.twilio.post("/voice", call=call)
        ring = door.twilio.post("/voice/key/1", call=call, Digits="1")
        more = {"DialCallStatus": status, "DialCallDuration": "-5", "DialBridged": "perhaps", "DialCallSid": "\x00"}
        after = answered(door.twilio.post(ring.action, call=call, **more))
        assert after.rung[0] != ring.rung[0]
        assert door.work.record(call)["attempts"][0]["outcome"] == "failed"
        door.twilio.post(after.action, call=call, DialCallStatus="canceled", CallStatus="completed")


def test_times_and_numbers_of_reports_that_are_none_are_replaced_by_ours(door: Door) -> None:
    phone = door.work.hires("pti")
    for number, (time, sequence) in enumerate(itertools.product(NO_TIMES, ("", "-1", "x", "9" * 30, "\x00"))):
        call, leg = sid(400 + number), sid(500 + number)
        door.twilio.post("/voice", call=call)
        ring = door.twilio.post("/voice/key/1", call=call, Digits="2")
        assert ring.rung[0] == phone
        door.work.clock.passes(7)
        told = {"Timestamp": time, "SequenceNumber": sequence, "CallDuration": "x"}
        path = f"/voice/leg/{call}/2"
        door.twilio.leg(path, leg=leg, call=call, CallStatus="no-answer", **told)
        door.twilio.post("/voice/status", call=call, CallStatus="completed", **told)
        record = door.work.record(call)
        assert record["attempts"][0] | {"officer": None} == {
            "officer": None, "phone": phone, "unit": "pti", "started_at": record["arrived_at"],
            "outcome": "no_answer", "ring_seconds": 7,
        }  # fmt: skip
        assert (record["wait_seconds"], record["disposition"]) == (7, "abandoned")
        door.work.everybody_is_ready()


def test_with_an_empty_roster_the_caller_is_told_when_to_call_again(door: Door) -> None:
    for number, key in enumerate("1230"):
        door.twilio.post("/voice", call=sid(number))
        reply = answered(door.twilio.post("/voice/key/1", call=sid(number), Digits=key))
        assert reply.said == [
            "Mohon maaf, petugas kami belum dapat menjawab panggilan Anda. "
            "Silakan menghubungi kami kembali beberapa saat lagi, hari ini sampai pukul 17.00 WIB. Terima kasih."
        ]
        assert reply.verbs == ["Say", "Hangup"]
        door.work.clock.passes(5)
        door.twilio.post("/voice/status", call=sid(number), CallStatus="completed")
        record = door.work.record(sid(number))
        assert (record["disposition"], record["ended_by"], record["attempts"]) == ("missed", "system", [])


def test_an_officers_number_that_fails_leads_to_the_operator_and_then_to_a_promise(door: Door) -> None:
    officer = door.work.hires("humas")
    operator = door.work.hires("operator", role=Role.OPERATOR, on=None)
    door.twilio.post("/voice")
    ring = door.twilio.post("/voice/key/1", Digits="3")
    assert ring.rung[0] == officer

    next_ring = answered(door.twilio.post(ring.action, DialCallStatus="failed", ErrorCode="13224"))
    assert next_ring.rung[0] == operator
    last = answered(door.twilio.post(next_ring.action, DialCallStatus="failed", ErrorCode="13224"))

    assert last.verbs == ["Say", "Hangup"]
    door.twilio.post("/voice/status", CallStatus="completed")
    record = door.work.record(sid(1))
    assert [one["outcome"] for one in record["attempts"]] == ["failed", "failed"]
    assert (record["disposition"], record["unit"], record["officer"]) == ("missed", "operator", None)


def test_a_webhook_for_no_known_place_ends_the_call_politely_and_on_record(door: Door) -> None:
    door.twilio.post("/voice")

    assert answered(door.twilio.post("/voice/nowhere")).said == [SORRY]

    door.twilio.post("/voice/status", CallStatus="completed")
    eventually(lambda: door.work.record(sid(1))["disposition"] == "failed")  # noted after the answer


def test_a_test_call_that_nobody_ordered_is_nobodys_call(door: Door) -> None:
    over = "Panggilan ini sudah berakhir. Terima kasih."
    for number in (4711, 2**31 - 1):
        assert answered(door.twilio.post(f"/voice/test/{number}")).said == [over]
        assert answered(door.twilio.post(f"/voice/test/{number}/key", Digits="1")).said == [over]
        assert door.twilio.post(f"/voice/test/{number}/status", CallStatus="completed").verbs == []
    for number in (2**31, 10**30):
        assert answered(door.twilio.post(f"/voice/test/{number}")).said == [SORRY]
        assert door.twilio.post(f"/voice/test/{number}/status", CallStatus="completed").verbs == []
    assert answered(door.twilio.post("/voice/test/1", call="\x00")).said == [SORRY]
    assert door.work.records() == []


def test_a_caller_believed_gone_who_presses_a_key_is_not_left_in_silence(door: Door) -> None:
    door.twilio.post("/voice")
    door.twilio.post("/voice/status", CallStatus="completed")

    over = "Panggilan ini sudah berakhir. Silakan menghubungi kami kembali. Terima kasih."
    assert answered(door.twilio.post("/voice/key/1", Digits="2")).said == [over]
    assert door.work.record(sid(1))["disposition"] == "abandoned"
