"""The postman: one copy each, what is refused for now or for ever, and what several of them do at once."""

import threading
from collections import Counter
from datetime import timedelta

import pytest

from ivr.store.engine import Busy
from ivr.store.outbox import Letter, claim_letter, mark_sent, overdue_mail, parked_mail, queue_letters
from recap.mailer import RefusedForEver, RefusedForNow
from recap.postman import LEASE, PATIENCE, Postman, next_try
from tests.calls.world import wib
from tests.recap.mail_room import MailRoom


class Desk:
    """A mailer that writes down what it takes, and refuses on request."""

    def __init__(self, *faults: Exception | None) -> None:
        self.faults = list(faults)
        self.taken: list[tuple[str, bytes]] = []

    def send(self, *, recipient: str, message: bytes) -> None:
        """See Mailer."""
        fault = self.faults.pop(0) if self.faults else None
        if fault is not None:
            raise fault
        self.taken.append((recipient, message))


def letter(number: int) -> Letter:
    """A letter to somebody."""
    recipient = f"orang{number}@kantor.example"
    return Letter(f"recap:x:2026-11-23:1:{recipient}", "x", recipient, "Rekap", f"surat {number}".encode())


def queue(room: MailRoom, *letters: Letter) -> int:
    """Put letters into the outbox."""
    with room.office.database.writing() as connection:
        return queue_letters(connection, letters, now=room.now())


def test_a_key_is_queued_once(room: MailRoom) -> None:
    assert queue(room, letter(1), letter(2)) == 2
    assert queue(room, letter(1), letter(3)) == 1
    assert len(room.letters()) == 3


def test_a_failed_transaction_queues_nothing(room: MailRoom) -> None:
    with pytest.raises(ZeroDivisionError), room.office.database.writing() as connection:
        assert queue_letters(connection, [letter(1)], now=room.now()) / 0
    assert room.letters() == []


def test_what_is_sent_is_sent_once(room: MailRoom) -> None:
    queue(room, letter(1), letter(2))
    desk = Desk()
    assert room.posts(desk).sent == 2
    assert room.posts(desk).sent == 0
    assert desk.taken == [("orang1@kantor.example", b"surat 1"), ("orang2@kantor.example", b"surat 2")]
    assert [one.sent_at for one in room.letters()] == [room.now()] * 2


def test_what_is_refused_for_now_is_tried_again_with_growing_pauses(room: MailRoom) -> None:
    queue(room, letter(1))
    desk = Desk(*[RefusedForNow("450 nanti")] * 3)
    assert room.at("09:00").posts(desk).failed == 1
    assert room.posts().failed == 0  # not due yet
    assert room.at("09:01").posts().failed == 1
    assert room.at("09:02").posts().failed == 0
    assert room.at("09:03").posts().failed == 1
    (standing,) = room.letters()
    assert (standing.tries, standing.last_fault, standing.due_at) == (3, "450 nanti", wib("2026-11-23 09:07"))
    assert room.at("09:07").posts().sent == 1
    assert len(desk.taken) == 1


def test_the_patience_ends_after_two_days_and_a_last_try() -> None:
    queued_at = now = wib("2026-11-23 17:30")
    pauses: list[timedelta] = []
    tries = 1
    while (due_at := next_try(queued_at, tries=tries, now=now)) is not None:
        pauses.append(due_at - now)
        now, tries = due_at, tries + 1
    assert pauses[:8] == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 16, 32, 64, 120)]
    assert max(pauses) == timedelta(hours=2)
    assert now == queued_at + PATIENCE
    assert tries > 25


def test_a_letter_that_met_no_worker_for_days_still_gets_its_tries() -> None:
    queued_at = wib("2026-11-23 17:30")
    later = queued_at + timedelta(days=5)
    assert next_try(queued_at, tries=1, now=later) == later + timedelta(minutes=1)
    assert next_try(queued_at, tries=10, now=later) is None


def test_after_two_days_a_letter_is_parked_and_kept(room: MailRoom) -> None:
    queue(room, letter(1))
    desk = Desk(*[RefusedForNow("450 nanti")] * 100)
    while not room.posts(desk).parked:
        (standing,) = room.letters()
        room._now = standing.due_at
    with room.office.database.reading() as connection:
        (parked,) = parked_mail(connection)
    assert (parked.recipient, parked.last_fault) == ("orang1@kantor.example", "450 nanti")
    assert parked.parked_at == wib("2026-11-25 09:00")
    room._now += timedelta(days=9)
    assert room.posts(Desk()).sent == 0


