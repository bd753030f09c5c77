"""The people who call in the demonstration, each with a telephone of their own."""

from dataclasses import dataclass

from ivr.simulator import Conversation, Network

WITHHELD = "anonymous"


@dataclass(frozen=True)
class Guest:
    """Somebody who may call; `number` is what the network shows, `WITHHELD` when it shows none."""

    key: str
    name: str
    number: str


GUESTS = (
    Guest("joko", "Bapak Joko", "+6281355501111"),
    Guest("bank", "Bank Sejahtera", "+622155501234"),
    Guest("luar", "Ibu Aisyah", "+60123456789"),
    Guest("rahasia", "Tanpa nomor", WITHHELD),
    Guest("rahma", "Ibu Rahma", "+6281355501234"),
)
#: Who makes the call that every demonstration begins with.
FIRST_CALLER = GUESTS[-1]


class Line:
    """A guest's telephone. Its methods may be called from any thread; each acts now."""

    def __init__(self, network: Network, guest: Guest) -> None:
        self._network = network
        self.guest = guest
        self.call: Conversation | None = None
        self.plays_itself = False

    @property
    def is_in_use(self) -> bool:
        """Whether the guest is on the telephone."""
        return self.call is not None and self.call.is_live

    def dial(self, number: str) -> Conversation | None:
        """Call a number of the hotline; None when the guest is on the telephone already."""
        with self._network.loop.entered():
            if self.is_in_use:
                return None
            self.call = self._network.caller(self.guest.number).dials(number)
            return self.call

    def press(self, key: str) -> None:
        """Press a key, if somebody could hear it."""
        if self.call is not None:
            self.call.press(key)

    def hang_up(self) -> None:
        """Put the receiver down."""
        if self.call is not None:
            self.call.hang_up()
