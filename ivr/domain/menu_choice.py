"""What a caller chose in the menu, read from the keys on record."""

from ivr.domain.hotline import Hotline, ToMenu, ToUnit


def chosen_option(hotline: Hotline, keys: str) -> ToUnit | None:
    """The last option of a unit that these keys led to; None for a caller who chose none and was brought to a person.

    Wrong keys and `*` lead nowhere, so they are passed over, as the menu itself passes over them.
    """
    chosen: ToUnit | None = None
    menu = hotline.menu
    for key in keys:
        match menu.options.get(key, hotline.menu.options.get(key) if key == "0" else None):
            case ToMenu(menu=submenu):
                menu = submenu
            case ToUnit() as option:
                chosen, menu = option, hotline.menu
            case None:
                continue
    return chosen
