"""What is installed is pinned and hashed, fits what pyproject.toml asks for, and names no machine."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.sources import ROOT, tracked_files

LOCKS = ("requirements.lock", "requirements-dev.lock")

# Where packages come from is for each machine to say, by pip's own settings.
ADDRESS = re.compile(r"://|(?:^|\s)--(?!hash=)|(?:^|\s)-[a-bd-z]\s|file:|\s@\s|(?:^|[\s#])/\w")
INDEX = re.compile(r"--(?:extra-)?index-url\b|--find-links\b|--trusted-host\b|py" r"pi\.org|python" r"hosted")


def addresses(lock: str) -> list[str]:
    """The lines of a lock that name an index, a folder or a file of the machine that made it."""
    return [line for line in lock.splitlines() if ADDRESS.search(line)]


def unhashed(lock: str) -> list[str]:
    """The requirements of a lock that are not pinned to one version with at least one hash."""
    requirements = re.split(r"(?m)^(?=[A-Za-z0-9])", re.sub(r"(?m)^\s*#.*\n", "", lock))
    pinned = re.compile(r"\S+==\S+( ; [^\\]+)? \\\n( +--hash=sha256:[0-9a-f]{64}( \\)?\n)+")
    return [text.strip() for text in requirements if text.strip() and not pinned.fullmatch(text)]


def versions(lock: str) -> dict[str, str]:
    """Package name to version."""
    return dict(re.findall(r"(?m)^([a-z0-9][a-z0-9.-]*)==(\S+)", lock))


def unmet(asked: list[str], lock: str) -> list[str]:
    """What is asked for and not locked in a fitting version."""
    locked = versions(lock)
    requirements = [Requirement(text) for text in asked]
    return [
        str(wanted)
        for wanted in requirements
        if canonicalize_name(wanted.name) not in locked
        or not wanted.specifier.contains(locked[canonicalize_name(wanted.name)], prereleases=True)
    ]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_machine_and_hashes_everything(name: str) -> None:
    lock = (ROOT / name).read_text("utf-8")

    assert addresses(lock) == []
    assert unhashed(lock) == []
    assert len(versions(lock)) > 20


def test_the_locks_fit_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    runtime, everything = ((ROOT / name).read_text("utf-8") for name in LOCKS)

    assert unmet(project["dependencies"] + extras["gunicorn"], runtime) == [], "run `make lock`"
    assert unmet(project["dependencies"] + extras["gunicorn"] + extras["dev"], everything) == [], "run `make lock`"
    assert versions(runtime).items() <= versions(everything).items(), "run `make lock`"
    assert "pytest" not in versions(runtime)


def test_no_file_of_the_project_says_where_packages_come_from() -> None:
    # Except here, where they are named to be found.
    texts = {
        path: (ROOT / path).read_bytes().decode("utf-8", errors="replace")
        for path in tracked_files()
        if path != Path("tests/house/test_locks.py")
    }

    assert [path.as_posix() for path, text in texts.items() if INDEX.search(text)] == []
    assert not {"pip.conf", "uv.toml", ".netrc"} & {path.name for path in texts}


HASH = "    --hash=sha256:" + "0" * 64
GOOD = (
    f"flask==3.1.3 \\\n{HASH} \\\n{HASH}\n    # via\n    #   -c requirements.lock\n"
    f"six==1.17.0 ; os_name == 'nt' \\\n{HASH}\n"
)


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://packages.example/simple",
        "--find-links /srv/wheels",
        "-i packages.example",
        "-f wheels",
        "flask @ file:///srv/flask.whl",
        "    # from https://packages.example",
        "/srv/flask.whl",
        "# /srv/piket/pyproject.toml",
    ],
)
def test_an_address_in_a_lock_is_found(line: str) -> None:
    assert addresses(GOOD + line + "\n") == [line]


@pytest.mark.parametrize("line", ["flask", "flask>=3", "flask==3.1.3", "flask==3.1.3 \\\n    --hash=md5:0"])
def test_a_requirement_without_a_hash_is_found(line: str) -> None:
    assert unhashed(GOOD) == []
    assert unhashed(GOOD + line + "\n") == [line]


def test_a_requirement_that_is_not_locked_is_found() -> None:
    assert unmet(["Flask>=3.1", "six"], GOOD) == []
    assert unmet(["flask>=4", "six[x]", "twilio"], GOOD) == ["flask>=4", "twilio"]


@pytest.mark.parametrize(
    "text", ["pip install --index-url x", "--extra-index-url x", "--trusted-host x", "https://py" + "pi.org/x"]
)
def test_an_index_in_a_file_is_found(text: str) -> None:
    assert INDEX.search(text)
    assert not INDEX.search("uv pip compile --no-emit-index-url")
