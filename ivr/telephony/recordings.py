"""Serves the office's recordings, which Twilio plays instead of the spoken sentences."""

from collections.abc import Iterator

from flask import Blueprint, Response, abort, send_from_directory

from config.hotline_file import AUDIO
from ivr.domain.hotline import Menu, ToMenu
from ivr.workflows.office import Office

KEPT_SECONDS = 3600  # Twilio's caching proxies ask again after an hour, and then only whether it changed


def make_recordings(office: Office) -> Blueprint:
    """`/audio/<name>`: only the files that a hotline names. Unguarded: Twilio does not sign what it plays."""
    recordings = Blueprint("recordings", __name__)
    named = frozenset(recordings_of(office))

    @recordings.get("/audio/<path:name>")
    def play(name: str) -> Response:
        if name not in named:
            abort(404)
        return send_from_directory(AUDIO, name, max_age=KEPT_SECONDS)

    return recordings


def recordings_of(office: Office) -> Iterator[str]:
    """The names of all recordings in config/audio that the hotlines speak of."""
    for hotline in office.hotlines:
        every = [prompt.audio for prompt in hotline.prompts.by_key.values()]
        every += [menu.audio for menu in _menus(hotline.menu)]
        yield from (audio for audio in every if audio is not None and "://" not in audio)


def _menus(menu: Menu) -> Iterator[Menu]:
    yield menu
    for option in menu.options.values():
        if isinstance(option, ToMenu):
            yield from _menus(option.menu)
