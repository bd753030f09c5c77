"""What the tests of the terminal can ask for."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.workflows.offices import SAMPLE_PEOPLE, Hands, hands

ROSTER = (
    "2026-11-23,pelaporan,Agus Salim,piket,,,",
    "2026-11-23,pelaporan,Budi Santoso,piket,,,",
    "2026-11-23,pti,Citra Lestari,piket,,,",
    "2026-11-23,humas,Dewi Anggraini,piket,,,",
    "2026-11-23,humas,Eko Prasetyo,istirahat,,,Dewi Anggraini",
    "2026-11-23,pti,Fitri Handayani,pengganti,13:00,17:00,Citra Lestari",
)

Types = Callable[..., tuple[int, str, str]]


@pytest.fixture
def office_hands(migrated_database_url: str, tmp_path: Path) -> Iterator[Hands]:
    """An office with the sample people and a roster for Monday, 23 November 2026; it is nine o'clock that day."""
    with hands(migrated_database_url, tmp_path) as found:
        found.people(*SAMPLE_PEOPLE)
        found.roster(*ROSTER)
        yield found


@pytest.fixture
def types(office_hands: Hands) -> Types:
    """Type a command: exit code, what it says, what it complains."""
    return typing_at(office_hands)


def typing_at(hands: Hands) -> Types:
    """The same at any office."""

    def run(command: click.Command, *words: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(command, list(words), obj=lambda: hands.office, prog_name=str(command.name))
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stdout, done.stderr

    return run
