"""Which passwords are good enough."""

import pytest

from ivr.domain.passwords import COMMON, NOT_ALIKE, OWN_WORD, TOO_LONG, TOO_SHORT, faults_of, normalized

OWN = ("Siti Aminah", "siti.aminah@kantor.example", "Call Center PPATK", "ppatk")


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("", TOO_SHORT),
        ("sembilan9", TOO_SHORT),
        ("hujan turun", None),
        ("5829104736", None),
        ("tanda ~!@#$%^&*()", None),
        ("хорошая погода", None),
        ("🐘🐘🐎🐎🐄🐄🐖🐖🐓🐓", None),
        ("kuda" * 50, None),
        ("kuda" * 50 + "!", TOO_LONG),
        ("Siti Aminah", OWN_WORD),
        ("sitiaminah123", OWN_WORD),
        ("AMINAH-1234567", OWN_WORD),
        ("siti.aminah", OWN_WORD),
        ("siti.aminah@kantor.example", OWN_WORD),
        ("PPATK 2026!!", OWN_WORD),
        ("callcenterppatk", OWN_WORD),
        ("Siti suka nasi goreng", None),
        ("Sandi Siti 123", OWN_WORD),
        ("piket2026ppatk", OWN_WORD),
        ("Koordinator PPATK!", OWN_WORD),
        ("rahasia kantor 1", COMMON),
        ("rahasia kantor gajah", None),
        ("Password123", COMMON),
        ("kata sandi 1", COMMON),
        ("1q2w3e4r5t", COMMON),
        ("1234567890", COMMON),
        ("0987654321", COMMON),
        ("abcdefghijk", COMMON),
        ("qwertyuiopas", COMMON),
        ("aaaaaaaaaaaa", COMMON),
        ("abababababab", COMMON),
    ],
)
def test_the_fault_of_a_password(password: str, fault: str | None) -> None:
    assert faults_of(password, password, own_words=OWN) == ({"password": fault} if fault else {})


def test_both_fields_must_agree() -> None:
    assert faults_of("hujan turun", "hujan turun ", own_words=OWN) == {"password_again": NOT_ALIKE}


def test_a_keyboard_may_write_the_same_letter_in_two_ways() -> None:
    assert normalized("cafe\u0301 di pojok") == normalized("caf\u00e9 di pojok")


def test_what_is_too_long_stays_too_long() -> None:
    assert len(normalized("x" * 5000)) == 201
