"""What every way of handing over mail promises: one contract, a mail server and a folder."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from recap.mail_folder import MailFolder
from recap.mailer import Mailer, RefusedForNow
from recap.postman import open_mailer
from tests.recap.mail_server import mail_server
from tests.recap.test_smtp import MAYA, message


@dataclass
class Kind:
    """A mailer, what it handed over, and how to make it impossible."""

    mailer: Mailer
    arrived: Callable[[], list[bytes]]
    spoil: Callable[[], None]


@contextmanager
def _folder(path: Path) -> Iterator[Kind]:
    folder = path / "surat keluar é"

    def spoil() -> None:
        if folder.exists():
            for one in folder.iterdir():
                one.unlink()
            folder.rmdir()
        folder.write_text("not a folder")

    yield Kind(open_mailer(folder.as_uri()), lambda: [one.read_bytes() for one in sorted(folder.glob("*.eml"))], spoil)


@contextmanager
def _server(_: Path) -> Iterator[Kind]:
    with mail_server() as inbox:

        def spoil() -> None:
            inbox.on["mail"] = lambda _: "421 not now"

        mailer = open_mailer(f"smtp://127.0.0.1:{inbox.port}")
        yield Kind(mailer, lambda: [content for _, content in inbox.accepted], spoil)


@pytest.fixture(params=[_folder, _server])
def kind(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kind]:
    """Either of them."""
    with request.param(tmp_path) as found:
        yield found


def test_returning_means_that_the_whole_letter_was_accepted(kind: Kind) -> None:
    sent = message()
    kind.mailer.send(recipient=MAYA, message=sent)
    assert kind.arrived() == [sent]


def test_every_letter_is_one(kind: Kind) -> None:
    first, second = message(), message("Yang lain").replace(b"Message-ID: <", b"Message-ID: <x")
    kind.mailer.send(recipient=MAYA, message=first)
    kind.mailer.send(recipient=MAYA, message=second)
    kind.mailer.send(recipient="putri@kantor.example", message=first)
    assert sorted(kind.arrived()) == sorted([first, second, first])


def test_a_large_letter_arrives_whole(kind: Kind) -> None:
    large = message() + b"0123456789\r\n" * 400_000
    kind.mailer.send(recipient=MAYA, message=large)
    assert kind.arrived() == [large]


def test_what_cannot_be_handed_over_is_said_and_nothing_is_left_half_done(kind: Kind) -> None:
    kind.spoil()
    with pytest.raises(RefusedForNow) as refused:
        kind.mailer.send(recipient=MAYA, message=message())
    assert refused.value.of_server
    assert kind.arrived() == []


def test_a_letter_written_twice_is_one_file(tmp_path: Path) -> None:
    sent = message()
    for _ in range(2):
        MailFolder(tmp_path).send(recipient=MAYA, message=sent)
    (only,) = tmp_path.iterdir()
    assert only.name.startswith("20261123T103000Z-maya@kantor.example-")


def test_a_recipient_cannot_leave_the_folder(tmp_path: Path) -> None:
    MailFolder(tmp_path / "mail").send(recipient="../../x@kantor.example", message=message())
    (only,) = tmp_path.rglob("*.eml")
    assert only.parent == tmp_path / "mail"
