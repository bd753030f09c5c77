"""A form's talk in the words of a mail: enough to remember it by, and no personal data of the caller."""

from datetime import date

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import clock, to_local
from ivr.store.unfilled import UnfilledForm

MOST_SHOWN, FEWEST_HIDDEN = 4, 3


def caller_in_short(caller: str | None) -> str:
    """`…5501`: the last digits of a number, at least three others being hidden."""
    if not caller:
        return "nomor tidak diketahui"
    if ":" in caller:
        return "panggilan lewat internet"
    shown = max(0, min(MOST_SHOWN, len(caller) - FEWEST_HIDDEN))
    return f"…{caller[len(caller) - shown :]}" if shown else "nomor pendek"


def unit_in_words(hotline: Hotline, unit: str) -> str:
    """The unit's name; its key when the office has it no more."""
    return hotline.units[unit].name if unit in hotline.units else unit


def hour_of(form: UnfilledForm, hotline: Hotline, *, on: date) -> str:
    """`09.05` on the hotline's clocks, when the officer took the call; `21/11 09.05` when that was another day."""
    local = to_local(form.started_at, hotline.zone)
    return clock(local) if local.date() == on else f"{local:%d/%m} {clock(local)}"
