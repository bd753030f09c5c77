"""Why mail cannot leave: the words that the mail room and the verbs share."""

from enum import StrEnum


class MailTrouble(StrEnum):
    """What kind of trouble, for those who must act differently on each."""

    UNREACHABLE = "unreachable"  # no answer, or none that makes sense
    UNTRUSTED = "untrusted"  # no encryption, or a certificate that does not prove who answers
    REFUSED = "refused"  # the server does not let us in
    UNWRITABLE = "unwritable"  # the folder for .eml files


class MailFault(Exception):
    """Mail cannot leave; the text says in Indonesian why, without user name and password."""

    def __init__(self, trouble: MailTrouble, reason: str) -> None:
        self.trouble = trouble
        super().__init__(reason)
