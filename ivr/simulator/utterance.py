"""Something said into a leg, which takes time: what has been heard of it at a given moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

#: How fast a synthetic voice reads, in characters a second.
CHARACTERS_A_SECOND = 14.0


@dataclass(slots=True)
class Utterance:
    """A text with its beginning, its length in seconds, and where it was cut off."""

    text: str
    began_at: datetime
    seconds: float
    voice: str | None = None
    language: str | None = None
    ended_at: datetime | None = None

    def heard_by(self, now: datetime) -> str:
        """Return the part of the text that has been spoken."""
        end = min(now, self.ended_at) if self.ended_at else now
        share = (end - self.began_at).total_seconds() / self.seconds if self.seconds else 1.0
        if share >= 0.999999:
            return self.text
        return self.text[: int(len(self.text) * share + 1e-6)]

    def moment_of(self, words: str, *, after: int = 0) -> datetime | None:
        """Return when these words, after so many characters, will have been spoken; None if they never are."""
        start = self.text.find(words, after)
        if start < 0:
            return None
        share = (start + len(words)) / len(self.text)
        return self.began_at + timedelta(seconds=self.seconds * share, microseconds=10)


def seconds_to_say(text: str) -> float:
    """Return how long the voice needs for a text."""
    return max(0.5, len(text) / CHARACTERS_A_SECOND)
