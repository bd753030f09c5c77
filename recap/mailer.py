"""What every way of handing over mail promises, and how it says that it could not."""

from typing import Protocol


class Refused(Exception):
    """A letter was not handed over; the text says in Indonesian why, without user name and password."""


class RefusedForNow(Refused):
    """The same letter may be accepted later.

    `of_server`: no other letter would be accepted now either. `needs_attention`: it will stay so until somebody
    corrects the settings, the certificate or the account.
    """

    def __init__(self, reason: str, *, of_server: bool = False, needs_attention: bool = False) -> None:
        super().__init__(reason)
        self.of_server = of_server
        self.needs_attention = needs_attention


class RefusedForEver(Refused):
    """The same letter will never be accepted."""


class Mailer(Protocol):
    """Hands letters over: to a mail server, or into a folder."""

    def send(self, *, recipient: str, message: bytes) -> None:
        """Hand over a whole message for one recipient; returning means that it was accepted.

        The sender is the one in the message. Raises RefusedForNow, RefusedForEver.
        """
