"""Open the hotline files: read all of them, and make the domain's hotlines."""

from collections.abc import Iterable, Mapping
from datetime import date
from email.utils import parseaddr
from pathlib import Path
from zoneinfo import ZoneInfo

from config.hotline_file import HotlineFile, read_hotline_files
from config.hotline_schema import HolidaysShape, MenuShape, OptionShape, SpecialDayShape, UnitShape, VoiceShape, week
from config.time_values import ClockSpan, days_of
from config.unit_checks import fallback_of
from ivr.domain.holidays import holiday_on
from ivr.domain.hotline import (
    AfterTalk,
    Contact,
    Faq,
    FormPolicy,
    HolidayPolicy,
    Hotline,
    Menu,
    Option,
    RingPolicy,
    RosterPolicy,
    Span,
    SpecialDay,
    ToMenu,
    ToUnit,
    Unit,
    Voice,
    Week,
)
from ivr.domain.hotlines import Hotlines
from ivr.domain.phone import PhoneFault, caller_number, free_number, parse_phone
from ivr.domain.speech import Prompt, Prompts


def open_hotlines(paths: Iterable[Path]) -> Hotlines:
    """The hotlines of these files. Raises config.faults.HotlineFaults with everything wrong in any of them."""
    read = read_hotline_files(
        paths,
        normalise_number=normalise_number,
        normalise_public=normalise_public,
        normalise_caller=normalise_caller,
        has_calendar=has_calendar,
    )
    return Hotlines(tuple(_hotline(file) for file in read.files), tuple(str(warning) for warning in read.warnings))


def normalise_number(text: str) -> str:
    """The dialled form of a number or SIP address. Raises ValueError with an Indonesian reason."""
    phone = parse_phone(text)
    if phone.extension:
        raise ValueError("nomor hotline tidak boleh memakai ext")
    return phone.address


def normalise_public(text: str) -> str:
    """The dialled form of a number that the public calls. Raises ValueError with an Indonesian reason.

    Toll-free and shared service numbers (0800..., 1500...) are called but never rung or shown.
    """
    return free_number(text) or normalise_number(text)


def normalise_caller(text: str) -> str:
    """The form in which a caller's number arrives. Raises ValueError with an Indonesian reason.

    Callers also come from premium and foreign ranges that the office itself may never dial.
    """
    try:
        written = parse_phone(text).address
    except PhoneFault:
        written = text.replace(" ", "").replace("-", "")
        if not written.startswith("+"):
            raise
    caller = caller_number(written)
    if caller is None:
        raise ValueError(f"'{text}' bukan nomor penelepon; tulis lengkap dengan +, misalnya +6281234567890")
    return caller


def has_calendar(country: str) -> bool:
    """Whether the official holidays of a country code are known."""
    try:
        holiday_on(date(2026, 1, 1), HolidayPolicy(country, with_joint_leave=False))
    except NotImplementedError:
        return False
    return True


def _hotline(file: HotlineFile) -> Hotline:
    says = file.says
    return Hotline(
        key=says.key,
        name=says.name,
        zone=ZoneInfo(says.time_zone),
        numbers=says.numbers,
        hours=_week(says.hours),
        breaks=_week(says.breaks),
        menu=_menu(says.menu),
        units={unit.key: _unit(unit, fallback_of(unit, says)) for unit in says.units},
        prompts=Prompts({key: Prompt(wording.text, wording.audio) for key, wording in file.prompts.items()}),
        caller_id=says.caller_id,
        byoc_trunk=says.byoc_trunk,
        holidays=_holidays(says.holidays),
        ring=RingPolicy(
            order=says.ring.order,
            ring_seconds=says.ring.ring_seconds,
            key_seconds=says.ring.key_seconds,
            press_1=says.ring.press_1,
            hunt_seconds=says.ring.hunt_seconds,
            longest_talk_seconds=says.ring.longest_talk_seconds,
            wrap_up_seconds=says.ring.wrap_up_seconds,
            pause_after_unanswered=says.ring.pause_after_unanswered,
            pause_minutes=says.ring.pause_minutes,
        ),
        caller_voice=_voice(says.voices.caller),
        officer_voice=_voice(says.voices.officer),
        after_talk=AfterTalk(again=says.after_talk.again, rating=says.after_talk.rating),
        menu_seconds=says.menu_seconds,
        blocked=frozenset(says.blocked),
        forms=FormPolicy(says.forms.remarks, says.forms.channels, says.forms.remind_minutes),
        referrals={one.key: Contact(one.key, one.name, parseaddr(one.email)[1]) for one in says.referrals},
        roster=RosterPolicy(says.roster.warn_at, says.roster.week_warn_at, says.roster.remind_at),
        recap_at=says.recap.at,
        mail_from=says.mail_from,
    )


def _week(written: Mapping[str, tuple[ClockSpan, ...]]) -> Week:
    return {day: tuple(Span(*span) for span in spans) for day, spans in week(written).items()}


def _menu(menu: MenuShape) -> Menu:
    return Menu({key: _option(option) for key, option in menu.options.items()}, menu.say, menu.audio)


def _option(option: OptionShape) -> Option:
    if option.menu is not None:
        return ToMenu(option.name, _menu(option.menu))
    assert option.unit is not None  # the schema wants one of the two
    return ToUnit(option.name, option.unit)


def _unit(unit: UnitShape, fallback: str | None) -> Unit:
    return Unit(
        key=unit.key,
        name=unit.name,
        topics=unit.topics,
        faqs=tuple(Faq(one.question, one.answer) for one in unit.faq),
        required={day: count for name, count in unit.required.items() for day in days_of(name)},
        is_operator=unit.operators,
        fallback=fallback,
    )


def _holidays(holidays: HolidaysShape) -> HolidayPolicy:
    return HolidayPolicy(
        country=holidays.country,
        with_joint_leave=holidays.country == "ID" if holidays.joint_leave is None else holidays.joint_leave,
        added=tuple(_special(day) for day in holidays.add),
        removed=tuple(_special(day) for day in holidays.remove),
        decrees=holidays.decrees,
    )


def _special(day: SpecialDayShape) -> SpecialDay:
    return SpecialDay(day.date, day.name, day.decree)


def _voice(voice: VoiceShape) -> Voice:
    return Voice(voice.name, voice.language)
