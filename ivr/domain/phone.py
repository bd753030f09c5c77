"""Telephone addresses: numbers in E.164 with an extension, and SIP addresses."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Phone:
    """A telephone that can be dialled.

    `address` is E.164 (`+622150001000`) or `sip:user@host`; `extension` holds digits that are sent after the
    answer. `str()` gives the stored form, RFC 3966 style: `+622150001000;ext=1234`.
    """

    address: str
    extension: str | None = None

    def __str__(self) -> str:
        return f"{self.address};ext={self.extension}" if self.extension else self.address
