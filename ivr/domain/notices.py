"""Notices: the office closes at once ("tutup sekarang"), or announces something, until a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Notice:
    """Words that callers hear from `starts_at` up to, but not at, `ends_at` (UTC).

    `closes`: callers are turned away meanwhile; otherwise they hear it after the greeting. `made_by` is a name.
    """

    id: int
    closes: bool
    text: str
    starts_at: datetime
    ends_at: datetime
    made_by: str = ""

    def holds(self, at: datetime) -> bool:
        """Whether it is on at a moment; its start belongs to it, its end does not."""
        return self.starts_at <= at < self.ends_at


def closing_at(notices: Iterable[Notice], at: datetime) -> Notice | None:
    """What closes the hotline at a moment: of several the one made last, whose words are the newest."""
    on = [notice for notice in notices if notice.closes and notice.holds(at)]
    return max(on, key=lambda notice: (notice.starts_at, notice.id), default=None)


def announced_at(notices: Iterable[Notice], at: datetime) -> tuple[Notice, ...]:
    """What is announced at a moment, in the order in which it was made."""
    on = (notice for notice in notices if not notice.closes and notice.holds(at))
    return tuple(sorted(on, key=lambda notice: (notice.starts_at, notice.id)))


def closed_until(notices: Iterable[Notice], at: datetime) -> datetime:
    """The first moment from `at` on that no notice closes."""
    closing = sorted((notice for notice in notices if notice.closes), key=lambda notice: notice.starts_at)
    for notice in closing:
        if notice.holds(at):
            at = notice.ends_at
    return at
