"""Finding the person that somebody wrote down."""

from dataclasses import replace

import pytest

from ivr.workflows.find_people import MOST_SUGGESTIONS, AddressBook
from tests.domain.samples import AGUS, BUDI, person

BOOK = AddressBook([AGUS, BUDI, person(3, "Siti Nur Aini"), person(4, "Siti  nur aini")])


@pytest.mark.parametrize("written", ["agus@contoh.example", " AGUS@Contoh.example ", "agus", "AGUS"])
def test_a_person_is_found_by_email_or_name(written: str) -> None:
    assert BOOK.find(written) == AGUS


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("Agsu", "'Agsu' tidak dikenal; maksud Anda Agus (agus@contoh.example)?"),
        ("Zulkifli", "'Zulkifli' tidak dikenal; impor data orangnya dahulu"),
        ("nur", "'nur' tidak dikenal; maksud Anda Siti Nur Aini (siti nur aini@contoh.example)?"),
        (
            "Siti Nur Aini",
            "ada 2 orang bernama 'Siti Nur Aini'; "
            "tulis e-mailnya: siti nur aini@contoh.example, siti  nur aini@contoh.example",
        ),
    ],
)
def test_a_person_who_is_not_found_comes_with_a_remedy(written: str, why: str) -> None:
    with pytest.raises(LookupError) as missing:
        BOOK.find(written)
    assert str(missing.value) == why


def test_a_namesake_who_left_is_not_meant() -> None:
    left = replace(AGUS, id=9, email="agus.lama@contoh.example", is_active=False)
    assert AddressBook([left, AGUS]).find("Agus") == AGUS
    assert AddressBook([left]).find("Agus") == left


def test_a_file_full_of_unknown_names_cannot_keep_the_database_waiting() -> None:
    book = AddressBook([AGUS])
    for number in range(MOST_SUGGESTIONS):
        with pytest.raises(LookupError):
            book.find(f"Tidak Ada {number}")
    with pytest.raises(LookupError, match="impor data orangnya dahulu"):
        book.find("Agsu")
