"""Commands as they can be typed in the project's folder, for remedies and hints."""

import shlex
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def command(words: str, *, interpreter: str | None = None, root: Path = ROOT) -> str:
    """`migrate` becomes `.venv/bin/python app.py migrate`, with the interpreter that runs now.

    Its links are not followed: a virtual environment is known by the path of its own `python`.
    """
    python = Path(interpreter or sys.executable or "python3")
    shown = python.relative_to(root) if python.is_relative_to(root) else python
    return f"{shlex.quote(str(shown))} app.py {words}"
