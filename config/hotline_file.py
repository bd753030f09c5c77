"""Hotline files, read and checked together: plain data, or all their faults at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from config.faults import Fault, Findings, HotlineFaults, Place
from config.hotline_checks import check_hotline
from config.hotline_schema import HotlineShape
from config.hotline_values import Surroundings
from config.prompts_file import Wording, read_prompts
from config.schema_faults import schema_faults
from config.yaml_lines import Document, read_document

CONFIG = Path(__file__).parent
SHIPPED_PROMPTS = CONFIG / "prompts" / "id.yaml"
AUDIO = CONFIG / "audio"


@dataclass(frozen=True)
class HotlineFile:
    """What a hotline file says, numbers in their dialled form, with the sentences of its prompts files."""

    file: str
    says: HotlineShape
    prompts: Mapping[str, Wording]


@dataclass(frozen=True)
class HotlineFiles:
    """All hotline files of an installation, and what is allowed but probably not meant."""

    files: tuple[HotlineFile, ...]
    warnings: tuple[Fault, ...]


def read_hotline_files(
    paths: Iterable[Path],
    *,
    normalise_number: Callable[[str], str],
    normalise_public: Callable[[str], str] | None = None,
    normalise_caller: Callable[[str], str] | None = None,
    has_calendar: Callable[[str], bool] = frozenset({"ID"}).__contains__,
    shipped_prompts: Path = SHIPPED_PROMPTS,
    audio: Path = AUDIO,
) -> HotlineFiles:
    """Read and check hotline files with their prompts. Raises HotlineFaults with everything that is wrong.

    `normalise_number` gives the dialled form of a number or raises ValueError with an Indonesian reason,
    `normalise_public` that of a number the public dials and `normalise_caller` the form in which a caller's number
    arrives (by default the same); `has_calendar` says of a
    country code whether its official holidays are known.
    """
    findings = Findings()
    public, caller = normalise_public or normalise_number, normalise_caller or normalise_number
    around = Surroundings(normalise_number, public, caller, has_calendar, audio)
    paths = tuple(paths)
    if not paths:
        raise HotlineFaults([Fault("HOTLINES", 0, "", "tidak ada berkas hotline", "tulis HOTLINES=config/ppatk.yaml")])
    read = [_read(path, around, shipped_prompts, findings) for path in paths]
    _check_together([(document, draft) for document, draft, _ in filter(None, read)], findings)
    if findings.faults:
        raise HotlineFaults(findings.faults)
    files = tuple(HotlineFile(document.file, says, prompts) for document, says, prompts in filter(None, read))
    return HotlineFiles(files, tuple(sorted(set(findings.warnings))))


def read_hotline_file(path: Path, *, normalise_number: Callable[[str], str]) -> HotlineFile:
    """Read and check one hotline file. Raises HotlineFaults."""
    return read_hotline_files([path], normalise_number=normalise_number).files[0]


def _read(
    path: Path, around: Surroundings, shipped: Path, findings: Findings
) -> tuple[Document, HotlineShape, Mapping[str, Wording]] | None:
    document = read_document(path, findings)
    if document is None:
        return None
    says, sound = _fit(document, around, findings)
    check_hotline(says, document, sound, findings)
    files = _prompts_files(says, document, path.parent, shipped, findings) if "prompts" in sound else (None,)
    prompts = read_prompts(files, asked=document, shipped=shipped, audio=around.audio, findings=findings)
    return document, says, prompts


def _fit(document: Document, around: Surroundings, findings: Findings) -> tuple[HotlineShape, frozenset[str]]:
    """The file in its shape, and which of its keys are sound; the others were noted and must not be looked at."""
    reading = replace(around, sound={})
    every = HotlineShape.model_fields
    try:
        return HotlineShape.model_validate(document.tree, context=reading), frozenset(every)
    except ValidationError as error:
        findings.faults.extend(schema_faults(error, document, HotlineShape))
    assert isinstance(document.tree, dict)
    left_out = {key for key, field in every.items() if document.tree.get(key) is None and not field.is_required()}
    return HotlineShape.model_construct(None, **reading.sound), frozenset(reading.sound) | left_out


def _prompts_files(
    says: HotlineShape, document: Document, folder: Path, shipped: Path, findings: Findings
) -> Iterator[Path | None]:
    """The prompts files beside the hotline file or, so that it can live anywhere, the shipped ones; None if missing."""
    for at, name in enumerate(says.prompts):
        places = [place for place in (folder / name, shipped.parent.parent / name) if place.is_file()]
        if not places:
            problem = f"berkas '{name}' tidak ditemukan"
            findings.faults.append(document.fault(("prompts", at), problem, "periksa nama dan foldernya"))
            yield None
        else:
            yield shipped if places[0].resolve() == shipped.resolve() else places[0]


def _check_together(hotlines: Sequence[tuple[Document, HotlineShape]], findings: Findings) -> None:
    """No two hotlines may share a key or a number: they could not be told apart."""
    seen: dict[tuple[str, str], str] = {}
    for document, says in hotlines:
        written = says.__dict__  # of a faulty file only the sound keys
        names: list[tuple[str, Place, str]] = [("kunci", ("key",), written.get("key", ""))]
        names += [("nomor", ("numbers", at), number) for at, number in enumerate(written.get("numbers", ()))]
        for word, place, value in names:
            line = document.line(place)
            other = seen.setdefault((word, value.lower()), f"{document.file} baris {line}")
            if value and not other.startswith(f"{document.file} baris "):
                findings.faults.append(
                    document.fault(place, f"{word} '{value}' sudah dipakai di {other}", "pakai yang lain")
                )
