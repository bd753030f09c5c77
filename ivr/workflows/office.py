"""One installation, opened: its settings, its hotlines, its database and its clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from config.settings import Settings
from ivr.domain.call import Call
from ivr.domain.hotline import Hotline
from ivr.domain.hotlines import Hotlines
from ivr.store.engine import Database

Clock = Callable[[], datetime]
"""Tells the time: aware UTC."""


@dataclass(frozen=True)
class Office:
    """What every verb needs; made once by the roof."""

    settings: Settings
    hotlines: Hotlines
    database: Database
    clock: Clock

    def hotline_of(self, call: Call) -> Hotline:
        """The call's hotline; for a number that belongs to none (or no longer), the first one lends its voice."""
        return self.hotlines.by_key.get(call.hotline or "", self.hotlines.first)
