"""Takes the pictures of the README anew: `.venv/bin/python -m docs.pictures.make`.

Needs Chromium, and pdftoppm (poppler-utils) for the pages of PDF and XLSX, LibreOffice for the XLSX.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from pypdf import PdfReader

from demo.close_day import close_day
from demo.mailbox import Mail, mails_in
from docs.pictures.desks import picture_coordinator, picture_officer
from docs.pictures.morning import MORNING, NOON, play, pressing_two, staged_in
from tests.browsers import find_chromium
from tests.demo.visitor import Visitor

HERE = Path(__file__).parent
COLOURS = 128
LARGEST_BYTES = 200_000
DOTS_PER_INCH = 96
MAIL_HEIGHT = 1168  # down to the missed calls


def main() -> None:
    """Play a morning, mail its recap, and take every picture."""
    with tempfile.TemporaryDirectory(prefix="piket-pictures-") as folder, _browser() as browser:
        work = Path(folder)
        with staged_in(work / "day", at=MORNING, speed=50) as stage:
            play(stage)
            picture_coordinator(browser, stage, _keep)
            close_day(stage)
        mail = mails_in(work / "day/mail")[0]
        _mail(browser, mail)
        _papers(work, mail)
        _live(browser, work)
        with staged_in(work / "desks", at=NOON, speed=3) as stage:
            picture_officer(browser, stage, _keep)
            stage.end_calls()
    for picture in sorted(HERE.glob("*.png")):
        click.echo(f"{picture.name}: {picture.stat().st_size // 1000} kB")
        if picture.stat().st_size >= LARGEST_BYTES:
            raise click.ClickException(f"{picture.name} is too large for a README")


def _live(browser: Browser, work: Path) -> None:
    """The demonstration in the middle of a call, on a desk and in a hand."""
    with staged_in(work / "live", at=NOON, speed=3) as stage:
        for name, width, height in (("demo-1366", 1366, 768), ("demo-390", 390, 844)):
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
            page.goto(stage.url)
            page.wait_for_selector("#handsets > *", state="attached")
            pressing_two(Visitor(page), on_tabs=width < 720)
            _keep(name, page)
            page.context.close()
            stage.end_calls()


def _mail(browser: Browser, mail: Mail) -> None:
    """The recap as a mail program shows its HTML."""
    page = browser.new_page(viewport={"width": 700, "height": MAIL_HEIGHT}, color_scheme="light")
    page.set_content(mail.html)
    _keep("recap-mail", page)
    page.context.close()


def _papers(work: Path, mail: Mail) -> None:
    """The first page and an officer's page of the PDF, and the officer's sheet of the XLSX."""
    for enclosed in mail.enclosed:
        (work / enclosed.name).write_bytes(enclosed.data)
    pdf = next(work.glob("rekap*.pdf"))
    _page("recap-pdf", pdf, 1)
    _page("recap-sheet", pdf, _page_of_officer(pdf))
    if office := shutil.which("soffice"):
        profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
        printed = work / "printed"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(printed)]
        subprocess.run([*command, str(next(work.glob("*.xlsx")))], check=True, capture_output=True)
        sheet = next(printed.glob("*.pdf"))
        _page("recap-xlsx", sheet, _page_of_officer(sheet))


def _page_of_officer(pdf: Path) -> int:
    """The page with the officer's form that holds most, counted from 1."""
    texts = [page.extract_text() for page in PdfReader(pdf).pages]
    forms = [place for place, text in enumerate(texts, 1) if "NAMA PETUGAS" in text]
    return max(forms, key=lambda place: len(texts[place - 1]))


def _page(name: str, pdf: Path, number: int) -> None:
    target = HERE / name
    page = ["-f", str(number), "-l", str(number), "-singlefile"]
    subprocess.run(["pdftoppm", "-png", "-r", str(DOTS_PER_INCH), *page, pdf, target], check=True)
    _reduce(target.with_suffix(".png"), cut=True)


def _keep(name: str, page: Page) -> None:
    page.screenshot(path=HERE / f"{name}.png")
    _reduce(HERE / f"{name}.png")


def _reduce(path: Path, *, cut: bool = False) -> None:
    """Fewer colours, and of a page no more of its empty foot than a margin."""
    with Image.open(path) as image:
        kept = image.convert("RGB")
    if cut:
        rows = [row for row in range(kept.height - 70) if kept.crop((0, row, kept.width, row + 1)).getcolors(1) is None]
        kept = kept.crop((0, 0, kept.width, min(kept.height, max(rows, default=kept.height) + 40)))
    kept.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


@contextmanager
def _browser() -> Iterator[Browser]:
    found = find_chromium()
    if found is None:
        raise click.ClickException("No Chromium here (Debian/Ubuntu: apt install chromium)")
    with sync_playwright() as playwright:
        # Chromium's sandbox refuses to work for root.
        started = playwright.chromium.launch(executable_path=found, chromium_sandbox=os.geteuid() != 0)
        try:
            yield started
        finally:
            started.close()


if __name__ == "__main__":
    main()
