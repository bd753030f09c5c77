"""A recap ready to be posted: a mail, and the document that all of it says."""

from dataclasses import dataclass

from ivr.workflows.mail.envelope import Mail
from recap.document import Document


@dataclass(frozen=True)
class Rendered(Mail):
    """What the postman sends; `document` is what all of it says, for other forms."""

    document: Document | None = None
