"""Finds the Chromium that browser tests drive."""

import shutil
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PLACES = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)


def find_chromium() -> Path | None:
    """The program to start, or None where no Chromium or Chrome is installed."""
    for name in _NAMES:
        if found := shutil.which(name):
            return Path(found)
    return next((place for place in _PLACES if place.exists()), None)
