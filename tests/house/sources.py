"""The project's own files, and what a Python file of it names."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("app.py", "config", "demo", "ivr", "recap")


@dataclass(frozen=True)
class Mention:
    """One place where a file imports or uses something from outside itself, by its full dotted name."""

    name: str
    line: int
    is_import: bool


def python_files(*places: str, root: Path = ROOT) -> list[Path]:
    """All Python files at or under these places, relative to the root. Places that do not exist yet have none."""
    found = [path for place in places for path in [root / place, *(root / place).rglob("*.py")]]
    return sorted(path.relative_to(root) for path in found if path.suffix == ".py" and path.is_file())


def tracked_files() -> list[Path]:
    """All files that a clone of the repository has, relative to the root; none outside a repository."""
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True
    )
    return [Path(name) for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def mentions(source: str) -> Iterator[Mention]:
    """Everything the source imports, and every use of it, with aliases resolved to the full name.

    `import datetime as dt; dt.datetime.now()` mentions `datetime.datetime.now`. A name put together at run time stays
    unseen.
    """
    tree = ast.parse(source)
    meaning: dict[str, str] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    meaning[alias.asname or alias.name.split(".")[0]] = (
                        alias.name if alias.asname else alias.name.split(".")[0]
                    )
                    yield Mention(alias.name, node.lineno, is_import=True)
            case ast.ImportFrom(module=str(module), names=names, level=0):
                for alias in names:
                    meaning[alias.asname or alias.name] = f"{module}.{alias.name}"
                    yield Mention(f"{module}.{alias.name}", node.lineno, is_import=True)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name) and (name := _dotted(node)):
            first, _, rest = name.partition(".")
            if first in meaning:
                yield Mention(".".join(filter(None, [meaning[first], rest])), node.lineno, is_import=False)


def _dotted(node: ast.expr) -> str | None:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attribute):
            before = _dotted(value)
            return f"{before}.{attribute}" if before else None
        case _:
            return None
