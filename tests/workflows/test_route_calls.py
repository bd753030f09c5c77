"""Where calls should go, what has to change for that, and whose addresses would be lost."""

from dataclasses import replace
from pathlib import Path

from config.settings import Settings, read_settings
from ivr.workflows.carrier import Line, Route
from ivr.workflows.route_calls import Change, amiss, changes, new_route, overwritten, taken_by, wanted_route

HOME = "https://hotline.kantor.go.id/piket"
PATIENT = "#ct=3000&rc=2&rp=ct,5xx"


def settings(tmp_path: Path, **more: str) -> Settings:
    return read_settings({"PUBLIC_URL": HOME, "SECRET_KEY": "k" * 40} | more, tmp_path)


def test_twilio_is_asked_to_be_patient_and_other_servers_are_not(tmp_path: Path) -> None:
    assert wanted_route(settings(tmp_path)) == Route(
        voice_url=f"{HOME}/voice{PATIENT}",
        fallback_url=f"{HOME}/voice/fallback",
        status_url=f"{HOME}/voice/status{PATIENT}",
    )
    elsewhere = wanted_route(
        settings(tmp_path, TWILIO_API_URL="https://suara.go.id", FALLBACK_URL="https://b.go.id/f.xml")
    )
    assert elsewhere == Route(f"{HOME}/voice", fallback_url="https://b.go.id/f.xml", status_url=f"{HOME}/voice/status")


def test_an_office_keeps_the_connection_overrides_it_chose(tmp_path: Path) -> None:
    wanted = wanted_route(settings(tmp_path))
    own = replace(wanted, voice_url=f"{HOME}/voice#e=singapore", status_url=f"{HOME}/lama#e=tokyo")

    after = new_route(own, wanted)

    assert after == replace(wanted, voice_url=f"{HOME}/voice#e=singapore")
    assert changes(own, after) == (Change("status_url", f"{HOME}/lama#e=tokyo", f"{HOME}/voice/status{PATIENT}"),)
    assert new_route(after, wanted) == after


def test_a_route_without_overrides_is_served_all_the_same(tmp_path: Path) -> None:
    wanted = wanted_route(settings(tmp_path))
    plain = Route(f"{HOME}/voice", fallback_url=f"{HOME}/voice/fallback", status_url=f"{HOME}/voice/status")

    assert amiss(plain, wanted) == ()
    assert [change.name for change in changes(plain, new_route(plain, wanted))] == ["voice_url", "status_url"]
    assert [change.name for change in amiss(replace(plain, voice_method="GET"), wanted)] == ["voice_method"]


def test_only_addresses_of_somebody_else_would_be_lost(tmp_path: Path) -> None:
    found = settings(tmp_path)
    wanted = wanted_route(found)
    fresh = Route("https://demo.twilio.com/welcome/voice/")
    ours = Route(f"{HOME}/voice/lama", fallback_url="", status_url=f"{HOME}/status")
    theirs = Route(
        "https://lama.go.id/voice", fallback_url="https://lama.go.id/f", status_url="https://lama.go.id/voice"
    )

    assert overwritten(fresh, wanted, found) == ()
    assert overwritten(ours, wanted, found) == ()
    assert overwritten(theirs, wanted, found) == ("https://lama.go.id/voice", "https://lama.go.id/f")


def test_who_takes_the_calls_of_a_line() -> None:
    line = Line("PN1", "+622150001000", Route())
    assert taken_by(line) is None
    assert taken_by(replace(line, application_sid="AP1")) == "aplikasi TwiML AP1"
    assert taken_by(replace(line, trunk_sid="TK1")) == "trunk SIP TK1"
