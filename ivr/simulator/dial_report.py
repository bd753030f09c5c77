"""What a <Dial> tells its action about the telephones it tried.

Source: Twilio docs, TwiML <Dial>: "Request parameters to the action URL".
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ivr.simulator.call import Leg, Status

#: Of several telephones that nobody answered, the most hopeful status is reported.
HOPE = (Status.NO_ANSWER, Status.BUSY, Status.FAILED, Status.CANCELED)


@dataclass(eq=False)
class DialReport:
    """Filled in while the Dial runs."""

    legs: list[Leg] = field(default_factory=list)
    status: Status = Status.FAILED
    winner: Leg | None = None
    was_bridged: bool = False
    was_redirected: bool = False
    error: tuple[int, str] | None = None
    more: dict[str, str] = field(default_factory=dict)

    def nobody_answered(self, legs: list[Leg]) -> None:
        """Take the status of telephones that rang in vain."""
        statuses = {leg.status for leg in legs}
        self.status = next((status for status in HOPE if status in statuses), Status.FAILED)
        self.error = next((leg.error for leg in legs if leg.error), self.error)

    def caller_left(self, *, by: str) -> None:
        """End every line that is still open, because the caller is gone or was redirected."""
        picked_up = any(leg.is_answered for leg in self.legs)
        self.status = Status.COMPLETED if picked_up or self.was_bridged else Status.CANCELED
        for leg in self.legs:
            leg.end(by=by, status=None if leg.is_answered else Status.CANCELED)

    def parameters(self) -> dict[str, str]:
        leg = self.winner or (self.legs[-1] if self.legs else None)
        params = {"DialCallStatus": str(self.status), "DialBridged": "true" if self.was_bridged else "false"}
        if leg is not None:
            params["DialCallSid"] = leg.sid
            if leg.is_answered and not self.was_redirected:
                params["DialCallDuration"] = str(leg.seconds)
            if leg.number.startswith(("sip:", "sips:")):
                codes = {Status.COMPLETED: "200", Status.BUSY: "486", Status.FAILED: "404"}
                params["DialSipCallId"] = f"{leg.sid.lower()}@virtual"
                params["DialSipResponseCode"] = codes.get(leg.status, "487")
        if self.error is not None:
            params |= {"ErrorCode": str(self.error[0]), "ErrorMessage": self.error[1]}
        return params | self.more
