"""Calls that we place ourselves over Twilio's REST API."""

from collections.abc import Mapping

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException

from config.settings import Settings
from ivr.telephony.rest_client import rest_client
from ivr.telephony.rest_faults import in_words
from ivr.telephony.twiml import BEFORE_EXTENSION, LEG_EVENTS
from ivr.workflows.carrier import NotConfigured, Refused, Unreachable
from ivr.workflows.place_test_call import CallNotPlaced, TestCallOrder

RING_SECONDS = 30
FORBIDDING = (401, 403)

# Twilio docs, error dictionary: what to do is the same for all numbers of a kind, so it is said by code.
REASONS: Mapping[int, str] = {
    21215: "Izin geografis akun Twilio belum membolehkan panggilan ke nomor ini. Nyalakan negaranya di konsol Twilio "
    "(Voice Geographic Permissions).",
    21216: "Akun Twilio tidak diperbolehkan menelepon nomor ini. Tanyakan kepada Twilio, atau pakai nomor lain.",
    21211: "Twilio tidak mengenal nomor ini. Periksa nomornya.",
    21214: "Nomor ini tidak dapat dihubungi Twilio. Periksa nomornya.",
    21217: "Nomor ini bukan nomor telepon yang sah. Periksa nomornya.",
    21219: "Akun Twilio masih percobaan dan nomor ini belum diverifikasi. Verifikasi nomornya di konsol Twilio.",
    21210: "caller_id hotline belum dimiliki atau diverifikasi di akun Twilio. Jalankan pemeriksaan (check).",
    21212: "caller_id hotline bukan nomor yang sah. Perbaiki di berkas hotline.",
    20429: "Twilio sedang menerima terlalu banyak permintaan. Coba lagi sebentar lagi.",
}


class TwilioTestCalls:
    """Test calls by Twilio; the real `ivr.workflows.place_test_call.TestCalls`."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is asked yet; without account and token every order raises NotConfigured."""
        self._client = rest_client(settings)
        self._url = f"{settings.public_url}/voice/test"

    def place(self, order: TestCallOrder) -> str:
        """See TestCalls. Source: Twilio docs, "Call resource: create"."""
        if self._client is None:
            raise NotConfigured("TWILIO_ACCOUNT_SID atau TWILIO_AUTH_TOKEN belum diisi")
        more: dict[str, str] = {}
        if order.phone.extension:
            more["send_digits"] = f"{BEFORE_EXTENSION}{order.phone.extension}"
        if order.byoc_trunk and not order.phone.address.startswith("sip:"):
            more["byoc"] = order.byoc_trunk
        try:
            made = self._client.calls.create(
                to=order.phone.address,
                from_=order.shown,
                url=f"{self._url}/{order.id}",
                status_callback=f"{self._url}/{order.id}/status",
                status_callback_event=LEG_EVENTS.split(),
                timeout=RING_SECONDS,
                **more,
            )
        except TwilioRestException as fault:
            if (reason := REASONS.get(fault.code or 0)) is not None:
                raise CallNotPlaced(reason) from fault
            if fault.status in FORBIDDING:
                raise Refused(f"kode {fault.code}") from fault
            raise Unreachable(f"menolak panggilan ini (jawaban {fault.status}, kode {fault.code})") from fault
        except requests.RequestException as fault:
            raise Unreachable(in_words(fault)) from fault
        except (TwilioException, ValueError, KeyError, AttributeError, TypeError) as fault:
            raise Unreachable("memberi jawaban yang tidak dikenal") from fault
        if not made.sid:
            raise Unreachable("memberi jawaban yang tidak dikenal")
        return str(made.sid)
