"""The key of sessions and links where none was given: made once, and kept."""

import contextlib
import os
import secrets
from pathlib import Path

from config.folders import require_writable
from config.settings_values import SHORTEST_KEY


def kept_secret_key(path: Path) -> str:
    """The key in `path`, readable by its owner only; made first if there is none.

    Whoever comes first makes it, also among processes that start together: a finished file is linked to its name in
    one step, and a second maker finds the name taken and reads. Raises OSError, and ValueError for a file that holds
    no key.
    """
    if not path.exists():
        _make(path)
    return seen_secret_key(path)


def seen_secret_key(path: Path) -> str:
    """The key in `path`, for who only looks: empty where it is not made yet, but could be. Raises like the other."""
    if not path.exists():
        require_writable(path.parent)
        return ""
    key = path.read_text("ascii", "replace").strip()
    if len(key) < SHORTEST_KEY:
        raise ValueError("isi berkas terlalu pendek; hapus berkas itu agar dibuat baru")
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(48) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
