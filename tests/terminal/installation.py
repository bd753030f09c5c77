"""An installation on an empty machine: a folder with its .env and hotline file, a virtual Twilio, and its commands."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner

from app import create_app, open_office
from config.settings import Settings, SettingsFault, SettingsFound, find_settings, read_settings
from ivr.simulator import Network, VirtualClock
from ivr.telephony.fallback_document import fallback_document
from ivr.telephony.numbers import TwilioNumbers
from ivr.terminal.backup import make_backup, make_restore
from ivr.terminal.check import ask_public_url, make_check
from ivr.terminal.connect import make_connect
from ivr.terminal.people import people
from ivr.terminal.roster import roster
from ivr.workflows.check.inspection import Outside
from ivr.workflows.office import Office
from recap.make_due import owed_days
from recap.smtp import probe
from tests.calls.world import wib
from tests.serving import serving

PROJECT = Path(__file__).parents[2]
TOKEN = "a-token-of-the-tests-0123456789ab"


@dataclass
class Installation:
    """The folder `root`, and what an administrator does in it."""

    root: Path
    network: Network
    environ: dict[str, str] = field(default_factory=dict)
    _env: dict[str, str] = field(default_factory=dict)

    def writes_env(self, **settings: str) -> None:
        """Add or change lines of .env."""
        self._env |= settings
        path = self.root / ".env"
        path.write_text("".join(f"{name}={value}\n" for name, value in self._env.items()), "utf-8")
        path.chmod(0o600)

    def edits_hotline(self, old: str, new: str) -> None:
        """Change the hotline file."""
        path = self.root / "config/ppatk.yaml"
        text = path.read_text("utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new), "utf-8")

    def writes(self, name: str, *lines: str) -> str:
        """A file to hand in; gives its path."""
        path = self.root / name
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return str(path)

    def types(self, *words: str, says: str = "") -> tuple[int, str, str]:
        """Type `python app.py ...`: exit code, what it says, what it complains."""
        opened: list[Office] = []

        def office() -> Office:
            opened.append(self.office())
            return opened[-1]

        done = CliRunner().invoke(self._commands(), list(words), obj=office, input=says)
        for each in opened:  # as the end of the process does
            each.database.close()
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stdout, done.stderr

    def found(self) -> SettingsFound:
        """The settings of this folder, with what is wrong in them."""
        return find_settings(self.environ, self.root)

    def settings(self) -> Settings:
        """The settings of this folder."""
        try:
            return read_settings(self.environ, self.root)
        except SettingsFault as fault:
            raise click.ClickException(str(fault)) from fault

    def office(self) -> Office:
        """The office, opened anew as each command does."""
        return open_office(self.settings(), self.network.clock.now)

    @contextmanager
    def serves(self) -> Iterator[str]:
        """The web server at PUBLIC_URL, which is written into .env."""
        offices: list[Office] = []

        def make_app(url: str) -> Any:
            self.writes_env(PUBLIC_URL=url)
            offices.append(self.office())
            return create_app(offices[0])

        with serving(make_app) as url:
            yield url
            offices[0].database.close()

    def _commands(self) -> click.Group:
        outside = Outside(carrier=TwilioNumbers, mail=probe, public_url=ask_public_url, owed=owed_days)
        commands = (
            make_check(self.found, outside, self.network.clock.now),
            make_connect(self.settings, TwilioNumbers, fallback_document),
            make_backup(self.settings),
            make_restore(self.settings),
            people,
            roster,
        )
        return click.Group("app.py", {str(command.name): command for command in commands})


@contextmanager
def empty_machine(root: Path, *, now: str = "2026-11-23 09:00") -> Iterator[Installation]:
    """A machine on which nothing but the project was unpacked, and an account at a virtual Twilio."""
    (root / "config").mkdir()
    shutil.copy(PROJECT / "config/ppatk.yaml", root / "config/ppatk.yaml")
    with Network(clock=VirtualClock(wib(now)), auth_token=TOKEN, seed=7) as network:
        network.serve_rest()
        yield Installation(root, network)
