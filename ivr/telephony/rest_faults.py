"""Why the REST API did not answer, in words."""

import requests

from ivr.telephony.rest_client import TIMEOUT_SECONDS


def in_words(fault: requests.RequestException) -> str:
    """The reason in Indonesian, as the end of a sentence that begins with whom we asked."""
    match fault:
        case requests.exceptions.SSLError():
            return "sertifikat TLS-nya tidak dapat dipercaya"
        case requests.Timeout():
            return f"tidak menjawab dalam {TIMEOUT_SECONDS:.0f} detik"
        case requests.exceptions.ProxyError():
            return "proxy jaringan menolak"
    return "tidak dapat dihubungi dari komputer ini"
