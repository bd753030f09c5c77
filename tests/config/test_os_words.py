"""What the operating system refuses is told in Indonesian."""

import errno
import os
import socket

import pytest

from config.os_words import reason


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOENT, "berkas atau folder tidak ada"),
        (errno.EACCES, "izin ditolak"),
        (errno.ENOSPC, "penyimpanan penuh"),
        (errno.EADDRINUSE, "sudah dipakai program lain"),
    ],
)
def test_a_number_has_its_words(number: int, words: str) -> None:
    assert reason(OSError(number, os.strerror(number))) == words


def test_what_has_no_words_keeps_its_own() -> None:
    assert reason(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"
    assert reason(OSError()) == "OSError"
    assert reason(socket.gaierror(-2, "Name or service not known")) == "nama host tidak dikenal"
