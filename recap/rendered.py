"""A recap ready to be posted: subject, two bodies and the attachments."""

from dataclasses import dataclass

from recap.document import Document


@dataclass(frozen=True)
class Attachment:
    """A file that goes with the mail; `content_type` as in `application/pdf`."""

    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True)
class Rendered:
    """What the postman sends. `subject` holds no line breaks; `document` is what all of it says, for other forms."""

    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...]
    document: Document | None = None
