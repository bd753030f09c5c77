"""The forms in which a recap can be saved, by the ending of the file's name."""

from recap.compose import DailyRecap, Rendered
from recap.layout import document_of
from recap.render_csv import render_csv
from recap.render_html import render_html

FORMS = (".xlsx", ".pdf", ".html", ".csv")


def in_form(ending: str, recap: DailyRecap, rendered: Rendered) -> bytes:
    """The recap as a file with this ending, one of FORMS."""
    document = rendered.document or document_of(recap.built)
    match ending:
        case ".html":
            # A mail leaves long tables to its attachments; a file has none.
            return render_html(document, is_whole=True).encode()
        case ".csv":
            return render_csv(document)
    return next(one.data for one in rendered.attachments if one.name.endswith(ending))
