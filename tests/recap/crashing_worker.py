"""A worker of its own process for the crash tests: one pass of its jobs, ended by SIGKILL where it was told to.

`python -m tests.recap.crashing_worker DATABASE_URL SMTP_URL NOW [before|after N]`: before or after the commit of its
N-th writing transaction. Nothing of this is in the product.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from app import open_office
from config.logs import set_up_logs
from config.settings import read_settings
from ivr.store.engine import Connection, Database
from recap.make_due import make_due_recaps
from recap.postman import Postman, open_mailer
from tests.recap.mail_room import NotAsked


class Doomed:
    """A database during whose N-th writing transaction the process is killed."""

    def __init__(self, database: Database, moment: str, number: int) -> None:
        self._database = database
        self._moment = moment
        self._left = number

    def reading(self) -> object:
        """See Database."""
        return self._database.reading()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """See Database; the last one does not return."""
        self._left -= 1
        with self._database.writing() as connection:
            yield connection
            if self._left == 0 and self._moment == "before":
                os.kill(os.getpid(), signal.SIGKILL)
        if self._left == 0 and self._moment == "after":
            os.kill(os.getpid(), signal.SIGKILL)


def work(database_url: str, smtp_url: str, now: datetime, moment: str, number: int) -> None:
    """Make what is due, and post until nothing is left."""
    set_up_logs("text")
    environ = {"DATABASE_URL": database_url, "SMTP_URL": smtp_url, "SECRET_KEY": "s" * 40}
    office = open_office(read_settings(environ), lambda: now)
    office = replace(office, database=Doomed(office.database, moment, number))  # type: ignore[arg-type]
    make_due_recaps(office, NotAsked(), now=now)
    postman = Postman(office, open_mailer(smtp_url))
    while postman.round().sent:
        pass


if __name__ == "__main__":
    database_url, smtp_url, now, *doom = sys.argv[1:]
    moment, number = doom or ("never", "0")
    work(database_url, smtp_url, datetime.fromisoformat(now), moment, int(number))
