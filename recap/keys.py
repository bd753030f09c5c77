"""How the letters of a recap are known in the outbox."""

from datetime import date
from hashlib import sha256

LONGEST_KEY = 300  # the column outbox.key


def month_keys(hotline: str, month: date) -> str:
    """How the keys of all letters of a month begin: those of its days, and of the month itself."""
    return f"recap:{hotline}:{month:%Y-%m}"


def recap_key(hotline: str, on: str, revision: int, recipient: str = "") -> str:
    """`recap:ppatk:2026-11-23:1:maya@kantor.go.id`; `on` is 2026-11 for a month. Without a recipient: its beginning."""
    key = f"recap:{hotline}:{on}:{revision}:{recipient}"
    if len(key) <= LONGEST_KEY:
        return key
    return f"recap:{hotline}:{on}:{revision}:{sha256(recipient.encode()).hexdigest()}"
