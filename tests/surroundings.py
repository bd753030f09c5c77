"""What surrounds a run of the tests, and must not matter: the shell's settings, signals, time zone and umask."""

import os
import signal
import time

from config.settings import Settings

SETTINGS = tuple(name.upper() for name in Settings.__dataclass_fields__ if name != "root")


def set_aside() -> None:
    """Live in a time zone where nothing comes out right by accident, and touch no installation of this machine.

    A setting that is empty in the environment hides what a `.env` in the checkout says. A shell lets what it starts in
    the background ignore Ctrl+C, and commands that a test starts would inherit that.
    """
    for name in SETTINGS:
        os.environ.pop(f"{name}_FILE", None)
        os.environ[name] = ""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    os.umask(0o022)
    os.environ["TZ"] = "Pacific/Marquesas"  # UTC-9.30, no hotline's zone
    time.tzset()
