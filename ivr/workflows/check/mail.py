"""Findings about mail."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ivr.workflows.check.findings import Finding
from ivr.workflows.mail_fault import MailFault, MailTrouble


@dataclass(frozen=True)
class MailFacts:
    """Where mail goes, without its secrets, and what came of asking there.

    `without_sender` are the names of the hotlines whose mail would have no sender.
    """

    is_folder: bool
    place: str
    fault: MailFault | None = None
    without_sender: Sequence[str] = ()


def mail_findings(facts: MailFacts) -> Iterator[Finding]:
    """What is wrong with the mail server or folder, and with the sender."""
    if facts.fault is not None:
        yield _fault(facts.place, facts.fault)
    if facts.is_folder:
        yield Finding(
            "M06",
            f"Surat hanya ditulis ke folder {facts.place}; tidak ada yang menerimanya",
            "Isi SMTP_URL di .env, misalnya smtp://pengguna:sandi@surat.kantor.go.id:587?starttls=required",
        )
    elif facts.without_sender:
        yield Finding(
            "M05",
            f"Surat belum punya pengirim: {', '.join(facts.without_sender)}",
            "Isi MAIL_FROM di .env, atau mail_from di berkas hotline",
        )


def _fault(place: str, fault: MailFault) -> Finding:
    match fault.trouble:
        case MailTrouble.UNREACHABLE:
            text, remedy = "tidak dapat dihubungi", "Periksa host dan port pada SMTP_URL, dan firewall"
            return Finding("M01", f"Server surat {place} {text}: {fault}", remedy)
        case MailTrouble.UNTRUSTED:
            remedy = "Perbaiki sertifikat server surat, atau nama host pada SMTP_URL (CA kantor: SSL_CERT_FILE)"
            return Finding("M02", f"Enkripsi server surat {place} tidak dapat dipercaya: {fault}", remedy)
        case MailTrouble.REFUSED:
            remedy = "Periksa nama pengguna dan kata sandi pada SMTP_URL (tanda / ? # @ : ditulis %2F %3F %23 %40 %3A)"
            return Finding("M03", f"Server surat {place} menolak masuk: {fault}", remedy)
        case MailTrouble.UNWRITABLE:
            remedy = "Beri pengguna yang menjalankan Piket hak menulis pada folder itu"
            return Finding("M04", f"Folder surat {place} tidak dapat ditulis: {fault}", remedy)
