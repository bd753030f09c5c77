"""What is worth knowing of topics and FAQ: where the units' own lists are others than the hotline file's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ivr.domain.hotline import Hotline
from ivr.domain.unit_list import Listing, Words
from ivr.store.engine import Connection
from ivr.store.topics import kept_entries, words_in_file
from ivr.workflows.check.findings import Finding

MOST_NAMED = 3
LONGEST_NAME = 60
_NAMES = {Listing.TOPICS: "topik", Listing.FAQ: "FAQ"}


@dataclass(frozen=True)
class ListFacts:
    """A list that somebody edited, and the same list in the hotline file."""

    listing: Listing
    unit: str  # its name
    kept: Sequence[Words]
    in_file: Sequence[Words]


def read_lists(connection: Connection, hotline: Hotline) -> Iterator[ListFacts]:
    """Every list of a hotline that somebody edited."""
    for unit in hotline.units.values():
        for listing in Listing:
            kept = kept_entries(connection, listing, hotline.key, unit.key)
            if kept is not None:
                in_file = words_in_file(listing, hotline, unit.key)
                yield ListFacts(listing, unit.name, [one.words for one in kept], in_file)


def list_findings(hotline: Hotline, lists: Sequence[ListFacts]) -> Iterator[Finding]:
    """Which lists differ, and what stands only here or only there; the database wins (interface: Settings)."""
    for facts in lists:
        if list(facts.kept) != list(facts.in_file):
            which = f"{_NAMES[facts.listing]} {facts.unit}"
            yield Finding(
                "L01",
                f"{hotline.name}: {which} sudah diubah di halaman Topik dan FAQ, dan itulah yang berlaku. "
                f"{_differences(facts)}",
                "Tidak perlu apa-apa; agar sama, ubah daftarnya di halaman itu atau salin ke berkas hotline",
            )


def _differences(facts: ListFacts) -> str:
    kept, in_file = ([words[0] for words in side] for side in (facts.kept, facts.in_file))
    only_here, only_there = (
        [name for name in side if name not in other] for side, other in ((kept, in_file), (in_file, kept))
    )
    answers = dict(words for words in facts.in_file if len(words) == 2)
    other_answer = [words[0] for words in facts.kept if words[0] in answers and answers[words[0]] != words[1]]
    parts = [
        f"{what}: {_named(names)}"
        for what, names in (
            ("Hanya di halaman", only_here),
            ("hanya di berkas", only_there),
            ("jawabannya lain", other_answer),
        )
        if names
    ]
    told = "; ".join(parts) or "Urutannya lain"
    return told[:1].upper() + told[1:]


def _named(names: Sequence[str]) -> str:
    shown = "; ".join(f"'{_short(name)}'" for name in names[:MOST_NAMED])
    return f"{shown}; dan {len(names) - MOST_NAMED} lagi" if len(names) > MOST_NAMED else shown


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}..."
