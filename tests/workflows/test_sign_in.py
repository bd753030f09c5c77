"""Guessing passwords, from one address, from many, and at the same moment; and what is forgotten in the end."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from ivr.domain.links import Purpose
from ivr.store.credentials import credential_of, set_password_hash
from ivr.store.door_tables import links, refused_sign_ins, sessions
from ivr.workflows.forget_sign_ins import forget_sign_ins
from ivr.workflows.office import Office
from ivr.workflows.sign_in import SignInRefused, TooManyTries, hash_password, sign_in
from ivr.workflows.signed_links import make_link
from tests.workflows.offices import Hands

AGUS, RIGHT = "agus@contoh.example", "hujan turun di sawah"
SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def office(empty: Hands) -> Office:
    """An office where Agus has a password."""
    empty.people("Agus Salim,petugas,pelaporan,0812-0000-0001,agus@contoh.example")
    office = empty.office
    with office.database.writing() as connection:
        set_password_hash(connection, person_id=1, password_hash=hash_password(RIGHT), now=office.clock())
    return office


def tries(office: Office, password: str, address: str = "203.0.113.7", email: str = AGUS, **later: int) -> str:
    """What comes of a try: in, wrong, or wait."""
    try:
        sign_in(office, email=email, password=password, address=address, now=office.clock() + timedelta(**later))
    except TooManyTries:
        return "wait"
    except SignInRefused:
        return "wrong"
    return "in"


def test_tries_at_the_same_moment_count_each_other(office: Office) -> None:
    with ThreadPoolExecutor(12) as pool:
        came = list(pool.map(lambda guess: tries(office, f"tebakan {guess}"), range(24)))

    assert came.count("wrong") <= 5
    assert set(came) <= {"wrong", "wait"}


@SQLITE
def test_a_stranger_elsewhere_locks_nobody_out(office: Office) -> None:
    assert [tries(office, "tebakan", "198.51.100.1") for _ in range(7)] == ["wrong"] * 5 + ["wait"] * 2

    assert tries(office, RIGHT) == "in"


@SQLITE
def test_coming_in_does_not_forgive_the_stranger(office: Office) -> None:
    for _ in range(5):
        tries(office, "tebakan", "198.51.100.1")
    tries(office, RIGHT)

    assert tries(office, "tebakan", "198.51.100.1") == "wait"


@SQLITE
@pytest.mark.slow
def test_guessing_from_many_addresses_is_slowed_down_too(office: Office) -> None:
    came = [tries(office, "tebakan", f"198.51.100.{number}") for number in range(52)]

    assert came == ["wrong"] * 50 + ["wait"] * 2


@SQLITE
@pytest.mark.slow
def test_one_address_tries_many_people_not_for_long(office: Office) -> None:
    came = [tries(office, "tebakan", email=f"orang{number}@contoh.example") for number in range(32)]

    assert came == ["wrong"] * 30 + ["wait"] * 2
    assert tries(office, RIGHT) == "wait"
    assert tries(office, RIGHT, minutes=16) == "in"


@SQLITE
def test_waiting_is_not_prolonged_by_trying_on(office: Office) -> None:
    for _ in range(5):
        tries(office, "tebakan")
    assert [tries(office, RIGHT, minutes=minutes) for minutes in (5, 10, 14)] == ["wait"] * 3

    assert tries(office, RIGHT, minutes=15) == "in"


@SQLITE
def test_a_letter_may_be_written_in_two_ways(office: Office) -> None:
    with office.database.writing() as connection:
        credential = credential_of(connection, AGUS)
        assert credential is not None
        password_hash = hash_password("kopi di cafe\u0301 pojok")
        set_password_hash(
            connection, person_id=credential.member.person.id, password_hash=password_hash, now=office.clock()
        )

    assert tries(office, "kopi di caf\u00e9 pojok") == "in"
    assert tries(office, "x" * 5000) == "wrong"


def test_after_thirty_days_nothing_but_the_journal_is_left(office: Office) -> None:
    tries(office, "tebakan")
    tries(office, RIGHT)
    tries(office, "tebakan")
    with office.database.writing() as connection:
        make_link(connection, office, purpose=Purpose.RESET, person_id=1, now=office.clock())
    now = office.clock() + timedelta(days=30)

    assert forget_sign_ins(office, now=now) == 0
    assert forget_sign_ins(office, now=now + timedelta(days=1)) == 3
    with office.database.reading() as connection:
        for table in (refused_sign_ins, sessions, links):
            assert connection.execute(sa.select(table)).all() == [], table.name
