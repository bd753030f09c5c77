"""The settings of a benchmark: its own alone, neither the shell's nor the checkout's `.env`."""

import os
from collections.abc import Mapping
from pathlib import Path

from config.settings import Settings, read_settings

ROOT = Path(__file__).parents[1]
FOLDER = "BENCH_FOLDER"
"""Environment variable: the folder of the benchmark, which takes the place of the installation's."""

KEPT = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "VIRTUAL_ENV")


def settings_of(url: str, folder: Path) -> dict[str, str]:
    """What an installation on the database `url` is told."""
    return {
        "DATABASE_URL": url,
        "HOTLINES": str(ROOT / "config/ppatk.yaml"),
        "SECRET_KEY": "s" * 40,
        "SMTP_URL": (folder / "mail").as_uri(),
    }


def read(environ: Mapping[str, str], folder: Path) -> Settings:
    """These settings and no others: a `.env` is looked for in the benchmark's own folder."""
    return read_settings(environ, folder)


def child_environ(own: Mapping[str, str]) -> dict[str, str]:
    """The environment of a server under test: what any program needs, and what it is told."""
    return {name: os.environ[name] for name in KEPT if name in os.environ} | dict(own)
