"""One document, all its faces."""

from recap.document import Document
from recap.render_html import render_html
from recap.render_text import render_text
from recap.rendered import Rendered


def render(document: Document) -> Rendered:
    """The mail of a recap with its attachments."""
    return Rendered(document.subject, render_text(document), render_html(document), ())
