"""A hotline as its office configured it: numbers, hours, menu, units, ring policy and voices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from zoneinfo import ZoneInfo

from ivr.domain.notices import Notice
from ivr.domain.speech import Prompts


@dataclass(frozen=True)
class Span:
    """A stretch of local time that belongs to the day it starts on; past midnight when end <= start."""

    start: time
    end: time


Week = Mapping[int, tuple[Span, ...]]
"""Weekday (0 = Monday) to its spans in order; a weekday that is absent has none."""


@dataclass(frozen=True)
class SpecialDay:
    """A day the office added to, or removed from, the official holidays, with the decree that says so."""

    on: date
    name: str
    decree: str


@dataclass(frozen=True)
class HolidayPolicy:
    """Which official calendar closes the hotline, and the office's own additions and removals.

    `decrees`: by year, which decree set the official days, where the office knows it and Piket does not yet.
    """

    country: str = "ID"
    with_joint_leave: bool = True  # cuti bersama
    added: tuple[SpecialDay, ...] = ()
    removed: tuple[SpecialDay, ...] = ()
    decrees: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ToUnit:
    """A menu option that forwards the caller to a unit."""

    name: str
    unit: str


@dataclass(frozen=True)
class ToMenu:
    """A menu option that opens a submenu."""

    name: str
    menu: "Menu"


Option = ToUnit | ToMenu


@dataclass(frozen=True)
class Menu:
    """Keys and where they lead. `*` repeats every menu; a submenu without its own 0 inherits the main menu's."""

    options: Mapping[str, Option]
    say: str | None = None  # the office's own sentence instead of the one made from the options
    audio: str | None = None  # a recording of it: a file name in config/audio or an https URL


@dataclass(frozen=True)
class Faq:
    """A question that callers often ask, with its answer."""

    question: str
    answer: str


@dataclass(frozen=True)
class Unit:
    """A unit (unit kerja) that answers a menu option."""

    key: str
    name: str
    topics: tuple[str, ...] = ()
    faqs: tuple[Faq, ...] = ()
    required: Mapping[int, int] = field(default_factory=dict)  # weekday -> officers that must be rostered
    is_operator: bool = False  # people with the role operator stand on duty here in service hours
    fallback: str | None = None  # the unit that answers when nobody here does


@dataclass(frozen=True)
class RingPolicy:
    """How officers are rung.

    `ring_seconds` is what the officer's telephone really rings; Twilio adds about five seconds to a
    Dial's timeout (Twilio docs, <Dial> timeout), which `ivr.telephony.twiml` subtracts.
    """

    order: str = "longest_idle"  # or "as_rostered"
    ring_seconds: int = 15
    key_seconds: int = 5
    press_1: bool = True
    hunt_seconds: int = 60  # all attempts of one hunt together, the fallback unit included
    longest_talk_seconds: int = 3600
    wrap_up_seconds: int = 0  # after a talk, before the officer is rung again
    pause_after_unanswered: int = 3  # calls in a row that an officer lets ring in vain; 0: no pause for it
    pause_minutes: int = 15


@dataclass(frozen=True)
class Voice:
    """A text-to-speech voice (Twilio docs, <Say> voices)."""

    name: str = "Google.id-ID-Standard-A"
    language: str = "id-ID"


@dataclass(frozen=True)
class AfterTalk:
    """What a caller may still do when the officer has hung up."""

    again: bool = True  # `*` opens the menu once more
    rating: bool = False  # 1 to 5


@dataclass(frozen=True)
class FormPolicy:
    """What officers choose from in the after-call form (SOP PPATK, 5.c.vii).

    `channels` are where a confidential question is pointed to. Blank forms are reminded of `remind_minutes` before
    the recap; 0 means never.
    """

    remarks: tuple[str, ...] = ("Tuntas", "Diteruskan", "Perlu tindak lanjut")
    channels: tuple[str, ...] = ("Surat elektronik", "Surat", "Datang langsung")
    remind_minutes: int = 30


@dataclass(frozen=True)
class RosterPolicy:
    """When people hear by mail of the roster to come, in local times.

    `warn_at` and `remind_at` (None: no reminders) are of the service day before; `week_warn_at` of the last service
    day before a week.
    """

    warn_at: time = time(15)
    week_warn_at: time = time(10)
    remind_at: time | None = time(16)


@dataclass(frozen=True)
class Contact:
    """Somebody to whom questions are sent on by mail (SOP PPATK, 5.c.viii)."""

    key: str
    name: str
    email: str


@dataclass(frozen=True)
class Hotline:
    """One public telephone number (or several that mean the same) with everything that makes it answer.

    As its file has it; special days and notices as the office edited them since (`ivr.workflows.catch_up`).
    """

    key: str
    name: str
    zone: ZoneInfo
    numbers: tuple[str, ...]  # E.164 or sip: addresses
    hours: Week
    breaks: Week
    menu: Menu
    units: Mapping[str, Unit]
    prompts: Prompts
    caller_id: str | None = None
    byoc_trunk: str | None = None
    holidays: HolidayPolicy = HolidayPolicy()
    ring: RingPolicy = RingPolicy()
    caller_voice: Voice = Voice()
    officer_voice: Voice = Voice()
    after_talk: AfterTalk = AfterTalk()
    menu_seconds: int = 5  # silence after the menu before it is an event
    blocked: frozenset[str] = frozenset()
    forms: FormPolicy = FormPolicy()
    referrals: Mapping[str, Contact] = field(default_factory=dict)
    roster: RosterPolicy = RosterPolicy()
    recap_at: time = time(17, 30)
    mail_from: str | None = None
    notices: tuple[Notice, ...] = ()

    @property
    def operator(self) -> str | None:
        """The unit whose operators take the callers that the menu cannot help."""
        return next((unit.key for unit in self.units.values() if unit.is_operator), None)
