"""What is asked of a server: arrivals, keys, and one whole call from its arrival to its final status."""

from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime

from bench.webhooks import Webhook, new_sid, standard_form, webhook

UNIT_KEYS = "1230"  # each leads to another unit of the sample hotline
WRONG_KEY = "7"
CALLER = "+6281300000001"
OFFICER = "+6281100000000"


@dataclass(frozen=True)
class Script:
    """The requests of one call. `is_floor`: the same requests for the floor, which answers everything alike."""

    url: str
    is_floor: bool = False
    sid: str = field(default_factory=new_sid)

    def arrival(self) -> Webhook:
        """The call comes in; the answer is the menu."""
        return self._of_caller("/voice", "/voice/key/1", CallStatus="ringing", CallToken="token")

    def key(self, key: str) -> Webhook:
        """The first key: one of a unit rings its officer, any other is answered with the menu again."""
        expects = "<Dial" if key in UNIT_KEYS else "/voice/key/2"
        return self._of_caller("/voice/key/1", expects, Digits=key)

    def whole_call(self, key: str, now: datetime) -> tuple[Webhook, ...]:
        """Everything that Twilio asks and tells about one call that is answered and runs its course."""
        return (
            self.arrival(),
            self.key(key),
            self._told_of_leg("initiated", 0, now),
            self._told_of_leg("ringing", 1, now),
            self._of_officer("0", "<Gather"),
            self._told_of_leg("in-progress", 2, now),
            self._of_officer("1", "<Response", Digits="1"),
            self._told_of_leg("completed", 3, now),
            self._of_caller("/voice/dial/2", "<Gather", DialCallStatus="completed", DialBridged="true",
                            DialCallDuration="40", DialCallSid=self._leg),
            self._of_caller("/voice/silence/3", "<Hangup"),
            self._of_caller("/voice/status", "<Response", CallStatus="completed", CallDuration="60",
                            Timestamp=format_datetime(now), SequenceNumber="0"),
        )  # fmt: skip

    @property
    def _leg(self) -> str:
        return f"{self.sid[:-1]}x"

    def _of_caller(self, path: str, expects: str, **more: str) -> Webhook:
        return self._webhook(path, standard_form(self.sid, CALLER) | more, expects)

    def _of_officer(self, turn: str, expects: str, **more: str) -> Webhook:
        form = standard_form(self._leg, OFFICER) | {"Direction": "outbound-dial"} | more
        return self._webhook(f"/voice/officer/{self.sid}/2/{turn}", form, expects)

    def _told_of_leg(self, status: str, sequence: int, now: datetime) -> Webhook:
        form = standard_form(self._leg, OFFICER) | {
            "CallStatus": status,
            "ParentCallSid": self.sid,
            "Timestamp": format_datetime(now),
            "SequenceNumber": str(sequence),
        }
        return self._webhook(f"/voice/leg/{self.sid}/2", form, "<Response")

    def _webhook(self, path: str, form: dict[str, str], expects: str) -> Webhook:
        return webhook(self.url, path, form, expects="<Gather" if self.is_floor else expects)
