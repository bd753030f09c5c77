"""All hotlines of one installation, told apart by their key or by the number that was dialled."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from ivr.domain.hotline import Hotline
from ivr.domain.phone import PhoneFault, dialled_address, free_number, parse_phone


class UnknownHotline(LookupError):
    """A key that names no hotline, or none given where there are several; the text is Indonesian."""


@dataclass(frozen=True)
class Hotlines:
    """At least one hotline, in the order of their files; no two share a key or a number.

    `warnings` tell what is allowed in the files but probably not meant, one sentence each.
    """

    every: tuple[Hotline, ...]
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.every:
            raise ValueError("an installation has at least one hotline")

    def __iter__(self) -> Iterator[Hotline]:
        return iter(self.every)

    def __len__(self) -> int:
        return len(self.every)

    @property
    def first(self) -> Hotline:
        """The hotline that speaks where none was meant."""
        return self.every[0]

    @cached_property
    def by_key(self) -> Mapping[str, Hotline]:
        """Every hotline by its key."""
        return MappingProxyType({hotline.key: hotline for hotline in self.every})

    def for_number(self, to: str) -> Hotline | None:
        """The hotline that was dialled: E.164, a SIP address, or a number in the carrier's own form.

        A lone hotline is reached by any number, so that a forgotten second number still answers.
        """
        if len(self.every) == 1:
            return self.first
        return self._by_number.get(_compared(to)) or self._by_number.get(_as_parsed(to))

    def only_or(self, key: str | None) -> Hotline:
        """The hotline named by `--hotline KEY`, or the only one. Raises UnknownHotline."""
        keys = ", ".join(self.by_key)
        if key is None:
            if len(self.every) > 1:
                raise UnknownHotline(f"ada beberapa hotline, pilih salah satu: {keys}")
            return self.first
        if key not in self.by_key:
            raise UnknownHotline(f"hotline '{key}' tidak ada; yang ada: {keys}")
        return self.by_key[key]

    @cached_property
    def _by_number(self) -> Mapping[str, Hotline]:
        return {_compared(number): hotline for hotline in self.every for number in hotline.numbers}


def _compared(address: str) -> str:
    return dialled_address(address).lower()


def _as_parsed(to: str) -> str:
    """Carriers of a BYOC trunk may send 02150001000 or 622150001000."""
    try:
        return free_number(to) or _compared(parse_phone(to).address)
    except PhoneFault:
        return ""
