"""A floor imports only floors below it: import-linter keeps that, and these tests keep import-linter."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.sources import ROOT

FLOORS_OF_IVR = {"telephony", "web", "terminal", "simulator", "workflows", "store", "domain"}
NOT_THE_PRODUCT = {"bench", "tests"}
ALL = ["config", "demo", "recap", "ivr", *(f"ivr/{floor}" for floor in sorted(FLOORS_OF_IVR))]


def build(house: Path, packages: list[str], **contents: str) -> None:
    """A house of empty packages under the project's own contracts; `recap="import app"` furnishes one."""
    settings = (ROOT / "pyproject.toml").read_text("utf-8")
    roots = [package for package in packages if "/" not in package]
    contracts = re.sub(
        r"(?m)^root_packages = .*$", f"root_packages = {roots}", settings[settings.index("[tool.impo") :]
    )
    (house / "pyproject.toml").write_text(contracts)
    for package in packages:
        (house / package).mkdir(parents=True)
        (house / package / "__init__.py").write_text(contents.get(package.replace("/", "_"), ""))


def inspect(house: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says about it."""
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([program, "--no-logo", "--no-cache"], cwd=house, capture_output=True, text=True)


def test_every_package_of_the_product_is_inspected() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    inspected = set(settings["tool"]["importlinter"]["root_packages"])

    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - NOT_THE_PRODUCT

    assert packages - inspected == set(), "add it to root_packages of [tool.importlinter] in pyproject.toml"


def unmarked(root: Path, *packages: str) -> list[str]:
    """The folders with Python files but without an `__init__.py`: import-linter passes them by, silently."""
    folders = {path.parent for package in packages for path in (root / package).rglob("*.py")}
    folders -= {
        root / "ivr/store/migrations/versions"
    }  # Alembic runs them by path, and their names are no module names
    return sorted(path.relative_to(root).as_posix() for path in folders if not (path / "__init__.py").exists())


def test_every_folder_of_the_product_is_seen() -> None:
    assert unmarked(ROOT, "config", "ivr", "recap") == [], "an __init__.py is missing"


def test_a_folder_that_would_not_be_seen_is_found(tmp_path: Path) -> None:
    build(tmp_path, ["ivr", "ivr/domain"])
    (tmp_path / "ivr/domain/callflow").mkdir()
    (tmp_path / "ivr/domain/callflow/menu.py").touch()

    assert unmarked(tmp_path, "ivr", "recap") == ["ivr/domain/callflow"]


def test_every_part_of_ivr_is_a_floor() -> None:
    parts = {path.parent.name for path in (ROOT / "ivr").glob("*/*.py")}
    loose = {path.name for path in (ROOT / "ivr").glob("*.py")} - {"__init__.py"}

    assert parts | loose <= FLOORS_OF_IVR


def test_a_house_in_order_passes(tmp_path: Path) -> None:
    build(
        tmp_path,
        ALL,
        recap="import ivr.web, ivr.workflows, ivr.store, config",
        ivr_telephony="import ivr.workflows, ivr.store, ivr.domain, config",
        ivr_web="import ivr.workflows",
        ivr_workflows="import ivr.store",
        ivr_store="import ivr.domain",
        ivr_simulator="import http.server",
    )

    inspection = inspect(tmp_path)

    assert inspection.returncode == 0, inspection.stdout


def test_a_house_whose_upper_floors_are_not_built_yet_passes(tmp_path: Path) -> None:
    build(tmp_path, ["config", "ivr", "ivr/domain", "ivr/simulator"], ivr_domain="import config")

    inspection = inspect(tmp_path)

    assert inspection.returncode == 0, inspection.stdout


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("config", "ivr.domain"),
        ("ivr.domain", "ivr.store"),
        ("ivr.store", "ivr.workflows"),
        ("ivr.workflows", "ivr.telephony"),
        ("ivr.telephony", "ivr.web"),
        ("ivr.web", "ivr.telephony"),
        ("ivr.web", "recap"),
        ("ivr.telephony", "ivr.simulator"),
        ("ivr.simulator", "ivr.domain"),
        ("ivr.simulator", "config"),
    ],
)
def test_a_look_upstairs_is_found(tmp_path: Path, importer: str, imported: str) -> None:
    build(tmp_path, ALL, **{importer.replace(".", "_"): f"import {imported}"})

    inspection = inspect(tmp_path)

    assert inspection.returncode == 1
    assert f"{importer} -> {imported} (l.1)" in inspection.stdout