def test_what_is_refused_for_ever_is_parked_at_once_and_keeps_nobody_back(room: MailRoom) -> None:
    queue(room, letter(1), letter(2))
    desk = Desk(RefusedForEver("550 tidak ada"))
    done = room.posts(desk)
    assert (done.parked, done.sent) == (1, 1)
    with room.office.database.reading() as connection:
        assert [one.last_fault for one in parked_mail(connection)] == ["550 tidak ada"]


def test_a_server_that_takes_nothing_ends_the_round(room: MailRoom) -> None:
    queue(room, letter(1), letter(2), letter(3))
    desk = Desk(*[RefusedForNow("tidak menjawab", of_server=True)] * 2)
    assert room.posts(desk).failed == 1
    assert room.posts().failed == 1  # the next one's turn, not again the first
    assert [one.tries for one in room.letters()] == [1, 1, 0]
    with room.office.database.reading() as connection:
        assert len(overdue_mail(connection, before=room.now() + timedelta(seconds=1))) == 3


def test_a_lease_that_ran_out_is_taken_over_and_only_its_holder_may_mark(room: MailRoom) -> None:
    queue(room, letter(1))
    with room.office.database.writing() as connection:
        lost = claim_letter(connection, now=room.now(), lease="satu", until=room.now() + LEASE)
    assert lost is not None
    assert room.posts(Desk()).sent == 0
    room._now += LEASE
    with room.office.database.writing() as connection:
        taken = claim_letter(connection, now=room.now(), lease="dua", until=room.now() + LEASE)
    assert taken is not None
    assert (taken.was_abandoned, taken.tries, taken.message) == (True, 2, b"surat 1")
    with room.office.database.writing() as connection:
        assert not mark_sent(connection, lost, at=room.now())
        assert mark_sent(connection, taken, at=room.now())
        assert not mark_sent(connection, taken, at=room.now())


def test_a_taken_over_letter_is_told_in_the_log(room: MailRoom, capsys: pytest.CaptureFixture[str]) -> None:
    queue(room, letter(1))
    with room.office.database.writing() as connection:
        claim_letter(connection, now=room.now(), lease="satu", until=room.now() + LEASE)
    room._now += LEASE
    assert room.posts(Desk()).sent == 1
    told = capsys.readouterr()
    assert "may arrive twice, with the same Message-ID" in told.out + told.err
    assert "orang1" not in told.out + told.err


def test_a_database_that_goes_away_after_the_sending_leads_to_no_second_copy(room: MailRoom) -> None:
    queue(room, letter(1), letter(2))
    desk = Desk()
    room.posts(Desk(RefusedForNow("nanti", of_server=True)))
    room.at("09:30")
    away = _Away(room, desk)
    postman = Postman(away.office, away)
    with pytest.raises(Busy):
        postman.round()
    assert len(desk.taken) == 1
    with pytest.raises(Busy):
        postman.round()
    assert len(desk.taken) == 1
    away.is_away = False
    assert postman.round().sent == 1
    assert Counter(recipient for recipient, _ in desk.taken) == {
        "orang1@kantor.example": 1,
        "orang2@kantor.example": 1,
    }


class _Away:
    """A database that is away from the first sending on, and the mailer that sends."""

    def __init__(self, room: MailRoom, desk: Desk) -> None:
        from dataclasses import replace

        self._database = room.office.database
        self._desk = desk
        self.is_away = False
        self.office = replace(room.office, database=self)  # type: ignore[arg-type]

    def send(self, *, recipient: str, message: bytes) -> None:
        """See Mailer."""
        self._desk.send(recipient=recipient, message=message)
        self.is_away = len(self._desk.taken) == 1

    def writing(self) -> object:
        """See Database."""
        if self.is_away:
            raise Busy("away")
        return self._database.writing()


def test_several_postmen_at_once_post_each_letter_once(room: MailRoom) -> None:
    queue(room, *[letter(number) for number in range(40)])
    desk = Desk()
    begin = threading.Barrier(5)

    def walk() -> None:
        begin.wait()
        while Postman(room.office, desk).round().sent:
            pass

    threads = [threading.Thread(target=walk) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(recipient for recipient, _ in desk.taken) == {f"orang{n}@kantor.example": 1 for n in range(40)}
    assert all(one.sent_at for one in room.letters())
