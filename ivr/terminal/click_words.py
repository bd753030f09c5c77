"""Lends click Indonesian words while our commands run."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

WORDS: Mapping[str, str] = {
    "Usage:": "Cara pakai:",
    "Options": "Pilihan",
    "Commands": "Perintah",
    "Show this message and exit.": "Tampilkan petunjuk ini.",
    "default: {default}": "bila tidak disebut: {default}",
    "required": "wajib",
    "Try '{command} {option}' for help.": "Petunjuk: {command} {option}",
    "Error: {message}": "Kesalahan: {message}",
    "Error: invalid input": "Kesalahan: isian tidak sah",
    "Aborted!": "Dihentikan.",
    "Missing command.": "Perintahnya belum disebut.",
    "Missing argument": "Belum ada",
    "Missing option": "Belum ada pilihan",
    "Invalid value: {message}": "{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint}: {message}",
    "No such option {name!r}.": "Pilihan {name!r} tidak ada.",
    "No such command {name!r}.": "Perintah {name!r} tidak ada.",
    "(Did you mean one of: {possibilities}?)": "Maksud Anda {possibilities}?",
    "Got unexpected extra arguments ({args})": "Terlalu banyak isian: {args}",
    "Option {name!r} does not take a value.": "Pilihan {name!r} tidak memerlukan nilai.",
    "Option {name!r} requires {nargs} arguments.": "Pilihan {name!r} memerlukan nilai.",
    "Choose from:\n\t{choices}": "Pilihannya:\n\t{choices}",
    "{value!r} is not one of {choices}.": "{value!r} tidak dikenal; pilihannya {choices}.",
    "{value!r} is not a valid {number_type}.": "{value!r} bukan angka yang benar.",
    "{value} is not in the range {range}.": "{value} di luar batas {range}.",
    "{name} {filename!r} does not exist.": "{filename!r} tidak ada.",
    "{name} {filename!r} is a file.": "{filename!r} adalah berkas, bukan folder.",
    "{name} {filename!r} is a directory.": "{filename!r} adalah folder, bukan berkas.",
    "{name} {filename!r} is not readable.": "{filename!r} tidak dapat dibaca.",
    "{name} {filename!r} is not writable.": "{filename!r} tidak dapat ditulis.",
}


PLACES: Mapping[str, str] = {
    "text": "TEKS",
    "integer range": "ANGKA",
    "float range": "ANGKA",
    "file": "BERKAS",
}
"""What stands for a value in the help, by click's name of its type."""


class IndonesianGroup(click.Group):
    """The root of commands that speak Indonesian, also where click itself speaks."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """See click.Command.main."""
        _name_places(self)
        with indonesian_click():
            return super().main(*args, **kwargs)


@contextmanager
def indonesian_click() -> Iterator[None]:
    """Give click our words while the block lasts; what we have no word for stays as it is.

    click asks gettext, which knows translations only as files chosen by variables of the environment. So its modules
    are handed other functions under the two names by which they ask.
    """
    lent = {"_": _word, "ngettext": _counted}
    places = [(module, name) for module in _MODULES for name in lent if hasattr(module, name)]
    before = [getattr(module, name) for module, name in places]
    try:
        for module, name in places:
            setattr(module, name, lent[name])
        yield
    finally:
        for (module, name), own in zip(places, before, strict=True):
            setattr(module, name, own)


def _name_places(command: click.Command) -> None:
    """What stands in the usage lines of a command, and of those below it, for what is to be typed there."""
    command.options_metavar = "[PILIHAN]"
    for option in command.params:
        if isinstance(option, click.Option) and option.metavar is None and not option.is_flag:
            option.metavar = PLACES.get(option.type.name)
    if isinstance(command, click.Group):
        command.subcommand_metavar = "PERINTAH [ISIAN]..."
        for each in command.commands.values():
            _name_places(each)


_MODULES = (core, decorators, exceptions, formatting, parser, termui, types)


def _word(message: str) -> str:
    return WORDS.get(message, message)


def _counted(one: str, many: str, count: int) -> str:
    """Indonesian has no plural form."""
    return WORDS.get(many, one if count == 1 else many)
