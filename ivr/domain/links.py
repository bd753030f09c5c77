"""One-time links in mails: what each opens, and for how long."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Purpose(StrEnum):
    """What a link opens."""

    INVITATION = "invitation"  # set the first password
    RESET = "reset"  # set another one
    FORM = "form"  # the form of one talk; the subject is "form:<attempt id>"
    READY = "ready"  # end a pause
    SWAP_ACCEPT = "swap_accept"  # answer a colleague who asks for a swap; the subject is "swap:<id>"
    SWAP_DECLINE = "swap_decline"
    SWAP_APPROVE = "swap_approve"  # decide a swap; the subject is "swap:<id>"
    SWAP_REFUSE = "swap_refuse"
    SUBSTITUTE_UNDO = "substitute_undo"  # take a substitute back; the subject is "roster:<change id>"


PASSWORD_LINKS = (Purpose.INVITATION, Purpose.RESET)

VALID: dict[Purpose, timedelta] = {
    Purpose.INVITATION: timedelta(days=7),
    Purpose.RESET: timedelta(hours=1),
    Purpose.FORM: timedelta(days=3),
    Purpose.READY: timedelta(days=1),
    Purpose.SWAP_ACCEPT: timedelta(days=14),
    Purpose.SWAP_DECLINE: timedelta(days=14),
    Purpose.SWAP_APPROVE: timedelta(days=14),
    Purpose.SWAP_REFUSE: timedelta(days=14),
    Purpose.SUBSTITUTE_UNDO: timedelta(days=14),
}


class LinkState(StrEnum):
    """Whether a link still opens anything."""

    GOOD = "good"
    USED = "used"
    EXPIRED = "expired"
    WRONG = "wrong"  # not ours, changed on its way, or its person is no longer active


@dataclass(frozen=True)
class Link:
    """A link that was mailed to a person; `subject` says which thing it opens."""

    id: int
    purpose: Purpose
    person_id: int
    subject: str
    ends_at: datetime
    used_at: datetime | None = None

    def state_at(self, now: datetime) -> LinkState:
        """Used up, too late, or good."""
        if self.used_at is not None:
            return LinkState.USED
        return LinkState.GOOD if now < self.ends_at else LinkState.EXPIRED
