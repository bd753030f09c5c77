"""What is wrong with a page for who does not see it, or sees it on a telephone."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")

_FIND = """async () => {
    const options = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
    const result = await axe.run(document, options);
    return result.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(" ")}`);
}"""


def faults(page: "Page") -> list[str]:
    """What axe finds (WCAG 2.2 A and AA), and whether the page is wider than the screen."""
    page.wait_for_load_state()
    page.evaluate(AXE)
    found: list[str] = page.evaluate(_FIND)
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("wider than the screen")
    return found
