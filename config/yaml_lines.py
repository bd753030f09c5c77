"""YAML read as plain text: every scalar stays the string that was written, every node keeps its line.

Plain YAML loading turns 12:30 into 750, +62811 into a number, `no` into False, and lets the second of two equal
keys win. Here nothing is guessed: the readers above decide what a string means.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from config.faults import Fault, Findings, Place, one_line, written
from config.os_words import reason
from config.yaml_faults import LimitError, explained

LARGEST_BYTES = 256 * 1024
DEEPEST = 30
COPY = "salin contohnya dari config/ppatk.yaml"

Tree = dict[str, "Tree"] | list["Tree"] | str | None
"""A document without YAML: mappings, lists, strings; None where nothing was written."""


@dataclass(frozen=True)
class Document:
    """A YAML file as a plain tree, with the line of every place in it."""

    file: str
    tree: Tree
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest thing around it that was written."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def fault(self, place: Place, problem: str, remedy: str = "") -> Fault:
        """A fault at a place of this document."""
        return Fault(self.file, self.line(place), written(place), one_line(problem), one_line(remedy))


def read_document(path: Path, findings: Findings) -> Document | None:
    """Read one YAML mapping from a file; None (and the fault noted) when it cannot be read at all.

    Keys written twice are noted and the first one kept, so that the rest of the file is still checked.
    """
    file = shown(path)
    text = _text(path, file, findings)
    if text is None:
        return None
    loader = None
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # ValueError: the scanner meets an escape beyond Unicode, such as "\UFFFFFFFF".
        findings.faults.append(explained(error, file, text, line=1 if loader is None else loader.line + 1))
        return None
    if root is None:
        findings.faults.append(Fault(file, 0, "", "berkas kosong", COPY))
        return None
    lines: dict[Place, int] = {}
    document = Document(file, _plain(root, (), file, lines, findings), lines)
    if not isinstance(document.tree, dict):
        findings.faults.append(document.fault((), "isi berkas harus berupa pasangan 'kunci: nilai'", COPY))
        return None
    return document


def shown(path: Path) -> str:
    """A path as people find it from where they stand."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


class _Loader(yaml.SafeLoader):
    """Composes nodes only; refuses aliases and bottomless nesting, which no office needs."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        line = self.line + 1
        if self.check_event(yaml.AliasEvent):
            raise LimitError(line, "rujukan (*nama) tidak dipakai di sini", "tulis isinya sekali lagi")
        if self.depth >= DEEPEST:
            raise LimitError(line, "isi bertingkat terlalu dalam", "kurangi tingkatnya")
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


def _text(path: Path, file: str, findings: Findings) -> str | None:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_BYTES + 1)
    except FileNotFoundError:
        findings.faults.append(Fault(file, 0, "", "berkas tidak ditemukan", "periksa nama dan foldernya"))
        return None
    except OSError as error:
        findings.faults.append(
            Fault(file, 0, "", f"berkas tidak dapat dibaca ({reason(error)})", "periksa izin bacanya")
        )
        return None
    if len(content) > LARGEST_BYTES:
        findings.faults.append(
            Fault(file, 0, "", f"berkas lebih besar dari {LARGEST_BYTES // 1024} KiB", "bagi atau ringkas isinya")
        )
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        findings.faults.append(Fault(file, line, "", "bukan UTF-8", "simpan ulang berkas dengan pengodean UTF-8"))
        return None


def _plain(node: yaml.Node, place: Place, file: str, lines: dict[Place, int], findings: Findings) -> Tree:
    lines.setdefault(place, node.start_mark.line + 1)
    match node:
        case yaml.MappingNode():
            return dict(_entries(node, place, file, lines, findings))
        case yaml.SequenceNode():
            return [_plain(item, (*place, at), file, lines, findings) for at, item in enumerate(node.value)]
        case yaml.ScalarNode():
            return None if node.tag == "tag:yaml.org,2002:null" else _whole(node, place, file, findings)
    raise AssertionError(node)


def _entries(
    node: yaml.MappingNode, place: Place, file: str, lines: dict[Place, int], findings: Findings
) -> Iterator[tuple[str, Tree]]:
    seen: dict[str, int] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            findings.faults.append(Fault(file, line, written(place), "kunci harus berupa teks, bukan isi bertingkat"))
            continue
        key = _whole(key_node, place, file, findings)
        here = (*place, key)
        if key in seen:
            problem = f"kunci ditulis dua kali, sudah ada di baris {seen[key]}"
            findings.faults.append(Fault(file, line, written(here), problem, "hapus salah satu"))
            continue
        seen[key] = lines[here] = line
        yield key, _plain(value_node, here, file, lines, findings)


def _whole(node: yaml.ScalarNode, place: Place, file: str, findings: Findings) -> str:
    """The written string; half characters (lone surrogates from \\uD800) could never be spoken or stored."""
    value = str(node.value)
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        line = node.start_mark.line + 1
        findings.faults.append(Fault(file, line, written(place), "karakter tidak utuh (\\uD800 sampai \\uDFFF)"))
        return value.encode("utf-8", "replace").decode()
    return value
