"""Several looks at once: none hides another by failing or by hanging."""

import time
from collections.abc import Iterable, Sequence
from threading import Barrier, Event

from ivr.workflows.check.findings import Finding
from ivr.workflows.check.side_by_side import Look, look_at_all

GOOD = Finding("M06", "folder", "isi")


def quiet(_names: Sequence[str], _seconds: float) -> None:
    """Tell nobody."""


def test_all_are_looked_at_at_the_same_time() -> None:
    meeting = Barrier(3, timeout=60)

    def look() -> Iterable[Finding]:
        meeting.wait()
        yield GOOD

    found = look_at_all([Look(str(n), look) for n in range(3)], seconds=60, waiting=quiet)

    assert found == [GOOD] * 3


def test_one_that_fails_is_a_finding() -> None:
    def fails() -> Iterable[Finding]:
        yield GOOD
        raise KeyError("unit")

    found = look_at_all([Look("jadwal", fails), Look("surat", lambda: [GOOD])], seconds=60, waiting=quiet)

    assert sorted(finding.code for finding in found) == ["M06", "X01"]
    assert any(finding.text == "Pemeriksaan jadwal gagal: KeyError: 'unit'" for finding in found)


def test_one_that_hangs_is_left_and_named() -> None:
    never, told = Event(), list[tuple[list[str], float]]()

    def hangs() -> Iterable[Finding]:
        never.wait(120)
        return ()

    began_at = time.monotonic()
    found = look_at_all(
        [Look("Twilio", hangs), Look("surat", lambda: [GOOD])],
        seconds=2.4,
        waiting=lambda names, seconds: told.append((list(names), seconds)),
    )
    never.set()

    assert time.monotonic() - began_at < 60
    assert [finding.code for finding in found] == ["M06", "X02"]
    assert found[1].text == "Pemeriksaan Twilio tidak selesai dalam 2 detik"
    assert told[-1][0] == ["Twilio"]
    assert told[-1][1] >= 2


def test_nothing_to_look_at() -> None:
    assert look_at_all([], seconds=1, waiting=quiet) == []
