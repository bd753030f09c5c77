"""One installation, opened: its settings, its hotlines, its database and its clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from config.settings import Settings
from ivr.domain.call import Call
from ivr.domain.hotline import Hotline
from ivr.domain.hotlines import Hotlines
from ivr.store.editions import NEVER_EDITED
from ivr.store.engine import Database

Clock = Callable[[], datetime]
"""Tells the time: aware UTC."""


class Edited:
    """The hotlines as people edited them, in the newest edition that this process heard of (`workflows.catch_up`)."""

    def __init__(self) -> None:
        self._heard: tuple[int, Hotlines | None] = (NEVER_EDITED, None)
        self._lock = Lock()

    @property
    def hotlines(self) -> Hotlines | None:
        """None while nobody ever edited anything."""
        return self._heard[1]

    def is_older_than(self, edition: int) -> bool:
        """Whether there is something to hear."""
        return self._heard[0] < edition

    def hear(self, hotlines: Hotlines, edition: int) -> None:
        """Take over an edition, unless another thread heard of a newer one meanwhile."""
        with self._lock:
            if self.is_older_than(edition):
                self._heard = (edition, hotlines)


@dataclass(frozen=True)
class Office:
    """What every verb needs; made once by the roof.

    `filed` are the hotlines as their files have them; ask `hotlines` unless that is what you mean.
    """

    settings: Settings
    filed: Hotlines
    database: Database
    clock: Clock
    edited: Edited = field(default_factory=Edited, init=False, repr=False, compare=False)

    @property
    def hotlines(self) -> Hotlines:
        """The hotlines with the special days and notices of whoever edited them last (see `workflows.catch_up`)."""
        return self.edited.hotlines or self.filed

    def hotline_of(self, call: Call) -> Hotline:
        """The call's hotline; for a number that belongs to none (or no longer), the first one lends its voice."""
        return self.hotlines.by_key.get(call.hotline or "", self.hotlines.first)
