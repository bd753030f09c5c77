"""The recordings made on the network, kept until deleted.

Source: Twilio docs, TwiML <Record>; "Recordings resource".
"""

from __future__ import annotations

import io
import wave
from dataclasses import dataclass
from datetime import datetime

from ivr.simulator.call import Leg

RATE = 8000


@dataclass(frozen=True, slots=True)
class Recording:
    """What was spoken into a message box: where it can be had, and how long it is in seconds."""

    sid: str
    call_sid: str
    url: str
    began_at: datetime
    seconds: int
    source: str = "RecordVerb"
    channels: int = 1

    def audio(self) -> bytes:
        """Return a WAV of the right length; the virtual network carries no voices."""
        file = io.BytesIO()
        with wave.open(file, "wb") as audio:
            audio.setnchannels(1)
            audio.setsampwidth(1)
            audio.setframerate(RATE)
            audio.writeframes(b"\x80" * RATE * max(1, self.seconds))
        return file.getvalue()


def keep_recording(leg: Leg, *, began_at: datetime) -> Recording:
    """Make the recording of what was said on a leg since `began_at`."""
    network = leg.network
    sid = network.sids.new("RE")
    url = f"{network.rest_url}/2010-04-01/Accounts/{network.account_sid}/Recordings/{sid}"
    seconds = int((network.loop.now() - began_at).total_seconds())
    network.recordings[sid] = Recording(sid, leg.sid, url, began_at, seconds)
    return network.recordings[sid]
