"""The tests' own browser: real."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_the_browser_runs_the_script_of_a_page(browser: "Browser") -> None:
    page = browser.new_page()

    page.set_content("<h1></h1><script>document.querySelector('h1').textContent = 'Piket ' + (20 + 3)</script>")

    assert page.inner_text("h1") == "Piket 23"
    page.close()
