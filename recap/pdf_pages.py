"""What stands on every page of the PDF: whose recap it is, and which page of how many."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from recap.document import Document
from recap.pdf_fonts import REGULAR, markup

SOFT = HexColor("#5B6B7B")
SIZE = 8
WIDTH, HEIGHT = landscape(A4)


class CountedPages(Canvas):
    """A canvas that knows, when it writes a page, how many there are."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:
        """Keep the page until all are drawn."""
        self._pages.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # reportlab's own way to begin a page without writing it

    def save(self) -> None:
        """Number the pages and write them."""
        for number, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            text = f"Halaman {number} dari {len(self._pages)}"
            self.setFont(REGULAR, SIZE)
            self.setFillColor(SOFT)
            self.drawString((WIDTH - stringWidth(text, REGULAR, SIZE)) / 2, 8 * mm, text)
            super().showPage()
        super().save()


def running_lines(canvas: Canvas, document: Document) -> None:
    """The line above: the hotline on the left, the recap and its day on the right."""
    canvas.saveState()
    room = WIDTH / 2 - 20 * mm
    left = ParagraphStyle("left", fontName=REGULAR, fontSize=SIZE, leading=SIZE * 1.3, textColor=SOFT)
    right = ParagraphStyle("right", parent=left, alignment=TA_RIGHT)
    for text, style, at in (
        (document.hotline, left, 15 * mm),
        (f"{document.title} - {document.day}", right, WIDTH / 2 + 5 * mm),
    ):
        shown = Paragraph(markup(text[:120]), style)
        shown.wrap(room, 10 * mm)
        shown.drawOn(canvas, at, HEIGHT - 12 * mm)
    canvas.setStrokeColor(HexColor("#C5CED8"))
    canvas.setLineWidth(0.5)
    canvas.line(15 * mm, HEIGHT - 13.5 * mm, WIDTH - 15 * mm, HEIGHT - 13.5 * mm)
    canvas.restoreState()
