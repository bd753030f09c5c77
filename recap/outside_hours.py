"""Whether a call came outside service hours."""

from collections.abc import Sequence
from datetime import date

from ivr.domain.call import Admission
from ivr.domain.call_lines import CallLine
from ivr.domain.hotline import Hotline
from ivr.domain.hours import Stretch, service_spans


class ServiceTime:
    """The service hours of some local days, to be asked for many calls."""

    def __init__(self, hotline: Hotline, days: Sequence[date]) -> None:
        self._spans: list[Stretch] = [span for day in days for span in service_spans(hotline, day)]

    def is_outside(self, call: CallLine) -> bool:
        """What the caller was told counts; for calls that nobody told anything, the calendar."""
        if call.entered_by is None and call.admission in (Admission.OPEN, Admission.CLOSED):
            return call.admission is Admission.CLOSED
        return not any(span.holds(call.arrived_at) for span in self._spans)
