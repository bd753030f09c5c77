"""A file that a command writes for whoever asked: callers' numbers and words are nobody else's business."""

import os
from pathlib import Path
from typing import BinaryIO


def open_private(path: Path) -> BinaryIO:
    """Open a file anew for writing. One that was not there before can be read by its owner only. Raises OSError."""
    return open(path, "wb", opener=lambda name, flags: os.open(name, flags, 0o600))
