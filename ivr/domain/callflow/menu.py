"""The menu: keys, submenus, and what is said to a wrong key or to silence."""

from dataclasses import replace
from datetime import datetime

from ivr.domain.call import Call, Phase
from ivr.domain.callflow import goodbye, hunt
from ivr.domain.hotline import Hotline, Menu, Option, ToMenu, ToUnit
from ivr.domain.instructions import Ask, Search, Step
from ivr.domain.speech import Prompt, Spoken, say

REPEAT = "*"
OPERATOR = "0"
MOST_TRIES = 2  # wrong keys and silences that are answered with the menu again; then a person
MOST_KEYS = 30  # a caller (or a machine) that only repeats the menu is brought to a person as well


def ask(call: Call, *spoken: Spoken, hotline: Hotline) -> Step:
    """Say the words given, then the open menu, and wait for a key."""
    call = replace(call, phase=Phase.MENU)
    return Step(call, Ask((*spoken, *menu_words(open_menu(call, hotline))), hotline.menu_seconds))


def take_key(call: Call, key: str, *, hotline: Hotline, now: datetime) -> Step | Search:
    """Follow a key: to a unit, into a submenu, or the menu once more."""
    call = replace(call, keys=(call.keys + key)[:100])
    if key == REPEAT and len(call.keys) < MOST_KEYS:
        return ask(call, hotline=hotline)
    match option_for(call, key, hotline):
        case ToUnit(unit=unit):
            return hunt.begin(call, unit, now=now)
        case ToMenu():
            return ask(replace(call, menu=call.menu + key, tries=0), hotline=hotline)
        case None:
            return _ask_again(call, say("menu.wrong_key"), hotline=hotline, now=now)


def take_silence(call: Call, *, hotline: Hotline, now: datetime) -> Step | Search:
    """Say that nothing was heard, and ask again."""
    return _ask_again(call, say("menu.silence"), hotline=hotline, now=now)


def _ask_again(call: Call, excuse: Spoken, *, hotline: Hotline, now: datetime) -> Step | Search:
    """Twice the menu again, then a person: a caller who cannot press keys must still be heard (product: P1)."""
    call = replace(call, tries=call.tries + 1)
    if call.tries <= MOST_TRIES and len(call.keys) < MOST_KEYS:
        return ask(call, excuse, hotline=hotline)
    if hotline.operator is None:
        return goodbye.part(call, say("menu.gives_up"), *goodbye.call_again(hotline=hotline, now=now))
    return hunt.begin(call, hotline.operator, now=now)


def open_menu(call: Call, hotline: Hotline) -> Menu:
    """The menu the caller is in; the main one where the configuration no longer knows the way."""
    menu = hotline.menu
    for key in call.menu:
        match menu.options.get(key):
            case ToMenu(menu=submenu):
                menu = submenu
            case _:
                return hotline.menu
    return menu


def option_for(call: Call, key: str, hotline: Hotline) -> Option | None:
    """Where a key leads from the open menu; 0 is the operator's everywhere unless the menu uses it itself."""
    option = open_menu(call, hotline).options.get(key)
    if option is None and key == OPERATOR:
        return hotline.menu.options.get(OPERATOR)
    return option


def menu_words(menu: Menu) -> tuple[Spoken, ...]:
    """The office's own sentence or recording, else one made from the options."""
    if menu.say is not None:
        return (Prompt(menu.say, menu.audio),)
    options = tuple(say("menu.option", name=option.name, key=key) for key, option in menu.options.items())
    return (*options, say("menu.repeat"))
