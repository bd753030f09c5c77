"""Edit the topics of a unit: what its callers ask about."""

from datetime import datetime

from ivr.domain.unit_list import Listing, Words
from ivr.store.topics import LONGEST_TOPIC
from ivr.workflows.edit_list import ListEdit, edit_list, one_line
from ivr.workflows.office import Office


def edit_topics(office: Office, asked: ListEdit, *, now: datetime) -> None:
    """Do one edit of the topics. Forms keep the topic they were filled with, however it is called now.

    Raises what `edit_list` raises.
    """
    edit_list(office, Listing.TOPICS, asked, read=_read, now=now)


def _read(typed: Words) -> Words:
    return (one_line(0, typed[0], most=LONGEST_TOPIC, what="Topik"),)
