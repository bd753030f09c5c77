"""A person with a telephone at the ear, in the words of a test: hears, presses, waits, hangs up."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from ivr.simulator import events
from ivr.simulator.handsets import SECONDS_BETWEEN_KEYS
from ivr.simulator.keys import KEYPAD

if TYPE_CHECKING:
    from ivr.simulator.call import Leg
    from ivr.simulator.network import Network
    from ivr.simulator.utterance import Utterance

#: How long a person waits for anything, in seconds, before the test is declared failed.
PATIENCE_SECONDS = 180.0


class Person(ABC):
    """Acts on one leg; each verb lets time pass as needed and returns the person, so that verbs chain.

    On a virtual clock time jumps, on a real one the verbs wait. What does not happen in time raises
    AssertionError with the whole transcript.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self._heard_until: dict[str, tuple[int, int]] = {}

    @property
    @abstractmethod
    def leg(self) -> Leg:
        """The leg this person is on (or was on last)."""

    def hears(self, words: str, *, within: float = PATIENCE_SECONDS) -> Self:
        """Let time pass until `words` have been spoken, after the last key and not before what was heard last."""
        alarms: set[int] = set()

        def heard() -> bool:
            for index, utterance, start in self._since():
                if words in utterance.heard_by(self.network.loop.now())[start:]:
                    self._heard_until[self.leg.sid] = (index, start)
                    return True
                self._set_alarm(utterance.moment_of(words, after=start), alarms, id(utterance))
            return False

        return self._until(heard, f"to hear {words!r}", within, fails_when=self._is_over)

    def heard(self) -> str:
        """Return all that this person has heard so far, an utterance a line."""
        now = self.network.loop.now()
        return "\n".join(utterance.heard_by(now) for utterance in self.leg.heard)

    def has_not_heard(self, words: str) -> Self:
        """Assert that these words have not been spoken on this leg."""
        if words in self.heard():
            raise AssertionError(self._story(f"not to hear {words!r}"))
        return self

    def presses(self, keys: str, *, at_once: bool = False, within: float = PATIENCE_SECONDS) -> Self:
        """Press keys one after another, as soon as something listens (`at_once`: now, even into the void)."""
        if not keys or any(key not in KEYPAD for key in keys):
            raise ValueError(f"{keys!r} are not keys of a telephone")
        if not at_once:
            self._until(self._is_listened_to, f"to be asked for {keys!r}", within, fails_when=self._is_over)
        for number, key in enumerate(keys):
            if number:
                self.waits(SECONDS_BETWEEN_KEYS)
            self.press(key)
        return self

    def says(self, text: str, *, seconds: float = 5.0) -> Self:
        """Speak for so many seconds, for instance into a message box."""
        self.speak(text, seconds=seconds)
        return self.waits(seconds)

    def waits(self, seconds: float) -> Self:
        """Let time pass."""
        self.network.loop.pass_time(seconds)
        return self

    def hangs_up(self) -> Self:
        """Put the receiver down now."""
        self.hang_up()
        return self

    def is_talking_to(self, number: str, *, within: float = PATIENCE_SECONDS) -> Self:
        """Let time pass until this person is connected with `number`."""

        def talking() -> bool:
            return self.leg.peer is not None and self.leg.peer.party == number

        return self._until(talking, f"to talk to {number}", within, fails_when=self._is_over)

    def talks(self, seconds: float, *, within: float = PATIENCE_SECONDS) -> Self:
        """Be connected with anyone, and talk for so many seconds."""
        self._until(lambda: self.leg.peer is not None, "to talk to somebody", within, fails_when=self._is_over)
        return self.waits(seconds)

    def ends(self, *, within: float = 4 * 3600) -> Self:
        """Let time pass until the whole call is over and all its callbacks are delivered."""
        return self._until(lambda: self.leg.family.is_quiet, "to be over", within)

    # By hand, for pages and terminals: each acts now, from any thread, and lets no time pass ---------------

    def press(self, key: str) -> None:
        """Press one key; nothing happens on a line that is not open."""
        with self.network.loop.entered():
            self._forget_what_was_said()
            self.leg.press(key)

    def speak(self, text: str, *, seconds: float = 5.0) -> None:
        """Begin to speak for so many seconds."""
        with self.network.loop.entered():
            self.leg.speaking_until = self.network.loop.now() + timedelta(seconds=seconds)
            self.leg.tell(events.SaidByPerson, by=self.leg.party, text=text)

    def hang_up(self) -> None:
        """Put the receiver down; nothing happens when it is down already."""
        with self.network.loop.entered():
            self.leg.end(by=self.leg.party)

    def _until(
        self,
        condition: Callable[[], bool],
        what: str,
        within: float,
        *,
        fails_when: Callable[[], bool] | None = None,
    ) -> Self:
        happened = False

        def settled() -> bool:
            nonlocal happened
            happened = condition()  # noted, since on a real clock it may be over again before anybody looks
            return happened or (fails_when is not None and fails_when())

        self.network.loop.drive(settled, within_seconds=within)
        if not happened:
            with self.network.loop.entered():
                raise AssertionError(self._story(what))
        return self

    def _is_over(self) -> bool:
        return not self.leg.is_live

    def _is_listened_to(self) -> bool:
        return self.leg.keys.is_open or self.leg.peer is not None

    def _since(self) -> list[tuple[int, Utterance, int]]:
        """Return what was said since the last key or what was heard last: index, utterance, first new character."""
        first, start = self._heard_until.get(self.leg.sid, (0, 0))
        later = list(enumerate(self.leg.heard))[first:]
        return [(index, utterance, start if index == first else 0) for index, utterance in later]

    def _forget_what_was_said(self) -> None:
        heard = self.leg.heard
        if heard and heard[-1].ended_at is None:
            said = len(heard[-1].heard_by(self.network.loop.now()))
            self._heard_until[self.leg.sid] = (len(heard) - 1, said)
        else:
            self._heard_until[self.leg.sid] = (len(heard), 0)

    def _set_alarm(self, moment: datetime | None, alarms: set[int], key: int) -> None:
        """Make the loop look again at the moment when the words will have been spoken."""
        if moment is not None and key not in alarms and moment > self.network.loop.now():
            alarms.add(key)
            self.network.loop.at(moment, lambda: None)

    def _story(self, what: str) -> str:
        lines = "\n".join(f"  {line}" for line in self.leg.family.transcript)
        return f"{self.leg.party} expected {what} ({self.leg.status} at {self.network.loop.now():%H:%M:%S}):\n{lines}"
