"""One document, all its faces."""

from ivr.workflows.mail.envelope import Attachment
from recap.document import Document
from recap.render_html import render_html
from recap.render_pdf import render_pdf
from recap.render_text import render_text
from recap.render_xlsx import render_xlsx
from recap.rendered import Rendered

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


def render(document: Document) -> Rendered:
    """The mail of a recap with its attachments."""
    return Rendered(
        document.subject,
        render_text(document),
        render_html(document),
        (
            Attachment(f"{document.file_name}.xlsx", XLSX, render_xlsx(document)),
            Attachment(f"{document.file_name}.pdf", PDF, render_pdf(document)),
        ),
        document,
    )
