"""The sentences of a hotline: the shipped wording, and what an office words anew, checked against each other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from string import Formatter

from pydantic_core import PydanticCustomError

from config.faults import Findings, Place
from config.hotline_values import checked_audio
from config.plain_values import text, wrong
from config.yaml_lines import Document, Tree, read_document


@dataclass(frozen=True)
class Wording:
    """A sentence as the office words it, and the recording that replaces it. Placeholders are `{names}`."""

    text: str
    audio: str | None = None

    @property
    def placeholders(self) -> frozenset[str]:
        """The names in braces."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.text) if name)


def read_prompts(
    files: Iterable[Path | None], *, asked: Document, shipped: Path, audio: Path, findings: Findings
) -> Mapping[str, Wording]:
    """The sentences by key (`menu.option`), the later file's wording winning; faults go to `findings`.

    The shipped file says which sentences there are and what each may mention: other files cannot add a sentence or a
    placeholder, and all of them together must word every sentence. `asked` is the hotline file that names them; where
    one of them is missing (None), it is not known which sentences are.
    """
    model = _read(shipped, audio, findings)
    read = [model if path == shipped else _read(path, audio, findings) if path else None for path in files]
    words: dict[str, Wording] = {}
    written: set[str] = set()
    for found in filter(None, read):
        if model and found is not model:
            _compare(found, model, findings)
        words.update(found.words)
        written.update(found.places)
    if model and None not in read and (missing := [key for key in model.places if key not in written]):
        some = ", ".join(missing[:5]) + (f" dan {len(missing) - 5} lagi" if len(missing) > 5 else "")
        remedy = "tulis prompts: [prompts/id.yaml, ...]"
        findings.faults.append(asked.fault(("prompts",), f"kalimat belum ada: {some}", remedy))
    return words


@dataclass(frozen=True)
class _Sentences:
    document: Document
    words: Mapping[str, Wording]
    places: Mapping[str, Place]


def _read(path: Path, audio: Path, findings: Findings) -> _Sentences | None:
    document = read_document(path, findings)
    if document is None:
        return None
    words: dict[str, Wording] = {}
    places: dict[str, Place] = {}
    for place, leaf in _leaves(document.tree, ()):
        key = ".".join(str(part) for part in place)
        if key in words:
            line = document.line(places[key])
            problem = f"kalimat ditulis dua kali, sudah ada di baris {line}"
            findings.faults.append(document.fault(place, problem, "hapus salah satu"))
            continue
        places[key] = place
        try:
            words[key] = _wording(leaf, audio)
        except PydanticCustomError as error:
            context = error.context or {}
            findings.faults.append(document.fault(place, str(context["problem"]), str(context["remedy"])))
    return _Sentences(document, words, places)


def _leaves(tree: Tree, place: Place) -> Iterator[tuple[Place, Tree]]:
    if isinstance(tree, dict) and tree and not ("text" in tree and tree.keys() <= {"text", "audio"}):
        for key, part in tree.items():
            yield from _leaves(part, (*place, key))
    else:
        yield place, tree


def _wording(leaf: Tree, audio: Path) -> Wording:
    written = leaf["text"] if isinstance(leaf, dict) and leaf else leaf
    recording = leaf.get("audio") if isinstance(leaf, dict) else None
    words = text(written)
    _check_placeholders(words)
    return Wording(words, None if recording is None else checked_audio(recording, audio))


def _check_placeholders(words: str) -> None:
    """Names alone: `{unit.x}` or `{unit!r}` would reach into the program."""
    unreadable = wrong("isian dalam kurung kurawal tidak terbaca", "tulis nama saja, misalnya {unit}")
    try:
        parts = list(Formatter().parse(words))
    except ValueError:
        raise unreadable from None
    for _, name, shape, conversion in parts:
        if name is not None and (not (name.isascii() and name.isidentifier()) or shape or conversion):
            raise unreadable


def _compare(own: _Sentences, model: _Sentences, findings: Findings) -> None:
    for key, place in own.places.items():
        if key not in model.places:
            near = get_close_matches(key, model.places, n=1)
            remedy = f"maksud Anda '{near[0]}'?" if near else "lihat kalimat yang ada di prompts/id.yaml"
            findings.faults.append(own.document.fault(place, "kalimat tidak dikenal", remedy))
        if key not in own.words or key not in model.words:
            continue
        wording, known = own.words[key], model.words[key].placeholders
        if unknown := sorted(wording.placeholders - known):
            problem = f"isian {_braced(unknown)} tidak dikenal di kalimat ini"
            remedy = f"yang dikenal: {_braced(sorted(known))}" if known else "kalimat ini tanpa isian"
            findings.faults.append(own.document.fault(place, problem, remedy))
        if left_out := sorted(known - wording.placeholders):
            findings.warnings.append(
                own.document.fault(place, f"isian {_braced(left_out)} tidak disebut lagi", "pastikan memang disengaja")
            )


def _braced(names: Sequence[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
