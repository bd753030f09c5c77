"""What a caller chose, read from the keys on record."""

import pytest

from ivr.domain.hotline import Menu, ToMenu, ToUnit
from ivr.domain.menu_choice import chosen_option
from tests.domain.samples import hotline

PTI, HUMAS, OPERATOR = ToUnit("Aplikasi", "pti"), ToUnit("Humas", "humas"), ToUnit("Operator", "operator")
TREE = hotline(menu=Menu({"1": PTI, "9": ToMenu("Lainnya", Menu({"1": HUMAS})), "0": OPERATOR}))


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        ("", None),
        ("7", None),
        ("1", PTI),
        ("*71", PTI),
        ("9", None),
        ("91", HUMAS),
        ("9*1", HUMAS),
        ("90", OPERATOR),
        ("911", PTI),  # after the first talk the main menu is open again
    ],
)
def test_keys_lead_through_the_menu_as_they_did_then(keys: str, chosen: ToUnit | None) -> None:
    assert chosen_option(TREE, keys) == chosen
