"""Edit the FAQ of a unit: what its officers answer to questions that come often."""

from datetime import datetime

from ivr.domain.unit_list import Listing, Words
from ivr.store.topics import LONGEST_ANSWER, LONGEST_QUESTION
from ivr.workflows.edit_list import ListEdit, edit_list, one_line, paragraphs
from ivr.workflows.office import Office


def edit_faq(office: Office, asked: ListEdit, *, now: datetime) -> None:
    """Do one edit of the FAQ. Raises what `edit_list` raises."""
    edit_list(office, Listing.FAQ, asked, read=_read, now=now)


def _read(typed: Words) -> Words:
    question = one_line(0, typed[0], most=LONGEST_QUESTION, what="Pertanyaan")
    return question, paragraphs(1, typed[1], most=LONGEST_ANSWER, what="Jawaban")
