"""Folders that the installation makes for itself: looked at before they are made."""

import errno
import os
from pathlib import Path


def require_writable(folder: Path) -> None:
    """Nothing when files could be written to a folder, which may be yet to be made; raises OSError. Makes nothing."""
    nearest = folder.absolute()
    while not nearest.exists() and nearest != nearest.parent:
        nearest = nearest.parent
    if not nearest.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(nearest))
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(nearest))
