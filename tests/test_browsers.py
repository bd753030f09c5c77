"""The tests' own browser: real; where there is none, that is said loudly, and in CI it is a failure."""

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browsers import find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
THE_BROWSER_TEST = f"{Path(__file__).relative_to(ROOT)}::test_the_browser_runs_the_script_of_a_page"


def test_the_browser_runs_the_script_of_a_page(browser: "Browser") -> None:
    page = browser.new_page()

    page.set_content("<h1></h1><script>document.querySelector('h1').textContent = 'Piket ' + (20 + 3)</script>")

    assert page.inner_text("h1") == "Piket 23"
    page.close()


@pytest.fixture
def without_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, str]:
    """The environment of a machine where no browser is found."""
    monkeypatch.setenv("PATH", str(tmp_path))
    if find_chromium() is not None:
        pytest.skip("here the browser is found without the PATH")
    return {name: value for name, value in os.environ.items() if name != "CI"}


def run(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """The browser test in a run of its own."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", THE_BROWSER_TEST]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_without_a_browser_the_run_says_loudly_what_it_left_out(without_browser: dict[str, str]) -> None:
    said = run(without_browser)

    assert said.returncode == 0, said.stdout
    assert "! NOT TESTED: pages in a browser - no Chromium here" in said.stdout
    assert "1 skipped" in said.stdout.splitlines()[-1]


def test_without_a_browser_ci_fails(without_browser: dict[str, str]) -> None:
    said = run(without_browser | {"CI": "true"})

    assert said.returncode == 1, said.stdout
    assert "NOT TESTED: pages in a browser" in said.stdout
    assert "1 error" in said.stdout.splitlines()[-1]
