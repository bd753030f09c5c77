"""A worker killed at every step, and several at once: one copy for each date, revision and recipient.

Only a crash between the mail server's acceptance and our mark may repeat one, with the same Message-ID.
"""

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from recap.postman import LEASE
from tests.calls.world import wib
from tests.house.sources import ROOT
from tests.recap.mail_room import MailRoom, mail_room
from tests.recap.mail_server import Inbox, mail_server

pytestmark = pytest.mark.slow

EVENING = wib("2026-11-23 17:30")
COORDINATORS = 3
KILLED = -9
# The worker's writing transactions: one makes the recap and queues its letters; two for each letter claim and mark it.
MAKES, CLAIMS, MARKS = 1, 2, 3
LAST = 1 + 2 * COORDINATORS


class Office:
    """A Monday that is over, a mail server, and workers as processes of their own."""

    def __init__(self, room: MailRoom, inbox: Inbox, database_url: str) -> None:
        self.room = room
        self.inbox = inbox
        self._database_url = database_url
        self.running: subprocess.Popen[bytes] | None = None

    def start(self, *doom: str, after: timedelta = timedelta(0)) -> subprocess.Popen[bytes]:
        """A worker begins its pass, `after` the evening's hour."""
        words = [self._database_url, f"smtp://127.0.0.1:{self.inbox.port}", (EVENING + after).isoformat(), *doom]
        command = [sys.executable, "-m", "tests.recap.crashing_worker", *words]
        self.running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return self.running

    def works(self, *doom: str, after: timedelta = timedelta(0)) -> tuple[int, str]:
        """A whole pass: how the worker ended, and what it said."""
        worker = self.start(*doom, after=after)
        told, _ = worker.communicate(timeout=60)
        return worker.returncode, told.decode()

    def kill(self, _: str = "") -> None:
        """End the running worker now."""
        assert self.running is not None
        self.running.kill()
        self.running.wait()

    def assert_one_copy_each(self, *, repeated: int = 0) -> None:
        """Every coordinator has the recap once; so many of them the same one twice."""
        copies = list(self.inbox.copies().values())
        assert len(copies) == COORDINATORS
        assert sorted(copies) == [1] * (COORDINATORS - repeated) + [2] * repeated
        known = {(mail["To"], mail["Message-ID"]) for mail in self.inbox.mails}
        assert len(known) == COORDINATORS, "another Message-ID for the same letter"
        assert len({message for _, message in self.inbox.accepted}) == COORDINATORS, "other bytes for the same letter"
        letters = self.room.letters()
        assert len(letters) == COORDINATORS
        assert all(letter.sent_at for letter in letters)


@pytest.fixture
def office(migrated_database_url: str, tmp_path: Path) -> Iterator[Office]:
    """Three coordinators, an afternoon's calls, and a mail server."""
    with mail_server() as inbox, mail_room(migrated_database_url, tmp_path) as room:
        for name in ("Maya", "Putri", "Ayu"):
            room.coordinator(name)
        room.records.call("09:00")
        yield Office(room, inbox, migrated_database_url)


def _killed_in_the_database(office: Office, moment: str, number: int) -> None:
    ended, _ = office.works(moment, str(number))
    assert ended == KILLED
    repeated = moment == "before" and number > MAKES and number % 2 == MARKS % 2
    ended, told = office.works(after=LEASE)
    assert ended == 0
    office.assert_one_copy_each(repeated=int(repeated))
    # A lease that its holder left behind is told, also where nothing was repeated: nobody can know.
    was_left = number > MAKES and (moment, number % 2) in {("after", CLAIMS % 2), ("before", MARKS % 2)}
    assert ("may arrive twice, with the same Message-ID" in told) == was_left


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        ("before", MAKES),
        ("after", MAKES),
        ("before", CLAIMS),
        ("after", CLAIMS),
        ("before", MARKS),
        ("after", MARKS),
    ],
)
def test_a_worker_killed_beside_a_commit(office: Office, moment: str, number: int) -> None:
    _killed_in_the_database(office, moment, number)


@pytest.mark.parametrize("number", range(MARKS + 1, LAST + 1))
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_worker_killed_beside_any_later_commit(office: Office, moment: str, number: int) -> None:
    _killed_in_the_database(office, moment, number)


@pytest.mark.parametrize(
    ("moment", "repeated"),
    [
        ("connect", 0),
        ("mail", 0),
        ("rcpt", 0),
        ("data", 0),
        ("accepted", 1),
    ],
)
def test_a_worker_killed_while_it_talks_to_the_mail_server(office: Office, moment: str, repeated: int) -> None:
    done: list[str] = []

    def once(recipient: str) -> str | None:
        if not done:
            done.append(recipient)
            office.kill()
            return "451 nobody is there any more" if moment == "data" else None
        return None

    office.inbox.on[moment] = once
    ended, _ = office.works()
    assert ended == KILLED
    ended, told = office.works(after=LEASE)
    assert ended == 0
    office.assert_one_copy_each(repeated=repeated)
    assert "may arrive twice, with the same Message-ID" in told


def test_nothing_is_posted_again_before_the_lease_ran_out(office: Office) -> None:
    assert office.works("after", str(CLAIMS))[0] == KILLED
    assert office.works(after=LEASE - timedelta(seconds=1))[0] == 0
    assert len(office.inbox.accepted) == COORDINATORS - 1
    assert office.works(after=LEASE)[0] == 0
    office.assert_one_copy_each()


def test_several_workers_at_once(office: Office) -> None:
    workers = [office.start() for _ in range(4)]
    for worker in workers:
        worker.communicate(timeout=60)
    assert [worker.returncode for worker in workers] == [0] * 4
    office.assert_one_copy_each()


def test_several_workers_at_once_with_many_letters_and_one_killed(office: Office) -> None:
    for number in range(40):
        office.room.coordinator(f"Orang {number}")
    workers = [office.start("before", "9"), *(office.start() for _ in range(5))]
    for worker in workers:
        worker.communicate(timeout=120)
    assert [worker.returncode for worker in workers[1:]] == [0] * 5
    assert office.works(after=LEASE)[0] == 0
    copies = office.inbox.copies()
    assert len(copies) == COORDINATORS + 40
    assert sum(copies.values()) <= COORDINATORS + 41
    assert len({mail["Message-ID"] for mail in office.inbox.mails}) == COORDINATORS + 40
    assert all(letter.sent_at for letter in office.room.letters())


def test_a_recipient_who_does_not_exist_is_parked_and_keeps_nobody_back(office: Office) -> None:
    unknown = office.room.letters
    office.inbox.on["rcpt"] = lambda recipient: "550 5.1.1 no such user" if recipient.startswith("orang2@") else None
    ended, told = office.works()
    assert (ended, told.count("letter given up")) == (0, 1)
    assert len(office.inbox.accepted) == COORDINATORS - 1
    assert [letter.recipient for letter in unknown() if letter.parked_at] == ["orang2@kantor.example"]


def test_a_server_that_greylists_gets_each_letter_once(office: Office) -> None:
    seen: set[str] = set()

    def greylist(recipient: str) -> str | None:
        if recipient in seen:
            return None
        seen.add(recipient)
        return "450 4.2.0 greylisted"

    office.inbox.on["rcpt"] = greylist
    office.works()
    assert office.inbox.accepted == []
    assert office.works(after=timedelta(minutes=1))[0] == 0
    office.assert_one_copy_each()
