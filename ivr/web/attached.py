"""A file to keep, however long: it is written to the disk of the server, not to its memory."""

from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, cast

from flask import Response, send_file

IN_MEMORY = 2**20  # bytes


def attached(name: str, kind: str, write: Callable[[BinaryIO], object]) -> Response:
    """The response with the file that `write` writes. Whatever goes wrong in writing leaves no half a file."""
    out: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed when it is sent
    try:
        write(cast(BinaryIO, out))
    except BaseException:
        out.close()
        raise
    out.seek(0)
    return send_file(out, mimetype=kind, as_attachment=True, download_name=name, conditional=False)
